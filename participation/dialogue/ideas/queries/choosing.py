"""Which ideas a list shows and in which order, as a person asks for it in the address."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, and_

from participation.core.database import HIGHEST_INTEGER
from participation.core.errors import N_
from participation.core.places import Circle
from participation.dialogue.ideas.models import Idea, IdeaStatus
from participation.records.search.queries import newest_hits
from participation.records.subjects.models import State
from participation.records.subjects.queries import has_come

LONGEST_SEARCH = 100


class Order(StrEnum):
    """The orders of a list, by their word in the address."""

    NEWEST = "neueste"
    MOST_SUPPORTED = "unterstuetzt"
    MOST_DISCUSSED = "kommentiert"
    MOST_CONTESTED = "umstritten"
    NEWLY_ANSWERED = "beantwortet"
    LITTLE_DISCUSSED = "wenig-kommentiert"
    SHUFFLED = "gemischt"


ORDER_LABELS: dict[Order, str] = {
    Order.NEWEST: N_("neueste zuerst"),
    Order.MOST_SUPPORTED: N_("meiste Unterstützungen"),
    Order.MOST_DISCUSSED: N_("meiste Kommentare"),
    Order.MOST_CONTESTED: N_("am stärksten umstritten"),
    Order.NEWLY_ANSWERED: N_("neu beantwortet"),
    Order.LITTLE_DISCUSSED: N_("wenig besprochen"),
    Order.SHUFFLED: N_("gemischt"),
}


@dataclass(frozen=True)
class IdeaChoice:
    """What a list of ideas shows: of one board (or of `boards`), with these words, categories, districts and statuses,
    and `around` a place, which `is_dense` where so many lie that walking in the list's order finds enough soon.

    Nothing named means everything. Merged ideas went on in another one: they are listed only where asked for.
    """

    boards: tuple[int, ...]
    words: str = ""
    category_ids: tuple[int, ...] = ()
    district_ids: tuple[int, ...] = ()
    statuses: tuple[IdeaStatus, ...] = ()
    around: Circle | None = None
    is_dense: bool = False

    def condition(self) -> ColumnElement[bool]:
        """The choice as a condition on ideas."""
        parts = [self._on_boards(), self._shown(), has_come(Idea.visible_from)]
        if self.category_ids:
            parts.append(one_or_more(Idea.category_id, self.category_ids))
        if self.district_ids:
            parts.append(one_or_more(Idea.district_id, self.district_ids))
        if self.statuses:
            parts.append(one_or_more(Idea.status, self.statuses))
        if self.words:
            parts.append(Idea.subject_id.in_(newest_hits(self.words)))
        if self.around is not None:
            parts += _within(self.around, Idea.lon + 0 if self.is_dense else Idea.lon)
        return and_(*parts)

    def _on_boards(self) -> ColumnElement[bool]:
        """With words, the hits lead to the ideas: a sum keeps a database from walking through a whole board for the
        few of them that it holds."""
        return one_or_more(Idea.board_id + 0 if self.words else Idea.board_id, self.boards)

    def _shown(self) -> ColumnElement[bool]:
        if IdeaStatus.MERGED not in self.statuses:
            return Idea.state == State.PUBLIC
        return Idea.state.in_((State.PUBLIC, State.MERGED))


def _within(circle: Circle, lon: ColumnElement[Any] | Any) -> list[ColumnElement[bool]]:
    """The rectangle first, then the distance, in sums that every database knows. A sum for `lon` keeps a database
    from gathering all that lies in the rectangle."""
    box, middle = circle.box, circle.middle
    east, north = (Idea.lon - middle.lon) * circle.narrowing, Idea.lat - middle.lat
    return [
        lon.between(box.west, box.east), Idea.lat.between(box.south, box.north),
        east * east + north * north <= circle.square,
    ]  # fmt: skip


def there_for_all() -> ColumnElement[bool]:
    """Ideas that stand in public view now, as far as they themselves say."""
    return and_(Idea.state == State.PUBLIC, has_come(Idea.visible_from))


@dataclass(frozen=True)
class Place:
    """A place in an ordered list: the value that orders it, and the idea's number. `forward` reads on from it."""

    value: int
    idea_id: int
    forward: bool = True

    @property
    def text(self) -> str:
        """The place as it stands in an address."""
        return f"{self.value}-{self.idea_id}"


def place_of(text: str, *, forward: bool) -> Place | None:
    """The place that stands in an address; None where it is none."""
    value, _, number = text.partition("-")
    if not (value.isdecimal() and number.isdecimal() and len(value) < 18 and len(number) < 18):
        return None
    return Place(int(value), min(int(number), HIGHEST_INTEGER), forward)


_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def as_number(moment: datetime) -> int:
    """A moment in microseconds, for addresses."""
    return (moment - _EPOCH) // timedelta(microseconds=1)


def as_moment(number: int) -> datetime:
    """The moment of such a number; one beyond the calendar is the latest."""
    try:
        return _EPOCH + timedelta(microseconds=number)
    except OverflowError:
        return datetime.max.replace(tzinfo=UTC)


def one_or_more(column: object, values: tuple[object, ...]) -> ColumnElement[bool]:
    """That a column has one of these values; a single one is said plainly, so that an index can follow on it."""
    if len(values) == 1:
        return column == values[0]  # type: ignore[return-value]
    return column.in_(values)  # type: ignore[attr-defined, no-any-return]
