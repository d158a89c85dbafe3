"""Giving roles, changing until when they hold, ending them."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from participation.core.actor import Actor, Role
from participation.core.clock import now
from participation.core.database import db
from participation.core.errors import Conflict, Invalid, NotAllowed
from participation.people.accounts.models import Account
from participation.people.departments import rules
from participation.people.departments.events import RoleEnded, RoleGranted, RoleTermChanged
from participation.people.departments.models import RoleGrant
from participation.records.journal.commands import record
from participation.records.subjects.models import Subject


def grant_role(
    account_id: int, role: Role, *, scope_id: int | None, actor: Actor, until: datetime | None = None
) -> RoleGrant:
    """Let a person hold a role for a scope from now on, for rooms that name people themselves; twice changes nothing.

    Asks no rule: who names people for something of their own has asked theirs.
    """
    found = grant_of(account_id, role, scope_id)
    if found is None:
        return _add(account_id, role, scope_id, actor=actor, since=now(), until=until)
    if found.valid_until != until or found.is_over_at(now()):
        _renew(found, actor=actor, since=now(), until=until)
    return found


def give_role(
    account_id: int, role: Role, *, scope_id: int | None, actor: Actor, since: datetime | None = None,
    until: datetime | None = None,
) -> RoleGrant:  # fmt: skip
    """Give a person a role for a scope, now or from a later day on, for good or for a while.

    Raises Invalid where the role cannot hold for that, the days do not follow, or the person holds it already.
    """
    if not rules.may_give_roles(actor):
        raise NotAllowed("Aufgaben vergibt die Administration.")
    if db.session.scalar(select(Account.id).where(Account.id == account_id, Account.erased_at.is_(None))) is None:
        raise Invalid("Dieses Konto gibt es nicht mehr.", field="role")
    rules.check_scope(role, None if scope_id is None else db.session.get(Subject, scope_id), scope_id=scope_id)
    begins = since or now()
    rules.check_term(begins, until, now=now())
    found = grant_of(account_id, role, scope_id)
    if found is None:
        return _add(account_id, role, scope_id, actor=actor, since=begins, until=until)
    if not found.is_over_at(now()):
        raise Invalid("Diese Aufgabe hat die Person schon. Sie können dort ändern, bis wann sie gilt.", field="scope")
    _renew(found, actor=actor, since=begins, until=until)
    return found


def change_role(grant_id: int, *, until: datetime | None, version: int, actor: Actor) -> RoleGrant:
    """Let a role hold until another day, or for good. Its deputies never hold it longer.

    Raises Conflict where somebody changed it meanwhile, Invalid where it is the last administrator's.
    """
    grant = locked_grant(grant_id, actor=actor)
    if grant.version != version:
        raise Conflict("Jemand hat diese Aufgabe inzwischen geändert. Bitte laden Sie die Seite neu.")
    rules.check_term(max(grant.valid_from, now()), until, now=now())
    if until is not None:
        keep_an_administrator(grant)
    principal = db.session.get(RoleGrant, grant.deputy_for_id) if grant.deputy_for_id else None
    rules.check_deputy_term(until, principal.valid_until if principal else None, is_deputy=principal is not None)
    if until is not None:
        for deputy in deputies_of(grant):
            if deputy.valid_until is None or deputy.valid_until > until:
                set_term(deputy, until)
    set_term(grant, until)
    record(RoleTermChanged(grant.scope_id, role=grant.role, person_ref=_ref(grant.account_id)), actor=actor)
    return grant


def end_role(grant_id: int, *, actor: Actor) -> RoleGrant:
    """End a role now, and with it its deputies; ending twice changes nothing. The last administrator's cannot end."""
    grant = locked_grant(grant_id, actor=actor)
    if grant.is_over_at(now()):
        return grant
    keep_an_administrator(grant)
    for ending in (*deputies_of(grant), grant):
        end_grant(ending, actor=actor)
    return grant


def end_grant(grant: RoleGrant, *, actor: Actor) -> None:
    """Let one grant be over from now on."""
    moment = now()
    if not grant.is_over_at(moment):
        grant.valid_from = min(grant.valid_from, moment)
        set_term(grant, moment)
        record(RoleEnded(grant.scope_id, role=grant.role, person_ref=_ref(grant.account_id)), actor=actor)


def locked_grant(grant_id: int, *, actor: Actor) -> RoleGrant:
    """A grant that nobody else changes until this transaction ends. Raises NotAllowed, or Invalid where it is none."""
    if not rules.may_give_roles(actor):
        raise NotAllowed("Aufgaben vergibt die Administration.")
    lock_administrators()
    grant = db.session.scalar(
        select(RoleGrant).where(RoleGrant.id == grant_id).with_for_update().execution_options(populate_existing=True)
    )
    if grant is None:
        raise Invalid("Diese Aufgabe gibt es nicht.")
    return grant


def lock_administrators() -> list[RoleGrant]:
    """The grants of all who administer, locked in one order: whoever changes roles stands in this line, so that two
    administrators cannot end each other's role at the same moment."""
    return list(
        db.session.scalars(
            select(RoleGrant)
            .join(Account, Account.id == RoleGrant.account_id)
            .where(
                RoleGrant.role == Role.ADMINISTRATOR, RoleGrant.scope_id.is_(None),
                Account.confirmed_at.is_not(None), Account.erased_at.is_(None),
            )
            .order_by(RoleGrant.id)
            .with_for_update(of=RoleGrant)
            .execution_options(populate_existing=True)
        )
    )  # fmt: skip


def keep_an_administrator(grant: RoleGrant) -> None:
    """Raise Invalid where nobody else would be left who administers for good."""
    if grant.role is Role.ADMINISTRATOR:
        others = [other for other in lock_administrators() if other.account_id != grant.account_id]
        rules.check_administrator_left(others, now=now())


def grant_of(account_id: int, role: Role, scope_id: int | None) -> RoleGrant | None:
    """The one row that says whether a person holds, held or will hold a role for a scope, locked."""
    return db.session.scalar(
        select(RoleGrant)
        .where(
            RoleGrant.account_id == account_id, RoleGrant.role == role,
            RoleGrant.scope_id.is_not_distinct_from(scope_id),
        )
        .with_for_update()
        .execution_options(populate_existing=True)
    )  # fmt: skip


def _add(
    account_id: int, role: Role, scope_id: int | None, *, actor: Actor, since: datetime, until: datetime | None
) -> RoleGrant:
    grant = RoleGrant(account_id=account_id, role=role, scope_id=scope_id, valid_from=since, valid_until=until)
    try:
        with db.session.begin_nested():
            db.session.add(grant)
    except IntegrityError:
        raise Conflict("Diese Aufgabe wurde gerade eben schon vergeben. Bitte laden Sie die Seite neu.") from None
    record(RoleGranted(scope_id, role=role, person_ref=_ref(account_id)), actor=actor)
    return grant


def _renew(grant: RoleGrant, *, actor: Actor, since: datetime, until: datetime | None) -> None:
    if grant.is_over_at(now()):
        grant.valid_from = since
        grant.deputy_for_id = None
    set_term(grant, until)
    record(RoleGranted(grant.scope_id, role=grant.role, person_ref=_ref(grant.account_id)), actor=actor)


def set_term(grant: RoleGrant, until: datetime | None) -> None:
    """Let a grant hold until a moment; whoever has an older form open is refused from now on."""
    grant.valid_until = until
    grant.version += 1
    db.session.flush()


def deputies_of(grant: RoleGrant) -> list[RoleGrant]:
    """The grants of those who stand in for this one."""
    return list(db.session.scalars(select(RoleGrant).where(RoleGrant.deputy_for_id == grant.id).order_by(RoleGrant.id)))


def _ref(account_id: int) -> str | None:
    return db.session.scalar(select(Account.actor_ref).where(Account.id == account_id))
