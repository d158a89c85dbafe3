"""The forms of roles: giving one, its term, a deputy, handing over."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import DateField, SelectField, StringField
from wtforms.validators import InputRequired, Length, Optional

from participation.web.forms import Form, VersionField

EVERYWHERE = "alles"
NO_DAY = _l("Bitte geben Sie einen Tag an, zum Beispiel 31.12.2026.")


def scope_id_of(value: str | None) -> int | None:
    """The number of what was chosen; None for the whole installation."""
    return None if value in (None, "", EVERYWHERE) else int(value)


class DayField(DateField):
    """A day that may be left out; what is no day is refused in German."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Take the day; an empty field is None."""
        text = (valuelist[0] if valuelist else "").strip()
        if not text:
            self.data = None
            return
        try:
            super().process_formdata([text])
        except ValueError:
            self.data = None
            raise ValueError(NO_DAY) from None


class RoleForm(Form):
    """Giving a role: what it holds for, and from when until when."""

    scope = SelectField(_l("Wofür?"), validators=[InputRequired(_l("Bitte wählen Sie aus, wofür die Aufgabe gilt."))])
    since = DayField(_l("Ab"), description=_l("Leer heißt: ab sofort."), validators=[Optional()])
    until = DayField(_l("Bis einschließlich"), description=_l("Leer heißt: ohne Ende."), validators=[Optional()])


class TermForm(Form):
    """Until when a role holds."""

    until = DayField(_l("Bis einschließlich"), description=_l("Leer heißt: ohne Ende."), validators=[Optional()])
    version = VersionField()


class DeputyForm(Form):
    """Who stands in, from when until when."""

    who = StringField(
        _l("Wer vertritt?"), description=_l("Pseudonym oder E-Mail-Adresse eines bestätigten Kontos."),
        validators=[InputRequired(_l("Bitte nennen Sie die Vertretung.")), Length(max=254)],
    )  # fmt: skip
    since = DayField(_l("Vom"), validators=[InputRequired(NO_DAY)])
    until = DayField(_l("Bis einschließlich"), validators=[InputRequired(NO_DAY)])


class HandOverForm(Form):
    """Who takes everything over; single roles can go to somebody else, the fields for them stand on the page."""

    everything = StringField(
        _l("Wer übernimmt?"),
        description=_l("Pseudonym oder E-Mail-Adresse. Gilt für alles, wofür unten niemand anderes steht."),
        validators=[Length(max=254)],
    )
