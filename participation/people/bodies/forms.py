"""The form of a decision."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import DateField, RadioField, SelectField, StringField, SubmitField, TextAreaField, URLField
from wtforms.validators import DataRequired, InputRequired, Length

from participation.core.clock import today
from participation.people.bodies.models import OUTCOMES, DecisionOutcome
from participation.web.forms import Form, choices


class DecisionForm(Form):
    """What a body decided."""

    subject_id = SelectField(
        _l("Worüber wurde entschieden?"), coerce=lambda value: int(value) if value else 0,
        validators=[InputRequired(_l("Bitte wählen Sie aus, worüber entschieden wurde."))],
    )  # fmt: skip
    outcome = RadioField(
        _l("Ergebnis"), coerce=DecisionOutcome,
        choices=choices((outcome.value, _l(label)) for outcome, label in OUTCOMES.items()),
        validators=[InputRequired(_l("Bitte wählen Sie das Ergebnis."))],
    )  # fmt: skip
    decided_on = DateField(
        _l("Tag der Entscheidung"), default=today, validators=[InputRequired(_l("Bitte geben Sie einen Tag an."))]
    )
    reason = TextAreaField(
        _l("Begründung"), description=_l("Kurz und in eigenen Worten. Sie ist öffentlich und bleibt so stehen."),
        validators=[DataRequired(_l("Bitte geben Sie den Grund der Entscheidung an.")), Length(max=5000)],
    )  # fmt: skip
    paper_number = StringField(_l("Nummer der Vorlage"), validators=[Length(max=60)])
    paper_url = URLField(_l("Adresse der Vorlage"), validators=[Length(max=500)])
    submit = SubmitField(_l("Entscheidung eintragen"))
