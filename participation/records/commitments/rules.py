"""Who may say how a promise stands, and which way it may go."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from participation.core.actor import Actor, Role
from participation.core.errors import Invalid, NotAllowed
from participation.records.commitments.models import Commitment, CommitmentState

MOVES: Mapping[CommitmentState, frozenset[CommitmentState]] = {
    CommitmentState.OPEN: frozenset({CommitmentState.KEPT, CommitmentState.MOVED, CommitmentState.BROKEN}),
    CommitmentState.MOVED: frozenset({CommitmentState.KEPT, CommitmentState.MOVED, CommitmentState.BROKEN}),
    CommitmentState.BROKEN: frozenset({CommitmentState.KEPT}),
    CommitmentState.KEPT: frozenset(),
}


def may_settle(actor: Actor, department_id: int | None) -> bool:
    """Moderation and editors of the department that gave a promise say how it stands."""
    return any(actor.has_role(role, department_id) for role in (Role.MODERATOR, Role.EDITOR))


def check_may_settle(actor: Actor, commitment: Commitment) -> None:
    """Raise NotAllowed for people of other departments."""
    if not may_settle(actor, commitment.department_id):
        raise NotAllowed("Über diese Zusage berichtet nur die Fachabteilung, die sie gegeben hat.")


def check_day(due_on: date, today: date) -> None:
    """Raise Invalid where a promise would be due before today."""
    if due_on < today:
        raise Invalid("Bitte wählen Sie einen Tag, der noch kommt.", field="due_on")
