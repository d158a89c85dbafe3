"""Finding bodies and their decisions."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import func, select

from participation.core.actor import Actor, Role
from participation.core.database import db
from participation.people.bodies import rules
from participation.people.bodies.models import OUTCOMES, Body, BodyKind, Decision, DecisionOutcome
from participation.records.subjects.models import Subject, SubjectKind
from participation.records.subjects.queries import visible_to

DECIDABLE = (SubjectKind.MEASURE, SubjectKind.PRIORITISATION, SubjectKind.PROCESS)


@dataclass(frozen=True)
class DecisionLine:
    """A decision with its body and its subject; `called` and `outcome_label` are message ids."""

    decision_id: int
    body_id: int
    body_name: str
    body_path: str
    body_kind: BodyKind
    called: str
    outcome: DecisionOutcome
    outcome_label: str
    decided_on: date
    reason: str
    paper_number: str
    paper_url: str
    subject_id: int
    subject_title: str
    subject_path: str

    @property
    def tells_outcome(self) -> bool:
        """Whether the outcome says more than that there is one: advice that a body gives is just advice."""
        return not (self.body_kind is BodyKind.ADVISES and self.outcome is DecisionOutcome.NOTED)


def all_bodies() -> list[Body]:
    """All bodies in their order."""
    return list(db.session.scalars(select(Body).order_by(Body.position, Body.name)))


def body_by_slug(slug: str) -> Body | None:
    """The body with this name in its address."""
    return db.session.scalar(select(Body).where(Body.slug == slug))


def bodies_of_member(actor: Actor) -> list[Body]:
    """The bodies that this person records decisions for."""
    scopes = actor.scopes_of(Role.BODY_MEMBER)
    return [body for body in all_bodies() if None in scopes or body.subject_id in scopes]


def decisions_on(*subject_ids: int, actor: Actor) -> list[DecisionLine]:
    """What bodies decided on these subjects, newest first."""
    return _lines(_decisions(actor).where(Decision.subject_id.in_(subject_ids)))


def decisions_of(body_id: int, *, actor: Actor, offset: int = 0, most: int = 20) -> list[DecisionLine]:
    """What a body decided, newest first."""
    return _lines(_decisions(actor).where(Decision.body_id == body_id).offset(offset).limit(most))


def count_decisions(body_id: int, *, actor: Actor) -> int:
    """How many decisions of a body this person may see."""
    return int(
        db.session.scalar(
            select(func.count())
            .select_from(Decision)
            .join(Subject, Subject.id == Decision.subject_id)
            .where(Decision.body_id == body_id, visible_to(actor))
        )
        or 0
    )


def decision_by_id(decision_id: int) -> tuple[Decision, Body] | None:
    """A decision with its body."""
    row = db.session.execute(
        select(Decision, Body).join(Body, Body.subject_id == Decision.body_id).where(Decision.id == decision_id)
    ).first()
    return None if row is None else (row[0], row[1])


def decidable_subjects(actor: Actor, *, also: Collection[int] = (), most: int = 400) -> list[Subject]:
    """What a body can decide on: measures, prioritisations, processes, and the subjects in `also`."""
    wanted = Subject.kind.in_(DECIDABLE) | Subject.id.in_(list(also))
    statement = select(Subject).where(wanted, visible_to(actor)).order_by(Subject.kind, Subject.title, Subject.id)
    return list(db.session.scalars(statement.limit(most)))


def _decisions(actor: Actor) -> Any:
    return (
        select(Decision, Body, Subject)
        .join(Body, Body.subject_id == Decision.body_id)
        .join(Subject, Subject.id == Decision.subject_id)
        .where(visible_to(actor))
        .order_by(Decision.decided_on.desc(), Decision.id.desc())
    )


def _lines(statement: Any) -> list[DecisionLine]:
    return [
        DecisionLine(
            decision_id=decision.id, body_id=body.subject_id, body_name=body.name, body_path=f"/gremien/{body.slug}",
            body_kind=body.kind, called=rules.name_of_decision(is_council=body.is_council, kind=body.kind),
            outcome=decision.outcome, outcome_label=OUTCOMES[decision.outcome], decided_on=decision.decided_on,
            reason=decision.reason, paper_number=decision.paper_number, paper_url=decision.paper_url,
            subject_id=subject.id, subject_title=subject.title, subject_path=subject.path,
        )
        for decision, body, subject in db.session.execute(statement).all()
    ]  # fmt: skip
