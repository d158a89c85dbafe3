"""Who may do what in a workshop, and when: stages go in order, people write and set dots while theirs is open."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from participation.core.actor import Actor, Role
from participation.core.errors import Conflict, Invalid, InvalidTransition, NotAllowed
from participation.dialogue.codes.rules import Footing, check_footing
from participation.dialogue.comments.rules import check_confirmed
from participation.dialogue.ideas.rules import check_open
from participation.dialogue.processes.models import Phase
from participation.dialogue.processes.rules import Act
from participation.dialogue.workshops.models import (
    NOTE_LENGTH,
    Note,
    StageKind,
    StageState,
    Workshop,
    WorkshopStage,
    WorkshopState,
)
from participation.records.subjects.models import State

ORDER = tuple(StageKind)
MINUTES = (5, 10, 20)
MOST_LINES = 200
MOST_OFFLINE_DOTS = 999


def may_facilitate(actor: Actor, workshop: Workshop) -> bool:
    """Facilitators run the workshops that they are named on, or all of a process."""
    return actor.has_role(Role.FACILITATOR, workshop.subject_id, workshop.process_id)


def check_facilitator(actor: Actor, workshop: Workshop) -> None:
    """Raise NotAllowed for everyone who is not named as facilitator of this workshop."""
    if not may_facilitate(actor, workshop):
        raise NotAllowed("Diese Werkstatt leitet jemand anderes. Sie können sie ansehen und mitmachen.")


def check_not_finished(workshop: Workshop) -> None:
    """Raise Conflict once the workshop is finished: its result stays as it was told."""
    if workshop.state is WorkshopState.FINISHED:
        raise Conflict("Diese Werkstatt ist abgeschlossen. Ihr Ergebnis ändert sich nicht mehr.")


def next_stage(stages: Sequence[WorkshopStage]) -> WorkshopStage | None:
    """The stage that is to be opened next: the first that was never open."""
    return next((s for s in sorted(stages, key=lambda s: s.position) if s.state is StageState.WAITING), None)


def open_stage_of(stages: Sequence[WorkshopStage]) -> WorkshopStage | None:
    """The stage that people work on now."""
    return next((s for s in stages if s.is_open), None)


def check_next(stages: Sequence[WorkshopStage], wanted: WorkshopStage) -> None:
    """Raise InvalidTransition where another stage comes first."""
    if next_stage(stages) is not wanted:
        raise InvalidTransition("Die Etappen werden der Reihe nach geöffnet. Diese ist gerade nicht an der Reihe.")


def check_may_take_part(
    actor: Actor, phases: Sequence[Phase], stage: WorkshopStage, *, footing: Footing | None,
    moment: datetime | None = None,
) -> None:  # fmt: skip
    """Raise NotAllowed without a confirmed account, below what the process asks for (`footing`), outside the workshop
    phase, or while the stage is not open."""
    check_confirmed(actor)
    if footing is not None:
        check_footing(actor, footing)
    check_open(phases, Act.WORKSHOP, moment=moment)
    if stage.state is StageState.CLOSED:
        raise NotAllowed("Diese Etappe ist schon geschlossen. Bitte laden Sie die Seite neu.")
    if not stage.is_open:
        raise NotAllowed("Diese Etappe hat noch nicht begonnen.")


def check_note_text(text: str) -> str:
    """The text of a note without blanks around it. Raises Invalid where it is empty or too long."""
    text = text.strip()
    if not text:
        raise Invalid("Bitte schreiben Sie etwas auf den Zettel.", field="text")
    if len(text) > NOTE_LENGTH:
        raise Invalid("Ein Zettel darf höchstens %(most)s Zeichen haben.", field="text", most=NOTE_LENGTH)
    return text


def check_on_wall(note: Note) -> None:
    """Raise Conflict where a note was hidden or taken back."""
    if note.state is not State.PUBLIC:
        raise Conflict("Dieser Zettel hängt nicht mehr an der Wand.")


def is_author(actor: Actor, note: Note) -> bool:
    """Whether the person wrote the note."""
    return actor.account_id is not None and actor.account_id == note.author_id


@dataclass(frozen=True)
class PaperNote:
    """A note from paper, with the dots that were counted on it in the room."""

    text: str
    dots: int


def paper_notes(text: str) -> list[PaperNote]:
    """Notes from what was typed off paper: one per line, the counted dots after a bar ("Mehr Schatten | 4").

    Raises Invalid, with the number of the line, where a line is too long or its dots are no number.
    """
    notes = [_paper_note(line, number) for number, line in enumerate(text.splitlines(), 1) if line.strip(" |\t")]
    if not notes:
        raise Invalid("Bitte schreiben Sie mindestens einen Zettel ab.", field="lines")
    if len(notes) > MOST_LINES:
        raise Invalid("Bitte höchstens %(most)s Zettel auf einmal.", field="lines", most=MOST_LINES)
    return notes


def _paper_note(line: str, number: int) -> PaperNote:
    words, bar, count = line.strip().rpartition("|")
    words, count = (words.strip(), count.strip()) if bar else (line.strip(), "0")
    if not count.isascii() or not count.isdigit() or int(count) > MOST_OFFLINE_DOTS:
        raise Invalid(
            "Zeile %(number)s: Nach dem senkrechten Strich steht die Zahl der Punkte, zum Beispiel | 4.",
            field="lines",
            number=number,
        )
    if not words or len(words) > NOTE_LENGTH:
        raise Invalid(
            "Zeile %(number)s: Ein Zettel hat 1 bis %(most)s Zeichen.", field="lines", number=number, most=NOTE_LENGTH
        )
    return PaperNote(words, int(count))
