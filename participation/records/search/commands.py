"""Keeping the index in step: the room that owns a thing calls these in the same flush as its change."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from itertools import islice
from typing import Any

from sqlalchemy import Select, delete, insert
from sqlalchemy.dialects import postgresql, sqlite

from participation.core.database import db
from participation.core.markdown import plain_excerpt
from participation.records.search import rules
from participation.records.search.models import SearchDocument

CHUNK = 1000
EXCERPT = 200


@dataclass(frozen=True)
class IndexRow:
    """A subject with the words that it is to be found by; `excerpt` is shown among the results."""

    subject_id: int
    title: str
    text: str = ""
    excerpt: str = ""
    within_id: int | None = None


def index_subject(
    subject_id: int, *, title: str, text: str = "", excerpt: str | None = None, within_id: int | None = None
) -> None:
    """Let a subject be found by its title and its text (Markdown), from now on or instead of what was there.

    `excerpt` is shown among the results and is made of the text where it is not given; `within_id` is the subject
    that must be visible too, such as the idea of a comment.
    """
    db.session.flush()
    shown = plain_excerpt(text, length=EXCERPT) if excerpt is None else excerpt
    _write([IndexRow(subject_id, title, text, shown, within_id)])


def index_subjects_in_bulk(rows: Iterable[IndexRow]) -> int:
    """Let many subjects be found, a thousand at a time; returns how many. Excerpts are taken as they are."""
    total, waiting = 0, iter(rows)
    while chunk := list(islice(waiting, CHUNK)):
        _write(chunk)
        total += len(chunk)
    return total


def index_subjects_from(rows: Select[Any]) -> None:
    """Let many new subjects be found in one statement, their terms made before (`rules.index_terms`).

    `rows` has the columns subject_id, title_terms, terms and excerpt.
    """
    columns = ["subject_id", "title_terms", "terms", "excerpt"]
    db.session.execute(insert(SearchDocument).from_select(columns, rows, include_defaults=False))


def remove_from_index(*subject_ids: int) -> None:
    """Let subjects not be found any more, and forget their words."""
    db.session.execute(
        delete(SearchDocument)
        .where(SearchDocument.subject_id.in_(subject_ids))
        .execution_options(synchronize_session=False)
    )


def _write(rows: Iterable[IndexRow]) -> None:
    db.session.execute(_upsert(db.session.get_bind().dialect.name), [_values(row) for row in rows])


@cache
def _upsert(dialect: str) -> Any:
    """The statement that writes rows of the index; made once, because it runs with every contribution."""
    insert = sqlite.insert if dialect == "sqlite" else postgresql.insert
    statement: Any = insert(SearchDocument)
    columns = ("within_id", "title_terms", "terms", "excerpt")
    return statement.on_conflict_do_update(
        index_elements=["subject_id"], set_={name: statement.excluded[name] for name in columns}
    )


def _values(row: IndexRow) -> dict[str, Any]:
    return {
        "subject_id": row.subject_id,
        "within_id": row.within_id,
        "title_terms": rules.index_terms(row.title),
        "terms": rules.index_terms(f"{row.title}\n{row.text}"),
        "excerpt": row.excerpt[:220],
    }
