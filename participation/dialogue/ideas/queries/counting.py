"""How many ideas there are: by board, by process, by status."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import String, and_, func, select, type_coerce

from participation.core.actor import Actor
from participation.core.database import db
from participation.dialogue.boards.models import Board
from participation.dialogue.ideas.models import Idea, IdeaStatus
from participation.dialogue.ideas.queries.choosing import there_for_all
from participation.dialogue.ideas.rules import is_sealed
from participation.records.subjects.models import Subject
from participation.records.subjects.queries import visible_to


@dataclass(frozen=True)
class BoardNumbers:
    """A board with what was said on it."""

    slug: str
    title: str
    question: str
    is_call: bool
    hidden_until: datetime | None
    ideas: int
    comments: int
    votes: int

    @property
    def is_sealed(self) -> bool:
        """Whether what is handed in here is not shown yet, and not counted either."""
        return is_sealed(self.hidden_until)


def boards_with_numbers(process_id: int) -> list[BoardNumbers]:
    """The boards of a process in their order, with the numbers of public ideas, their comments and supports."""
    rows = db.session.execute(
        select(
            Board.slug, Board.title, Board.question, Board.is_call, Board.hidden_until, func.count(Idea.subject_id),
            func.coalesce(func.sum(Idea.comments), 0), func.coalesce(func.sum(Idea.votes), 0),
        )
        .outerjoin(Idea, and_(Idea.board_id == Board.subject_id, there_for_all()))
        .where(Board.process_id == process_id)
        .group_by(Board.subject_id)
        .order_by(Board.position, Board.subject_id)
    )  # fmt: skip
    return [BoardNumbers(*row) for row in rows]


@dataclass(frozen=True)
class IdeaNumbers:
    """Public ideas that a person may see, counted by process and by status."""

    counts: dict[tuple[int, IdeaStatus], int]

    @property
    def by_process(self) -> dict[int, int]:
        """The ideas of each process."""
        found: dict[int, int] = {}
        for (process_id, _), count in self.counts.items():
            found[process_id] = found.get(process_id, 0) + count
        return found

    def with_status(self, *statuses: IdeaStatus) -> int:
        """The ideas of one of these statuses; of all, if none is named."""
        return sum(count for (_, status), count in self.counts.items() if not statuses or status in statuses)


def counted_ideas(actor: Actor) -> Any:
    """Rows of process, status (as text) and number: the public ideas of all boards that this person may see."""
    return (
        select(Board.process_id, type_coerce(Idea.status, String), func.count())
        .join(Idea, Idea.board_id == Board.subject_id)
        .join(Subject, Subject.id == Board.subject_id)
        .where(there_for_all(), visible_to(actor))
        .group_by(Board.process_id, Idea.status)
    )


def idea_numbers(actor: Actor) -> IdeaNumbers:
    """Count the public ideas of all boards that this person may see."""
    return numbers_in(db.session.execute(counted_ideas(actor)))


def numbers_in(rows: Iterable[Any]) -> IdeaNumbers:
    """The numbers in rows of `counted_ideas`."""
    return IdeaNumbers({(process_id, IdeaStatus(status)): count for process_id, status, count in rows})
