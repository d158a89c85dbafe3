"""Whether finding costs the same with 1,000 ideas and with 100,000: `python -m tools.bench.finding`.

The bars: at most 1.5 times as long for each order, a filter and the numbers beside the filters, at most 3 times for a
search, which looks through the newest 2,000 hits.
"""

from __future__ import annotations

import random
import statistics
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import insert, select

from tools.bench.town import SECRET, WORDS, _make_board, _run

SIZES = (1_000, 100_000)
ROUNDS = 15
AT_ONCE = 5_000


def main() -> None:
    """Print a table: each question, how long it took with few and with many ideas, and the ratio."""
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        few, many = (_measured(Path(folder) / str(size), size) for size in SIZES)
    print(f"\n| question | {SIZES[0]:,} ideas | {SIZES[1]:,} ideas | ratio |\n|---|---:|---:|---:|")
    for name, quick in few.items():
        print(f"| {name} | {quick * 1000:.2f} ms | {many[name] * 1000:.2f} ms | {many[name] / quick:.2f} |")


def _measured(folder: Path, size: int) -> dict[str, float]:
    from config import Settings
    from participation import create_app

    folder.mkdir()
    environment = {"PARTICIPATION_ENV": "development", "DATA_DIR": str(folder), "SECRET_KEY": SECRET}
    _run(environment, "database", "upgrade")
    app = create_app(Settings.from_environment(environment))
    with app.app_context():
        slug = _make_board()
        _fill(slug, size)
        return {name: _median(ask) for name, ask in _questions(slug).items()}


def _fill(slug: str, size: int) -> None:
    from participation.core.clock import now
    from participation.core.database import db
    from participation.core.transactions import transaction
    from participation.dialogue.boards.models import Board, Category
    from participation.dialogue.ideas.commands.tallying import fold_tallies
    from participation.dialogue.ideas.models import Idea, IdeaStatus
    from participation.records.search.commands import IndexRow, index_subjects_in_bulk
    from participation.records.subjects.models import Subject, SubjectKind

    chance = random.Random(size)
    board = db.session.scalars(select(Board.subject_id).where(Board.slug == slug)).one()
    process = db.session.scalars(select(Board.process_id).where(Board.slug == slug)).one()
    categories = list(db.session.scalars(select(Category.id)))
    statuses = [*[IdeaStatus.SUBMITTED] * 6, IdeaStatus.IN_REVIEW, IdeaStatus.ANSWERED, IdeaStatus.DECLINED]
    first, moment = 10_000, now()
    for begin in range(0, size, AT_ONCE):
        subjects, ideas, texts = [], [], []
        for number in range(begin, min(begin + AT_ONCE, size)):
            title, text = (" ".join(chance.choice(WORDS) for _ in range(length)) for length in (5, 15))
            status, key = chance.choice(statuses), first + number
            subjects.append({"id": key, "kind": SubjectKind.IDEA, "title": title, "path": f"/ideen/{key}",
                             "process_id": process})  # fmt: skip
            ideas.append({
                "subject_id": key, "board_id": board, "title": title, "text": text, "text_html": f"<p>{text}</p>",
                "excerpt": text, "category_id": chance.choice(categories), "status": status,
                "votes": chance.randrange(200), "votes_against": chance.randrange(60),
                "comments": chance.randrange(40), "shuffle": chance.randrange(2**31),
                "lon": chance.uniform(9.93, 10.05), "lat": chance.uniform(48.35, 48.45),
                "submitted_at": moment - timedelta(minutes=number),
                "answered_at": moment - timedelta(minutes=number) if status is IdeaStatus.ANSWERED else None,
            })  # fmt: skip
            texts.append(IndexRow(key, title, text, text))
        with transaction():
            db.session.execute(insert(Subject), subjects)
            db.session.execute(insert(Idea), ideas)
            index_subjects_in_bulk(texts)
    saved = 1
    while saved:
        with transaction():
            saved = fold_tallies()


def _questions(slug: str) -> dict[str, Callable[[], Any]]:
    from participation.core.database import db
    from participation.core.places import Circle, Point
    from participation.dialogue.boards.models import Board, Category
    from participation.dialogue.ideas import queries
    from participation.dialogue.ideas.queries import IdeaChoice, Order

    board = db.session.scalars(select(Board.subject_id).where(Board.slug == slug)).one()
    everything, word = IdeaChoice((board,)), IdeaChoice((board,), words="brunnen")
    category = IdeaChoice((board,), category_ids=tuple(db.session.scalars(select(Category.id).limit(1))))
    near, close = (IdeaChoice((board,), around=Circle(Point(9.99, 48.40), metres)) for metres in (3000, 500))

    def around(choice: IdeaChoice) -> IdeaChoice:
        return replace(choice, is_dense=not queries.facets_among_hits(choice).is_whole)

    def listed(choice: IdeaChoice, order: Order) -> Callable[[], Any]:
        def ask() -> Any:
            first = queries.ideas_chosen(choice, order=order, seed=2**30)
            return queries.ideas_chosen(choice, order=order, seed=2**30, place=first.after)

        return ask

    return {
        **{f"two pages, {order.value}": listed(everything, order) for order in Order},
        "numbers beside the filters": lambda: queries.cells_on((board,)),
        "two pages of one category": listed(category, Order.NEWEST),
        "two pages of one category, most supported": listed(category, Order.MOST_SUPPORTED),
        "two pages within 3 km": listed(around(near), Order.NEWEST),
        "two pages within 500 m": listed(around(close), Order.NEWEST),
        "numbers within 3 km": lambda: queries.facets_among_hits(near),
        "search, two pages": listed(word, Order.NEWEST),
        "search, numbers": lambda: queries.facets_among_hits(word),
    }


def _median(ask: Callable[[], Any]) -> float:
    from participation.core.database import db

    taken = []
    for _ in range(ROUNDS):
        begun = time.perf_counter()
        ask()
        taken.append(time.perf_counter() - begun)
        db.session.rollback()
    return statistics.median(taken)


if __name__ == "__main__":
    main()
