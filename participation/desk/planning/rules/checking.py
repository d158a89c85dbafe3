"""What a process lacks, in plain words; each gap names the part in which it is filled."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from participation.core.errors import N_
from participation.dialogue.boards.queries import BoardEntry
from participation.dialogue.processes.models import LEEWAY, EntryKind, Phase, Process
from participation.dialogue.processes.rules import (
    NOTICE_DAYS,
    Act,
    ProcessPart,
    acts_of,
    days_of_notice,
    has_hole,
    overlapping,
)
from participation.people.departments.models import Department


@dataclass(frozen=True)
class Facts:
    """Everything that is looked at; `least_notice` is how many days before taking part it should be announced."""

    process: Process
    department: Department
    phases: Sequence[Phase]
    boards: Sequence[BoardEntry] = ()
    kinds: frozenset[EntryKind] = frozenset()
    has_area: bool = False
    least_notice: int = NOTICE_DAYS


@dataclass(frozen=True)
class Gap:
    """Something that is missing; while one that is needed is left, nothing is published. `message` is a message id,
    `name` that of the field in the form of the part."""

    part: ProcessPart
    message: str
    is_needed: bool = True
    values: dict[str, Any] = field(default_factory=dict)
    name: str = ""


BLOCK_MESSAGES = {
    "block_how": N_("Die Frage „Wie kann ich mitmachen?“ ist noch nicht beantwortet."),
    "block_fixed": N_("Die Frage „Was steht schon fest?“ ist noch nicht beantwortet."),
    "block_influence": N_("Die Frage „Wie viel Einfluss habe ich?“ ist noch nicht beantwortet."),
    "decider": N_("Es fehlt, wer entscheidet."),
    "block_outcome": N_("Die Frage „Was kam heraus?“ ist noch nicht beantwortet. Zuerst genügt, wann es erzählt wird."),
}
HOLES = {
    "block_how": N_("In „Wie kann ich mitmachen?“ steht noch eine Lücke: [Bitte ergänzen: …]"),
    "block_fixed": N_("In „Was steht schon fest?“ steht noch eine Lücke: [Bitte ergänzen: …]"),
    "block_influence": N_("In „Wie viel Einfluss habe ich?“ steht noch eine Lücke: [Bitte ergänzen: …]"),
    "decider": N_("Bei „Wer entscheidet?“ steht noch eine Lücke: [Bitte ergänzen: …]"),
    "block_outcome": N_("In „Was kam heraus?“ steht noch eine Lücke: [Bitte ergänzen: …]"),
}


def gaps_of(facts: Facts, *, moment: datetime, today: date) -> list[Gap]:
    """What is missing, what is needed first, each in the order of the desk."""
    found = [*_words(facts), *_phases(facts, moment), *_boards(facts), *_law(facts), *_advice(facts, today)]
    return sorted(found, key=lambda gap: not gap.is_needed)


def is_ready(gaps: Sequence[Gap]) -> bool:
    """Whether nothing that is needed is missing."""
    return not any(gap.is_needed for gap in gaps)


def _words(facts: Facts) -> Iterator[Gap]:
    process = facts.process
    if "…" in process.title:
        yield Gap(ProcessPart.QUESTION, N_("Der Titel ist noch nicht fertig: Er enthält „…“."), name="title")
    if has_hole(process.summary):
        yield Gap(
            ProcessPart.QUESTION, N_("In „Worum geht es?“ steht noch eine Lücke: [Bitte ergänzen: …]"), name="summary"
        )
    for name, message in BLOCK_MESSAGES.items():
        text = getattr(process, name)
        if not text.strip():
            yield Gap(ProcessPart.BLOCKS, message, name=name)
        elif has_hole(text):
            yield Gap(ProcessPart.BLOCKS, HOLES[name], name=name)


def _phases(facts: Facts, moment: datetime) -> Iterator[Gap]:
    phases = facts.phases
    if not phases:
        yield Gap(
            ProcessPart.PHASES,
            N_("Es gibt noch keine Phase. Ohne Phase kann niemand mitmachen."),
            is_needed=not facts.process.is_statutory,
        )
        return
    if any(overlapping(phases, p.starts_at, p.ends_at, but=p.id) for p in phases):
        yield Gap(ProcessPart.PHASES, N_("Zwei Phasen überschneiden sich."))
    if not facts.process.is_published and all(p.ends_at <= moment for p in phases):
        yield Gap(ProcessPart.PHASES, N_("Alle Phasen liegen in der Vergangenheit."))
    elif not facts.process.is_published and min(p.starts_at for p in phases) < moment:
        yield Gap(ProcessPart.PHASES, N_("Die erste Phase hat schon begonnen."), is_needed=False)


def _boards(facts: Facts) -> Iterator[Gap]:
    collects = any(Act.SUBMIT in acts_of(phase) for phase in facts.phases)
    if collects and not facts.boards and not facts.process.is_statutory:
        yield Gap(ProcessPart.BOARDS, N_("Eine Phase sammelt Ideen, aber es gibt noch kein Themenboard dafür."))


def _law(facts: Facts) -> Iterator[Gap]:
    if facts.process.is_statutory and not facts.process.external_url:
        yield Gap(ProcessPart.LEGAL, N_("Es fehlt die Adresse des förmlichen Verfahrens."), name="external_url")
    if (facts.process.picture or facts.process.picture_file_id) and not facts.process.picture_alt:
        yield Gap(
            ProcessPart.PICTURE,
            N_("Das Bild hat noch keine Beschreibung für Menschen, die es nicht sehen."),
            name="picture_alt",
        )


def _advice(facts: Facts, today: date) -> Iterator[Gap]:
    process = facts.process
    announced = process.announced_on or (None if process.is_published else today)
    notice = days_of_notice(announced, facts.phases) if announced else None
    if notice is not None and notice < facts.least_notice and not process.is_archived:
        message = N_(
            "Zwischen der Ankündigung und der ersten Phase zum Mitmachen liegen %(days)s Tage. "
            "Empfohlen sind mindestens %(least)s."
        )
        yield Gap(
            ProcessPart.ANNOUNCEMENT,
            message,
            False,
            {"days": max(0, notice), "least": facts.least_notice},
            "announced_on",
        )
    if not process.summary.strip():
        yield Gap(
            ProcessPart.QUESTION, N_("Ein paar Sätze dazu, worum es geht, helfen beim Einstieg."), is_needed=False
        )
    if not facts.kinds & set(LEEWAY):
        yield Gap(
            ProcessPart.LEEWAY,
            N_("Der Spielraum ist noch leer: Was steht fest, was ist offen, was entscheidet sich später?"),
            is_needed=False,
        )
    if not (process.contact_email or process.contact_phone or facts.department.email or facts.department.phone):
        yield Gap(ProcessPart.CONTACT, N_("Es fehlt, wen man fragen kann."), is_needed=False)
    if not (process.picture or process.picture_file_id):
        yield Gap(ProcessPart.PICTURE, N_("Mit einem Bild fällt das Verfahren mehr auf."), is_needed=False)
    if not process.easy_language.strip():
        yield Gap(ProcessPart.EASY_LANGUAGE, N_("Es gibt noch keinen Text in Leichter Sprache."), is_needed=False)
