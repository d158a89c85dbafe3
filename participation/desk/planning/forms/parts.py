"""One short form for each part of a process. `seen` holds the fingerprint of what the person read."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from email_validator import EmailNotValidError, validate_email
from flask_babel import lazy_gettext as _l
from wtforms import (
    DateField,
    HiddenField,
    IntegerField,
    RadioField,
    SelectMultipleField,
    StringField,
    SubmitField,
    TextAreaField,
    ValidationError,
    widgets,
)
from wtforms.validators import URL, InputRequired, Length, NumberRange, Optional

from participation.core.assurance import Assurance
from participation.desk.planning.forms.areas import AreaField
from participation.desk.planning.forms.making import DECIDER, QUESTION, TITLE
from participation.dialogue.processes.models import LegalCharacter
from participation.dialogue.processes.rules import BLOCKS, ProcessPart
from participation.records.subjects.models import Audience
from participation.web.forms import Form, choices

LONGEST = 8000
TEXT = [Length(max=LONGEST, message=_l("Bitte kürzen Sie den Text auf höchstens 8.000 Zeichen."))]
MARKDOWN = _l(
    "Absätze trennen Sie durch eine leere Zeile, Aufzählungen beginnen mit einem Strich, **fett** schreiben Sie so."
)
ADDRESS = URL(message=_l("Bitte geben Sie eine vollständige Adresse an, die mit https:// beginnt."))
AUDIENCES = {
    Audience.PUBLIC: _l("Öffentlich: Alle können lesen, wer ein Konto hat, kann mitmachen"),
    Audience.INTERNAL: _l("Intern: nur die zuständige Fachabteilung, Koordination und Administration"),
    Audience.INVITED: _l("Eingeladen: nur wer einen Link oder eine Einladung per E-Mail hat"),
}
LEVELS = {
    Assurance.GUEST_CODE: _l(
        "Konto oder Code ohne Konto: Klassen und Gruppen machen mit Codes mit, die Sie hier drucken. Die Hürde ist am "
        "niedrigsten; wer mehrere Codes hat, zählt mehrmals."
    ),
    Assurance.EMAIL: _l(
        "Konto mit E-Mail-Adresse: das Übliche. Kostet Menschen zwei Minuten; wer mehrere Adressen hat, zählt mehrmals."
    ),
    Assurance.CODE_LETTER: _l(
        "Code aus einem Brief: Nur wer angeschrieben wurde, macht mit, einmal je Brief. Kostet Druck, Porto und einige "
        "Tage; wer den Brief verlegt, bleibt draußen."
    ),
    Assurance.EID: _l(
        "Online-Ausweis: am sichersten. Viele Menschen haben ihn nicht freigeschaltet, Kinder und manche Zugezogene "
        "haben keinen."
    ),
}
CHARACTERS = {
    LegalCharacter.INFORMAL: _l("Freiwillig: Die Stadt fragt, ohne dass ein Gesetz es verlangt"),
    LegalCharacter.STATUTORY: _l("Gesetzlich geregelt: Hier nur angekündigt, mitgemacht wird im förmlichen Verfahren"),
}


class CheckboxesField(SelectMultipleField):
    """Several choices as a list of checkboxes."""

    widget = widgets.ListWidget(prefix_label=False)
    option_widget = widgets.CheckboxInput()


class PartForm(Form):
    """What all of them share."""

    seen = HiddenField()
    submit = SubmitField(_l("Speichern"))

    def values(self) -> dict[str, Any]:
        """What was typed, by the names of columns."""
        return {
            field.name: "" if field.data is None and isinstance(field, StringField) else field.data
            for field in self
            if field.type not in {"CSRFTokenField", "HiddenField", "SubmitField"}
        }

    def differences(self, saved: dict[str, Any]) -> list[tuple[str, str]]:
        """Label and saved words of each field that was saved differently in the meantime."""
        typed = self.values()
        return [
            (str(self[name].label.text), self.shown(name, value))
            for name, value in saved.items()
            if (typed[name] or "") != (value or "")
        ]

    def shown(self, name: str, value: Any) -> str:
        """A saved value in words."""
        offered = getattr(self[name], "choices", None)
        if offered:
            wanted = {str(one) for one in (value if isinstance(value, list) else [value])}
            return ", ".join(str(choice.label).strip() for choice in offered if str(choice.value) in wanted)
        return "" if value is None else str(value)


class QuestionPart(PartForm):
    """What is asked, and why."""

    title = StringField(_l("Titel"), validators=TITLE)
    question = TextAreaField(_l("Ihre Frage"), validators=QUESTION)
    summary = TextAreaField(_l("Worum geht es?"), description=MARKDOWN, validators=TEXT)


class BlocksPart(PartForm):
    """The four blocks, without which nothing is published: a draft may leave them empty, but none is optional."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in BLOCKS:
            self[name].flags.required = True

    block_how = TextAreaField(_l("Wie kann ich mitmachen?"), description=MARKDOWN, validators=TEXT)
    block_fixed = TextAreaField(
        _l("Was steht schon fest?"),
        description=_l("Budget, Beschlüsse, Vorschriften, Fristen: alles, was niemand mehr ändert."),
        validators=TEXT,
    )
    block_influence = TextAreaField(
        _l("Wie viel Einfluss habe ich, und wer entscheidet?"),
        description=_l("Versprechen Sie nur, was Sie halten können."), validators=TEXT,
    )  # fmt: skip
    decider = StringField(
        _l("Wer entscheidet?"), description=_l("In wenigen Worten, zum Beispiel: der Gemeinderat."), validators=DECIDER
    )
    block_outcome = TextAreaField(
        _l("Was kam heraus?"), description=_l("Am Anfang genügt, wann und wo Sie davon erzählen."), validators=TEXT
    )


class AreaForm(PartForm):
    """What places it is about."""

    district_ids = CheckboxesField(
        _l("Stadtteile"), description=_l("Keiner angekreuzt heißt: die ganze Stadt."), coerce=int
    )
    area = AreaField(
        _l("Genaue Fläche"),
        description=_l("Nur wenn es um eine bestimmte Fläche geht: als GeoJSON, wie es Ihre Geoinformation ausgibt."),
    )

    def values(self) -> dict[str, Any]:
        """What was typed, the area as a geometry and the districts in rising order."""
        typed = super().values()
        return {"area": typed["area"] or None, "district_ids": sorted(typed["district_ids"] or [])}

    def shown(self, name: str, value: Any) -> str:
        """An area is shown as the text that stands in the field."""
        return json.dumps(value) if name == "area" and value else super().shown(name, value)


class ContactPart(PartForm):
    """Whom to ask; what is empty is taken from the department."""

    contact_name = StringField(_l("Ansprechperson oder Stelle"), validators=[Length(max=160)])
    contact_email = StringField(_l("E-Mail"), validators=[Length(max=254)])
    contact_phone = StringField(_l("Telefon"), validators=[Length(max=60)])

    def validate_contact_email(self, field: Any) -> None:
        """An address that could exist."""
        if field.data:
            try:
                validate_email(field.data, check_deliverability=False)
            except EmailNotValidError:
                raise ValidationError(_l("Das sieht nicht wie eine E-Mail-Adresse aus.")) from None


class LegalPart(PartForm):
    """Whether a law rules the process."""

    legal_character = RadioField(
        _l("Rechtlicher Charakter"), coerce=LegalCharacter, choices=choices(CHARACTERS.items()),
        validators=[InputRequired(_l("Bitte wählen Sie eine Möglichkeit."))],
    )  # fmt: skip
    external_url = StringField(
        _l("Adresse des förmlichen Verfahrens"), description=_l("Nur bei einem gesetzlich geregelten Verfahren."),
        validators=[Optional(), Length(max=500), ADDRESS],
    )  # fmt: skip

    def validate_external_url(self, field: Any) -> None:
        """Only addresses that a browser opens safely."""
        if field.data and not field.data.startswith(("https://", "http://")):
            raise ValidationError(ADDRESS.message)


class VisibilityPart(PartForm):
    """Who may see it, and from which age on."""

    audience = RadioField(
        _l("Wer kann das Verfahren sehen?"), coerce=Audience, choices=choices(AUDIENCES.items()),
        validators=[InputRequired(_l("Bitte wählen Sie eine Möglichkeit."))],
    )  # fmt: skip
    minimum_age = IntegerField(
        _l("Mitmachen ab (Jahre)"), description=_l("Leer heißt: ohne Mindestalter."),
        validators=[Optional(), NumberRange(6, 99, _l("Bitte geben Sie ein Alter zwischen 6 und 99 an."))],
    )  # fmt: skip


class AssurancePart(PartForm):
    """What people prove before they write or support."""

    assurance = RadioField(
        _l("Was brauchen Menschen, um hier zu schreiben und zu unterstützen?"),
        description=_l("Je sicherer, desto weniger machen mit. Lesen können immer alle."), coerce=Assurance,
        validators=[InputRequired(_l("Bitte wählen Sie eine Möglichkeit."))],
    )  # fmt: skip

    def offer(self, levels: Iterable[Assurance]) -> None:
        """Offer these levels, each with what it costs people."""
        self.assurance.choices = choices((level, LEVELS[level]) for level in levels)


class AnnouncementPart(PartForm):
    """When it was told first."""

    announced_on = DateField(
        _l("Angekündigt am"),
        description=_l(
            "Der Tag, an dem die Stadt das Verfahren zum ersten Mal öffentlich genannt hat. Bleibt das "
            "Feld leer, gilt der Tag der Veröffentlichung."
        ),
        validators=[Optional()],
    )


class EasyLanguagePart(PartForm):
    """The same in Leichte Sprache."""

    easy_language = TextAreaField(
        _l("Text in Leichter Sprache"),
        description=_l(
            "Ein Satz pro Zeile. Keine langen Wörter. Lassen Sie den Text von Menschen prüfen, die "
            "Leichte Sprache nutzen."
        ),
        validators=TEXT,
    )


FORMS: dict[ProcessPart, type[PartForm]] = {
    ProcessPart.QUESTION: QuestionPart,
    ProcessPart.BLOCKS: BlocksPart,
    ProcessPart.AREA: AreaForm,
    ProcessPart.CONTACT: ContactPart,
    ProcessPart.LEGAL: LegalPart,
    ProcessPart.VISIBILITY: VisibilityPart,
    ProcessPart.ASSURANCE: AssurancePart,
    ProcessPart.ANNOUNCEMENT: AnnouncementPart,
    ProcessPart.EASY_LANGUAGE: EasyLanguagePart,
}
