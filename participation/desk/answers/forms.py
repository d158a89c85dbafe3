"""The form in which a department answers an idea."""

from __future__ import annotations

import re
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from wtforms import DateField, HiddenField, RadioField, StringField, SubmitField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length, Optional, ValidationError

from participation.desk.answers.models import LABELS, AnswerOutcome
from participation.desk.answers.rules import LONGEST_REASON, LONGEST_STEP
from participation.web.forms import Form, SendOnceField, choices

_NUMBER = re.compile(r"(?:.*/ideen/)?(\d{1,9})(?:[/?#].*)?")


class AnswerForm(Form):
    """Outcome, reason, and what comes next."""

    outcome = RadioField(
        _l("Ergebnis"),
        choices=choices((outcome, _l(label)) for outcome, label in LABELS.items()),
        validators=[InputRequired(_l("Bitte wählen Sie, was aus der Idee wird."))],
    )
    merged_into = StringField(
        _l("Welche Idee führt diese weiter?"),
        description=_l("Nur beim Zusammenführen: die Nummer oder die Adresse der anderen Idee."),
        validators=[Length(max=300)],
    )
    passed_on_to = StringField(
        _l("An welche Stelle geben Sie die Idee weiter?"),
        description=_l("Nur beim Weitergeben, zum Beispiel: Stadtwerke, Regierungspräsidium."),
        validators=[Length(max=200)],
    )
    reason = TextAreaField(
        _l("Begründung"),
        description=_l("Was spricht dafür oder dagegen, was wurde geprüft? Steht öffentlich bei der Idee."),
        validators=[
            DataRequired(_l("Bitte begründen Sie die Antwort.")),
            Length(max=LONGEST_REASON, message=_l("Bitte kürzen Sie die Begründung auf höchstens 4.000 Zeichen.")),
        ],
    )
    next_step = StringField(
        _l("Nächster Schritt"),
        validators=[Length(max=LONGEST_STEP, message=_l("Bitte kürzen Sie auf höchstens 500 Zeichen."))],
    )
    next_step_due = DateField(
        _l("Nächster Schritt bis"),
        description=_l("Mit einem Tag wird der nächste Schritt zur öffentlichen Zusage."),
        validators=[Optional()],
    )
    after = HiddenField()
    send_key = SendOnceField()
    submit = SubmitField(_l("Antwort veröffentlichen"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Shown for their outcome alone, and needed then.
        self.merged_into.flags.required = self.passed_on_to.flags.required = True

    def validate_passed_on_to(self, field: StringField) -> None:
        """A place to pass it on to, where that is the outcome."""
        if self.outcome.data == AnswerOutcome.PASSED_ON and not field.data:
            raise ValidationError(gettext("Bitte nennen Sie die Stelle, an die Sie die Idee weitergeben."))

    def validate_merged_into(self, field: StringField) -> None:
        """A number or an address of an idea, where one is needed."""
        if self.outcome.data == AnswerOutcome.MERGED and self.merged_number is None:
            raise ValidationError(gettext("Bitte geben Sie die Nummer oder die Adresse der anderen Idee an."))

    @property
    def merged_number(self) -> int | None:
        """The number of the other idea."""
        found = _NUMBER.fullmatch(self.merged_into.data or "")
        return int(found[1]) if found else None
