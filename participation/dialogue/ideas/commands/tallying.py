"""Keeping the tallies short: the rows of a cell become one."""

from __future__ import annotations

from collections import Counter
from typing import Any

from sqlalchemy import delete, func, insert, select

from participation.core.database import db
from participation.dialogue.ideas.models import IdeaTally

FOLD_FROM = 500
AT_ONCE = 5000
_CELL = (
    IdeaTally.board_id, IdeaTally.state, IdeaTally.status, IdeaTally.category_id, IdeaTally.district_id,
    IdeaTally.visible_from,
)  # fmt: skip


def tallies_are_long() -> bool:
    """Whether there are many more rows than cells."""
    cells = select(func.count().label("rows")).select_from(IdeaTally).group_by(*_CELL).subquery()
    rows, found = db.session.execute(
        select(func.coalesce(func.sum(cells.c.rows), 0), func.count()).select_from(cells)
    ).one()
    return int(rows) > 2 * int(found) + FOLD_FROM


def fold_tallies() -> int:
    """Put the oldest rows together, cell by cell; returns how many rows that saves. Rows that come meanwhile stay."""
    oldest = select(IdeaTally.id).order_by(IdeaTally.id).limit(AT_ONCE).with_for_update(skip_locked=True)
    ids = list(db.session.scalars(oldest))
    gone = delete(IdeaTally).where(IdeaTally.id.in_(ids)).returning(*_CELL, IdeaTally.number)
    cells: Counter[tuple[Any, ...]] = Counter()
    for *cell, number in db.session.execute(gone.execution_options(synchronize_session=False)):
        cells[tuple(cell)] += number
    names = [column.key for column in _CELL]
    kept = [{**dict(zip(names, cell, strict=True)), "number": number} for cell, number in cells.items() if number]
    if kept:
        db.session.execute(insert(IdeaTally), kept)
    return len(ids) - len(kept)
