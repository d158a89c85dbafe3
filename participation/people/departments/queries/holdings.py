"""Who holds which role for what, from when until when, and what a role can be given for."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import aliased

from participation.core.actor import Role
from participation.core.clock import now
from participation.core.database import db
from participation.people.accounts.models import Account
from participation.people.departments.models import RoleGrant
from participation.people.departments.rules import SCOPES
from participation.records.subjects.models import State, Subject, SubjectKind


@dataclass(frozen=True)
class Holding:
    """A role that somebody holds, held or will hold. `scope_kind` is None for the whole installation."""

    grant_id: int
    account_id: int
    pseudonym: str
    role: Role
    scope_id: int | None
    scope_kind: SubjectKind | None
    scope_title: str
    scope_path: str
    since: datetime
    until: datetime | None
    version: int
    deputy_for: str | None
    moment: datetime

    @property
    def is_over(self) -> bool:
        """Whether the role ended."""
        return self.until is not None and self.until <= self.moment

    @property
    def is_coming(self) -> bool:
        """Whether the role begins later."""
        return not self.is_over and self.since > self.moment


@dataclass(frozen=True)
class Scope:
    """Something that a role can be given for; no id is the whole installation."""

    id: int | None
    kind: SubjectKind | None
    title: str


def holdings_of(*account_ids: int) -> list[Holding]:
    """The roles of these people, also those that are over or yet to come; in the order of role and scope."""
    return _holdings(RoleGrant.account_id.in_(account_ids))


def standing_in_for(account_id: int) -> list[Holding]:
    """The roles of those who stand in for somebody, if they are not over."""
    principal = select(RoleGrant.id).where(RoleGrant.account_id == account_id)
    return [holding for holding in _holdings(RoleGrant.deputy_for_id.in_(principal)) if not holding.is_over]


def grant_by_id(grant_id: int) -> Holding | None:
    """One role that somebody holds."""
    return next(iter(_holdings(RoleGrant.id == grant_id)), None)


def _holdings(condition: Any) -> list[Holding]:
    principal, principal_account = aliased(RoleGrant), aliased(Account)
    rows = db.session.execute(
        select(RoleGrant, Account.pseudonym, Subject, principal_account.pseudonym)
        .join(Account, Account.id == RoleGrant.account_id)
        .outerjoin(Subject, Subject.id == RoleGrant.scope_id)
        .outerjoin(principal, principal.id == RoleGrant.deputy_for_id)
        .outerjoin(principal_account, principal_account.id == principal.account_id)
        .where(condition)
        .order_by(RoleGrant.role, Subject.title, RoleGrant.id)
        .execution_options(populate_existing=True)
    )
    moment = now()
    return [
        Holding(
            grant_id=grant.id, account_id=grant.account_id, pseudonym=pseudonym, role=grant.role,
            scope_id=grant.scope_id, scope_kind=scope.kind if scope else None, scope_title=scope.title if scope else "",
            scope_path=scope.path if scope else "", since=grant.valid_from, until=grant.valid_until,
            version=grant.version, deputy_for=deputy_for, moment=moment,
        )
        for grant, pseudonym, scope, deputy_for in rows
    ]  # fmt: skip


def scopes_for(role: Role) -> list[Scope]:
    """What a role can be given for, by kind and name; the whole installation last."""
    kinds: Collection[SubjectKind] = [kind for kind in SCOPES[role] if kind is not None]
    rows = db.session.execute(
        select(Subject.id, Subject.kind, Subject.title)
        .where(Subject.kind.in_(kinds), Subject.state != State.EXPUNGED)
        .order_by(Subject.kind, Subject.title, Subject.id)
    )
    found = [Scope(*row) for row in rows]
    return [*found, Scope(None, None, "")] if None in SCOPES[role] else found
