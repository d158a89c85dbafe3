"""The forms of the town hall."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField
from wtforms import BooleanField, StringField, SubmitField, TextAreaField
from wtforms.validators import Email, InputRequired, Length

from participation.town.settings.rules.changing import TEXTS
from participation.town.settings.rules.spans import SPANS
from participation.web.forms import CheckboxesField, Form, VersionField, choices
from participation.web.languages import LANGUAGE_NAMES, SOURCE


def _most(name: str) -> Length:
    return Length(max=TEXTS[name][1])


class SettingsForm(Form):
    """What the forms of settings share: which change was the last one that the person saw."""

    known = VersionField()
    submit = SubmitField(_l("Speichern"))

    @property
    def values(self) -> dict[str, Any]:
        """The values of this form by name."""
        left_out = {"known", "submit", "csrf_token"}
        return {name: field.data for name, field in self._fields.items() if name not in left_out}


class NameForm(SettingsForm):
    """Name, contact and who stands for the site."""

    name = StringField(
        _l("Name der Plattform"),
        description=_l("Steht oben auf jeder Seite und in jeder E-Mail, zum Beispiel: Mitreden in Ulm."),
        validators=[InputRequired(_l("Wie heißt die Plattform?")), _most("name")],
    )  # fmt: skip
    city_name = StringField(
        _l("Name der Stadt"), description=_l("Nur der Name, ohne „Stadt“ davor."),
        validators=[InputRequired(_l("Wie heißt die Stadt?")), _most("city_name")],
    )  # fmt: skip
    claim = StringField(
        _l("Satz im Fuß jeder Seite"), description=_l("Ein kurzer Satz unter dem Namen."), validators=[_most("claim")]
    )
    contact_email = StringField(
        _l("E-Mail-Adresse für Fragen"), description=_l("Ein Postfach, das jemand liest. Es steht auf den Seiten."),
        validators=[
            InputRequired(_l("Unter welcher Adresse antwortet die Stadt?")),
            Email(_l("Bitte geben Sie eine E-Mail-Adresse an, zum Beispiel beteiligung@stadt.example.")),
            _most("contact_email"),
        ],
    )  # fmt: skip
    operator_address = TextAreaField(
        _l("Anschrift"), description=_l("Straße, Hausnummer, Postleitzahl und Ort, für das Impressum."),
        validators=[_most("operator_address")],
    )  # fmt: skip
    operator_representative = StringField(
        _l("Vertreten durch"), description=_l("Zum Beispiel: die Oberbürgermeisterin und ihr Name."),
        validators=[_most("operator_representative")],
    )  # fmt: skip
    operator_phone = StringField(_l("Telefon"), validators=[_most("operator_phone")])
    privacy_officer = StringField(
        _l("Datenschutzbeauftragte: Kontakt"),
        description=_l("Eine Adresse oder Telefonnummer, für die Seite zum Datenschutz."),
        validators=[_most("privacy_officer")],
    )  # fmt: skip
    department_word = StringField(
        _l("Wie heißt bei Ihnen eine Fachabteilung?"),
        description=_l("Das Wort steht über den Seiten und in den Listen der Stadt, zum Beispiel: Fachbereich, Amt."),
        validators=[InputRequired(_l("Bitte nennen Sie das Wort.")), _most("department_word")],
    )  # fmt: skip
    departments_word = StringField(
        _l("Und mehrere davon?"),
        validators=[InputRequired(_l("Bitte nennen Sie das Wort.")), _most("departments_word")],
    )


class SpansForm(SettingsForm):
    """Spans of time that a city may set for itself."""

    barrier_days = StringField(
        _l("Tage bis zur Antwort auf eine gemeldete Barriere"),
        description=_l("0 bedeutet: ein Monat, wie es für öffentliche Stellen üblich ist."),
        validators=[InputRequired(_l("Bitte geben Sie eine Zahl ein."))],
        render_kw={"inputmode": "numeric"},
    )  # fmt: skip
    notice_days = StringField(
        _l("Tage zwischen Ankündigung und Mitmachen"),
        description=_l(
            "Sind es weniger, warnt die Plattform am Schreibtisch. Drei Wochen nennt § 2 Absatz 4 des "
            "Dialogische-Bürgerbeteiligungs-Gesetzes; ob es gilt, entscheidet die Stadt. 0 schaltet die Warnung ab."
        ),
        validators=[InputRequired(_l("Bitte geben Sie eine Zahl ein."))], render_kw={"inputmode": "numeric"},
    )  # fmt: skip
    election_weeks = StringField(
        _l("Wochen der Zurückhaltung vor einer Wahl"),
        description=_l("In dieser Zeit warnt die Plattform, bevor Ergebnisse veröffentlicht werden."),
        validators=[InputRequired(_l("Bitte geben Sie eine Zahl ein."))],
        render_kw={"inputmode": "numeric"},
    )  # fmt: skip


def _span_field(name: str) -> StringField:
    """A number of days; for what may be kept without end, 0 says so."""
    span = SPANS[name]
    hint = _l("In Tagen. 0 bedeutet: ohne Ende.") if span.can_be_endless else _l("In Tagen.")
    return StringField(
        _l(span.label), description=hint, validators=[InputRequired(_l("Bitte geben Sie eine Zahl ein."))],
        render_kw={"inputmode": "numeric"},
    )  # fmt: skip


for _name in SPANS:
    setattr(SpansForm, _name, _span_field(_name))


class LookForm(SettingsForm):
    """Colours and logo."""

    colour = StringField(
        _l("Hauptfarbe"),
        description=_l("Für Knöpfe, Links und das breite Band, als #rrggbb. Leer: die Farbe des Angebots."),
    )  # fmt: skip
    accent = StringField(
        _l("Zweitfarbe"),
        description=_l("Für Vorzeilen, Markierungen und das, was gerade an der Reihe ist, als #rrggbb."),
    )
    logo_file = FileField(_l("Logo"), description=_l("PNG, JPEG oder WebP. Es steht oben links neben dem Namen."))
    logo_alt = StringField(
        _l("Alternativtext des Logos"),
        description=_l("Was das Logo sagt, für alle, die es nicht sehen. Leer, wenn es nur schmückt."),
        validators=[_most("logo_alt")],
    )  # fmt: skip
    without_logo = BooleanField(_l("Das Logo wegnehmen"))

    @property
    def values(self) -> dict[str, Any]:
        """The colours and the alternative text; the picture itself goes its own way."""
        return {"colour": self.colour.data, "accent": self.accent.data, "logo_alt": self.logo_alt.data}


class LanguagesForm(SettingsForm):
    """The languages that the site offers."""

    languages = CheckboxesField(_l("Sprachen"))

    def offer(self, codes: tuple[str, ...]) -> None:
        """Offer the languages that this installation has a catalogue for."""
        self.languages.choices = choices((code, LANGUAGE_NAMES.get(code, code)) for code in codes)

    @property
    def values(self) -> dict[str, Any]:
        """German and whatever else was ticked."""
        return {"languages": [SOURCE, *(code for code in self.languages.data or () if code != SOURCE)]}


class TestMailForm(Form):
    """One button."""

    submit = SubmitField(_l("Testnachricht an mich senden"))
