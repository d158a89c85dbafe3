"""The form of a department."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, StringField, SubmitField, TextAreaField
from wtforms.validators import Email, InputRequired, Length, Optional

from participation.people.departments.models import Department
from participation.web.forms import Form, VersionField


class DepartmentForm(Form):
    """What people read of a department."""

    version = VersionField()
    name = StringField(
        _l("Name"), description=_l("So steht sie unter jedem Verfahren und jeder Antwort."),
        validators=[InputRequired(_l("Wie heißt die Abteilung?")), Length(max=160)],
    )  # fmt: skip
    description = TextAreaField(_l("Wofür sie zuständig ist"), description=_l("Zwei, drei Sätze in einfachen Worten."))
    contact = StringField(
        _l("Ansprechperson oder Stelle"), description=_l("Wer Fragen beantwortet; auch eine Funktion genügt."),
        validators=[Length(max=300)],
    )  # fmt: skip
    email = StringField(
        _l("E-Mail-Adresse"), description=_l("Öffentlich; am besten ein Postfach, das mehrere lesen."),
        validators=[
            Optional(), Email(_l("Bitte geben Sie eine E-Mail-Adresse an, zum Beispiel verkehr@stadt.example.")),
            Length(max=254),
        ],
    )  # fmt: skip
    phone = StringField(_l("Telefon"), validators=[Length(max=60)])
    needs_release = BooleanField(
        _l("Eine zweite Person gibt frei"),
        description=_l("Dann veröffentlicht niemand ein Verfahren dieser Abteilung allein."),
    )  # fmt: skip
    submit = SubmitField(_l("Speichern"))

    FIELDS = ("name", "description", "contact", "email", "phone", "needs_release")

    @property
    def values(self) -> dict[str, Any]:
        """What was typed, by column."""
        return {name: self._fields[name].data or ("" if name != "needs_release" else False) for name in self.FIELDS}

    def differences(self, department: Department) -> list[tuple[str, str]]:
        """Where what was typed is not what is stored: (label, what is stored)."""
        return [
            (str(self._fields[name].label.text), self._said(getattr(department, name)))
            for name, typed in self.values.items()
            if getattr(department, name) != typed
        ]

    @staticmethod
    def _said(value: Any) -> str:
        return value if isinstance(value, str) else str(gettext("ja") if value else gettext("nein"))
