"""Handing everything that somebody holds to those who come after, in one transaction."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from participation.core.actor import Actor
from participation.core.clock import now
from participation.core.database import db
from participation.core.errors import Conflict, Invalid, NotAllowed
from participation.people.accounts.models import Account
from participation.people.departments import rules
from participation.people.departments.commands.roles import (
    deputies_of,
    end_grant,
    grant_of,
    keep_an_administrator,
    lock_administrators,
    set_term,
)
from participation.people.departments.events import RoleHandedOver
from participation.people.departments.models import RoleGrant
from participation.records.journal.commands import record


@dataclass(frozen=True)
class Successor:
    """Who takes one role over; None lets it end without a successor."""

    grant_id: int
    account_id: int | None


def hand_over(account_id: int, successors: Sequence[Successor], *, actor: Actor) -> int:
    """Hand all roles of somebody who leaves to others, and end them; returns how many were handed on.

    Raises Conflict where they hold something that is not in the list, Invalid where a successor is the person
    themselves or the last administrator would go.
    """
    if not rules.may_give_roles(actor):
        raise NotAllowed("Aufgaben vergibt die Administration.")
    lock_administrators()
    grants = _held_by(account_id)
    if {grant.id for grant in grants} != {successor.grant_id for successor in successors}:
        raise Conflict("Die Aufgaben dieser Person haben sich inzwischen geändert. Bitte laden Sie die Seite neu.")
    after = {successor.grant_id: successor.account_id for successor in successors}
    if account_id in after.values():
        raise Invalid("Das ist die Person selbst. Bitte nennen Sie jemand anderen.", field="everything")
    for grant in grants:
        _hand_on(grant, after[grant.id], actor=actor)
    return sum(1 for successor in successors if successor.account_id is not None)


def _held_by(account_id: int) -> list[RoleGrant]:
    held = db.session.scalars(
        select(RoleGrant)
        .where(RoleGrant.account_id == account_id)
        .order_by(RoleGrant.id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    return [grant for grant in held if not grant.is_over_at(now())]


def _hand_on(grant: RoleGrant, to: int | None, *, actor: Actor) -> None:
    heir = None if to is None else _given(grant, to)
    if heir is None:
        keep_an_administrator(grant)
    for deputy in deputies_of(grant):
        if heir is None:
            end_grant(deputy, actor=actor)
        elif deputy.id != heir.id:
            deputy.deputy_for_id = heir.id
    if heir is not None:
        ref = db.session.scalar(select(Account.actor_ref).where(Account.id == heir.account_id))
        record(RoleHandedOver(grant.scope_id, role=grant.role, person_ref=ref), actor=actor)
        keep_an_administrator(grant)
    end_grant(grant, actor=actor)


def _given(grant: RoleGrant, account_id: int) -> RoleGrant:
    """The successor's grant: a new one, or the one that they hold already, then until the later end of both."""
    found, begins, until = (
        grant_of(account_id, grant.role, grant.scope_id),
        max(grant.valid_from, now()),
        grant.valid_until,
    )
    if found is None:
        found = RoleGrant(account_id=account_id, role=grant.role, scope_id=grant.scope_id, version=0)
        db.session.add(found)
        found.valid_from, found.deputy_for_id = begins, grant.deputy_for_id
    elif found.is_over_at(now()) or found.deputy_for_id == grant.id:
        found.valid_from, found.deputy_for_id = begins, grant.deputy_for_id
    else:
        until = _later(found.valid_until, until)
        found.deputy_for_id = found.deputy_for_id and grant.deputy_for_id
    set_term(found, until)
    return found


def _later(one: datetime | None, other: datetime | None) -> datetime | None:
    return None if one is None or other is None else max(one, other)
