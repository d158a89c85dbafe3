"""Technical and organisational measures (Art. 32 GDPR), and who receives data, as the running system has them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from participation.core.actor import Role
from participation.core.errors import N_

if TYPE_CHECKING:
    from config import Settings

YES, NO = N_("ja"), N_("nein")


@dataclass(frozen=True)
class Measure:
    """One measure: what it protects, how, and whether it is in force here."""

    title: str
    text: str
    in_force: bool


@dataclass(frozen=True)
class Recipient:
    """Somebody outside the platform who receives data: what, and by which setting. `name` is empty while unset."""

    title: str
    name: str
    text: str


ALWAYS: tuple[tuple[str, str], ...] = (
    (N_("Passwörter"), N_("nur als Argon2id-Wert mit eigenem Salz, nie im Klartext")),
    (N_("Anmeldungen"), N_("nur ein Prüfwert liegt in der Datenbank; jede lässt sich einzeln beenden")),
    (N_("Formulare"), N_("gegen fremde Absendung geschützt; ein Formular zweimal geschickt gilt einmal")),
    (N_("Rechte"), N_("jede Adresse sagt, wer eintreten darf; was nichts sagt, bleibt zu")),
    (N_("Inhalte"),
        N_(
            "Texte werden bereinigt; die Seite lädt nichts von anderen Anbietern und führt keine fremden "
            "Programme aus"
        )),
    (N_("Lesen ohne Spur"), N_("ohne Konto kein Cookie, keine Besucherstatistik")),
    (N_("Unterstützungen"), N_("keine Seite, keine Datei und kein Protokoll zeigt, wer was unterstützt hat")),
    (N_("Protokoll"),
        N_(
            "Einträge der Verwaltung sind verkettet und lassen sich nicht nachträglich ändern; Worte liegen "
            "daneben und lassen sich löschen"
        )),
    (N_("Bilder"), N_("werden neu geschrieben, Ort und Gerät eines Fotos gehen dabei verloren")),
)  # fmt: skip
RUNNING: tuple[tuple[str, str, Callable[[Settings], bool]], ...] = (
    (N_("Verschlüsselte Übertragung"), N_("die öffentliche Adresse beginnt mit https"),
     lambda settings: settings.base_url.startswith("https://")),
    (N_("Produktiver Betrieb"), N_("der Browser wird angewiesen, nur noch verschlüsselt zu kommen"),
     lambda settings: settings.production),
    (N_("Grenzen für Anfragen"), N_("zu viele Versuche in kurzer Zeit werden abgewiesen, ohne Adressen zu speichern"),
     lambda settings: settings.rate_limits),
    (N_("Verschlüsselter Versand von E-Mails"), N_("STARTTLS zum Mail-Server"),
     lambda settings: bool(settings.smtp_host) and settings.smtp_starttls),
)  # fmt: skip
DUTIES: dict[Role, str] = {
    Role.MODERATOR: N_("beantwortet und moderiert in den Verfahren einer Fachabteilung; sieht Verborgenes"),
    Role.EDITOR: N_("schreibt Verfahren, Termine und Maßnahmen einer Fachabteilung und den Hintergrund"),
    Role.LIAISON: N_("sieht, was in einer Fachabteilung zu tun ist"),
    Role.FACILITATOR: N_("leitet eine Werkstatt; sieht ihre Zettel"),
    Role.REVIEWER: N_("bewertet in einer Evaluationsrunde"),
    Role.BODY_MEMBER: N_("hält Stellungnahmen und Beschlüsse eines Gremiums fest"),
    Role.COORDINATOR: N_("sieht, was in allen Fachabteilungen wartet; eröffnet und veröffentlicht Runden"),
    Role.ADMINISTRATOR: N_("richtet die Plattform ein, verwaltet Menschen und Rechte; sieht E-Mail-Adressen"),
}
ROLE_NAMES: dict[Role, str] = {
    Role.MODERATOR: N_("Moderation"),
    Role.EDITOR: N_("Redaktion"),
    Role.LIAISON: N_("Lotse"),
    Role.FACILITATOR: N_("Werkstattleitung"),
    Role.REVIEWER: N_("Expertenkreis"),
    Role.BODY_MEMBER: N_("Gremienmitglied"),
    Role.COORDINATOR: N_("Koordination"),
    Role.ADMINISTRATOR: N_("Administration"),
}


def measures(settings: Settings) -> list[Measure]:
    """What protects the data, those of the software first, then those that depend on how it is run."""
    return [
        *(Measure(title, text, in_force=True) for title, text in ALWAYS),
        *(Measure(title, text, in_force=holds(settings)) for title, text, holds in RUNNING),
    ]


def recipients(settings: Settings) -> list[Recipient]:
    """Who receives data outside the platform, as the settings say it; hosting is for the city to name."""
    return [
        Recipient(
            N_("Mail-Server"), settings.smtp_host,
                N_(
                    "Adressen und Inhalte der E-Mails; ohne Server werden sie als Dateien abgelegt"
                )
        ),
        Recipient(
            N_("Kartenkacheln"), urlsplit(settings.tile_url).netloc,

                N_(
                    "die Internetadresse von Menschen, die eine Karte öffnen; ohne Anbieter zeichnet die Plattform "
                    "Umrisse selbst"
                ),
        ),
        Recipient(
            N_("Seiten, die Boards und Karten einbetten"), ", ".join(settings.embed_origins),
            N_("zeigen öffentliche Inhalte in einem Rahmen; Daten von Menschen bekommen sie nicht"),
        ),
        Recipient(
            N_("Redis"), urlsplit(settings.redis_url).hostname or "",
                N_(
                    "Aufträge und Zähler; ohne Redis bleibt alles in der Datenbank"
                )
        ),
    ]  # fmt: skip
