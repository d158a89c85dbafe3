"""Roles that follow what the broker says; those given by hand stay as they are."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Sequence

from sqlalchemy import select

from participation.core.actor import HOUSE, Role
from participation.core.clock import now
from participation.core.database import db
from participation.core.errors import Invalid
from participation.people.accounts.models import Account
from participation.people.departments.commands import end_role, grant_role
from participation.people.departments.commands.roles import grant_of, lock_administrators
from participation.people.departments.queries import department_by_slug
from participation.people.identities import rules
from participation.people.identities.events import BrokerRoleKept, BrokerRolesIgnored
from participation.people.identities.models import BrokerRole, Identity
from participation.records.journal.commands import record

log = logging.getLogger(__name__)


def map_roles(identity: Identity, told: Iterable[str], *, meaning: Sequence[tuple[str, str]]) -> None:
    """Give what the broker names and this person lacks; end what it gave and no longer names. Whoever changes roles
    stands in the line of the administrators first."""
    told = list(told)
    wanted, missing = _known(rules.meant_roles(told, meaning))
    given = {(row.role, row.scope_id): row for row in _given_by(identity)}
    if wanted or given:
        lock_administrators()
    for role, scope_id in sorted(wanted, key=str):
        _give(identity, role, scope_id, is_ours=(role, scope_id) in given)
    for place in given.keys() - wanted:
        _end(identity, given[place])
    _note_ignored(identity, [*rules.unknown_roles(told, meaning), *missing])


def end_roles(identity: Identity) -> None:
    """End all that came by this identity."""
    for row in _given_by(identity):
        _end(identity, row)


def _given_by(identity: Identity) -> list[BrokerRole]:
    return list(
        db.session.scalars(select(BrokerRole).where(BrokerRole.identity_id == identity.id).order_by(BrokerRole.id))
    )


def _known(meant: set[tuple[Role, str]]) -> tuple[set[tuple[Role, int | None]], list[str]]:
    """Roles with the numbers of their departments, and the addresses that no department has."""
    wanted: set[tuple[Role, int | None]] = set()
    missing = []
    for role, slug in meant:
        department = department_by_slug(slug) if slug else None
        if slug and department is None:
            missing.append(f"@{slug}")
        else:
            wanted.add((role, department.subject_id if department else None))
    return wanted, missing


def _give(identity: Identity, role: Role, scope_id: int | None, *, is_ours: bool) -> None:
    """What somebody holds already, by hand or by the broker, stays. What the broker gave and somebody ended by hand
    stays ended, until the broker takes it back and names it anew."""
    held = grant_of(identity.account_id, role, scope_id)
    if is_ours or (held is not None and not held.is_over_at(now())):
        return
    grant_role(identity.account_id, role, scope_id=scope_id, actor=HOUSE)
    db.session.add(BrokerRole(identity_id=identity.id, role=role, scope_id=scope_id))
    db.session.flush()


def _end(identity: Identity, row: BrokerRole) -> None:
    lock_administrators()
    held = grant_of(identity.account_id, row.role, row.scope_id)
    if held is not None:
        try:
            with db.session.begin_nested():
                end_role(held.id, actor=HOUSE)
        except Invalid:
            record(BrokerRoleKept(None, person_ref=_ref(identity)), actor=HOUSE)
            return
    db.session.delete(row)
    db.session.flush()


def _note_ignored(identity: Identity, names: list[str]) -> None:
    """One line in the journal, and one in the log for whoever runs the site, each time that the names change."""
    digest = rules.answer_digest("roles", *names) if names else ""
    if digest == identity.ignored_roles:
        return
    identity.ignored_roles = digest
    if names:
        record(BrokerRolesIgnored(None, person_ref=_ref(identity), count=len(names)), actor=HOUSE)
        log.warning(
            "the broker names roles that mean nothing here",
            extra={"names": [name for name in names if "@" not in name[1:]][:20]},
        )


def _ref(identity: Identity) -> str | None:
    return db.session.get_one(Account, identity.account_id).actor_ref
