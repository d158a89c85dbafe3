"""A page of a discussion: twenty threads in one of four orders, with the answers that are shown at once.

However long a discussion is, a page reads the same few rows: each list goes on behind a mark, by an index that holds
its order (see the model), and only the numbers that stand on the page are looked up.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, select, tuple_

from participation.dialogue.comments.models import WITH_PLACE, Comment, Stance
from participation.dialogue.comments.queries.views import IN_TIME, CommentView, replies_in, views_of
from participation.dialogue.comments.rules.reading import (
    FEW_REPLIES,
    REPLIES_PER_PAGE,
    THREADS_PER_PAGE,
    Mark,
    Order,
    Reading,
    mark_in_time,
    shares,
)

MOST_OFFICIAL = 40
"""So many answers of the city are shown on a page whose threads are not open."""
_LISTS: dict[Stance | None, int] = {Stance.FOR: 0, Stance.AGAINST: 1, Stance.QUESTION: 2, None: 2}


@dataclass(frozen=True)
class Threads:
    """A page of threads in one list, or in three: for, against, everything else; and where the next page goes on."""

    reading: Reading
    lists: tuple[tuple[CommentView, ...], ...]
    next_marks: tuple[Mark | None, ...]

    @property
    def threads(self) -> list[CommentView]:
        """All threads of the page."""
        return [thread for one in self.lists for thread in one]

    @property
    def shown(self) -> list[CommentView]:
        """All comments of the page."""
        return [comment for thread in self.threads for comment in (thread, *thread.replies)]


def threads_on(target_id: int, *, reading: Reading, size: int = THREADS_PER_PAGE) -> Threads:
    """The threads on a subject as somebody reads them, in two statements."""
    found = _first_comments(target_id, reading, size)
    taken = shares([len(one) for one in found], most=size)
    lists = tuple(tuple(one[:count]) for one, count in zip(found, taken, strict=True))
    _fill_in_replies([thread for one in lists for thread in one], reading)
    more = any(len(one) > count for one, count in zip(found, taken, strict=True))
    marks = tuple(_mark_of(one[-1], reading.order) if one else reading.mark(place) for place, one in enumerate(lists))
    return Threads(reading, lists, marks if more else ())


def _mark_of(one: CommentView, order: Order) -> Mark:
    if order in (Order.NEWEST, Order.OLDEST):
        return mark_in_time(one.created_at, one.subject_id)
    return Mark(one.votes, one.subject_id)


def opened_thread(thread_id: int, *, behind: Mark | None = None) -> CommentView | None:
    """One thread with a page of its answers."""
    found = views_of(select(Comment.subject_id).where(Comment.subject_id == thread_id, Comment.parent_id.is_(None)))
    if found:
        _fill_in_replies(found, Reading(Order.OLDEST, opened=thread_id, behind=behind))
    return found[0] if found else None


def _first_comments(target_id: int, reading: Reading, size: int) -> list[list[CommentView]]:
    """The first comments of threads behind the marks, one more than fits in each list."""
    first = (
        select(Comment.subject_id)
        .where(Comment.target_id == target_id, Comment.parent_id.is_(None), Comment.state.in_(WITH_PLACE))
        .limit(size + 1)
    )
    if reading.order in (Order.NEWEST, Order.OLDEST):
        return [_by_time(first, reading)]
    found = views_of(*(_strongest(first, stance, reading) for stance in _LISTS))
    found.sort(key=lambda one: (-one.votes, -one.subject_id))
    if reading.order is Order.STRONGEST:
        return [found[: size + 1]]
    return [[one for one in found if _LISTS[one.side] == place] for place in range(3)]


def _by_time(first: Select[Any], reading: Reading) -> list[CommentView]:
    """By their moment, which leads the index: ordered by number alone, a database may walk through all comments there
    are instead."""
    mark, newest = reading.mark(0), reading.order is Order.NEWEST
    if mark is not None:
        there = tuple_(mark.moment, mark.number)
        first = first.where(there > IN_TIME if newest else there < IN_TIME)
    order = [column.desc() if newest else column.asc() for column in (Comment.created_at, Comment.subject_id)]
    return sorted(views_of(first.order_by(*order)), key=_in_time, reverse=newest)


def _in_time(one: CommentView) -> tuple[datetime, int]:
    return one.created_at, one.subject_id


def _strongest(first: Select[Any], stance: Stance | None, reading: Reading) -> Select[Any]:
    """Those of one stance, the most supported first, among equals the newest. The stance leads the order too, so that
    both databases see that the index gives it."""
    mark = reading.mark(_LISTS[stance] if reading.order is Order.SIDES else 0)
    first = first.where(Comment.stance.is_(None) if stance is None else Comment.stance == stance)
    if mark is not None:
        first = first.where(tuple_(Comment.votes, Comment.subject_id) < tuple_(mark.lead, mark.number))
    return first.order_by(Comment.stance.desc(), Comment.votes.desc(), Comment.subject_id.desc())


def _fill_in_replies(threads: Sequence[CommentView], reading: Reading) -> None:
    """Give each thread the answers that are shown: all of a short one, those of the city in a longer one, a page of the
    one that is open."""
    known = {thread.subject_id: thread for thread in threads if thread.count}
    opened = known.get(reading.opened)
    parts = list(_parts(known.values(), opened, reading))
    if not parts:
        return
    for reply in sorted(views_of(*parts), key=_in_time):
        known[reply.thread_id].replies.append(reply)
    if opened is not None:
        opened.is_open, opened.begins_behind = True, reading.behind
        if len(opened.replies) > REPLIES_PER_PAGE:
            opened.replies = opened.replies[:REPLIES_PER_PAGE]
            opened.next_behind = _mark_of(opened.replies[-1], Order.OLDEST)


def _parts(
    threads: Iterable[CommentView], opened: CommentView | None, reading: Reading
) -> Iterable[Select[Any]]:  # fmt: skip
    closed = [thread for thread in threads if thread is not opened]
    short = [thread.subject_id for thread in closed if thread.count <= FEW_REPLIES]
    long = [thread.subject_id for thread in closed if thread.count > FEW_REPLIES]
    reply = select(Comment.subject_id).where(Comment.parent_id.is_not(None), Comment.state.in_(WITH_PLACE))
    if short:
        yield reply.where(Comment.thread_id.in_(short)).limit(len(short) * FEW_REPLIES)
    if long:
        yield reply.where(Comment.thread_id.in_(long), Comment.is_official).limit(MOST_OFFICIAL)
    if opened is not None:
        for part in replies_in(opened.subject_id, reply):
            if (mark := reading.behind) is not None:
                part = part.where(tuple_(mark.moment, mark.number) < IN_TIME)
            yield part.limit(REPLIES_PER_PAGE + 1)
