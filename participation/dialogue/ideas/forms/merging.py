"""The forms of moderators who merge ideas."""

from __future__ import annotations

import re

from flask_babel import lazy_gettext as _l
from wtforms import StringField, TextAreaField
from wtforms.validators import DataRequired, Length

from participation.web.forms import Form
from participation.web.numbers import whole_number

_NUMBER = re.compile(r"(?:.*/ideen/)?(\d{1,9})(?:[/?#].*)?")


class MergeForm(Form):
    """In which idea another one goes on, and why."""

    into = StringField(
        _l("In welcher Idee geht sie weiter?"),
        description=_l("Die Adresse oder die Nummer der Idee, zum Beispiel /ideen/12."),
        validators=[DataRequired(_l("Bitte nennen Sie die Idee, in der diese weitergeht.")), Length(max=300)],
    )
    reason = TextAreaField(
        _l("Warum führen Sie die Ideen zusammen?"),
        description=_l("Steht öffentlich auf der Seite der Idee und geht an alle, die sie schrieben oder ihr folgen."),
        validators=[DataRequired(_l("Bitte begründen Sie das in einem Satz.")), Length(max=500)],
    )

    @property
    def number(self) -> int | None:
        """The number of the idea that was named."""
        found = _NUMBER.fullmatch(self.into.data or "")
        return whole_number(found.group(1)) if found else None


class UnmergeForm(Form):
    """Why a merge is undone."""

    reason = TextAreaField(
        _l("Warum lösen Sie die Zusammenführung?"),
        description=_l("Geht an alle, die die Idee schrieben oder ihr folgen, und steht im Protokoll."),
        validators=[DataRequired(_l("Bitte begründen Sie das in einem Satz.")), Length(max=500)],
    )
