"""The frame that ideas stand in, as open data: processes with their phases, boards, districts."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import aliased

from participation.core.database import db
from participation.dialogue.boards.models import Board, Category
from participation.dialogue.processes.models import Phase, Process
from participation.outreach.open_data.queries.reading import page_of
from participation.outreach.open_data.rules import Asked, Record, Resource, iso
from participation.people.departments.models import Department
from participation.records.subjects.models import Subject
from participation.town.districts.models import District

PROCESS_COLUMNS = (
    "id", "url", "slug", "title", "question", "summary", "department", "legal_character", "how", "fixed", "influence",
    "outcome", "decided_by", "phases", "language", "is_demo", "published_at",
)  # fmt: skip
BOARD_COLUMNS = ("id", "url", "slug", "title", "question", "process", "categories", "allows_opposing")
DISTRICT_COLUMNS = ("id", "slug", "name", "parent", "level", "external_id", "geometry")


def processes_page(asked: Asked) -> list[Record]:
    """A page of published processes, each with its four blocks and its phases."""
    statement = (
        select(Process, Subject.path, Department.slug)
        .join(Subject, Subject.id == Process.subject_id)
        .join(Department, Department.subject_id == Process.department_id)
        .where(Process.published_at.is_not(None))
    )
    if asked.wants("department"):
        statement = statement.where(Department.slug == asked.wants("department"))
    if asked.changed_since:
        statement = statement.where(Process.changed_at >= asked.changed_since)
    rows = page_of(statement, Process.subject_id, asked)
    phases: dict[int, list[dict[str, Any]]] = defaultdict(list)
    ids = [row[0].subject_id for row in rows]
    for phase in db.session.scalars(select(Phase).where(Phase.process_id.in_(ids)).order_by(Phase.starts_at)):
        phases[phase.process_id].append(
            {
                "kind": phase.kind.value, "title": phase.title, "starts_at": iso(phase.starts_at),
                "ends_at": iso(phase.ends_at),
            }
        )  # fmt: skip
    return [_process(process, path, department, phases) for process, path, department in rows]


def _process(process: Process, path: str, department: str, phases: dict[int, list[dict[str, Any]]]) -> Record:
    return {
        "id": process.subject_id, "url": path, "slug": process.slug, "title": process.title,
        "question": process.question, "summary": process.summary or None, "department": department,
        "legal_character": process.legal_character.value, "how": process.block_how, "fixed": process.block_fixed,
        "influence": process.block_influence, "outcome": process.block_outcome, "decided_by": process.decider,
        "phases": phases[process.subject_id], "language": process.language, "is_demo": process.is_demo,
        "published_at": iso(process.published_at),
    }  # fmt: skip


def boards_page(asked: Asked) -> list[Record]:
    """A page of boards with the categories of each."""
    statement = (
        select(Board, Subject.path, Process.slug)
        .join(Subject, Subject.id == Board.subject_id)
        .join(Process, Process.subject_id == Board.process_id)
    )
    if asked.wants("process"):
        statement = statement.where(Process.slug == asked.wants("process"))
    if asked.changed_since:
        statement = statement.where(Board.changed_at >= asked.changed_since)
    rows = page_of(statement, Board.subject_id, asked)
    ids = [row[0].subject_id for row in rows]
    categories: dict[int, list[dict[str, str]]] = defaultdict(list)
    found = select(Category).where(Category.board_id.in_(ids)).order_by(Category.position, Category.id)
    for category in db.session.scalars(found):
        categories[category.board_id].append({"slug": category.slug, "name": category.name})
    return [
        {
            "id": board.subject_id, "url": path, "slug": board.slug, "title": board.title, "question": board.question,
            "process": process, "categories": categories[board.subject_id], "allows_opposing": board.allows_opposing,
        }
        for board, path, process in rows
    ]  # fmt: skip


def districts_page(asked: Asked) -> list[Record]:
    """A page of districts with their areas."""
    parent = aliased(District)
    statement = (
        select(District, parent.slug)
        .join(Subject, Subject.id == District.subject_id)
        .outerjoin(parent, parent.subject_id == District.parent_id)
    )
    if asked.changed_since:
        statement = statement.where(Subject.changed_at >= asked.changed_since)
    return [
        {
            "id": district.subject_id, "slug": district.slug, "name": district.name, "parent": above,
            "level": district.level, "external_id": district.external_id, "geometry": district.geometry,
        }
        for district, above in page_of(statement, District.subject_id, asked)
    ]  # fmt: skip


PROCESSES = Resource("processes", PROCESS_COLUMNS, {"department": ()}, processes_page)
BOARDS = Resource("boards", BOARD_COLUMNS, {"process": ()}, boards_page)
DISTRICTS = Resource("districts", DISTRICT_COLUMNS, {}, districts_page)
