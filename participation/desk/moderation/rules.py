"""Who moderates a contribution."""

from __future__ import annotations

from participation.core.actor import Actor, Role
from participation.core.errors import NotAllowed


def may_moderate(actor: Actor, department_id: int | None, process_id: int | None) -> bool:
    """Moderation of the department that owns the process, nobody else."""
    return actor.has_role(Role.MODERATOR, department_id, process_id)


def check_may_moderate(actor: Actor, department_id: int | None, process_id: int | None) -> None:
    """Raise NotAllowed for people of other departments."""
    if not may_moderate(actor, department_id, process_id):
        raise NotAllowed(
            "Diesen Beitrag moderiert die Fachabteilung, zu deren Verfahren er gehört. "
            "Ihr Konto hat dort keine Aufgabe in der Moderation."
        )
