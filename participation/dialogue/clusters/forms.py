"""The forms in which ideas are bundled, and in which people say what belongs together."""

from __future__ import annotations

import re
from collections.abc import Collection

from flask_babel import lazy_gettext as _l
from wtforms import RadioField, StringField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length

from participation.dialogue.clusters.rules import LONGEST_TEXT, LONGEST_TITLE
from participation.web.forms import CheckboxesField, Form, SendOnceField, VersionField
from participation.web.numbers import whole_number

NEW, OUT = "neu", "raus"
ADDRESS = re.compile(r"(?:.*/ideen/)?(\d{1,9})(?:[/?#].*)?")
TOO_LONG = _l("Bitte kürzen Sie auf höchstens %(max)d Zeichen.")


class BundleForm(Form):
    """Ideas to tick, and where they go."""

    ideas = CheckboxesField(_l("Ideen"), coerce=int)
    into = RadioField(
        _l("Wohin?"), default=NEW, validators=[InputRequired(_l("Bitte wählen Sie, wohin die Ideen gehen."))]
    )
    title = StringField(
        _l("Name des neuen Themenbündels"),
        description=_l("Nur für ein neues Themenbündel: kurz und so, dass alle Ideen darin sich wiederfinden."),
    )
    send_key = SendOnceField()

    def mark_required(self) -> None:
        """Ideas are needed always, a name for a new bundle."""
        self.ideas.flags.required = self.title.flags.required = True


class SplitForm(Form):
    """Ideas that leave a bundle together, and their new name."""

    ideas = CheckboxesField(_l("Welche Ideen gehen in das neue Themenbündel?"), coerce=int)
    title = StringField(_l("Name des neuen Themenbündels"))
    send_key = SendOnceField()

    def mark_required(self) -> None:
        """Both have to be filled in."""
        self.ideas.flags.required = self.title.flags.required = True


class ClusterForm(Form):
    """Name and description of a bundle."""

    title = StringField(
        _l("Name"),
        validators=[
            DataRequired(_l("Bitte geben Sie dem Themenbündel einen Namen.")), Length(max=LONGEST_TITLE,
                                                                                      message=TOO_LONG),
        ],
    )  # fmt: skip
    text = TextAreaField(
        _l("Beschreibung"),
        description=_l("Was die Ideen gemeinsam haben, in zwei, drei Sätzen."),
        validators=[Length(max=LONGEST_TEXT, message=TOO_LONG)],
    )
    version = VersionField()


class DissolveForm(Form):
    """Why a bundle is dissolved."""

    reason = TextAreaField(
        _l("Warum lösen Sie das Themenbündel auf?"),
        description=_l("Steht im Protokoll."),
        validators=[DataRequired(_l("Bitte begründen Sie das in einem Satz.")), Length(max=500, message=TOO_LONG)],
    )


class HintForm(Form):
    """The idea that this one belongs with: one of those found, or one that people name."""

    found = RadioField(_l("Ähnliche Ideen in diesem Verfahren"), coerce=str, default="", validate_choice=False)
    other = StringField(
        _l("Eine andere Idee"),
        description=_l("Die Adresse oder die Nummer der Idee, zum Beispiel /ideen/12."),
        validators=[Length(max=300, message=TOO_LONG)],
    )

    @property
    def other_number(self) -> int | None:
        """The number of the idea that was named; what people typed comes before what they chose."""
        typed = ADDRESS.fullmatch(self.other.data or "")
        if self.other.data:
            return whole_number(typed.group(1)) if typed else None
        return whole_number(self.found.data)


def checked(form: BundleForm | SplitForm) -> Collection[int]:
    """The ticked ideas."""
    return frozenset(form.ideas.data or ())
