"""Departments with editors, and processes that only lack the word to be published."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from participation.core.actor import HOUSE, Role
from participation.core.clock import now
from participation.core.transactions import transaction
from participation.dialogue.boards.commands import add_category, create_board
from participation.dialogue.processes.commands import add_phase, create_process
from participation.dialogue.processes.models import PhaseKind, Process
from participation.people.accounts.models import Account
from participation.people.departments.models import Department
from tests.factories.dialogue import BLOCKS
from tests.factories.people import make_department, make_staff


def make_editors(count: int = 1, **values: Any) -> tuple[Department, list[Account]]:
    """A department and its editors."""
    department = make_department(**values)
    return department, [make_staff(Role.EDITOR, department.subject_id) for _ in range(count)]


def make_ready(department: Department, **values: Any) -> Process:
    """A draft with everything that is needed: it collects ideas in five weeks."""
    with transaction():
        process = create_process(
            values.pop("title", "Mehr Schatten"), slug=values.pop("slug", "mehr-schatten"), actor=HOUSE,
            department_id=department.subject_id, question="Wo fehlt Schatten?", **{**BLOCKS, **values},
        )  # fmt: skip
        start = now() + timedelta(days=35)
        add_phase(
            process, kind=PhaseKind.COLLECT, title="Sammeln", starts_at=start, ends_at=start + timedelta(days=30),
            actor=HOUSE,
        )  # fmt: skip
        board = create_board(process, slug=f"{process.slug}-board", title="Ideen", question="Wo?", actor=HOUSE)
        add_category(board, slug="plaetze", name="Plätze")
    return process
