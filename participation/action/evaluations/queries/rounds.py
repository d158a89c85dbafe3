"""Rounds, and what a reviewer or a project lead has to rate in them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, and_, func, or_, select

from participation.action.evaluations import rules
from participation.action.evaluations.models import EvaluationRound, Review, ReviewKind
from participation.action.measures.models import Measure
from participation.core.actor import Actor, Role
from participation.core.database import db
from participation.people.accounts.models import Account
from participation.people.accounts.rules import email_key, pseudonym_key
from participation.people.departments.models import RoleGrant
from participation.records.subjects.models import Subject, SubjectKind
from participation.records.subjects.queries import visible_to
from participation.town.taxonomy.models import StrategicGoal


@dataclass(frozen=True)
class Ratable:
    """A goal or measure in a round, with how many rated it and what this person said.

    `asks` is the kind of rating that this person may give: a review, a self-assessment, or none.
    """

    subject_id: int
    kind: SubjectKind
    title: str
    path: str
    department_id: int | None
    reached_level: int | None
    reviews: int
    has_self: bool
    asks: ReviewKind | None
    own_level: int | None
    own_reason: str


def all_rounds() -> list[EvaluationRound]:
    """All rounds, the latest first."""
    statement = select(EvaluationRound).order_by(EvaluationRound.ends_on.desc(), EvaluationRound.subject_id.desc())
    return list(db.session.scalars(statement))


def rounds_for(actor: Actor) -> list[EvaluationRound]:
    """The rounds that this person has to do with: all for coordination and editors, else those they are named on."""
    return [round_ for round_ in all_rounds() if rules.may_see_round(actor, round_.subject_id)]


def round_by_slug(slug: str) -> EvaluationRound | None:
    """The round with this name in its address."""
    return db.session.scalar(select(EvaluationRound).where(EvaluationRound.slug == slug))


def count_reviews(round_id: int) -> int:
    """How many reviews a round has."""
    statement = select(func.count()).select_from(Review).where(Review.round_id == round_id)
    return int(db.session.scalar(statement.where(Review.kind == ReviewKind.REVIEW)) or 0)


def ratables_for(round_: EvaluationRound, actor: Actor, *, subject_id: int | None = None) -> list[Ratable]:
    """All goals and evaluated measures of a round, or the one asked for, as this person sees them."""
    counts = (
        select(
            Review.subject_id,
            func.count().filter(Review.kind == ReviewKind.REVIEW).label("reviews"),
            func.count().filter(Review.kind == ReviewKind.SELF).label("selfs"),
        )
        .where(Review.round_id == round_.subject_id)
        .group_by(Review.subject_id)
        .subquery()
    )
    own = and_(
        Review.round_id == round_.subject_id,
        Review.subject_id == Subject.id,
        or_(
            and_(Review.kind == ReviewKind.REVIEW, Review.account_id == actor.account_id),
            and_(Review.kind == ReviewKind.SELF, _led(actor)),
        ),
    )
    statement = (
        select(Subject, Measure, counts.c.reviews, counts.c.selfs, Review)
        .outerjoin(Measure, Measure.subject_id == Subject.id)
        .outerjoin(StrategicGoal, StrategicGoal.subject_id == Subject.id)
        .outerjoin(counts, counts.c.subject_id == Subject.id)
        .outerjoin(Review, own)
        .where(
            visible_to(actor),
            or_(
                Subject.kind == SubjectKind.GOAL,
                and_(
                    Subject.kind == SubjectKind.MEASURE,
                    or_(Measure.levels_fixed_at.is_not(None), counts.c.reviews > 0),
                ),
            ),
        )
        .order_by(Subject.kind, StrategicGoal.position, Subject.title, Subject.id)
    )
    if subject_id is not None:
        statement = statement.where(Subject.id == subject_id)
    return [_ratable(round_, actor, *row) for row in db.session.execute(statement).all()]


def _led(actor: Actor) -> ColumnElement[bool]:
    scopes = actor.scopes_of(Role.EDITOR)
    return (
        Measure.subject_id.is_not(None)
        if None in scopes
        else Measure.department_id.in_([s for s in scopes if s is not None])
    )


def _ratable(
    round_: EvaluationRound, actor: Actor, subject: Subject, measure: Measure | None, reviews: int | None,
    selfs: int | None, own: Review | None,
) -> Ratable:  # fmt: skip
    asks: ReviewKind | None = None
    if measure is not None and rules.leads(actor, measure.department_id):
        asks = ReviewKind.SELF
    elif rules.may_review(actor, round_.subject_id):
        asks = ReviewKind.REVIEW
    if own is not None and own.kind is not asks:
        own = None
    return Ratable(
        subject_id=subject.id, kind=subject.kind, title=subject.title, path=subject.path,
        department_id=measure.department_id if measure else None,
        reached_level=measure.reached_level if measure else None, reviews=reviews or 0, has_self=bool(selfs),
        asks=asks, own_level=own.level if own else None, own_reason=own.reason if own else "",
    )  # fmt: skip


def reviewers_of(round_id: int) -> list[str]:
    """The pseudonyms of those who are named on a round, by name."""
    statement = (
        select(Account.pseudonym)
        .join(RoleGrant, RoleGrant.account_id == Account.id)
        .where(RoleGrant.role == Role.REVIEWER, RoleGrant.scope_id == round_id)
        .order_by(Account.pseudonym)
    )
    return list(db.session.scalars(statement))


def account_named(who: str) -> int | None:
    """The confirmed account of this pseudonym or e-mail address."""
    statement = select(Account.id).where(
        or_(Account.email == email_key(who), Account.pseudonym_key == pseudonym_key(who)),
        Account.confirmed_at.is_not(None),
        Account.erased_at.is_(None),
    )
    return db.session.scalar(statement)


def reviews_written_by(account_id: int) -> list[dict[str, Any]]:
    """The reviews of a person, oldest first; for their own eyes."""
    rows = db.session.execute(
        select(Subject.title, Review.kind, Review.level, Review.reason, Review.rated_at)
        .join(Subject, Subject.id == Review.subject_id)
        .where(Review.account_id == account_id)
        .order_by(Review.rated_at, Review.id)
    )
    return [dict(row) for row in rows.mappings()]
