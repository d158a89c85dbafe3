"""Who keeps the documents of the city."""

from __future__ import annotations

from participation.core.actor import Actor, Role
from participation.core.errors import NotAllowed


def check_may_keep(actor: Actor) -> None:
    """Raise NotAllowed for people who neither edit nor administer."""
    if not (actor.scopes_of(Role.EDITOR) or actor.has_role(Role.ADMINISTRATOR)):
        raise NotAllowed("Unterlagen der Stadt pflegen die Redaktion und die Administration.")
