"""Who may change settings, and what each may be."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from participation.core.actor import Actor, Role
from participation.core.errors import N_, Invalid, NotAllowed
from participation.town.settings.rules.colours import is_readable, nearest_readable, normal_colour, weakest
from participation.town.settings.rules.spans import SPANS

TEXTS = {
    "name": (N_("Name der Plattform"), 80),
    "claim": (N_("Satz im Fuß jeder Seite"), 160),
    "city_name": (N_("Name der Stadt"), 80),
    "contact_email": (N_("E-Mail-Adresse für Fragen"), 254),
    "operator_address": (N_("Anschrift"), 300),
    "operator_representative": (N_("Vertreten durch"), 200),
    "operator_phone": (N_("Telefon"), 60),
    "privacy_officer": (N_("Datenschutzbeauftragte: Kontakt"), 200),
    "department_word": (N_("Wort für eine Fachabteilung"), 40),
    "departments_word": (N_("Wort für mehrere"), 40),
    "logo": (N_("Logo"), 80),
    "logo_alt": (N_("Alternativtext des Logos"), 160),
    "film_start": (N_("Film in Gebärdensprache: Worum es geht"), 80),
    "film_start_captions": (N_("Untertitel dazu"), 80),
    "film_statement": (N_("Film in Gebärdensprache: Barrierefreiheit"), 80),
    "film_statement_captions": (N_("Untertitel dazu"), 80),
}
COLOURS = {"colour": N_("Hauptfarbe"), "accent": N_("Zweitfarbe")}
LANGUAGES = "languages"
NUMBERS = {
    "barrier_days": (N_("Tage bis zur Antwort auf eine gemeldete Barriere"), 0, 90),
    "notice_days": (N_("Tage zwischen Ankündigung und Mitmachen"), 0, 365),
    "election_weeks": (N_("Wochen der Zurückhaltung vor einer Wahl"), 0, 26),
    **{name: (span.label, span.least, span.most) for name, span in SPANS.items()},
}
"""Whole numbers: what they are called, the least and the most."""
LABELS: dict[str, str] = {
    **{name: label for name, (label, _) in TEXTS.items()},
    **{name: label for name, (label, _, _) in NUMBERS.items()},
    **COLOURS,
    LANGUAGES: N_("Sprachen"),
}
NEEDED = {"name", "city_name", "contact_email", "department_word", "departments_word"}


def check_administrator(actor: Actor) -> None:
    """Raise NotAllowed unless the actor administers the installation."""
    if not actor.has_role(Role.ADMINISTRATOR):
        raise NotAllowed("Einstellungen ändert die Administration.")


def checked(values: Mapping[str, Any]) -> dict[str, Any]:
    """The values as they may be stored. Raises Invalid beside the field that cannot be taken."""
    return {name: _checked(name, value) for name, value in values.items()}


def _checked(name: str, value: Any) -> Any:
    if name in COLOURS:
        return _colour(name, str(value or ""))
    if name == LANGUAGES:
        return _languages(list(value or ()))
    if name in NUMBERS:
        return _number(name, value)
    if name not in TEXTS:
        raise KeyError(name)
    text = " ".join(str(value or "").split()) if name != "operator_address" else str(value or "").strip()
    if not text and name in NEEDED:
        raise Invalid("Bitte füllen Sie dieses Feld aus.", field=name)
    longest = TEXTS[name][1]
    if len(text) > longest:
        raise Invalid("Bitte fassen Sie sich kürzer: höchstens %(most)s Zeichen.", field=name, most=longest)
    return text


def _number(name: str, value: Any) -> int:
    _label, least, most = NUMBERS[name]
    text = str(value if value is not None else "").strip()
    if not (text.isdecimal() and len(text) < 6 and least <= int(text) <= most):
        raise Invalid(
            "Bitte geben Sie eine ganze Zahl von %(least)s bis %(most)s ein.", field=name, least=least, most=most
        )
    return int(text)


def _colour(name: str, text: str) -> str:
    if not text:
        return ""
    try:
        colour = normal_colour(text)
    except Invalid as error:
        raise Invalid(error.message, field=name) from None
    if not is_readable(colour):
        raise Invalid(
            "Diese Farbe ist auf hellem Grund zu schwach: Kontrast %(found)s zu 1, nötig sind 4,5 zu 1. "
            "Die nächste gut lesbare Farbe ist %(nearest)s.",
            field=name, found=f"{weakest(colour):.1f}".replace(".", ","), nearest=nearest_readable(colour),
        )  # fmt: skip
    return colour


def _languages(codes: list[str]) -> list[str]:
    if "de" not in codes:
        raise Invalid("Deutsch ist die Sprache, in der hier geschrieben wird, und bleibt immer dabei.", field=LANGUAGES)
    return ["de", *sorted(set(codes) - {"de"})]
