"""A discussion of 5,000 comments costs what one of 50 costs: as many statements, and as many rows read."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from participation.core.database import db
from participation.core.transactions import transaction
from participation.dialogue.boards.models import Board
from participation.dialogue.comments.models import Comment, Stance
from participation.dialogue.comments.queries import standing_of, threads_on
from participation.dialogue.comments.rules.reading import Mark, Order, Reading, mark_in_time
from participation.dialogue.ideas.models import Idea
from participation.records.subjects.models import Subject, SubjectKind
from tests.browser import Browser
from tests.factories.dialogue import make_board, make_idea
from tests.factories.people import make_account
from tests.statements import counting

STANCES = (Stance.FOR, Stance.AGAINST, Stance.QUESTION, None)
BEGAN = datetime(2026, 3, 1, tzinfo=UTC)
PAGE_ROWS = 1500
"""More rows than a page needs in the worst case: 84 first comments and 100 replies, each found, joined and read."""


def make_long_discussion(board: Board, *, threads: int, replies: int) -> int:
    """An idea with so many threads, the oldest of them with so many replies. Returns its number."""
    idea, author = make_idea(board), make_account()
    with transaction():
        first = int(db.session.scalar(sa.select(sa.func.max(Subject.id))) or 0) + 1
        numbers = range(first, first + threads + replies)
        db.session.execute(
            sa.insert(Subject),
            [
                {"id": n, "kind": SubjectKind.COMMENT, "title": "Kommentar", "path": f"/kommentare/{n}",
                 "changed_at": BEGAN} for n in numbers
            ],
        )  # fmt: skip
        db.session.execute(
            sa.insert(Comment),
            [
                {
                    "subject_id": n, "target_id": idea.subject_id, "parent_id": first if n >= first + threads else None,
                    "thread_id": first if n >= first + threads else n, "text": "Ja.", "text_html": "<p>Ja.</p>",
                    "stance": STANCES[n % 4] if n < first + threads else None, "author_id": author.id,
                    "votes": n % 7, "created_at": BEGAN + timedelta(seconds=n),
                    "replies": replies if n == first else 0, "is_official": n % 100 == 0 and n > first + threads,
                }
                for n in numbers
            ],
        )  # fmt: skip
        db.session.execute(sa.update(Idea).where(Idea.subject_id == idea.subject_id).values(comments=threads + replies))
        if db.engine.dialect.name == "postgresql":
            db.session.execute(
                sa.text("SELECT setval(pg_get_serial_sequence('subjects', 'id'), max(id)) FROM subjects")
            )
            db.session.execute(sa.text("ANALYZE comments"))
        else:
            db.session.execute(sa.text("ANALYZE"))
    return idea.subject_id


def readings(target_id: int) -> list[Reading]:
    """All orders on their first page and in the middle, and the long thread open at its end."""
    numbers = sa.select(Comment.subject_id).where(Comment.target_id == target_id).order_by(Comment.subject_id)
    first = int(db.session.scalar(numbers.limit(1)) or 0)
    last = int(db.session.scalar(numbers.order_by(None).order_by(Comment.subject_id.desc()).limit(1)) or 0)
    middle, moment = Mark(3, (first + last) // 2), mark_in_time(BEGAN + timedelta(seconds=(first + last) // 2), 0)
    return [
        *(Reading(order) for order in Order),
        Reading(Order.SIDES, (middle,) * 3), Reading(Order.STRONGEST, (middle,)),
        Reading(Order.NEWEST, (moment,)), Reading(Order.OLDEST, (moment,)),
        Reading(Order.OLDEST, opened=first),
        Reading(Order.OLDEST, opened=first, behind=mark_in_time(BEGAN + timedelta(seconds=last - 5), 0)),
    ]  # fmt: skip


@contextmanager
def said(app: Flask) -> Iterator[list[tuple[str, Any]]]:
    """The statements inside the block, with their values."""
    found: list[tuple[str, Any]] = []

    def note(_connection: Any, _cursor: Any, statement: str, values: Any, *_rest: Any) -> None:
        if statement.startswith("SELECT"):
            found.append((statement, values))

    engine = db._app_engines[app][None]
    sa.event.listen(engine, "before_cursor_execute", note)
    try:
        yield found
    finally:
        sa.event.remove(engine, "before_cursor_execute", note)


def cost(app: Flask, statements: list[tuple[str, Any]]) -> int:
    """What the database does for these statements: rows read on PostgreSQL, tens of steps of its machine on SQLite."""
    connection = db.session.connection()
    if connection.dialect.name == "postgresql":
        plans = [
            connection.exec_driver_sql(f"EXPLAIN (ANALYZE, FORMAT JSON) {one}", values).scalar_one()
            for one, values in statements
        ]
        return sum(rows_in(plan[0]["Plan"]) for plan in plans)
    driver, steps = connection.connection.driver_connection, 0

    def step() -> int:
        nonlocal steps
        steps += 1
        return 0

    assert driver is not None
    driver.set_progress_handler(step, 10)
    for one, values in statements:
        connection.exec_driver_sql(one, values).all()
    driver.set_progress_handler(None, 0)
    return steps


def rows_in(plan: dict[str, Any]) -> int:
    """All rows that the steps of a plan touched, those that they threw away among them."""
    thrown = sum(plan.get(name, 0) for name in ("Rows Removed by Filter", "Rows Removed by Join Filter"))
    rows = (plan["Actual Rows"] + thrown) * plan["Actual Loops"]
    return int(rows) + sum(rows_in(one) for one in plan.get("Plans", []))


@pytest.fixture
def discussions(app: Flask) -> list[int]:
    """An idea with 50 comments, and one with 5,000."""
    board = make_board(asks_stance=True)
    return [make_long_discussion(board, threads=half, replies=half) for half in (25, 2500)]


def test_a_page_of_5000_comments_reads_as_little_as_one_of_50(app: Flask, discussions: list[int]) -> None:
    short, long = discussions
    costs: dict[int, list[int]] = {}
    for target_id in discussions:
        costs[target_id] = []
        for reading in readings(target_id):
            with said(app) as statements:
                page = threads_on(target_id, reading=reading)
            assert len(page.threads) <= 20
            assert len(statements) <= 2
            costs[target_id].append(cost(app, statements))
    assert all(most <= 3 * max(costs[short]) for most in costs[long]), costs
    if db.engine.dialect.name == "postgresql":
        assert max(costs[long]) <= PAGE_ROWS, costs


def test_where_a_comment_stands_is_found_as_cheaply(app: Flask, discussions: list[int]) -> None:
    costs = []
    for target_id in discussions:
        numbers = sa.select(Comment).where(Comment.target_id == target_id).order_by(Comment.subject_id.desc())
        last = db.session.scalars(numbers.limit(1)).one()
        with said(app) as statements:
            standing_of(last)
        costs.append(cost(app, statements))
    assert costs[1] <= 3 * costs[0], costs


def test_every_list_comes_in_the_order_of_an_index(app: Flask, discussions: list[int]) -> None:
    for reading in readings(discussions[1]):
        with said(app) as statements:
            threads_on(discussions[1], reading=reading)
        for one, values in statements:
            plan = explained(one, values)
            assert "ix_comments_" in plan, plan
            assert "Seq Scan on comments" not in plan, plan
            assert "SCAN comments" not in plan, plan
            assert "ORDER BY" not in plan, plan


def explained(statement: str, values: Any) -> str:
    """How the database goes about it."""
    connection = db.session.connection()
    word = "EXPLAIN" if connection.dialect.name == "postgresql" else "EXPLAIN QUERY PLAN"
    return "\n".join(str(row[-1]) for row in connection.exec_driver_sql(f"{word} {statement}", values))


def test_the_page_of_an_idea_takes_as_few_statements(
    app: Flask, client: Browser, discussions: list[int]
) -> None:  # fmt: skip
    account = make_account()
    first = [
        db.session.scalar(sa.select(sa.func.min(Comment.subject_id)).where(Comment.target_id == one))
        for one in discussions
    ]
    counts = []
    for target_id, thread in zip(discussions, first, strict=True):
        for asked in ("", "?reihenfolge=neueste", f"?reihenfolge=aelteste&antworten={thread}"):
            with counting(app) as statements:
                app.test_client().get(f"/ideen/{target_id}{asked}")
            assert len(statements) <= 8, statements
            counts.append(len(statements))
    assert all(long <= short for short, long in zip(counts[:3], counts[3:], strict=True)), counts
    client.sign_in(account)
    client.open("/konto/post")
    for target_id in discussions:
        with counting(app) as statements:
            client.open(f"/ideen/{target_id}")
        assert len(statements) <= 11, statements
