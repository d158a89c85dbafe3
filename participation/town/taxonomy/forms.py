"""The forms of action fields and goals."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import IntegerField, StringField, SubmitField, TextAreaField
from wtforms.validators import InputRequired, Length, NumberRange

from participation.web.forms import Form, VersionField

NAME_MISSING = _l("Bitte geben Sie einen Namen an.")


class AddForm(Form):
    """One more entry of a list."""

    name = StringField(_l("Name"), validators=[InputRequired(NAME_MISSING), Length(max=120)])
    submit = SubmitField(_l("Hinzufügen"))


class AddFieldForm(AddForm):
    """One more action field."""

    name = StringField(_l("Neues Handlungsfeld"), validators=[InputRequired(NAME_MISSING), Length(max=120)])


class AddGoalForm(AddForm):
    """One more goal."""

    name = StringField(_l("Neues Ziel"), validators=[InputRequired(NAME_MISSING), Length(max=120)])


class EntryForm(Form):
    """A name and its place in the order."""

    version = VersionField()
    name = StringField(_l("Name"), validators=[InputRequired(NAME_MISSING), Length(max=120)])
    position = IntegerField(
        _l("Platz in der Reihe"), description=_l("1 steht oben."),
        validators=[
            InputRequired(_l("Bitte geben Sie eine Zahl an.")),
            NumberRange(1, 999, _l("Bitte geben Sie eine Zahl von 1 bis 999 an.")),
        ],
    )  # fmt: skip
    submit = SubmitField(_l("Speichern"))

    @property
    def values(self) -> dict[str, Any]:
        """What was typed, by column."""
        return {name: f.data for name, f in self._fields.items() if name in {"name", "position", "description"}}

    def differences(self, entry: Any) -> list[tuple[str, str]]:
        """Where what was typed is not what is stored: (label, what is stored)."""
        return [
            (str(self._fields[name].label.text), str(getattr(entry, name)))
            for name, typed in self.values.items()
            if getattr(entry, name) != typed
        ]


class GoalForm(EntryForm):
    """A goal is explained, too."""

    description = TextAreaField(_l("Was damit gemeint ist"), validators=[Length(max=2000)])
