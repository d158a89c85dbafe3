"""Finding applications with their teams, files and what was accepted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, func, or_, select

from participation.core.database import db
from participation.dialogue.boards.models import Board, CallCondition
from participation.dialogue.calls.models import (
    Application,
    ApplicationFile,
    ConditionAcceptance,
    TeamInvitation,
    TeamMember,
)
from participation.dialogue.ideas.models import Idea, IdeaStatus
from participation.dialogue.processes.models import StoredFile
from participation.people.accounts.models import Account
from participation.records.subjects.models import State, Subject


@dataclass(frozen=True)
class MemberLine:
    """Somebody of a team."""

    id: int
    account_id: int
    pseudonym: str
    is_lead: bool
    shows_name: bool
    joined_at: datetime


@dataclass(frozen=True)
class FileLine:
    """A file of an application or of a draft."""

    id: int
    title: str
    file: StoredFile


@dataclass(frozen=True)
class Team:
    """An application beside its idea: the team, its files."""

    idea_id: int
    name: str
    members: list[MemberLine]
    files: list[FileLine]

    @property
    def shown_members(self) -> list[str]:
        """The pseudonyms of those who want theirs to stand in public."""
        return [one.pseudonym for one in self.members if one.shows_name]


def team_of(idea_id: int) -> Team | None:
    """The application that an idea is, if it is one."""
    application = db.session.get(Application, idea_id)
    if application is None:
        return None
    return Team(idea_id, application.team_name, members_of(idea_id), files_of(idea_id))


def members_of(idea_id: int) -> list[MemberLine]:
    """The team, who leads it first, the others as they came."""
    rows = db.session.execute(
        select(
            TeamMember.id, TeamMember.account_id, Account.pseudonym, TeamMember.is_lead, TeamMember.shows_name,
            TeamMember.joined_at,
        )
        .join(Account, Account.id == TeamMember.account_id)
        .where(TeamMember.idea_id == idea_id)
        .order_by(TeamMember.is_lead.desc(), TeamMember.joined_at, TeamMember.id)
    )  # fmt: skip
    return [MemberLine(*row) for row in rows]


def _files() -> Any:
    return (
        select(ApplicationFile.id, ApplicationFile.title, StoredFile)
        .join(StoredFile, StoredFile.id == ApplicationFile.file_id)
        .order_by(ApplicationFile.id)
    )


def files_of(idea_id: int) -> list[FileLine]:
    """The files of an application, in the order in which they came."""
    return [FileLine(*row) for row in db.session.execute(_files().where(ApplicationFile.idea_id == idea_id))]


def draft_files(board_id: int, *, key: str, account_id: int | None) -> list[FileLine]:
    """What somebody uploaded to a form that was not sent yet."""
    mine = (
        ApplicationFile.board_id == board_id, ApplicationFile.draft_key == key,
        ApplicationFile.account_id == account_id,
    )  # fmt: skip
    return [FileLine(*row) for row in db.session.execute(_files().where(*mine))]


def conditions_of(board_id: int) -> list[CallCondition]:
    """The conditions of a call as they are now."""
    statement = select(CallCondition).where(CallCondition.board_id == board_id, CallCondition.removed_at.is_(None))
    return list(db.session.scalars(statement.order_by(CallCondition.position, CallCondition.id)))


def accepted_for(idea_id: int) -> list[tuple[str, datetime]]:
    """What was accepted for an application, in the words that it had, and when."""
    rows = db.session.execute(
        select(CallCondition.text, ConditionAcceptance.accepted_at)
        .join(ConditionAcceptance, ConditionAcceptance.condition_id == CallCondition.id)
        .where(ConditionAcceptance.idea_id == idea_id)
        .order_by(CallCondition.position, CallCondition.id)
    )
    return [(text, at) for text, at in rows]


def open_invitations(idea_id: int) -> list[TeamInvitation]:
    """Who was invited into a team and did not answer yet."""
    asked = (TeamInvitation.idea_id == idea_id, TeamInvitation.used_at.is_(None), TeamInvitation.ended_at.is_(None))
    return list(db.session.scalars(select(TeamInvitation).where(*asked).order_by(TeamInvitation.id)))


def invitation_by_id(invitation_id: int) -> TeamInvitation | None:
    """The invitation with this number."""
    return db.session.get(TeamInvitation, invitation_id)


def has_applications(board_id: int, *, sealed_after: datetime | None = None) -> bool:
    """Whether there are ideas on a board; with `sealed_after`, whether some are not visible by then."""
    found = select(func.count()).where(Idea.board_id == board_id)
    if sealed_after is not None:
        found = found.where(Idea.visible_from > sealed_after)
    return bool(db.session.scalar(found))


@dataclass(frozen=True)
class ApplicationLine:
    """An application in a list."""

    idea_id: int
    title: str
    language: str
    team_name: str
    state: State
    status: IdeaStatus
    submitted_at: datetime
    visible_from: datetime | None
    board_title: str
    files: int


def _lines() -> Select[Any]:
    count = (
        select(func.count())
        .where(ApplicationFile.idea_id == Idea.subject_id)
        .correlate(Idea)
        .scalar_subquery()
    )  # fmt: skip
    return (
        select(
            Idea.subject_id, Idea.title, Idea.language, func.coalesce(Application.team_name, ""), Idea.state,
            Idea.status, Idea.submitted_at, Idea.visible_from, Board.title, count,
        )
        .join(Board, Board.subject_id == Idea.board_id)
        .outerjoin(Application, Application.idea_id == Idea.subject_id)
    )  # fmt: skip


def applications_on(board_id: int) -> list[ApplicationLine]:
    """All that was handed in on a call, the newest first; what was expunged is left out."""
    statement = _lines().where(Idea.board_id == board_id, Idea.state != State.EXPUNGED)
    rows = db.session.execute(statement.order_by(Idea.submitted_at.desc(), Idea.subject_id.desc()))
    return [ApplicationLine(*row) for row in rows]


def applications_of(account_id: int) -> list[ApplicationLine]:
    """The applications to whose teams somebody belongs, the newest first."""
    statement = _lines().join(TeamMember, TeamMember.idea_id == Idea.subject_id)
    rows = db.session.execute(
        statement.where(TeamMember.account_id == account_id).order_by(
            Idea.submitted_at.desc(), Idea.subject_id.desc()
        )
    )  # fmt: skip
    return [ApplicationLine(*row) for row in rows]


def teams_kept_of(account_id: int) -> Sequence[dict[str, Any]]:
    """The teams that somebody belongs to, for their own eyes."""
    rows = db.session.execute(
        select(
            TeamMember.idea_id.label("idea"), Subject.path.label("address"), Application.team_name,
            TeamMember.is_lead, TeamMember.shows_name, TeamMember.joined_at,
        )
        .join(Application, Application.idea_id == TeamMember.idea_id)
        .join(Subject, Subject.id == TeamMember.idea_id)
        .where(TeamMember.account_id == account_id)
        .order_by(TeamMember.joined_at, TeamMember.id)
    )  # fmt: skip
    return [dict(row) for row in rows.mappings()]


def accepted_by(account_id: int) -> Sequence[dict[str, Any]]:
    """What was accepted for the applications that somebody leads."""
    rows = db.session.execute(
        select(ConditionAcceptance.idea_id.label("idea"), CallCondition.text, ConditionAcceptance.accepted_at)
        .join(CallCondition, CallCondition.id == ConditionAcceptance.condition_id)
        .join(TeamMember, TeamMember.idea_id == ConditionAcceptance.idea_id)
        .where(TeamMember.account_id == account_id, TeamMember.is_lead)
        .order_by(ConditionAcceptance.idea_id, CallCondition.position, CallCondition.id)
    )
    return [dict(row) for row in rows.mappings()]


def files_kept_of(account_id: int) -> Sequence[dict[str, Any]]:
    """The files of somebody's teams, and those of forms that they have not sent yet."""
    mine = select(TeamMember.idea_id).where(TeamMember.account_id == account_id)
    rows = db.session.execute(
        select(ApplicationFile.idea_id.label("idea"), ApplicationFile.title, ApplicationFile.added_at)
        .where(or_(ApplicationFile.idea_id.in_(mine), ApplicationFile.account_id == account_id))
        .order_by(ApplicationFile.id)
    )
    return [dict(row) for row in rows.mappings()]
