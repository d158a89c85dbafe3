"""Who may change what the town's measures are ordered by."""

from __future__ import annotations

from participation.core.actor import Actor, Role
from participation.core.errors import NotAllowed


def check_administrator(actor: Actor) -> None:
    """Raise NotAllowed unless the actor administers the installation."""
    if not actor.has_role(Role.ADMINISTRATOR):
        raise NotAllowed("Handlungsfelder und Ziele trägt die Administration ein.")
