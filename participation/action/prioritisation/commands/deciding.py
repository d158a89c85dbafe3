"""A body confirms the proposed ranking by a decision, or gives it back with a reason."""

from __future__ import annotations

from datetime import date

from sqlalchemy import delete

from participation.action.prioritisation.commands.keeping import locked_run
from participation.action.prioritisation.events import RankingConfirmed, RankingReturned
from participation.action.prioritisation.models import Prioritisation, PrioritisationState, RankedIdea
from participation.action.prioritisation.rules import running
from participation.core.actor import Actor
from participation.core.clock import now, today
from participation.core.database import db
from participation.core.transitions import check_move
from participation.people.bodies.commands import record_decision
from participation.people.bodies.models import DecisionOutcome
from participation.records.journal.commands import record
from participation.records.subjects.commands import change_subject

ROLE = "body_member"


def confirm_ranking(
    run: Prioritisation, *, reason: str, actor: Actor, decided_on: date | None = None, paper_number: str = "",
    paper_url: str = "",
) -> None:  # fmt: skip
    """Record that the body adopted the ranking; a second time changes nothing.

    Raises NotAllowed for people outside the body and for whoever proposed it, InvalidTransition where nothing is
    proposed.
    """
    row = locked_run(run.subject_id)
    running.check_may_confirm(actor, row)
    if row.state is PrioritisationState.CONFIRMED:
        return
    check_move(running.MOVES, row.state, PrioritisationState.CONFIRMED)  # type: ignore[arg-type]
    decision = record_decision(
        row.body_id, subject_id=row.subject_id, decided_on=decided_on or today(), outcome=DecisionOutcome.ADOPTED,
        reason=reason, actor=actor, paper_number=paper_number, paper_url=paper_url,
    )  # fmt: skip
    row.decision_id, row.state, row.confirmed_at = decision.id, PrioritisationState.CONFIRMED, now()
    row.version += 1
    change_subject(row.subject_id)
    db.session.flush()
    record(RankingConfirmed(row.subject_id, decision_id=decision.id), actor=actor, role=ROLE)


def return_ranking(
    run: Prioritisation, *, reason: str, actor: Actor, decided_on: date | None = None, paper_number: str = "",
    paper_url: str = "",
) -> None:  # fmt: skip
    """Record that the body gave the ranking back: the run is open for judgements again, with the same criteria."""
    row = locked_run(run.subject_id)
    running.check_may_confirm(actor, row)
    check_move(running.MOVES, row.state, PrioritisationState.OPEN)  # type: ignore[arg-type]
    decision = record_decision(
        row.body_id, subject_id=row.subject_id, decided_on=decided_on or today(), outcome=DecisionOutcome.REFERRED,
        reason=reason, actor=actor, paper_number=paper_number, paper_url=paper_url,
    )  # fmt: skip
    db.session.execute(delete(RankedIdea).where(RankedIdea.prioritisation_id == row.subject_id))
    row.state, row.proposed_at, row.proposed_by_id, row.inputs = PrioritisationState.OPEN, None, None, None
    row.version += 1
    change_subject(row.subject_id)
    db.session.flush()
    record(RankingReturned(row.subject_id, decision_id=decision.id), actor=actor, role=ROLE)
