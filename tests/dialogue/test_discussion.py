"""Threads of a discussion: in which order, how many, and at what cost however long it is."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import func, select, update

from participation.core.database import db
from participation.core.transactions import transaction
from participation.dialogue.comments.models import Comment, Stance
from participation.dialogue.comments.queries import standing_of, threads_on
from participation.dialogue.comments.rules.reading import (
    Mark,
    Order,
    Reading,
    marks_in,
    marks_text,
    order_named,
    orders_for,
    shares,
)
from tests.factories.dialogue import make_comment, make_idea


def test_twenty_threads_a_page_are_shared_fairly_and_nobody_waits_for_an_empty_list() -> None:
    assert shares([30, 30, 30]) == [7, 7, 6]
    assert shares([30, 2, 0]) == [18, 2, 0]
    assert shares([0, 0, 0]) == [0, 0, 0]
    assert shares([21]) == [20]


def test_side_by_side_is_offered_where_people_say_where_they_stand() -> None:
    assert orders_for(asks_stance=True)[0] is Order.SIDES
    assert orders_for(asks_stance=False) == (Order.STRONGEST, Order.NEWEST, Order.OLDEST)
    assert order_named("gegenueber", asks_stance=False) is Order.STRONGEST
    assert order_named("aelteste", asks_stance=True) is Order.OLDEST
    assert order_named("<b>", asks_stance=True) is Order.SIDES


@pytest.mark.parametrize(
    ("order", "marks"),
    [
        (Order.SIDES, (Mark(12, 345), None, Mark(0, 7))),
        (Order.STRONGEST, (Mark(3, 9),)),
        (Order.NEWEST, (Mark(1763769600123456, 9),)),
    ],
)  # fmt: skip
def test_marks_stand_in_the_address_and_are_read_from_it(order: Order, marks: tuple[Mark | None, ...]) -> None:
    assert marks_in(marks_text(marks), order) == marks


@pytest.mark.parametrize(
    "text", ["", "7", "1-2", "1-2.0", "x.y.z", "1-2.0.99999999999", "1-99999999999.0.0", "1-2.3.0"]
)
def test_marks_that_fit_no_page_begin_at_the_first(text: str) -> None:
    assert marks_in(text, Order.SIDES) == ()


def read_through(target_id: int, order: Order) -> list[list[int]]:
    """The numbers of all threads, page by page."""
    marks: tuple[Mark | None, ...] = ()
    pages = []
    while not pages or marks:
        page = threads_on(target_id, reading=Reading(order, marks_in(marks_text(marks), order)))
        pages.append([thread.subject_id for thread in page.threads])
        marks = page.next_marks
        assert len(pages) < 20
    return pages


def make_discussion(target_id: int, number: int = 47) -> list[Comment]:
    """Many threads with stances and supports in no order."""
    stances = [Stance.FOR, Stance.AGAINST, None, Stance.FOR, Stance.QUESTION]
    made = [make_comment(target_id, stance=stances[n % 5], text=f"Gedanke {n}") for n in range(number)]
    with transaction():
        for n, comment in enumerate(made):
            db.session.execute(
                update(Comment).where(Comment.subject_id == comment.subject_id).values(votes=(n * 7) % 13)
            )
    return list(db.session.scalars(select(Comment).execution_options(populate_existing=True)))


@pytest.mark.parametrize("order", list(Order))
def test_the_pages_of_every_order_show_each_thread_once(app: Flask, order: Order) -> None:
    idea_id = make_idea().subject_id
    everything = make_discussion(idea_id)
    pages = read_through(idea_id, order)
    numbers = [number for page in pages for number in page]
    assert sorted(numbers) == sorted(one.subject_id for one in everything)
    assert [len(page) for page in pages] == [20, 20, 7]
    known = {one.subject_id: one for one in everything}
    if order is Order.STRONGEST:
        assert numbers == sorted(numbers, key=lambda n: (-known[n].votes, -n))
    elif order is not Order.SIDES:
        assert numbers == sorted(numbers, reverse=order is Order.NEWEST)


def test_side_by_side_the_strongest_of_each_side_stand_on_top(app: Flask) -> None:
    idea_id = make_idea().subject_id
    make_discussion(idea_id)
    pro, contra, others = threads_on(idea_id, reading=Reading(Order.SIDES)).lists
    assert {one.stance for one in pro} == {Stance.FOR}
    assert {one.stance for one in contra} == {Stance.AGAINST}
    assert {one.stance for one in others} == {Stance.QUESTION, None}
    for one in (pro, contra, others):
        assert [c.votes for c in one] == sorted((c.votes for c in one), reverse=True)
    assert {one[0].votes for one in (pro, contra)} <= {11, 12}


def test_a_short_thread_is_shown_whole_and_of_a_long_one_what_the_city_says(app: Flask) -> None:
    idea_id = make_idea().subject_id
    short, long = make_comment(idea_id), make_comment(idea_id)
    few = [make_comment(idea_id, parent_id=short.subject_id) for _ in range(3)]
    many = [make_comment(idea_id, parent_id=long.subject_id) for _ in range(25)]
    deep = make_comment(idea_id, parent_id=many[3].subject_id)
    with transaction():
        db.session.execute(update(Comment).where(Comment.subject_id == many[20].subject_id).values(is_official=True))
    page = threads_on(idea_id, reading=Reading(Order.OLDEST))
    first, second = page.threads
    assert [one.subject_id for one in first.replies] == [one.subject_id for one in few]
    assert (second.count, [one.subject_id for one in second.replies]) == (26, [many[20].subject_id])
    opened = threads_on(idea_id, reading=Reading(Order.OLDEST, opened=long.subject_id)).threads[1]
    assert [one.subject_id for one in opened.replies] == [one.subject_id for one in many[:20]]
    rest = Reading(Order.OLDEST, opened=long.subject_id, behind=opened.next_behind)
    opened = threads_on(idea_id, reading=rest).threads[1]
    assert [one.subject_id for one in opened.replies] == [one.subject_id for one in (*many[20:], deep)]
    assert opened.next_behind is None
    assert opened.replies[-1].answers_to


def test_a_comment_knows_on_which_page_it_stands(app: Flask) -> None:
    idea_id = make_idea().subject_id
    first = make_comment(idea_id)
    replies = [make_comment(idea_id, parent_id=first.subject_id) for _ in range(30)]
    assert standing_of(first).reading is None
    assert (standing_of(replies[4]).opened, standing_of(replies[4]).behind) == (first.subject_id, None)
    make_discussion(idea_id, 25)
    last = db.session.scalars(select(Comment).order_by(Comment.subject_id.desc()).limit(1)).one()
    for comment in (first, replies[0], replies[29], last):
        place = standing_of(db.session.get_one(Comment, comment.subject_id))
        assert place.reading is not None
        reading = Reading(Order.OLDEST, place.reading.marks, place.opened, place.behind)
        assert comment.subject_id in {one.subject_id for one in threads_on(idea_id, reading=reading).shown}


def test_the_replies_counted_are_the_rows(app: Flask) -> None:
    idea_id = make_idea().subject_id
    first = make_comment(idea_id)
    second = make_comment(idea_id, parent_id=first.subject_id)
    make_comment(idea_id, parent_id=second.subject_id)
    counted = {one.subject_id: one.replies for one in db.session.execute(select(Comment.subject_id, Comment.replies))}
    rows = select(func.count()).where(Comment.thread_id == first.subject_id, Comment.parent_id.is_not(None))
    assert counted[first.subject_id] == db.session.scalar(rows) == 2
    assert counted[second.subject_id] == 0
