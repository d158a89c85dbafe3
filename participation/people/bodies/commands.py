"""Entering bodies and what they decided."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import update

from participation.core.actor import Actor, Role
from participation.core.clock import today
from participation.core.database import db
from participation.core.errors import Invalid, NotAllowed
from participation.people.bodies import rules
from participation.people.bodies.events import BodyCreated, DecisionRecorded
from participation.people.bodies.models import Body, BodyKind, Decision, DecisionOutcome
from participation.records.journal.commands import record
from participation.records.search.commands import index_subject
from participation.records.subjects.commands import add_subject
from participation.records.subjects.models import Subject, SubjectKind


def create_body(name: str, *, slug: str, kind: BodyKind, actor: Actor, **values: Any) -> Body:
    """A new body."""
    if not rules.may_create_body(actor):
        raise NotAllowed("Gremien trägt die Administration ein.")
    subject = add_subject(SubjectKind.BODY, name, path=f"/gremien/{slug}")
    body = Body(subject_id=subject.id, name=name, slug=slug, kind=kind, **values)
    db.session.add(body)
    index_subject(subject.id, title=name, text=body.description or "")
    record(BodyCreated(subject.id), actor=actor)
    return body


def record_decision(
    body_id: int,
    *,
    subject_id: int,
    decided_on: date,
    outcome: DecisionOutcome,
    reason: str,
    actor: Actor,
    paper_number: str = "",
    paper_url: str = "",
) -> Decision:
    """Keep what a body decided on a subject; what was recorded stays.

    Raises Invalid where day, reason or address are wrong.
    """
    if not rules.may_record_decision(actor, body_id):
        raise NotAllowed("Entscheidungen trägt ein, wer dem Gremium angehört.")
    if db.session.get(Subject, subject_id) is None:
        raise Invalid("Bitte wählen Sie aus, worüber entschieden wurde.", field="subject_id")
    rules.check_decision(decided_on=decided_on, today=today(), reason=reason, paper_url=paper_url)
    decision = Decision(
        body_id=body_id, subject_id=subject_id, decided_on=decided_on, outcome=outcome, reason=reason,
        paper_number=paper_number, paper_url=paper_url, recorded_by_ref=actor.actor_ref,
    )  # fmt: skip
    db.session.add(decision)
    db.session.flush()
    event = DecisionRecorded(subject_id, decision_id=decision.id, body_id=body_id, outcome=outcome)
    record(event, actor=actor, role=Role.BODY_MEMBER.value)
    return decision


def forget_recorder(actor_ref: str) -> None:
    """Let decisions stand without saying who recorded them."""
    db.session.execute(
        update(Decision)
        .where(Decision.recorded_by_ref == actor_ref)
        .values(recorded_by_ref=None)
        .execution_options(synchronize_session=False)
    )
