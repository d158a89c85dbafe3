"""How long things are kept, in days: what each span is called, its bounds, and what holds from the start."""

from __future__ import annotations

from dataclasses import dataclass

from participation.core.errors import N_


@dataclass(frozen=True)
class Span:
    """A span of days; where `least` is 0, that means: kept without end."""

    label: str
    least: int
    most: int
    days: int

    @property
    def can_be_endless(self) -> bool:
        """Whether the city may keep it without end."""
        return self.least == 0


SPANS: dict[str, Span] = {
    "keep_unconfirmed_days": Span(N_("Konten, deren Adresse nie bestätigt wurde"), 8, 365, 30),
    "unused_after_days": Span(N_("Unbenutzte Konten: nach wie vielen Tagen wir erinnern"), 30, 3650, 1095),
    "keep_sign_ins_days": Span(N_("Anmeldungen, die beendet sind oder ruhen"), 14, 365, 30),
    "keep_links_days": Span(N_("Abgelaufene Links zum Bestätigen und für neue Passwörter"), 1, 365, 30),
    "keep_mails_days": Span(N_("Empfänger verschickter E-Mails"), 7, 365, 30),
    "keep_invitations_days": Span(N_("Einladungen, die angenommen, zurückgenommen oder abgelaufen sind"), 7, 365, 30),
    "keep_reports_days": Span(N_("Meldungen von Barrieren nach dem Abschluss"), 30, 3650, 365),
    "keep_hidden_days": Span(N_("Texte, die verborgen oder zurückgezogen sind"), 0, 3650, 1095),
    "keep_documents_days": Span(N_("Unterlagen, die entfernt wurden"), 0, 3650, 365),
    "keep_drafts_days": Span(N_("Neuigkeiten, die Entwurf blieben"), 0, 3650, 730),
    "keep_idea_drafts_days": Span(N_("Entwürfe von Ideen, die nie eingereicht wurden"), 7, 730, 180),
    "keep_keys_days": Span(N_("Merkmale gegen doppeltes Senden"), 1, 90, 7),
    "keep_names_days": Span(N_("Namen in archivierten Verfahren"), 0, 7300, 1825),
    "keep_journal_words_days": Span(N_("Worte neben dem Protokoll"), 0, 7300, 3650),
}
