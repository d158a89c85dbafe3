"""Who a person is to the house: their account and the roles that they hold now."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import and_, bindparam, or_, select

from participation.core.actor import Grants, Role
from participation.core.clock import now
from participation.core.database import db
from participation.people.accounts.models import Account, SignIn
from participation.people.accounts.queries import token_digest
from participation.people.departments.models import Department, RoleGrant


@dataclass(frozen=True)
class Person:
    """A signed-in person with their roles; what rules, views and templates get to see of an account."""

    account_id: int
    actor_ref: str | None
    pseudonym: str
    language: str
    is_confirmed: bool
    grants: Grants
    unread: int = 0
    token: str = ""
    is_authenticated: bool = True
    is_active: bool = True
    is_anonymous: bool = False

    def has_role(self, role: Role, *scopes: int | None) -> bool:
        """Whether the person holds the role for one of the scopes or everywhere."""
        return self.grants.has_role(role, *scopes)

    def scopes_of(self, role: Role) -> frozenset[int | None]:
        """The subjects that the person holds the role for."""
        return self.grants.scopes_of(role)

    @property
    def is_staff(self) -> bool:
        """Whether the person holds any role."""
        return bool(self.grants.held)

    def get_id(self) -> str:
        """What the session cookie holds: the token of the sign-in."""
        return self.token


_held = and_(
    RoleGrant.account_id == Account.id,
    RoleGrant.valid_from <= bindparam("moment"),
    or_(RoleGrant.valid_until.is_(None), RoleGrant.valid_until > bindparam("moment")),
)
_PERSON = (
    select(
        Account.id, Account.actor_ref, Account.pseudonym, Account.language, Account.confirmed_at, Account.unread,
        RoleGrant.role, RoleGrant.scope_id,
    )
    .outerjoin(RoleGrant, _held)
    .where(Account.erased_at.is_(None))
)  # fmt: skip
_OF_SIGN_IN = _PERSON.join(SignIn, SignIn.account_id == Account.id).where(
    SignIn.token_hash == bindparam("token"), SignIn.ended_at.is_(None)
)
_OF_ACCOUNT = _PERSON.where(Account.id == bindparam("account"))


def person_of_sign_in(token: str) -> Person | None:
    """The person behind a sign-in that was not ended, in one statement."""
    return _person(db.session.execute(_OF_SIGN_IN, {"token": token_digest(token), "moment": now()}).all(), token)


def person_of_account(account_id: int, token: str = "") -> Person | None:
    """The person behind an account."""
    return _person(db.session.execute(_OF_ACCOUNT, {"account": account_id, "moment": now()}).all(), token)


def _person(rows: object, token: str) -> Person | None:
    found = list(rows)  # type: ignore[call-overload]
    if not found:
        return None
    first = found[0]
    held = frozenset((row.role, row.scope_id) for row in found if row.role is not None)
    return Person(
        account_id=first.id, actor_ref=first.actor_ref, pseudonym=first.pseudonym, language=first.language,
        is_confirmed=first.confirmed_at is not None, grants=Grants(held), unread=first.unread, token=token,
    )  # fmt: skip


def all_departments() -> list[Department]:
    """All departments in their order."""
    return list(db.session.scalars(select(Department).order_by(Department.position, Department.name)))


def department_by_slug(slug: str) -> Department | None:
    """The department with this name in its address."""
    return db.session.scalar(select(Department).where(Department.slug == slug))


def staff_accounts(role: Role, *scopes: int) -> list[int]:
    """The accounts that hold a role for one of the scopes or everywhere."""
    moment = now()
    statement = select(RoleGrant.account_id).where(
        RoleGrant.role == role,
        or_(RoleGrant.scope_id.in_(scopes), RoleGrant.scope_id.is_(None)),
        RoleGrant.valid_from <= moment,
        or_(RoleGrant.valid_until.is_(None), RoleGrant.valid_until > moment),
    )
    return sorted(set(db.session.scalars(statement)))
