"""The forms of monitoring."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from markupsafe import Markup
from wtforms import DateField, RadioField, SelectField, StringField, SubmitField, TextAreaField, URLField
from wtforms.validators import DataRequired, InputRequired, Length

from participation.action.monitoring.models import DIMENSIONS, Dimension
from participation.core.clock import today
from participation.web.forms import Form, NumberField, choices
from participation.web.languages import spoken

DAY_MISSING = _l("Bitte geben Sie einen Tag an.")
SOURCE_MISSING = _l("Bitte nennen Sie die Quelle des Werts.")
NUMBER_MISSING = _l("Bitte geben Sie eine Zahl ein.")


class IndicatorForm(Form):
    """A further indicator."""

    name = StringField(
        _l("Name der Kennzahl"),
        validators=[DataRequired(_l("Bitte geben Sie der Kennzahl einen Namen.")), Length(max=160)],
    )
    dimension = SelectField(
        _l("Was misst sie?"), coerce=Dimension,
        description=_l("Einsatz und Leistung gehören zum Monitoring, Wirkungen zur Evaluation."),
        choices=choices((dimension.value, _l(label)) for dimension, label in DIMENSIONS.items()),
        validators=[InputRequired(_l("Bitte wählen Sie, was die Kennzahl misst."))],
    )  # fmt: skip
    unit = StringField(_l("Einheit"), validators=[Length(max=40)])
    baseline = NumberField(_l("Ausgangswert"))
    target = NumberField(_l("Zielwert"))
    submit = SubmitField(_l("Kennzahl anlegen"))


class ReadingForm(Form):
    """What an indicator showed on a day."""

    read_on = DateField(_l("Tag"), default=today, validators=[InputRequired(DAY_MISSING)])
    value = NumberField(_l("Wert"), validators=[InputRequired(NUMBER_MISSING)])
    source = StringField(_l("Quelle"), validators=[DataRequired(SOURCE_MISSING), Length(max=300)])
    submit = SubmitField(_l("Wert eintragen"))


class CorrectionForm(Form):
    """A wrong reading put right."""

    value = NumberField(_l("Richtiger Wert"), validators=[InputRequired(NUMBER_MISSING)])
    source = StringField(_l("Quelle"), validators=[DataRequired(SOURCE_MISSING), Length(max=300)])
    reason = TextAreaField(
        _l("Warum berichtigen Sie den Wert?"), validators=[DataRequired(_l("Bitte begründen Sie die Berichtigung."))]
    )
    submit = SubmitField(_l("Wert berichtigen"))


class MilestoneForm(Form):
    """A step that is planned."""

    title = StringField(
        _l("Was soll dann geschafft sein?"),
        validators=[DataRequired(_l("Bitte geben Sie dem Meilenstein einen Titel.")), Length(max=200)],
    )
    due_on = DateField(_l("Geplant für"), validators=[InputRequired(DAY_MISSING)])
    submit = SubmitField(_l("Meilenstein anlegen"))


class DoneForm(Form):
    """A step that is done."""

    done_on = DateField(_l("Erledigt am"), default=today, validators=[InputRequired(DAY_MISSING)])
    submit = SubmitField(_l("Als erledigt eintragen"))


class ReachedForm(Form):
    """The level that a measure has reached."""

    level = RadioField(
        _l("Erreichte Zielstufe"), coerce=int,
        choices=choices([(0, _l("0 – noch keine Stufe erreicht")), *((n, str(n)) for n in (1, 2, 3, 4))]),
        validators=[InputRequired(_l("Bitte wählen Sie eine Zielstufe."))],
    )  # fmt: skip
    reached_on = DateField(_l("Seit wann?"), default=today, validators=[InputRequired(DAY_MISSING)])
    evidence = TextAreaField(
        _l("Woran erkennt man es?"), description=_l("Der Nachweis ist öffentlich."),
        validators=[DataRequired(_l("Bitte schreiben Sie, woran man erkennt, dass die Stufe erreicht ist."))],
    )  # fmt: skip
    evidence_url = URLField(_l("Adresse eines Nachweises"), validators=[Length(max=500)])
    submit = SubmitField(_l("Erreichte Stufe eintragen"))

    def describe(self, conditions: dict[int, str]) -> None:
        """Write the conditions beside the levels."""
        told = Markup("{} – {}")
        named = [(n, told.format(n, spoken(conditions[n]))) for n in (1, 2, 3, 4) if n in conditions]
        self.level.choices = choices([(0, _l("0 – noch keine Stufe erreicht")), *named])
