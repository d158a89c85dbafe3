"""What all forms share: German messages, trimmed text, a key against double sending."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import HiddenField, PasswordField, SelectMultipleField, StringField, widgets
from wtforms.fields.choices import SelectChoice
from wtforms.meta import DefaultMeta

from participation.core.errors import Invalid
from participation.core.written import normalised
from participation.web.filters import sentence
from participation.web.keys import key_for_form
from participation.web.languages import current_language
from participation.web.numbers import whole_number

_THOUSANDS = re.compile(r"-?\d{1,3}(\.\d{3})+")


def trimmed(value: Any) -> Any:
    """Text without blanks around it and without characters that nobody sees (core.written); what is no text stays as
    it is."""
    return normalised(value).strip() if isinstance(value, str) else value


def without_controls(value: Any) -> Any:
    """A password without blanks around it and without control characters; else it stays letter by letter as it was
    typed, because it is compared with what was typed before."""
    if not isinstance(value, str):
        return value
    value = value.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(c for c in value if c in "\n\t" or ord(c) >= 32).strip()


def choices(pairs: Iterable[tuple[Any, Any]], *, empty: Any = None) -> list[SelectChoice]:
    """Options of a select or radio field from (value, label); `empty` is the label of no choice at all."""
    first = [] if empty is None else [SelectChoice("", empty)]
    return [*first, *(SelectChoice(str(value), label) for value, label in pairs)]


class Form(FlaskForm):  # type: ignore[misc]
    """A form of the house: messages in the page's language; text is trimmed."""

    class Meta(FlaskForm.Meta):  # type: ignore[misc]
        """WTForms' own messages come from its own catalogues, which it keeps; ours come from Flask-Babel."""

        @property
        def locales(self) -> list[str]:
            """The page's language."""
            return [current_language()]

        def get_translations(self, form: Any) -> Any:
            """WTForms' translations, read once per language."""
            return DefaultMeta.get_translations(self, form)

        def bind_field(self, form: Any, unbound_field: Any, options: dict[str, Any]) -> Any:
            """Trim every text field."""
            if issubclass(unbound_field.field_class, StringField) and "filters" not in unbound_field.kwargs:
                secret = issubclass(unbound_field.field_class, PasswordField)
                options.setdefault("filters", [without_controls if secret else trimmed])
            return unbound_field.bind(form=form, **options)

    def validate(self, extra_validators: Any = None) -> bool:
        """Validate; messages become plain text in the page's language."""
        fine = bool(super().validate(extra_validators=extra_validators))
        for field in self:
            if field.errors and not hasattr(field, "entries"):
                field.errors = [str(error) for error in field.errors]
        return fine

    def refuse(self, error: Invalid) -> None:
        """Put a domain's refusal beside its field."""
        name = error.field if error.field in self._fields else next(iter(self._fields))
        field = self._fields[name]
        field.errors = [*field.errors, sentence(error)]


class CheckboxesField(SelectMultipleField):
    """Several choices as a list of checkboxes."""

    widget = widgets.ListWidget(prefix_label=False)
    option_widget = widgets.CheckboxInput()


class SendOnceField(HiddenField):  # type: ignore[misc]
    """A hidden key: the same form sent twice has the same key and is taken once."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, default=key_for_form, **kwargs)


class VersionField(HiddenField):  # type: ignore[misc]
    """The version that a form has read, hidden in it. A forged one is 0, which is always a stale one."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Take the number."""
        self.data = whole_number(valuelist[0] if valuelist else None) or 0


class NumberField(StringField):
    """A number as people write it in German: 1.234,5 (a plain 1234.5 is taken too)."""

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        return "" if self.data is None else f"{self.data:.15g}".replace(".", ",")

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Take the number; an empty field is None."""
        text = (valuelist[0] if valuelist else "").strip().replace(" ", "").replace("\u202f", "")
        if not text:
            self.data = None
            return
        if "," in text or _THOUSANDS.fullmatch(text):
            text = text.replace(".", "").replace(",", ".")
        try:
            self.data = float(text)
        except ValueError:
            self.data = None
            raise ValueError(_l("Bitte geben Sie eine Zahl ein, zum Beispiel 12,5.")) from None
