"""The forms of a discussion."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, HiddenField, RadioField, TextAreaField
from wtforms.validators import DataRequired, Length, Optional

from participation.dialogue.comments.models import Stance
from participation.dialogue.comments.rules import LONGEST
from participation.web.forms import Form, SendOnceField, VersionField, choices

STANCES = {
    Stance.FOR: _l("Ich bin dafür"),
    Stance.AGAINST: _l("Ich bin dagegen"),
    Stance.QUESTION: _l("Ich habe eine Frage"),
}
COMMENT = [
    DataRequired(_l("Bitte schreiben Sie einen Kommentar.")),
    Length(max=LONGEST, message=_l("Bitte kürzen Sie den Kommentar auf höchstens 2.000 Zeichen.")),
]


class CommentForm(Form):
    """A comment, with a stance where the board asks for it."""

    text = TextAreaField(_l("Ihr Kommentar"), validators=COMMENT)
    stance = RadioField(_l("Wie stehen Sie dazu?"), validators=[Optional()])
    official = BooleanField(_l("Im Namen der Fachabteilung antworten"))
    parent = HiddenField()
    send_key = SendOnceField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.stance.choices = choices(STANCES.items())

    @property
    def chosen_stance(self) -> Stance | None:
        """The stance, if one was chosen."""
        return Stance(self.stance.data) if self.stance.data else None


class ReviseCommentForm(Form):
    """A new text for a comment."""

    text = TextAreaField(_l("Ihr Kommentar"), validators=COMMENT)
    version = VersionField()
