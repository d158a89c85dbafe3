"""What the desk looks at: the processes of one's departments, and what each of them holds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, or_, select, true
from sqlalchemy.orm import contains_eager

from participation.core.actor import Actor, Role
from participation.core.clock import now, today
from participation.core.database import db
from participation.desk.planning.rules import SUMMARY_WITHIN, DeskState, Facts, Gap, desk_state, gaps_of
from participation.dialogue.boards.models import Board
from participation.dialogue.boards.queries import BoardEntry
from participation.dialogue.comments.models import Comment
from participation.dialogue.ideas.models import Idea
from participation.dialogue.processes.models import Phase, Process, ProcessDistrict, ProcessEntry
from participation.dialogue.processes.rules import NOTICE_DAYS
from participation.people.departments.models import Department
from participation.people.departments.queries import staff_accounts
from participation.records.subjects.models import Subject
from participation.town.settings.queries import setting


@dataclass(frozen=True)
class OwnProcess:
    """A process in the list of its editors: how far it is and what it lacks."""

    process: Process
    department: Department
    state: DeskState
    gaps: list[Gap]

    @property
    def needed(self) -> int:
        """How much has to be filled before it can be published."""
        return sum(gap.is_needed for gap in self.gaps)


def editor_departments(actor: Actor) -> list[Department]:
    """The departments that a person is an editor of, in their order."""
    scopes = actor.scopes_of(Role.EDITOR)
    mine = true() if None in scopes else Department.subject_id.in_([scope for scope in scopes if scope])
    return list(db.session.scalars(select(Department).where(mine).order_by(Department.position, Department.name)))


def own_processes(actor: Actor) -> list[OwnProcess]:
    """The processes that a person may write, those that changed last first."""
    scopes = [scope for scope in actor.scopes_of(Role.EDITOR) if scope]
    everywhere = None in actor.scopes_of(Role.EDITOR)
    mine = true() if everywhere else or_(Process.department_id.in_(scopes), Process.subject_id.in_(scopes))
    rows = db.session.execute(
        select(Process, Department)
        .join(Department, Department.subject_id == Process.department_id)
        .outerjoin(Process.phases)
        .where(mine)
        .options(contains_eager(Process.phases))
        .order_by(Process.changed_at.desc(), Process.subject_id.desc(), Phase.starts_at)
    ).unique()
    pairs = [(process, department) for process, department in rows]
    return [_own(facts) for facts in _facts(pairs)]


def _own(facts: Facts) -> OwnProcess:
    moment = now()
    state = desk_state(facts.process, facts.phases, moment)
    return OwnProcess(facts.process, facts.department, state, gaps_of(facts, moment=moment, today=today()))


def facts_of(process: Process) -> Facts:
    """Everything that is looked at to see what a process lacks."""
    department = db.session.get_one(Department, process.department_id)
    phases = db.session.scalars(
        select(Phase).where(Phase.process_id == process.subject_id).order_by(Phase.starts_at)
    ).all()
    return _facts([(process, department)], {process.subject_id: list(phases)})[0]


def _facts(pairs: Sequence[tuple[Process, Department]], phases: dict[int, list[Phase]] | None = None) -> list[Facts]:
    ids = [process.subject_id for process, _ in pairs]
    boards: dict[int, list[BoardEntry]] = {}
    for row in db.session.execute(
        select(Board.subject_id, Board.slug, Board.title, Board.question, Board.process_id)
        .where(Board.process_id.in_(ids))
        .order_by(Board.position, Board.subject_id)
    ):
        boards.setdefault(row.process_id, []).append(BoardEntry(*row))
    kinds = db.session.execute(
        select(ProcessEntry.process_id, ProcessEntry.kind).where(ProcessEntry.process_id.in_(ids)).distinct()
    ).all()
    placed = set(db.session.scalars(select(ProcessDistrict.process_id).where(ProcessDistrict.process_id.in_(ids))))
    least = int(setting("notice_days", NOTICE_DAYS))
    return [
        Facts(
            process, department, process.phases if phases is None else phases[process.subject_id],
            boards.get(process.subject_id, []), frozenset(k for i, k in kinds if i == process.subject_id),
            process.subject_id in placed or process.area is not None, least,
        )
        for process, department in pairs
    ]  # fmt: skip


def copyable_processes(actor: Actor) -> list[tuple[int, str]]:
    """The processes that a person may make a copy of, by title."""
    return sorted(((own.process.subject_id, own.process.title) for own in own_processes(actor)), key=lambda p: p[1])


@dataclass(frozen=True)
class Contributions:
    """How much people wrote in a stretch of time."""

    ideas: int
    comments: int

    def __bool__(self) -> bool:
        return bool(self.ideas or self.comments)


def contributions_between(process_id: int, start: datetime, end: datetime) -> Contributions:
    """What was contributed to a process from a moment on, until another, not included."""
    ideas = db.session.scalar(
        select(func.count())
        .select_from(Idea)
        .join(Subject, Subject.id == Idea.subject_id)
        .where(Subject.process_id == process_id, Idea.submitted_at >= start, Idea.submitted_at < end)
    )
    comments = db.session.scalar(
        select(func.count())
        .select_from(Comment)
        .join(Subject, Subject.id == Comment.subject_id)
        .where(Subject.process_id == process_id, Comment.created_at >= start, Comment.created_at < end)
    )
    return Contributions(int(ideas or 0), int(comments or 0))


def ideas_on(board_id: int) -> int:
    """How many ideas lie on a board, whoever may see them."""
    return int(db.session.scalar(select(func.count()).where(Idea.board_id == board_id)) or 0)


def used_categories(board_id: int) -> set[int]:
    """The categories of a board that ideas have."""
    statement = select(Idea.category_id).where(Idea.board_id == board_id, Idea.category_id.is_not(None)).distinct()
    return {category_id for category_id in db.session.scalars(statement) if category_id is not None}


def has_due() -> bool:
    """Whether a process waits whose time to be published has come."""
    due = select(Process.subject_id).where(Process.publish_at <= now(), Process.published_at.is_(None)).limit(1)
    return db.session.scalar(due) is not None


def unsummed_processes() -> list[Process]:
    """Published processes whose last phase ended a week ago or earlier, without a result and without a reminder."""
    ended = (
        select(Phase.process_id).group_by(Phase.process_id).having(func.max(Phase.ends_at) <= now() - SUMMARY_WITHIN)
    )
    statement = select(Process).where(
        Process.subject_id.in_(ended), Process.published_at.is_not(None), Process.results == "",
        Process.reminded_at.is_(None), Process.archived_at.is_(None),
    )  # fmt: skip
    return list(db.session.scalars(statement.order_by(Process.subject_id)))


def other_editors(process: Process, actor: Actor) -> int:
    """How many people besides this one could release the process."""
    editors = staff_accounts(Role.EDITOR, process.department_id, process.subject_id)
    return len([account_id for account_id in editors if account_id != actor.account_id])
