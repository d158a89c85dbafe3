"""How many ideas each filter would leave: summed up from few tallies, or counted among the hits of a search."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TypeVar

from sqlalchemy import func, select

from participation.core.database import db
from participation.dialogue.ideas.models import Idea, IdeaStatus, IdeaTally
from participation.dialogue.ideas.queries.choosing import IdeaChoice, one_or_more
from participation.records.search.queries import MOST_RANKED, newest_hits
from participation.records.subjects.models import State
from participation.records.subjects.queries import has_come

MOST_COUNTED = 2000
Key = TypeVar("Key")


@dataclass(frozen=True, slots=True)
class Cell:
    """So many ideas of one state, status, category and district."""

    state: State
    status: IdeaStatus
    category_id: int | None
    district_id: int | None
    number: int


@dataclass(frozen=True)
class Facets:
    """How many ideas each option of a filter finds, given the choice in the other filters. `is_whole` is false where a
    search found more than were counted."""

    choice: IdeaChoice
    cells: Sequence[Cell]
    is_whole: bool = True

    @cached_property
    def total(self) -> int:
        """The ideas of the whole choice."""
        return sum(cell.number for cell in self._left())

    @cached_property
    def categories(self) -> Counter[int | None]:
        """By category."""
        return _summed((cell.category_id, cell.number) for cell in self._left(category_ids=()))

    @cached_property
    def districts(self) -> Counter[int | None]:
        """By district, each without its parts."""
        return _summed((cell.district_id, cell.number) for cell in self._left(district_ids=()))

    @cached_property
    def statuses(self) -> Counter[IdeaStatus]:
        """By status."""
        open_choice = replace(self.choice, statuses=tuple(IdeaStatus))
        return _summed((cell.status, cell.number) for cell in self.cells if _holds(open_choice, cell))

    def _left(self, **changes: tuple[int, ...]) -> Iterable[Cell]:
        choice = replace(self.choice, **changes)  # type: ignore[arg-type]
        return (cell for cell in self.cells if _holds(choice, cell))


def cells_on(boards: tuple[int, ...]) -> list[Cell]:
    """What is tallied on these boards, in one statement whose cost does not grow with the ideas."""
    if not boards:
        return []
    columns = (IdeaTally.state, IdeaTally.status, IdeaTally.category_id, IdeaTally.district_id)
    number = func.sum(IdeaTally.number)
    rows = db.session.execute(
        select(*columns, number)
        .where(one_or_more(IdeaTally.board_id, boards), has_come(IdeaTally.visible_from))
        .group_by(*columns)
        .having(number != 0)
    )
    return [Cell(*row) for row in rows]


def facets_among_hits(choice: IdeaChoice) -> Facets:
    """What a search for words or around a place finds, counted idea by idea, up to MOST_COUNTED."""
    if not choice.boards:
        return Facets(choice, ())
    wide = replace(choice, category_ids=(), district_ids=(), statuses=tuple(IdeaStatus))
    columns = (Idea.state, Idea.status, Idea.category_id, Idea.district_id)
    some = select(*columns).where(wide.condition()).limit(MOST_COUNTED + 1).subquery()
    hits = select(func.count()).select_from(newest_hits(choice.words).subquery()).scalar_subquery()
    rows = db.session.execute(select(*some.c, func.count(), hits).group_by(*some.c)).all()
    cells = [Cell(*row[:5]) for row in rows]
    counted, hit = sum(cell.number for cell in cells), rows[0][5] if rows else 0
    return Facets(choice, cells, is_whole=counted <= MOST_COUNTED and hit < MOST_RANKED)


def _holds(choice: IdeaChoice, cell: Cell) -> bool:
    """The same as `IdeaChoice.condition` says of an idea, for a cell."""
    return (
        (cell.state is State.PUBLIC or (cell.state is State.MERGED and IdeaStatus.MERGED in choice.statuses))
        and (not choice.category_ids or cell.category_id in choice.category_ids)
        and (not choice.district_ids or cell.district_id in choice.district_ids)
        and (not choice.statuses or cell.status in choice.statuses)
    )


def _summed(pairs: Iterable[tuple[Key, int]]) -> Counter[Key]:
    found: Counter[Key] = Counter()
    for key, number in pairs:
        found[key] += number
    return found


def tallies_amiss() -> list[tuple[int, int, int]]:
    """Boards on which the tallies differ from the ideas, as (board, tallied, there); none, if all is well."""
    number = func.sum(IdeaTally.number)
    tallied = dict(db.session.execute(select(IdeaTally.board_id, number).group_by(IdeaTally.board_id)).all())
    shown = Idea.state.in_((State.PUBLIC, State.MERGED))
    there = dict(db.session.execute(select(Idea.board_id, func.count()).where(shown).group_by(Idea.board_id)).all())
    pairs = [(board, int(tallied.get(board, 0)), there.get(board, 0)) for board in sorted({*tallied, *there})]
    return [pair for pair in pairs if pair[1] != pair[2]]
