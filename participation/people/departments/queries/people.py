"""Finding people who work here: by name or address, by department, by role."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from sqlalchemy import and_, func, or_, select

from participation.core.actor import Role
from participation.core.clock import now
from participation.core.database import db
from participation.people.accounts.models import Account
from participation.people.accounts.rules import email_key, masked_email, pseudonym_key
from participation.people.departments.models import RoleGrant
from participation.people.departments.queries.holdings import Holding, holdings_of
from participation.records.subjects.models import Subject


@dataclass(frozen=True)
class Asked:
    """What is asked for: part of a pseudonym or address, a role, a department by its id."""

    words: str = ""
    role: Role | None = None
    department_id: int | None = None

    @property
    def active(self) -> int:
        """How many filters are on."""
        return sum(1 for value in (self.words, self.role, self.department_id) if value)


@dataclass(frozen=True)
class Colleague:
    """An account with the roles that it holds now or will hold."""

    account_id: int
    pseudonym: str
    email: str
    holdings: list[Holding]


def count_colleagues(asked: Asked) -> int:
    """How many people are found."""
    return int(db.session.scalar(select(func.count()).select_from(_accounts(asked).subquery())) or 0)


def colleagues(asked: Asked, *, offset: int, most: int) -> list[Colleague]:
    """The people found, by pseudonym: those with a role, and whose whole pseudonym or address was typed. So nobody can
    leaf through the addresses of people who just take part; of them only the beginning is shown."""
    rows = db.session.execute(
        _accounts(asked).order_by(Account.pseudonym_key, Account.id).offset(offset).limit(most)
    ).all()
    held: dict[int, list[Holding]] = defaultdict(list)
    for holding in holdings_of(*(row.id for row in rows)):
        held[holding.account_id].append(holding)
    return [
        Colleague(
            row.id, row.pseudonym, row.email if held[row.id] else masked_email(row.email),
            [holding for holding in held[row.id] if not holding.is_over],
        )
        for row in rows
    ]  # fmt: skip


def _accounts(asked: Asked) -> Any:
    statement = select(Account.id, Account.pseudonym, Account.pseudonym_key, Account.email).where(
        Account.erased_at.is_(None), Account.confirmed_at.is_not(None)
    )
    if not asked.words:
        return statement.where(Account.id.in_(_holders(asked)))
    works_here = and_(Account.id.in_(_holders(asked)), _named_like(asked.words))
    if asked.role or asked.department_id:
        return statement.where(works_here)
    return statement.where(or_(works_here, _is_named(asked.words)))


def _named_like(words: str) -> Any:
    """Part of a pseudonym or an address."""
    found = [Account.email.contains(email_key(words), autoescape=True)]
    if key := "".join(c for c in pseudonym_key(words) if c.isalnum()):
        found.append(Account.pseudonym_key.contains(key, autoescape=True))
    return or_(*found)


def _is_named(words: str) -> Any:
    """The whole pseudonym or the whole address."""
    return or_(Account.email == email_key(words), Account.pseudonym_key == pseudonym_key(words))


def _holders(asked: Asked) -> Any:
    """The accounts that hold, or will hold, a role as asked."""
    running = or_(RoleGrant.valid_until.is_(None), RoleGrant.valid_until > now())
    holders = select(RoleGrant.account_id).outerjoin(Subject, Subject.id == RoleGrant.scope_id).where(running)
    if asked.role:
        holders = holders.where(RoleGrant.role == asked.role)
    if asked.department_id:
        holders = holders.where(Subject.department_id == asked.department_id)
    return holders
