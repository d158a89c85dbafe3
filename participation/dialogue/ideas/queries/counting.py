"""How many ideas there are: by board, by process, by status."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import String, and_, func, select, type_coerce

from participation.core.actor import Actor
from participation.core.database import db
from participation.dialogue.boards.models import Board
from participation.dialogue.ideas.models import Idea, IdeaStatus
from participation.records.subjects.models import State, Subject
from participation.records.subjects.queries import visible_to


@dataclass(frozen=True)
class BoardNumbers:
    """A board with what was said on it."""

    slug: str
    title: str
    question: str
    ideas: int
    comments: int
    votes: int


def boards_with_numbers(process_id: int) -> list[BoardNumbers]:
    """The boards of a process in their order, with the numbers of public ideas, their comments and supports."""
    rows = db.session.execute(
        select(
            Board.slug, Board.title, Board.question, func.count(Idea.subject_id),
            func.coalesce(func.sum(Idea.comments), 0), func.coalesce(func.sum(Idea.votes), 0),
        )
        .outerjoin(Idea, and_(Idea.board_id == Board.subject_id, Idea.state == State.PUBLIC))
        .where(Board.process_id == process_id)
        .group_by(Board.subject_id, Board.slug, Board.title, Board.question, Board.position)
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
        .where(Idea.state == State.PUBLIC, visible_to(actor))
        .group_by(Board.process_id, Idea.status)
    )


def idea_numbers(actor: Actor) -> IdeaNumbers:
    """Count the public ideas of all boards that this person may see."""
    return numbers_in(db.session.execute(counted_ideas(actor)))


def numbers_in(rows: Iterable[Any]) -> IdeaNumbers:
    """The numbers in rows of `counted_ideas`."""
    return IdeaNumbers({(process_id, IdeaStatus(status)): count for process_id, status, count in rows})
