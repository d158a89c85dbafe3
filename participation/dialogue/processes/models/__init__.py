"""Processes with their phases, lists, news, documents, releases and invitations."""

from participation.core.assurance import Assurance
from participation.dialogue.processes.models.documents import DocumentVersion, ProcessDocument, StoredFile
from participation.dialogue.processes.models.entries import LEEWAY, LEEWAY_LABELS, EntryKind, ProcessEntry
from participation.dialogue.processes.models.invitations import Invitation
from participation.dialogue.processes.models.news import News
from participation.dialogue.processes.models.process import (
    LegalCharacter,
    Phase,
    PhaseKind,
    Process,
    ProcessDistrict,
)
from participation.dialogue.processes.models.releases import Release, ReleaseState

__all__ = [
    "LEEWAY",
    "LEEWAY_LABELS",
    "Assurance",
    "DocumentVersion",
    "EntryKind",
    "Invitation",
    "LegalCharacter",
    "News",
    "Phase",
    "PhaseKind",
    "Process",
    "ProcessDistrict",
    "ProcessDocument",
    "ProcessEntry",
    "Release",
    "ReleaseState",
    "StoredFile",
]
