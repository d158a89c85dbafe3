"""Telling programs from people without puzzles: a field that people do not see, and a moment that a form needs.

Both refuse with a sentence and lose nothing, because now and then a person steps into them too.
"""

from __future__ import annotations

from typing import Any

from flask import current_app
from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from itsdangerous import BadSignature, URLSafeSerializer
from wtforms import HiddenField, StringField

from participation.core import clock
from participation.web.forms import Form

SHORTEST = 3
"""Seconds that a person needs at least to fill in a form."""


def _signer() -> URLSafeSerializer:
    return URLSafeSerializer(str(current_app.secret_key), salt="form opened")


class OpenedField(HiddenField):  # type: ignore[misc]
    """When the form was opened, signed."""

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        return str(_signer().dumps(int(clock.now().timestamp())))

    @property
    def seconds(self) -> float | None:
        """How long ago it was opened; None where that was forged."""
        try:
            return float(clock.now().timestamp() - int(_signer().loads(self.data or "")))
        except (BadSignature, TypeError, ValueError):
            return None


class TrapForm(Form):
    """A form for everyone: programs that fill in all fields at once are asked to look again."""

    website = StringField(_l("Dieses Feld bitte leer lassen"))
    opened = OpenedField()

    def validate(self, extra_validators: Any = None) -> bool:
        """Validate; what the traps say stands above the form, because their fields are not seen."""
        fine = bool(super().validate(extra_validators=extra_validators))
        if said := self._trapped():
            self.form_errors.append(said)
        return fine and not said

    def _trapped(self) -> str:
        if self.website.data:
            self.website.data = ""
            return str(
                gettext("Ein unsichtbares Feld war ausgefüllt. Wir haben es geleert, bitte senden Sie noch einmal.")
            )
        seconds = self.opened.seconds
        if seconds is None:
            self.opened.raw_data = None
        if seconds is None or seconds < SHORTEST:
            return str(gettext("Das ging sehr schnell. Bitte prüfen Sie Ihre Angaben und senden Sie noch einmal."))
        return ""
