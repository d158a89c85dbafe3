"""The parts of a process, as its desk and its public change log name them, and which columns each holds."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from participation.core.errors import N_


class ProcessPart(StrEnum):
    """A part of a process that is written on its own."""

    QUESTION = "question"
    BLOCKS = "blocks"
    PHASES = "phases"
    BOARDS = "boards"
    AREA = "area"
    CONTACT = "contact"
    PICTURE = "picture"
    LEEWAY = "leeway"
    LEGAL = "legal"
    VISIBILITY = "visibility"
    ASSURANCE = "assurance"
    ANNOUNCEMENT = "announcement"
    EASY_LANGUAGE = "easy_language"
    PARTNERS = "partners"
    QUESTIONS = "questions"
    DOCUMENTS = "documents"
    NEWS = "news"
    RESULTS = "results"


PART_LABELS: dict[ProcessPart, str] = {
    ProcessPart.QUESTION: N_("Frage und Anlass"),
    ProcessPart.BLOCKS: N_("Die vier Fragen"),
    ProcessPart.PHASES: N_("Phasen"),
    ProcessPart.BOARDS: N_("Themenboards"),
    ProcessPart.AREA: N_("Gebiet"),
    ProcessPart.CONTACT: N_("Kontakt"),
    ProcessPart.PICTURE: N_("Bild"),
    ProcessPart.LEEWAY: N_("Spielraum"),
    ProcessPart.LEGAL: N_("Rechtlicher Charakter"),
    ProcessPart.VISIBILITY: N_("Sichtbarkeit"),
    ProcessPart.ASSURANCE: N_("Womit man mitmacht"),
    ProcessPart.ANNOUNCEMENT: N_("Angekündigt am"),
    ProcessPart.EASY_LANGUAGE: N_("Leichte Sprache"),
    ProcessPart.PARTNERS: N_("Partner"),
    ProcessPart.QUESTIONS: N_("Fragen und Antworten"),
    ProcessPart.DOCUMENTS: N_("Unterlagen"),
    ProcessPart.NEWS: N_("Neuigkeiten"),
    ProcessPart.RESULTS: N_("Ergebnis"),
}
COLUMNS: dict[ProcessPart, tuple[str, ...]] = {
    ProcessPart.QUESTION: ("title", "question", "summary"),
    ProcessPart.BLOCKS: ("block_how", "block_fixed", "block_influence", "decider", "block_outcome"),
    ProcessPart.AREA: ("area", "district_ids"),
    ProcessPart.CONTACT: ("contact_name", "contact_email", "contact_phone"),
    ProcessPart.LEGAL: ("legal_character", "external_url"),
    ProcessPart.VISIBILITY: ("audience", "minimum_age"),
    ProcessPart.ASSURANCE: ("assurance",),
    ProcessPart.ANNOUNCEMENT: ("announced_on",),
    ProcessPart.EASY_LANGUAGE: ("easy_language",),
    ProcessPart.PICTURE: ("picture_alt",),
    ProcessPart.RESULTS: ("results",),
}


def fingerprint(values: Mapping[str, Any]) -> str:
    """A short mark of what a part said when somebody read it: who saves another part meanwhile is in nobody's way."""
    text = json.dumps({name: values[name] for name in sorted(values)}, ensure_ascii=False, default=str)
    return hashlib.sha256(text.encode()).hexdigest()[:16]
