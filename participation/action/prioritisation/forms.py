"""The forms of a prioritisation."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import (
    DateField,
    FieldList,
    FormField,
    IntegerField,
    RadioField,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms import (
    Form as PlainForm,
)
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange, Optional

from participation.action.prioritisation.commands import JudgementEntry, NewCriterion
from participation.action.prioritisation.models import Criterion, CriterionSource, Judgement, Perspective
from participation.action.prioritisation.rules.running import MOST_CRITERIA
from participation.core.clock import today
from participation.core.errors import Invalid
from participation.web.filters import sentence
from participation.web.forms import Form, VersionField, choices, trimmed

P = Perspective
VOTES = "votes"
JUDGES: dict[str, Any] = {
    VOTES: _l("niemand: die Unterstützungen werden gezählt"),
    P.DEPARTMENT.value: _l("Fachabteilung"),
    P.ADVISORY.value: _l("beratendes Gremium"),
    P.PUBLIC.value: _l("Öffentlichkeit"),
    f"{P.DEPARTMENT.value},{P.ADVISORY.value}": _l("Fachabteilung und beratendes Gremium"),
    f"{P.DEPARTMENT.value},{P.PUBLIC.value}": _l("Fachabteilung und Öffentlichkeit"),
    f"{P.PUBLIC.value},{P.DEPARTMENT.value},{P.ADVISORY.value}": _l(
        "Öffentlichkeit, Fachabteilung und beratendes Gremium"
    ),
}


class ActForm(Form):
    """A button and its token."""


class CriterionForm(PlainForm):
    """One row: a criterion, its weight, who judges it."""

    name = StringField(
        _l("Kriterium"),
        filters=[trimmed],
        validators=[Optional(), Length(max=120, message=_l("Höchstens 120 Zeichen, bitte."))],
        render_kw={"autocomplete": "off"},
    )
    percent = IntegerField(
        _l("Gewicht in Prozent"),
        validators=[Optional(), NumberRange(1, 100, _l("Bitte eine ganze Zahl von 1 bis 100."))],
        render_kw={"inputmode": "numeric"},
    )
    judges = SelectField(_l("Wer urteilt"), choices=choices(JUDGES.items()), default=P.DEPARTMENT.value)
    description = StringField(
        _l("Woran man es erkennt"),
        filters=[trimmed],
        validators=[Optional(), Length(max=500, message=_l("Höchstens 500 Zeichen, bitte."))],
        render_kw={"autocomplete": "off"},
    )

    def criterion(self) -> NewCriterion | None:
        """The row as a criterion; none where it was left empty."""
        if not self.name.data and not self.percent.data:
            return None
        votes = self.judges.data == VOTES
        return NewCriterion(
            self.name.data or "", self.percent.data or 0,
            source=CriterionSource.VOTES if votes else CriterionSource.JUDGEMENT,
            description=self.description.data or "",
            perspectives=() if votes else tuple(P(p) for p in (self.judges.data or "").split(",")),
        )  # fmt: skip

    @staticmethod
    def data_of(criterion: Criterion) -> dict[str, Any]:
        """A criterion as the row shows it."""
        return {
            "name": criterion.name,
            "percent": round(criterion.weight * 100),
            "judges": ",".join(criterion.perspectives) or VOTES,
            "description": criterion.description,
        }


class RunForm(Form):
    """A run over a board: what it asks, who decides, and by which criteria."""

    board = SelectField(_l("Themenboard"), validators=[DataRequired(_l("Bitte wählen Sie ein Themenboard."))])
    title = StringField(
        _l("Überschrift"),
        description=_l("Als Frage, zum Beispiel: Welche Ideen kommen zuerst?"),
        validators=[
            DataRequired(_l("Bitte geben Sie dem Lauf eine Überschrift.")),
            Length(max=200, message=_l("Höchstens 200 Zeichen, bitte.")),
        ],
        render_kw={"autocomplete": "off"},
    )
    intro = TextAreaField(
        _l("Worum es geht"),
        description=_l("Zwei, drei Sätze: Wofür wird eine Reihenfolge gebraucht, und was geschieht mit ihr?"),
        validators=[Optional(), Length(max=4000, message=_l("Höchstens 4.000 Zeichen, bitte."))],
    )
    body = SelectField(
        _l("Wer die Rangfolge bestätigt"),
        validators=[DataRequired(_l("Bitte wählen Sie das Gremium, das entscheidet."))],
    )
    minimum_votes = IntegerField(
        _l("Ab wie vielen Unterstützungen nimmt eine Idee teil?"),
        description=_l("0 heißt: alle öffentlichen Ideen des Themenboards."),
        default=0,
        validators=[
            InputRequired(_l("Bitte geben Sie eine Zahl ein, 0 oder größer.")),
            NumberRange(0, 100000, _l("Bitte geben Sie eine Zahl ein, 0 oder größer.")),
        ],
        render_kw={"inputmode": "numeric"},
    )
    criteria = FieldList(FormField(CriterionForm), min_entries=MOST_CRITERIA, max_entries=MOST_CRITERIA)
    version = VersionField()

    def new_criteria(self) -> list[NewCriterion]:
        """The rows that were filled in; raises Invalid where one has a weight but no name."""
        found = [row.form.criterion() for row in self.criteria]
        kept = [criterion for criterion in found if criterion]
        if any(not criterion.name for criterion in kept):
            raise Invalid("Jedes Kriterium braucht einen Namen.", field="criteria")
        return kept

    def refuse(self, error: Invalid) -> None:
        """What is said about all criteria together stands above them."""
        if error.field == "criteria":
            self.form_errors.append(sentence(error))
        else:
            super().refuse(error)


@dataclass(frozen=True)
class Cell:
    """One judgement to make: a criterion, a perspective, and the names of its fields."""

    criterion: Criterion
    perspective: Perspective
    known: Judgement | None

    @property
    def key(self) -> str:
        """What the names of its fields end in."""
        return f"{self.criterion.id}-{self.perspective.value}"


def cells_of(criteria: Sequence[Criterion], known: Mapping[tuple[int, Perspective], Judgement]) -> list[Cell]:
    """All judgements to make on an idea, criterion by criterion."""
    return [Cell(c, P(p), known.get((c.id, P(p)))) for c in criteria for p in c.perspectives]


def judging_form(cells: Sequence[Cell]) -> Form:
    """A form with a score and a reason for each cell."""
    fields: dict[str, Any] = {}
    for cell in cells:
        known = cell.known
        fields[f"wert-{cell.key}"] = SelectField(
            _l("Wert von 0 bis 10"),
            choices=choices([(n, n) for n in range(11)], empty=_l("noch kein Urteil")),
            default=str(known.score) if known else "",
        )
        fields[f"grund-{cell.key}"] = TextAreaField(
            _l("Grund"),
            default=known.reason if known else "",
            validators=[Optional(), Length(max=2000, message=_l("Höchstens 2.000 Zeichen, bitte."))],
        )
        fields[f"stand-{cell.key}"] = VersionField(default=known.version if known else 0)
    form: Form = type("JudgingForm", (Form,), fields)()
    return form


def entries_of(form: Form, cells: Sequence[Cell]) -> list[JudgementEntry]:
    """The judgements that were filled in. Raises Invalid where a value has no reason, or a reason no value."""
    entries = []
    for cell in cells:
        score, reason = form[f"wert-{cell.key}"].data, form[f"grund-{cell.key}"].data
        if not score and not reason:
            continue
        if not score:
            raise Invalid("Bitte wählen Sie zum Grund auch einen Wert.", field=f"wert-{cell.key}")
        if not reason:
            raise Invalid("Jedes Urteil braucht einen Grund.", field=f"grund-{cell.key}")
        version = form[f"stand-{cell.key}"].data or 0
        entries.append(JudgementEntry(cell.criterion.id, cell.perspective, int(score), reason, version))
    return entries


class DecisionForm(Form):
    """What the body decided on the proposed ranking."""

    outcome = RadioField(
        _l("Entscheidung"),
        choices=choices(
            [
                ("confirm", _l("Die Rangfolge ist bestätigt.")),
                ("return", _l("Die Rangfolge geht an die Redaktion zurück.")),
            ]
        ),
        validators=[InputRequired(_l("Bitte wählen Sie, wie entschieden wurde."))],
    )
    reason = TextAreaField(
        _l("Grund"),
        description=_l("Er steht öffentlich bei der Rangfolge."),
        validators=[
            DataRequired(_l("Bitte geben Sie den Grund der Entscheidung an.")),
            Length(max=4000, message=_l("Höchstens 4.000 Zeichen, bitte.")),
        ],
    )
    decided_on = DateField(
        _l("Tag der Entscheidung"),
        default=today,
        validators=[DataRequired(_l("Bitte geben Sie den Tag der Entscheidung an."))],
    )
    paper_number = StringField(_l("Nummer der Vorlage"), validators=[Optional(), Length(max=60)])
    paper_url = StringField(
        _l("Adresse der Vorlage"),
        validators=[Optional(), Length(max=500)],
        render_kw={"inputmode": "url", "autocomplete": "off"},
    )
