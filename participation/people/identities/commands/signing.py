"""What a sign-in through the broker changes: the level that was proved, and the roles."""

from __future__ import annotations

from collections.abc import Sequence

from participation.core.clock import now
from participation.core.database import db
from participation.people.identities.commands.roles import map_roles
from participation.people.identities.models import Identity
from participation.people.identities.rules import Proof


def note_sign_in(identity_id: int, proof: Proof, *, roles: Sequence[tuple[str, str]]) -> None:
    """Note what the broker has proved, and let roles follow what it says; `roles` is what its names mean here.

    Two sign-ins at the same moment stand in line here.
    """
    identity = db.session.get_one(Identity, identity_id, with_for_update=True, populate_existing=True)
    identity.last_sign_in_at = now()
    identity.assurance, identity.assurance_at = proof.assurance, now() if proof.assurance else None
    map_roles(identity, proof.roles, meaning=roles)
    db.session.flush()
