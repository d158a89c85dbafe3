"""What the public reads of the changes of a process: what, when and by which department, never by whom."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from participation.core.clock import TOWN
from participation.core.errors import N_
from participation.dialogue.processes.rules.parts import ProcessPart

CHANGES: dict[str, str] = {
    "ProcessPublished": N_("Das Verfahren wurde veröffentlicht."),
    "PhaseAdded": N_("Eine Phase kam hinzu."),
    "PhaseChanged": N_("Der Text einer Phase wurde geändert."),
    "PhaseChanged:moved": N_("Die Tage einer Phase wurden geändert."),
    "PhaseRemoved": N_("Eine Phase wurde gestrichen."),
    "NewsPublished": N_("Eine Neuigkeit erschien."),
    "NewsCorrected": N_("Eine Neuigkeit wurde berichtigt."),
    "ProcessArchived": N_("Das Verfahren wurde archiviert."),
    "AssuranceChanged:guest_code": N_(
        "Mitmachen kann man jetzt auch ohne Konto, mit dem Code einer Schule oder Gruppe."
    ),
    "AssuranceChanged:email": N_("Zum Mitmachen braucht man jetzt ein Konto mit bestätigter E-Mail-Adresse."),
    "AssuranceChanged:code_letter": N_("Zum Mitmachen braucht man jetzt den Code aus einem Brief."),
    "AssuranceChanged:eid": N_("Zum Mitmachen braucht man jetzt den Online-Ausweis."),
    "SubjectExpunged:document": N_("Eine Unterlage oder eine ihrer Fassungen wurde getilgt."),
    "SubjectExpunged:picture": N_("Das Bild wurde getilgt."),
    "SubjectExpunged:question": N_("Eine Frage mit ihrer Antwort wurde getilgt."),
}
EDITED: dict[ProcessPart, str] = {
    ProcessPart.QUESTION: N_("Titel, Frage oder Anlass wurden geändert."),
    ProcessPart.BLOCKS: N_("Eine der vier Antworten wurde geändert."),
    ProcessPart.BOARDS: N_("Die Themenboards wurden geändert."),
    ProcessPart.AREA: N_("Das Gebiet wurde geändert."),
    ProcessPart.CONTACT: N_("Der Kontakt wurde geändert."),
    ProcessPart.PICTURE: N_("Das Bild wurde geändert."),
    ProcessPart.LEEWAY: N_("Der Spielraum wurde geändert."),
    ProcessPart.LEGAL: N_("Der rechtliche Charakter wurde geändert."),
    ProcessPart.VISIBILITY: N_("Das Mindestalter oder die Sichtbarkeit wurde geändert."),
    ProcessPart.ANNOUNCEMENT: N_("Der Tag der Ankündigung wurde geändert."),
    ProcessPart.EASY_LANGUAGE: N_("Der Text in Leichter Sprache wurde geändert."),
    ProcessPart.PARTNERS: N_("Die Partner wurden geändert."),
    ProcessPart.QUESTIONS: N_("Fragen und Antworten wurden ergänzt oder geändert."),
    ProcessPart.DOCUMENTS: N_("Die Unterlagen wurden ergänzt oder geändert."),
    ProcessPart.RESULTS: N_("Das Ergebnis wurde geschrieben oder geändert."),
}
LOGGED = ("ProcessEdited", "ProcessPublished", "PhaseAdded", "PhaseChanged", "PhaseRemoved", "NewsPublished",
          "NewsCorrected", "ProcessArchived", "AssuranceChanged", "SubjectExpunged")  # fmt: skip


@dataclass(frozen=True)
class Change:
    """Something that changed on a day, as a message id."""

    day: date
    message: str
    by_editors: bool


def change_log(entries: Iterable[tuple[datetime, str, Mapping[str, Any], bool]], since: datetime) -> list[Change]:
    """The changes since the publication, the newest first; the same one several times on a day is told once.

    `entries` are moment, event, values, and whether editors did it, oldest first.
    """
    found: dict[tuple[date, str], Change] = {}
    for at, event, values, by_editors in entries:
        message = _message(event, values)
        if at < since or not message:
            continue
        day = at.astimezone(TOWN).date()
        found.pop((day, message), None)
        found[day, message] = Change(day, message, by_editors)
    return list(reversed(found.values()))


def _message(event: str, values: Mapping[str, Any]) -> str:
    if event == "ProcessEdited":
        return EDITED.get(ProcessPart(values["part"]), "")
    if event == "PhaseChanged" and values.get("moved"):
        return CHANGES["PhaseChanged:moved"]
    if event == "AssuranceChanged":
        return CHANGES[f"AssuranceChanged:{values['level']}"]
    if event == "SubjectExpunged":
        return CHANGES.get(f"{event}:{values['kind']}", "")
    return CHANGES.get(event, "")
