"""What hangs on the walls of stages, and where a person has set dots."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import select

from participation.core.actor import Actor
from participation.core.database import db
from participation.dialogue.workshops.models import (
    Dot,
    Note,
    NoteGroup,
    NoteOrigin,
)
from participation.people.accounts.models import Account
from participation.records.subjects.models import State


@dataclass(frozen=True)
class WallNote:
    """A note as it hangs on the wall; a hidden one shows its reason instead of its text."""

    subject_id: int
    stage_id: int
    group_id: int | None
    text: str
    author: str
    author_id: int | None
    origin: NoteOrigin
    state: State
    reason: str
    dots: int
    dots_online: int
    dots_offline: int
    version: int

    @property
    def is_shown(self) -> bool:
        """Whether its text may be read by all."""
        return self.state is State.PUBLIC


@dataclass(frozen=True)
class WallGroup:
    """Notes that hang together; the group without a name comes last."""

    group_id: int | None
    title: str
    notes: tuple[WallNote, ...]

    @property
    def dots(self) -> int:
        """All dots of the group."""
        return sum(note.dots for note in self.notes if note.is_shown)


@dataclass(frozen=True)
class Wall:
    """What hangs on the wall of one stage."""

    stage_id: int
    groups: tuple[WallGroup, ...]

    @property
    def notes(self) -> list[WallNote]:
        """All notes, group by group."""
        return [note for group in self.groups for note in group.notes]

    @property
    def shown(self) -> int:
        """How many notes can be read."""
        return sum(note.is_shown for note in self.notes)

    @property
    def dots(self) -> int:
        """All dots on notes that can be read."""
        return sum(group.dots for group in self.groups)

    @property
    def stand(self) -> str:
        """A short mark that changes with everything that can be seen on the wall."""
        said = [(g.title, [(n.subject_id, n.version, n.dots, n.state) for n in g.notes]) for g in self.groups]
        return hashlib.sha256(repr(said).encode()).hexdigest()[:12]


def walls_of(stage_ids: Iterable[int]) -> dict[int, Wall]:
    """The walls of these stages, in two statements; withdrawn notes are gone, hidden and expunged ones leave a mark."""
    wanted = list(stage_ids)
    groups = db.session.scalars(
        select(NoteGroup).where(NoteGroup.stage_id.in_(wanted)).order_by(NoteGroup.position, NoteGroup.id)
    ).all()
    notes = db.session.execute(
        select(Note, Account.pseudonym)
        .outerjoin(Account, Account.id == Note.author_id)
        .where(Note.stage_id.in_(wanted), Note.state.in_((State.PUBLIC, State.HIDDEN, State.EXPUNGED)))
        .order_by(Note.position, Note.subject_id)
    ).all()
    on_wall = [_wall_note(note, pseudonym) for note, pseudonym in notes]
    return {stage_id: _wall(stage_id, groups, on_wall) for stage_id in wanted}


def _wall(stage_id: int, groups: Sequence[NoteGroup], notes: Sequence[WallNote]) -> Wall:
    named = [*((g.id, g.title) for g in groups if g.stage_id == stage_id), (None, "")]
    here = [note for note in notes if note.stage_id == stage_id]
    return Wall(stage_id, tuple(WallGroup(i, title, tuple(n for n in here if n.group_id == i)) for i, title in named))


def _wall_note(note: Note, pseudonym: str | None) -> WallNote:
    return WallNote(
        note.subject_id, note.stage_id, note.group_id, note.text, pseudonym or note.author_label, note.author_id,
        note.origin, note.state, note.state_reason, note.dots + note.dots_offline, note.dots,
        note.dots_offline, note.version,
    )  # fmt: skip


def own_dots(stage_id: int, actor: Actor) -> frozenset[int]:
    """The notes of a stage on which this person has set a dot; shown to nobody else."""
    return frozenset(
        db.session.scalars(
            select(Dot.note_id)
            .join(Note, Note.subject_id == Dot.note_id)
            .where(Note.stage_id == stage_id, Dot.account_id == actor.account_id)
        )
    )
