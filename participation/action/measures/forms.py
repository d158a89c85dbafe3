"""The forms of measures."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import (
    DateField,
    RadioField,
    SelectField,
    StringField,
    SubmitField,
    TextAreaField,
)
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange, Optional

from participation.action.measures.models import STAGES, Measure, MeasureStage
from participation.core.clock import today
from participation.web.forms import CheckboxesField, Form, NumberField, SendOnceField, VersionField, choices

TITLE_MISSING = _l("Bitte geben Sie der Maßnahme einen Titel.")
REASON_MISSING = _l("Bitte geben Sie eine Begründung an.")
DAY_MISSING = _l("Bitte geben Sie einen Tag an.")
LEVEL_MISSING = _l("Bitte beschreiben Sie, woran man erkennt, dass diese Stufe erreicht ist.")
LONGEST_TEXT = 5000


def number_or_none(value: Any) -> int | None:
    """A chosen id, or None for the empty choice."""
    return int(value) if value not in (None, "", "None") else None


class PromoteForm(Form):
    """Making an idea a measure."""

    department = SelectField(
        _l("Verantwortliche Fachabteilung"), coerce=number_or_none,
        validators=[InputRequired(_l("Bitte wählen Sie eine Fachabteilung."))],
    )  # fmt: skip
    title = StringField(
        _l("Titel der Maßnahme"), description=_l("So erscheint sie in der Liste. Sie können ihn später ändern."),
        validators=[DataRequired(TITLE_MISSING), Length(max=200)],
    )  # fmt: skip
    reason = TextAreaField(
        _l("Warum nimmt die Stadt das auf?"), description=_l("Die Begründung ist öffentlich."),
        validators=[DataRequired(REASON_MISSING), Length(max=500)],
    )  # fmt: skip
    submit = SubmitField(_l("Zur Maßnahme machen"))


class NewMeasureForm(PromoteForm):
    """A measure from a department's own need."""

    need = TextAreaField(
        _l("Welcher eigene Bedarf steht dahinter?"),
        description=_l("Erscheint auf der Seite der Maßnahme als ihre Herkunft."),
        validators=[DataRequired(_l("Bitte beschreiben Sie den Bedarf.")), Length(max=500)],
    )  # fmt: skip
    change_for_people = TextAreaField(
        _l("Was ändert sich für die Menschen?"), description=_l("In ein, zwei Sätzen und ohne Fachwörter."),
        validators=[Length(max=LONGEST_TEXT)],
    )  # fmt: skip
    send_key = SendOnceField()
    submit = SubmitField(_l("Maßnahme anlegen"))


class ResultForm(NewMeasureForm):
    """A measure from a note or a result card of a workshop."""

    need = None


class TextsForm(Form):
    """The texts of a measure; `version` is the one that the person read."""

    version = VersionField()
    title = StringField(_l("Titel"), validators=[DataRequired(TITLE_MISSING), Length(max=200)])
    change_for_people = TextAreaField(
        _l("Was ändert sich für die Menschen?"), description=_l("In ein, zwei Sätzen und ohne Fachwörter."),
        validators=[Length(max=LONGEST_TEXT)],
    )  # fmt: skip
    aim = TextAreaField(_l("Ziel"), validators=[Length(max=LONGEST_TEXT)])
    solution = TextAreaField(_l("Lösung"), validators=[Length(max=LONGEST_TEXT)])
    problems = TextAreaField(
        _l("Was ist gerade schwierig?"),
        description=_l("Offen gesagt: Was klappt nicht wie geplant, und was tun Sie dagegen?"),
        validators=[Length(max=LONGEST_TEXT)],
    )  # fmt: skip
    risks = TextAreaField(_l("Risiken"), validators=[Length(max=LONGEST_TEXT)])
    action_field_id = SelectField(_l("Handlungsfeld"), coerce=number_or_none)
    goals = CheckboxesField(_l("Ziele, zu denen die Maßnahme beiträgt"), coerce=int)
    district_id = SelectField(_l("Stadtteil"), coerce=number_or_none)
    place = StringField(_l("Ort in Worten"), validators=[Length(max=200)])
    involved = CheckboxesField(_l("Weitere beteiligte Fachabteilungen"), coerce=int)
    partners = TextAreaField(_l("Partner"), validators=[Length(max=LONGEST_TEXT)])
    period = StringField(_l("Zeitraum"), validators=[Length(max=120)])
    cost = NumberField(
        _l("Kosten in Euro"),
        validators=[Optional(), NumberRange(0, 2_000_000_000, _l("Bitte geben Sie einen Betrag ab 0 Euro an."))],
    )
    cost_note = StringField(_l("Anmerkung zu den Kosten"), validators=[Length(max=300)])
    funding = StringField(_l("Finanzierung"), validators=[Length(max=300)])
    submit = SubmitField(_l("Speichern"))

    TEXTS = (
        "title", "change_for_people", "aim", "solution", "problems", "risks", "action_field_id", "district_id", "place",
        "partners", "period", "cost", "cost_note", "funding",
    )  # fmt: skip

    def offer(
        self, *, fields: Iterable[Any], goals: Iterable[Any], districts: Iterable[Any], departments: Iterable[Any]
    ) -> None:
        """Fill in what can be chosen, as pairs of id and name."""
        self.action_field_id.choices = choices(fields, empty=_l("keines"))
        self.district_id.choices = choices(districts, empty=_l("ganze Stadt"))
        self.goals.choices = choices(goals)
        self.involved.choices = choices(departments)

    def texts(self) -> dict[str, Any]:
        """What was typed, as the command takes it."""
        values = {name: self[name].data for name in self.TEXTS}
        values["cost"] = None if values["cost"] is None else round(values["cost"])
        return {
            name: ("" if value is None and name not in {"cost", "action_field_id", "district_id"} else value)
            for name, value in values.items()
        }

    def differences(self, measure: Measure) -> list[tuple[str, str]]:
        """Label and saved text of each text that the saved measure has differently."""
        typed = self.texts()
        return [
            (str(self[name].label.text), _shown(self[name], getattr(measure, name)))
            for name in self.TEXTS
            if (getattr(measure, name) or "") != (typed[name] or "")
        ]


def _shown(field: Any, value: Any) -> str:
    if isinstance(field, SelectField):
        return next((str(c.label) for c in field.choices if c.value == str(value or "")), "")
    return "" if value is None else str(value)


class StageForm(Form):
    """Moving a measure to another stage."""

    stage = RadioField(
        _l("Neuer Stand"), coerce=MeasureStage, validators=[InputRequired(_l("Bitte wählen Sie den neuen Stand."))]
    )
    changed_on = DateField(_l("Seit wann gilt das?"), default=today, validators=[InputRequired(DAY_MISSING)])
    reason = TextAreaField(
        _l("Begründung"), description=_l("Sie ist öffentlich und steht im Verlauf der Maßnahme."),
        validators=[DataRequired(REASON_MISSING), Length(max=LONGEST_TEXT)],
    )  # fmt: skip
    decision_id = SelectField(
        _l("Entscheidung, auf der das beruht"), coerce=number_or_none,
        description=_l(
            "Für Umsetzung, Regelbetrieb, Ablehnung und Beendigung braucht es eine eingetragene Entscheidung "
            "des Gemeinderats oder der Lenkungsgruppe."
        ),
    )  # fmt: skip
    decided_by = StringField(
        _l("Wer hat entschieden?"), description=_l("Nötig, wenn keine Entscheidung eines Gremiums eingetragen ist."),
        validators=[Length(max=200)],
    )  # fmt: skip
    lesson = TextAreaField(
        _l("Was ist daraus zu lernen?"),
        description=_l("Nötig, wenn die Maßnahme beendet wird. Scheitern ist erlaubt."),
        validators=[Length(max=LONGEST_TEXT)],
    )  # fmt: skip
    submit = SubmitField(_l("Stand ändern"))

    def offer(self, stages: Iterable[MeasureStage], decisions: Iterable[tuple[int, str]]) -> None:
        """Fill in what can be chosen."""
        self.stage.choices = choices((stage.value, _l(STAGES[stage])) for stage in stages)
        self.decision_id.choices = choices(decisions, empty=_l("keine"))


class LevelsForm(Form):
    """The conditions of the four target levels."""

    level_1 = TextAreaField(_l("Zielstufe 1"), validators=[DataRequired(LEVEL_MISSING), Length(max=LONGEST_TEXT)])
    level_2 = TextAreaField(_l("Zielstufe 2"), validators=[DataRequired(LEVEL_MISSING), Length(max=LONGEST_TEXT)])
    level_3 = TextAreaField(_l("Zielstufe 3"), validators=[DataRequired(LEVEL_MISSING), Length(max=LONGEST_TEXT)])
    level_4 = TextAreaField(_l("Zielstufe 4"), validators=[DataRequired(LEVEL_MISSING), Length(max=LONGEST_TEXT)])
    reason = TextAreaField(
        _l("Begründung der Änderung"),
        description=_l("Nötig, sobald die Zielstufen feststehen. Der alte Wortlaut bleibt öffentlich."),
        validators=[Length(max=LONGEST_TEXT)],
    )  # fmt: skip
    submit = SubmitField(_l("Zielstufen speichern"))

    @property
    def conditions(self) -> dict[int, str]:
        """The conditions by level."""
        return {number: self[f"level_{number}"].data or "" for number in (1, 2, 3, 4)}


class FixForm(Form):
    """One button."""

    submit = SubmitField(_l("Zielstufen jetzt festlegen"))


class SourceForm(Form):
    """A further source of a measure."""

    source = StringField(
        _l("Nummer oder Adresse"),
        description=_l("Zum Beispiel die Adresse der Idee: …/ideen/123. Auch die Nummer eines Zettels oder Prototyps."),
        validators=[DataRequired(_l("Bitte geben Sie eine Nummer oder Adresse ein."))],
    )  # fmt: skip
    reason = TextAreaField(
        _l("Was ist daraus eingeflossen?"), validators=[DataRequired(REASON_MISSING), Length(max=500)]
    )
    submit = SubmitField(_l("Herkunft eintragen"))

    @property
    def source_id(self) -> int:
        """The number in what was typed, 0 where there is none."""
        digits = "".join(c if c.isdigit() else " " for c in self.source.data or "").split()
        return int(digits[-1][:12]) if digits else 0
