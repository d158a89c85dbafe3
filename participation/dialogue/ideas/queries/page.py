"""An idea with everything that its page needs, in few statements."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import bindparam, select
from sqlalchemy.orm import contains_eager, selectinload

from participation.core.actor import Actor
from participation.core.database import db
from participation.dialogue.boards.models import Board, Category
from participation.dialogue.codes.queries import account_bound, footing_columns, footing_in
from participation.dialogue.codes.rules import Footing
from participation.dialogue.comments.models import CommentVote
from participation.dialogue.ideas import rules
from participation.dialogue.ideas.models import Idea, IdeaPicture, IdeaStatus, IdeaVersion, Merge, Vote
from participation.dialogue.ideas.queries.ballot import Ballot
from participation.dialogue.ideas.queries.pictures import SHOWN, ShownPicture
from participation.dialogue.processes.models import Phase, Process
from participation.people.accounts.models import Account
from participation.people.departments.models import Department
from participation.records.subjects.models import State, Subject
from participation.records.subjects.queries import is_meant_for, visible_to
from participation.town.districts.models import District

TOMBSTONES = (State.HIDDEN, State.WITHDRAWN, State.EXPUNGED)


@dataclass(frozen=True)
class IdeaPage:
    """An idea and what stands around it."""

    idea: Idea
    board: Board
    category: Category | None
    district: District | None
    author: str | None
    department: Department
    shows_text: bool
    pictures: tuple[ShownPicture, ...] = ()

    @property
    def title(self) -> str:
        """The idea's title; empty for those who may not read it."""
        return self.idea.title if self.shows_text else ""

    @property
    def ballot(self) -> Ballot:
        """The idea as people vote on it."""
        idea, board = self.idea, self.board
        return Ballot(
            idea.subject_id, idea.title, idea.state, idea.visible_from, idea.votes, idea.votes_against, board.slug,
            board.allows_opposing, board.process.decider, board.process.phases, board.process.assurance,
            board.process.assurance_changed_at, board.process.minimum_age,
        )  # fmt: skip

    @property
    def is_expunged(self) -> bool:
        """Whether nothing of it is left for anybody."""
        return self.idea.state is State.EXPUNGED

    @property
    def is_tombstone(self) -> bool:
        """Whether only the mark of the idea is left for others."""
        return self.idea.state in TOMBSTONES


def idea_by_id(subject_id: int) -> Idea | None:
    """The idea, whoever asks; commands check their rules themselves."""
    return db.session.get(Idea, subject_id)


@cache
def _page_statement() -> Any:
    """Built once: putting so many tables together takes longer than the database takes to answer."""
    return (
        select(Idea, Board, Category, District, Account.pseudonym, Department, Subject, *SHOWN)
        .join(Subject, Subject.id == Idea.subject_id)
        .join(Board, Board.subject_id == Idea.board_id)
        .join(Board.process)
        .join(Department, Department.subject_id == Process.department_id)
        .outerjoin(Category, Category.id == Idea.category_id)
        .outerjoin(District, District.subject_id == Idea.district_id)
        .outerjoin(Account, Account.id == Idea.author_id)
        .outerjoin(Process.phases)
        .outerjoin(IdeaPicture, IdeaPicture.idea_id == Idea.subject_id)
        .where(Idea.subject_id == bindparam("idea"))
        .options(contains_eager(Board.process).contains_eager(Process.phases))
        .order_by(IdeaPicture.position, Phase.starts_at, Phase.id)
    )


def idea_page(subject_id: int, actor: Actor) -> IdeaPage | None:
    """The idea's page, if this person may open it: what is hidden or withdrawn leaves its place marked."""
    rows = db.session.execute(_page_statement(), {"idea": subject_id}).unique().all()
    if not rows:
        return None
    idea, board, category, district, author, department, subject, *_shown = rows[0]
    if not rules.may_open(
        actor, idea.state, author_id=idea.author_id, is_meant=is_meant_for(actor, subject),
        published_at=board.process.published_at, department_id=subject.department_id, process_id=subject.process_id,
    ):  # fmt: skip
        return None
    own = rules.is_author(actor, idea) or rules.may_moderate(actor, subject.department_id, subject.process_id)
    shown = idea.state not in TOMBSTONES or (own and idea.state is not State.EXPUNGED)
    pictures = tuple(ShownPicture(*row[-len(SHOWN) :]) for row in rows if row[-len(SHOWN)] is not None)
    return IdeaPage(idea, board, category, district, author, department, shown, pictures)


@cache
def _own_statement() -> Any:
    voted = (Vote.idea_id == Idea.subject_id) & (Vote.account_id == bindparam("account"))
    return (
        select(Vote.value, *footing_columns())
        .select_from(Idea)
        .join(Board, Board.subject_id == Idea.board_id)
        .join(Process, Process.subject_id == Board.process_id)
        .outerjoin(Vote, voted)
        .where(Idea.subject_id == bindparam("idea"))
    )


def own_part(idea_id: int, actor: Actor) -> tuple[int | None, Footing | None]:
    """How this person voted on the idea, and where they stand with its process; for their own eyes only."""
    if actor.account_id is None:
        return None, None
    row = db.session.execute(_own_statement(), {"idea": idea_id, **account_bound(actor)}).first()
    return (None, None) if row is None else (row.value, footing_in(row, actor))


@cache
def _own_statement_with_comments() -> Any:
    supported = (CommentVote.account_id == bindparam("account")) & CommentVote.comment_id.in_(
        bindparam("comments", expanding=True)
    )
    return _own_statement().add_columns(CommentVote.comment_id.label("supported")).outerjoin(CommentVote, supported)


def own_part_and_supports(
    idea_id: int, actor: Actor, comment_ids: Sequence[int]
) -> tuple[int | None, Footing | None, frozenset[int]]:
    """The same, and which of these comments the person supports; for their own eyes only."""
    if actor.account_id is None:
        return None, None, frozenset()
    asked = {"idea": idea_id, "comments": comment_ids, **account_bound(actor)}
    rows = db.session.execute(_own_statement_with_comments(), asked).all()
    if not rows:
        return None, None, frozenset()
    supports = frozenset(row.supported for row in rows if row.supported is not None)
    return rows[0].value, footing_in(rows[0], actor), supports


def offline_brought(idea_id: int) -> dict[int, int]:
    """How many supports on paper each idea brought along that went on in this one; those that brought some."""
    open_ = (Merge.target_id == idea_id, Merge.undone_at.is_(None), Merge.votes_offline > 0)
    rows = db.session.execute(select(Merge.source_id, Merge.votes_offline).where(*open_).order_by(Merge.id))
    return {row.source_id: row.votes_offline for row in rows}


def versions_of(idea_id: int) -> list[IdeaVersion]:
    """The texts that an idea had, newest first."""
    return list(
        db.session.scalars(
            select(IdeaVersion).where(IdeaVersion.idea_id == idea_id).order_by(IdeaVersion.number.desc())
        )
    )


@dataclass(frozen=True)
class OwnIdea:
    """One of a person's own ideas."""

    subject_id: int
    title: str
    status: IdeaStatus
    state: State
    votes: int
    comments: int
    submitted_at: datetime
    language: str
    answered_at: datetime | None


def ideas_by(account_id: int, *, most: int = 50) -> list[OwnIdea]:
    """A person's own ideas, newest first."""
    rows = db.session.execute(
        select(
            Idea.subject_id,
            Idea.title,
            Idea.status,
            Idea.state,
            Idea.votes,
            Idea.comments,
            Idea.submitted_at,
            Idea.language,
            Idea.answered_at,
        )
        .where(Idea.author_id == account_id)
        .order_by(Idea.submitted_at.desc(), Idea.subject_id.desc())
        .limit(most)
    )
    return [OwnIdea(*row) for row in rows]


def board_for_writing(slug: str, actor: Actor) -> Board | None:
    """The board with its categories, process and phases, if this person may see it."""
    return db.session.scalar(
        select(Board)
        .join(Subject, Subject.id == Board.subject_id)
        .join(Process, Process.subject_id == Board.process_id)
        .where(Board.slug == slug, visible_to(actor), Process.published_at.is_not(None))
        .options(contains_eager(Board.process).selectinload(Process.phases), selectinload(Board.categories))
    )
