"""Ideas as open data: texts, places and totals; no author, no single vote."""

from __future__ import annotations

from typing import Any

from sqlalchemy import func, or_, select
from sqlalchemy.orm import aliased

from participation.core.actor import VISITOR
from participation.desk.answers.models import Answer
from participation.dialogue.boards.models import Board, Category
from participation.dialogue.ideas.models import Idea, IdeaStatus
from participation.dialogue.processes.models import Process
from participation.outreach.open_data.queries.reading import linked_ids, page_of
from participation.outreach.open_data.rules import Asked, Record, Resource, iso
from participation.records.subjects.models import LinkKind, Subject, SubjectKind
from participation.records.subjects.queries import visible_to
from participation.town.districts.models import District

COLUMNS = (
    "id", "url", "title", "text", "language", "process", "board", "category", "district", "street", "longitude",
    "latitude", "origin", "status", "merged_into", "supports", "supports_offline", "opposed", "comments",
    "answer_outcome", "answer_reason", "answer_next_step", "answer_due", "answered_at", "measures", "submitted_at",
    "changed_at",
)  # fmt: skip


def ideas_page(asked: Asked) -> list[Record]:
    """A page of ideas with the answers that hold and the measures that grew from them."""
    newest = (
        select(Answer.subject_id, func.max(Answer.number).label("number"))
        .group_by(Answer.subject_id)
        .subquery("newest")
    )
    answer, merged = aliased(Answer), aliased(Subject)
    statement = (
        select(Idea, Subject.path, Process.slug, Board.slug, Category.slug, District.slug, answer, merged.id)
        .join(Subject, Subject.id == Idea.subject_id)
        .join(Board, Board.subject_id == Idea.board_id)
        .join(Process, Process.subject_id == Board.process_id)
        .outerjoin(Category, Category.id == Idea.category_id)
        .outerjoin(District, District.subject_id == Idea.district_id)
        .outerjoin(merged, (merged.id == Idea.merged_into_id) & visible_to(VISITOR, merged))
        .outerjoin(newest, newest.c.subject_id == Idea.subject_id)
        .outerjoin(answer, (answer.subject_id == newest.c.subject_id) & (answer.number == newest.c.number))
    )
    rows = page_of(_narrowed(statement, asked), Idea.subject_id, asked)
    ids = [row[0].subject_id for row in rows]
    measures = linked_ids(ids, LinkKind.GREW_FROM, SubjectKind.MEASURE, forward=True) if ids else {}
    return [_record(row, measures.get(row[0].subject_id, [])) for row in rows]


def _narrowed(statement: Any, asked: Asked) -> Any:
    columns = {
        "board": Board.slug, "process": Process.slug, "district": District.slug, "category": Category.slug,
        "status": Idea.status,
    }  # fmt: skip
    for name, column in columns.items():
        if value := asked.wants(name):
            statement = statement.where(column == value)
    if asked.changed_since:
        since = asked.changed_since
        statement = statement.where(or_(Idea.changed_at >= since, Idea.visible_from >= since))
    return statement


def _record(row: Any, measures: list[int]) -> Record:
    idea, path, process, board, category, district, answer, merged_into = row
    return {
        "id": idea.subject_id, "url": path, "title": idea.title, "text": idea.text, "language": idea.language,
        "process": process, "board": board, "category": category, "district": district, "street": idea.street or None,
        "longitude": idea.lon, "latitude": idea.lat, "origin": idea.origin.value, "status": idea.status.value,
        "merged_into": merged_into, "supports": idea.votes, "supports_offline": idea.votes_offline,
        "opposed": idea.votes_against, "comments": idea.comments,
        "answer_outcome": answer.outcome.value if answer else None, "answer_reason": answer.reason if answer else None,
        "answer_next_step": (answer.next_step or None) if answer else None,
        "answer_due": iso(answer.next_step_due) if answer else None,
        "answered_at": iso(answer.published_at) if answer else None, "measures": measures,
        "submitted_at": iso(idea.submitted_at), "changed_at": iso(idea.changed_at),
    }  # fmt: skip


FILTERS = {"board": (), "process": (), "district": (), "category": (), "status": tuple(IdeaStatus)}
IDEAS = Resource("ideas", COLUMNS, FILTERS, ideas_page)
