"""Ideas come in by the thousand: made hidden in one statement per table, opened in one, taken out in one."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Select, String, cast, delete, insert, literal, null, select, update
from sqlalchemy.sql import FromClause

from participation.core.clock import now
from participation.core.database import db
from participation.dialogue.boards.models import Board
from participation.dialogue.ideas.models import Idea, IdeaStatus, IdeaVersion
from participation.records.search.commands import index_subjects_from, remove_from_index
from participation.records.subjects.commands import add_subjects_from, change_subjects_in_bulk, delete_subjects
from participation.records.subjects.models import State, Subject, SubjectKind


def take_in_held(rows: FromClause, *, board: Board, source: str) -> None:
    """Make ideas of waiting rows in one go; nobody sees them until they are opened.

    `rows` has the columns subject_id (reserved before), title, text, text_html, excerpt, category_id, district_id,
    street, lon, lat, origin, submitted_at, shuffle, external_id, and for the search title_terms and terms.
    """
    moment = now()
    _add_subjects(rows, board)
    columns = rows.c
    same = [
        "subject_id", "title", "text", "text_html", "excerpt", "category_id", "district_id", "street", "lon", "lat",
        "origin", "submitted_at", "shuffle", "external_id",
    ]  # fmt: skip
    fixed: dict[str, ColumnElement[Any]] = {
        "board_id": literal(board.subject_id), "changed_at": literal(moment, Idea.changed_at.type),
        "status": _value(Idea.status, IdeaStatus.SUBMITTED), "state": _value(Idea.state, State.HELD),
        "state_reason": literal(""), "language": literal("de"), "votes": literal(0), "votes_online": literal(0),
        "votes_offline": literal(0), "votes_against": literal(0), "comments": literal(0), "version": literal(1),
        "source": literal(source), "visible_from": literal(board.hidden_until, Idea.visible_from.type),
    }  # fmt: skip
    found = select(*(columns[name] for name in same), *fixed.values())
    db.session.execute(insert(Idea).from_select([*same, *fixed], found, include_defaults=False))
    texts = select(
        columns.subject_id, literal(1), columns.title, columns.text, literal(moment, IdeaVersion.written_at.type),
        null(), literal(""),
    )  # fmt: skip
    names = ["idea_id", "number", "title", "text", "written_at", "actor_ref", "reason"]
    db.session.execute(insert(IdeaVersion).from_select(names, texts, include_defaults=False))
    index_subjects_from(select(columns.subject_id, columns.title_terms, columns.terms, columns.excerpt))


def open_held(idea_ids: Select[Any]) -> int:
    """Show ideas that were held back; returns how many."""
    held = select(Idea.subject_id).where(Idea.subject_id.in_(idea_ids), Idea.state == State.HELD)
    change_subjects_in_bulk(held, state=State.PUBLIC)
    opened: Any = db.session.execute(
        update(Idea)
        .where(Idea.subject_id.in_(idea_ids), Idea.state == State.HELD)
        .values(state=State.PUBLIC, changed_at=now())
        .execution_options(synchronize_session=False)
    )
    return int(opened.rowcount)


def delete_held(idea_ids: list[int]) -> None:
    """Take out ideas that nobody has seen."""
    remove_from_index(*idea_ids)
    for statement in (
        delete(IdeaVersion).where(IdeaVersion.idea_id.in_(idea_ids)),
        delete(Idea).where(Idea.subject_id.in_(idea_ids), Idea.state == State.HELD),
    ):
        db.session.execute(statement.execution_options(synchronize_session=False))
    delete_subjects(idea_ids)


def _add_subjects(rows: FromClause, board: Board) -> None:
    process = db.session.get_one(Subject, board.process_id)
    columns = rows.c
    values: dict[str, ColumnElement[Any]] = {
        "id": columns.subject_id, "kind": _value(Subject.kind, SubjectKind.IDEA), "title": columns.title,
        "path": literal("/ideen/") + cast(columns.subject_id, String), "state": _value(Subject.state, State.HELD),
        "audience": _value(Subject.audience, process.audience), "process_id": literal(board.process_id),
        "department_id": literal(process.department_id), "district_id": columns.district_id, "lon": columns.lon,
        "lat": columns.lat, "visible_from": literal(board.hidden_until, Subject.visible_from.type),
        "changed_at": literal(now(), Subject.changed_at.type),
    }  # fmt: skip
    add_subjects_from(list(values), select(*values.values()))


def _value(column: Any, value: StrEnum) -> ColumnElement[Any]:
    return literal(value, column.type)
