"""The rules of retention: what goes, on what ground, from which day on its span is counted, and what happens to it.

The spans are settings (see `settings.rules.spans`); a rule without one is fixed. Grounds are Art. 5 (1) (e) GDPR where
nothing else is said; a legal office confirms them before a city relies on them.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from participation.core.errors import N_

LIMIT = N_("Speicherbegrenzung: Art. 5 Abs. 1 Buchst. e DSGVO")
PROOF = N_("Nachweis, solange er gebraucht wird; danach Speicherbegrenzung: Art. 5 Abs. 1 Buchst. e DSGVO")


@dataclass(frozen=True)
class Rule:
    """One rule. `span` names the setting with its days; empty where the day itself says when it goes."""

    slug: str
    what: str
    span: str
    ground: str
    since: str
    happens: str

    def before(self, moment: datetime, spans: dict[str, int]) -> datetime | None:
        """What lies before this moment goes; None where it is kept without end."""
        if not self.span:
            return moment
        days = spans[self.span]
        return moment - timedelta(days=days) if days else None


RULES = (
    Rule("unconfirmed_accounts", N_("Konten ohne bestätigte Adresse"), "keep_unconfirmed_days", LIMIT,
         N_("seit dem Anlegen"), N_("das Konto wird gelöscht")),
    Rule("unused_accounts", N_("Lange unbenutzte Konten"), "unused_after_days", LIMIT,
         N_("seit der letzten Anmeldung"),
         N_("erst eine E-Mail; 30 Tage später wird das Konto gelöscht, die Texte bleiben ohne Namen")),
    Rule("sign_ins", N_("Anmeldungen auf Geräten"), "keep_sign_ins_days", LIMIT, N_("seit sie beendet sind oder ruhen"),
         N_("der Eintrag wird gelöscht")),
    Rule("mail_links", N_("Links zum Bestätigen und für neue Passwörter"), "keep_links_days", LIMIT,
         N_("seit der Link nicht mehr gilt"), N_("der Eintrag wird gelöscht")),
    Rule("address_changes", N_("Bisherige E-Mail-Adressen"), "", LIMIT,
         N_("seit sich die Änderung nicht mehr stoppen lässt"), N_("die Einträge werden gelöscht")),
    Rule("sent_mails", N_("Verschickte E-Mails"), "keep_mails_days", LIMIT, N_("seit dem Anlegen der E-Mail"),
         N_("Adresse und Inhalt werden gelöscht; dass sie verschickt wurde, bleibt")),
    Rule("invitations", N_("Einladungen in eine Aufgabe"), "keep_invitations_days", LIMIT,
         N_("seit sie angenommen, zurückgenommen oder abgelaufen ist"), N_("die Einladung wird gelöscht")),
    Rule("barrier_reports", N_("Gemeldete Barrieren"), "keep_reports_days", PROOF, N_("seit dem Abschluss"),
         N_("Worte und Adresse werden gelöscht; Nummer und Tage bleiben")),
    Rule("hidden_texts", N_("Verborgene und zurückgezogene Texte"), "keep_hidden_days", PROOF,
         N_("seit sie verborgen oder zurückgezogen sind"),
         N_("der Text wird mit allen Fassungen gelöscht; die Stelle bleibt markiert")),
    Rule("removed_documents", N_("Entfernte Unterlagen"), "keep_documents_days", PROOF, N_("seit dem Entfernen"),
         N_("die Dateien werden gelöscht; der Titel bleibt")),
    Rule("news_drafts", N_("Entwürfe von Neuigkeiten"), "keep_drafts_days", LIMIT, N_("seit dem Anlegen"),
         N_("der Entwurf wird gelöscht")),
    Rule("idea_drafts", N_("Entwürfe von Ideen"), "keep_idea_drafts_days", LIMIT, N_("seit dem letzten Speichern"),
         N_("der Entwurf wird mit seinen Bildern gelöscht")),
    Rule("waiting_ideas", N_("Ideen, die auf eine Anmeldung warten"), "", LIMIT,
         N_("seit ein Tag vorbei ist"), N_("die Idee wird gelöscht")),
    Rule("request_keys", N_("Merkmale gegen doppeltes Senden"), "keep_keys_days", LIMIT, N_("seit dem Senden"),
         N_("das Merkmal wird gelöscht")),
    Rule("archived_names", N_("Namen in archivierten Verfahren"), "keep_names_days", LIMIT,
         N_("seit der Archivierung"),
         N_("Beiträge stehen ohne Namen da, Unterstützungen zählen ohne Person, Einladungen gehen")),
    Rule("journal_words", N_("Worte neben dem Protokoll"), "keep_journal_words_days", PROOF, N_("seit dem Eintrag"),
         N_("die Worte werden gelöscht; der Eintrag und die Kette bleiben")),
)  # fmt: skip
