"""What the fields of the export mean, in words."""

from __future__ import annotations

from flask_babel import gettext as _


def fields_described() -> dict[str, str]:
    """The meaning of each field by its name in `daten.json`, in the language of the moment."""
    return {**_of_accounts(), **_of_texts(), **_of_moments()}


def _of_accounts() -> dict[str, str]:
    return {
        "email": _("E-Mail-Adresse"),
        "pseudonym": _("Pseudonym"),
        "group": _("Verbindung zur Stadt"),
        "mail_language": _("Sprache der E-Mails"),
        "journal_name": _("Zufälliger Name im Protokoll"),
        "role": _("Aufgabe"),
        "scope": _("zuständig für (leer: überall)"),
        "recipient": _("Empfänger"),
        "template": _("Art der E-Mail"),
        "by_mail": _("auch per E-Mail"),
        "proof": _("Nachweis"),
        "process": _("Verfahren (leer: alle)"),
        "age": _("mindestens so alt (Jahre)"),
        "event": _("Ereignis"),
        "device": _("Gerät"),
        "name": _("Name"),
        "left": _("noch übrig"),
        "issuer": _("Dienst der Anmeldung"),
        "assurance": _("wie sicher bestätigt"),
        "team_name": _("Name des Teams"),
        "is_lead": _("leitet das Team"),
        "shows_name": _("Pseudonym öffentlich genannt"),
    }


def _of_texts() -> dict[str, str]:
    return {
        "number": _("Nummer"),
        "address": _("Adresse auf der Seite"),
        "title": _("Überschrift"),
        "text": _("Text"),
        "street": _("Straße oder Ort"),
        "lon": _("Längengrad"),
        "lat": _("Breitengrad"),
        "language": _("Sprache"),
        "state": _("Sichtbarkeit"),
        "status": _("Status"),
        "stance": _("Haltung"),
        "is_official": _("im Namen einer Fachabteilung"),
        "idea": _("Nummer der Idee"),
        "other": _("Nummer der anderen Idee"),
        "comment": _("Nummer des Kommentars"),
        "note": _("Nummer des Zettels"),
        "value": _("Stimme (1 dafür, 0 unentschieden, -1 dagegen)"),
        "kind": _("Art"),
        "level": _("Zielstufe"),
        "reason": _("Begründung"),
    }


def _of_moments() -> dict[str, str]:
    return {
        "created_at": _("angelegt"),
        "edited_at": _("zuletzt geändert"),
        "confirmed_at": _("bestätigt"),
        "last_sign_in_at": _("zuletzt angemeldet"),
        "pseudonym_changed_at": _("Pseudonym geändert"),
        "submitted_at": _("eingereicht"),
        "joined_at": _("dabei seit"),
        "added_at": _("hochgeladen"),
        "changed_at": _("geändert"),
        "written_at": _("geschrieben"),
        "cast_at": _("abgegeben"),
        "set_at": _("gesetzt"),
        "hinted_at": _("Hinweis gegeben"),
        "rated_at": _("eingeschätzt"),
        "read_at": _("gelesen"),
        "sent_at": _("verschickt"),
        "seen_at": _("zuletzt benutzt"),
        "ended_at": _("beendet"),
        "valid_from": _("gilt ab"),
        "valid_until": _("gilt bis"),
        "accepted_at": _("zugestimmt"),
        "used_at": _("zuletzt benutzt"),
        "taken_at": _("angenommen"),
        "linked_at": _("verbunden"),
        "proven_on": _("vorgewiesen am"),
        "confirmed_on": _("bestätigt am"),
        "joined_on": _("dabei seit"),
    }


def values_described() -> dict[str, str]:
    """Words for values that are kept as short names, in the language of the moment."""
    return {
        "draft": _("Entwurf"), "held": _("zurückgehalten"), "public": _("öffentlich"), "hidden": _("verborgen"),
        "withdrawn": _("zurückgezogen"), "merged": _("zusammengeführt"), "expunged": _("getilgt"),
        "submitted": _("eingereicht"), "in_review": _("in Prüfung"), "answered": _("beantwortet"),
        "declined": _("nicht aufgenommen"), "promoted": _("in einer Maßnahme"), "realised": _("umgesetzt"),
        "waiting": _("wartet"), "sent": _("verschickt"), "failed": _("nicht zustellbar"), "for": _("Dafür"),
        "against": _("Dagegen"), "question": _("Frage"), "app": _("App"),
        "passkey": _("Passkey"), "recovery_codes": _("Notfallcodes"), "de": _("Deutsch"), "en": _("Englisch"),
        "code_letter": _("Code aus dem Brief"), "eid": _("Online-Ausweis"),
    }  # fmt: skip
