"""Publishing, releasing, ending."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import DateField, HiddenField, RadioField, SubmitField, TextAreaField, TimeField
from wtforms.validators import DataRequired, InputRequired, Length, Optional

from participation.core.clock import TOWN
from participation.web.forms import Form, choices

NOW, LATER = "jetzt", "spaeter"


class ConfirmForm(Form):
    """A button that asks once more."""

    submit = SubmitField(_l("Ja"))


class PublishForm(Form):
    """Now, or at a time."""

    when = RadioField(
        _l("Wann soll es erscheinen?"), default=NOW,
        choices=choices(((NOW, _l("Jetzt gleich")), (LATER, _l("Zu einem Zeitpunkt")))),
        validators=[InputRequired(_l("Bitte wählen Sie eine Möglichkeit."))],
    )  # fmt: skip
    day = DateField(_l("Tag"), validators=[Optional()])
    time = TimeField(_l("Uhrzeit"), validators=[Optional()])
    submit = SubmitField(_l("Veröffentlichen"))

    def validate(self, extra_validators: Any = None) -> bool:
        """A day is needed for later."""
        fine = super().validate(extra_validators=extra_validators)
        if fine and self.when.data == LATER and self.day.data is None:
            self.day.errors = [str(_l("Bitte wählen Sie einen Tag."))]
            return False
        return fine

    @property
    def at(self) -> datetime | None:
        """The moment in town that was chosen; None for at once. Without a time it is eight in the morning."""
        if self.when.data != LATER or self.day.data is None:
            return None
        at = self.time.data
        return datetime(
            self.day.data.year, self.day.data.month, self.day.data.day, at.hour if at else 8, at.minute if at else 0,
            tzinfo=TOWN,
        )  # fmt: skip


class ReturnForm(Form):
    """Giving a process back."""

    release_id = HiddenField()
    reason = TextAreaField(
        _l("Was ist noch zu ändern?"),
        validators=[DataRequired(_l("Bitte schreiben Sie, was noch zu ändern ist.")), Length(max=500)],
    )
    submit = SubmitField(_l("Zurückgeben"))


class ResultsForm(Form):
    """What came of a process."""

    seen = HiddenField()
    results = TextAreaField(
        _l("Was kam heraus?"),
        description=_l("Was wurde entschieden und warum? Was geschieht als Nächstes und bis wann?"),
        validators=[DataRequired(_l("Bitte schreiben Sie, was herauskam.")), Length(max=8000)],
    )
    submit = SubmitField(_l("Ergebnis veröffentlichen"))


class InviteForm(Form):
    """Addresses to invite."""

    addresses = TextAreaField(
        _l("E-Mail-Adressen"),
        description=_l("Eine in jeder Zeile, oder durch Kommas getrennt."),
        validators=[DataRequired(_l("Bitte geben Sie mindestens eine E-Mail-Adresse ein.")), Length(max=60_000)],
    )
    submit = SubmitField(_l("Einladen"))
