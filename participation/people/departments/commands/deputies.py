"""Standing in for somebody, from one day until another."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select

from participation.core.actor import Actor
from participation.core.clock import now
from participation.core.database import db
from participation.core.errors import Invalid
from participation.people.accounts.models import Account
from participation.people.departments import rules
from participation.people.departments.commands.roles import grant_of, locked_grant, set_term
from participation.people.departments.events import DeputyNamed
from participation.people.departments.models import RoleGrant
from participation.records.journal.commands import record


def name_deputy(grant_id: int, *, account_id: int, since: datetime, until: datetime | None, actor: Actor) -> RoleGrant:
    """Let somebody hold a role in place of whoever holds it, from one day until another.

    Raises Invalid where the days do not follow, lie outside the role, or the deputy holds the role anyway.
    """
    grant = locked_grant(grant_id, actor=actor)
    rules.check_deputy(grant, account_id=account_id, now=now())
    rules.check_term(since, until, now=now())
    rules.check_deputy_term(until, grant.valid_until, is_deputy=True)
    deputy = grant_of(account_id, grant.role, grant.scope_id)
    if deputy is not None and not deputy.is_over_at(now()):
        raise Invalid("Diese Person hat die Aufgabe schon selbst.", field="who")
    if deputy is None:
        deputy = RoleGrant(account_id=account_id, role=grant.role, scope_id=grant.scope_id, version=0)
        db.session.add(deputy)
    deputy.valid_from, deputy.deputy_for_id = since, grant.id
    set_term(deputy, until)
    ref = db.session.scalar(select(Account.actor_ref).where(Account.id == account_id))
    record(DeputyNamed(grant.scope_id, role=grant.role, person_ref=ref), actor=actor)
    return deputy
