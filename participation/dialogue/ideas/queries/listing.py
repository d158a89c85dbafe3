"""Ideas in lists: a page of them by keyset, and their number."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, and_, func, literal, select, tuple_

from participation.core.database import HIGHEST_INTEGER, db
from participation.dialogue.boards.models import Category
from participation.dialogue.ideas.models import Idea, IdeaPicture, IdeaStatus, contested
from participation.dialogue.ideas.queries.choosing import IdeaChoice, Order, Place, as_moment, as_number
from participation.dialogue.ideas.queries.pictures import SHOWN, ShownPicture
from participation.town.districts.models import District

COUNTED = 1000


@dataclass(frozen=True, slots=True)
class IdeaEntry:
    """An idea on a card; `shuffle` is its number in the shuffled order, `text_html` is there in a search."""

    subject_id: int
    board_id: int
    title: str
    excerpt: str
    status: IdeaStatus
    votes: int
    votes_against: int
    comments: int
    submitted_at: datetime
    shuffle: int
    category: str | None
    district: str | None
    language: str
    picture_id: int | None = None
    picture_name: str | None = None
    picture_width: int | None = None
    picture_height: int | None = None
    picture_alt: str | None = None
    answered_at: datetime | None = None
    text_html: str = ""

    @property
    def picture(self) -> ShownPicture | None:
        """The first of its pictures; None where it has none."""
        if not (self.picture_id and self.picture_name and self.picture_width and self.picture_height):
            return None
        size = self.picture_width, self.picture_height
        return ShownPicture(self.picture_id, self.picture_name, *size, self.picture_alt or "")


@dataclass(frozen=True)
class IdeaSlice:
    """A stretch of a list, with the places before and after it where there is more."""

    entries: list[IdeaEntry]
    before: Place | None
    after: Place | None


def ideas_chosen(
    choice: IdeaChoice, *, order: Order, seed: int = 0, place: Place | None = None, size: int = 24
) -> IdeaSlice:
    """The ideas from a place on (or, for a place that looks back, up to it), `size` at most.

    A shuffled list begins at `seed` and goes round once. New ideas never move what lies after a place.
    """
    if not choice.boards:
        return IdeaSlice([], None, None)
    forward = place is None or place.forward
    if order is Order.SHUFFLED:
        rows = _around(choice, place, seed, size + 1)
    elif order is Order.NEWLY_ANSWERED:
        rows = _answered_first(choice, place, size + 1)
    else:
        rows = _rows(choice, order, place, size + 1)
    more, rows = len(rows) > size, rows[:size]
    entries = [IdeaEntry(*tuple(row)) for row in (rows if forward else rows[::-1])]
    if not entries:
        return IdeaSlice([], None, None)
    has_before = more if not forward else place is not None
    has_after = more if forward else True
    first, last = entries[0], entries[-1]
    return IdeaSlice(
        entries,
        Place(_VALUES[order](first), first.subject_id, forward=False) if has_before else None,
        Place(_VALUES[order](last), last.subject_id) if has_after else None,
    )


def count_chosen(choice: IdeaChoice) -> int:
    """How many ideas there are; beyond COUNTED it is COUNTED + 1, which reads "mehr als 1.000"."""
    if not choice.boards:
        return 0
    some = select(literal(1)).select_from(Idea).where(choice.condition()).limit(COUNTED + 1).subquery()
    return db.session.scalar(select(func.count()).select_from(some)) or 0


_COLUMNS: dict[Order, Any] = {
    Order.NEWEST: Idea.submitted_at,
    Order.MOST_SUPPORTED: Idea.votes,
    Order.MOST_DISCUSSED: Idea.comments,
    Order.LITTLE_DISCUSSED: Idea.comments,
    Order.MOST_CONTESTED: contested,
}
_VALUES: dict[Order, Callable[[IdeaEntry], int]] = {
    Order.NEWEST: lambda entry: as_number(entry.submitted_at),
    Order.MOST_SUPPORTED: lambda entry: entry.votes,
    Order.MOST_DISCUSSED: lambda entry: entry.comments,
    Order.LITTLE_DISCUSSED: lambda entry: entry.comments,
    Order.MOST_CONTESTED: lambda entry: min(entry.votes, entry.votes_against),
    Order.NEWLY_ANSWERED: lambda entry: as_number(entry.answered_at) if entry.answered_at else 0,
    Order.SHUFFLED: lambda entry: entry.shuffle,
}


def _select(choice: IdeaChoice) -> Any:
    return (
        select(
            Idea.subject_id, Idea.board_id, Idea.title, Idea.excerpt, Idea.status, Idea.votes, Idea.votes_against,
            Idea.comments, Idea.submitted_at, Idea.shuffle, Category.name, District.name, Idea.language,
            *SHOWN, Idea.answered_at, *([Idea.text_html] if choice.words else []),
        )
        .outerjoin(Category, Category.id == Idea.category_id)
        .outerjoin(District, District.subject_id == Idea.district_id)
        .outerjoin(IdeaPicture, (IdeaPicture.idea_id == Idea.subject_id) & (IdeaPicture.position == 1))
    )  # fmt: skip


def _found(
    choice: IdeaChoice, where: Sequence[ColumnElement[bool]], ordered: tuple[Any, Any], size: int
) -> list[Row[Any]]:  # fmt: skip
    """The first ideas of the choice in this order. Hits of a search come in no order: then the numbers are sorted
    first, and only the rows that are shown are read."""
    condition = and_(choice.condition(), *where)
    if choice.words or choice.around:
        numbers = select(Idea.subject_id).where(condition).order_by(*ordered).limit(size)
        condition = Idea.subject_id.in_(numbers.correlate(None))
    return list(db.session.execute(_select(choice).where(condition).order_by(*ordered).limit(size)))


def _rows(choice: IdeaChoice, order: Order, place: Place | None, size: int) -> list[Row[Any]]:
    """Highest first, the newer idea first among equals; looking back, the other way round. The little discussed begin
    with those that have waited longest for a comment."""
    column, number = _COLUMNS[order], Idea.subject_id
    down = (place is None or place.forward) is not (order is Order.LITTLE_DISCUSSED)
    beyond: list[ColumnElement[bool]] = []
    if place is not None:
        value = as_moment(place.value) if order is Order.NEWEST else min(place.value, HIGHEST_INTEGER)
        here = tuple_(literal(value, column.type), literal(place.idea_id))
        position = tuple_(column, number)
        beyond = [position < here if down else position > here]
    ordered = (column.desc(), number.desc()) if down else (column.asc(), number.asc())
    return _found(choice, beyond, ordered, size)


def _around(choice: IdeaChoice, place: Place | None, seed: int, size: int) -> list[Row[Any]]:
    """Round the circle of shuffle numbers once, from the seed up to the end and from the start up to the seed."""
    forward = place is None or place.forward
    arc = 0 if place is None or place.value >= seed else 1
    beyond: list[ColumnElement[bool]] = []
    if place is not None:
        here = tuple_(literal(min(place.value, HIGHEST_INTEGER)), literal(place.idea_id))
        position = tuple_(Idea.shuffle, Idea.subject_id)
        beyond = [position > here if forward else position < here]
    ordered = (Idea.shuffle, Idea.subject_id) if forward else (Idea.shuffle.desc(), Idea.subject_id.desc())
    arcs = [Idea.shuffle >= seed, Idea.shuffle < seed]
    return _part_by_part(choice, arcs[arc:] if forward else arcs[: arc + 1][::-1], beyond, ordered, size)


def _answered_first(choice: IdeaChoice, place: Place | None, size: int) -> list[Row[Any]]:
    """Those that the city answered, the newest answer first; then those that still wait, the newest first."""
    forward, moment = place is None or place.forward, Idea.answered_at
    arc = 0 if place is None or place.value > 0 else 1
    beyond: list[ColumnElement[bool]] = []
    if place is not None:
        here = tuple_(literal(as_moment(place.value), moment.type), literal(place.idea_id))
        position = tuple_(moment, Idea.subject_id)
        if arc == 0:
            beyond = [position < here if forward else position > here]
        else:
            beyond = [Idea.subject_id < place.idea_id if forward else Idea.subject_id > place.idea_id]
    ordered = (moment.desc(), Idea.subject_id.desc()) if forward else (moment.asc(), Idea.subject_id.asc())
    arcs = [moment.is_not(None), moment.is_(None)]
    return _part_by_part(choice, arcs[arc:] if forward else arcs[: arc + 1][::-1], beyond, ordered, size)


def _part_by_part(
    choice: IdeaChoice, parts: Sequence[ColumnElement[bool]], beyond: Sequence[ColumnElement[bool]],
    ordered: tuple[Any, Any], size: int,
) -> list[Row[Any]]:  # fmt: skip
    """One part of the list after the other until there are enough; `beyond` holds in the first of them."""
    rows: list[Row[Any]] = []
    for turn, part in enumerate(parts):
        rows += _found(choice, [part, *(beyond if turn == 0 else ())], ordered, size - len(rows))
        if len(rows) >= size:
            break
    return rows
