"""Who a person is to the house: their account and the roles that they hold now."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import and_, bindparam, exists, func, or_, select

from participation.core.actor import Grants, Role
from participation.core.clock import now
from participation.core.database import db
from participation.people.accounts.models import Account, SignIn
from participation.people.accounts.queries import SIGNED_IN_FOR, token_digest
from participation.people.departments.models import RoleGrant
from participation.records.subjects.models import Admission

FRESH_FOR = timedelta(minutes=15)


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
    proved_at: datetime | None = None
    seen_at: datetime | None = None
    is_admitted: bool = False
    only_in: int | None = None
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
    def is_fresh(self) -> bool:
        """Whether the person showed a short while ago that it is them (see web.access.fresh)."""
        return self.proved_at is not None and self.proved_at > now() - FRESH_FOR

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
        Account.only_in_id, RoleGrant.role, RoleGrant.scope_id,
        exists().where(Admission.account_id == Account.id).label("is_admitted"),
    )
    .outerjoin(RoleGrant, _held)
    .where(Account.erased_at.is_(None))
)  # fmt: skip
_OF_SIGN_IN = (
    _PERSON.join(SignIn, SignIn.account_id == Account.id)
    .where(
        SignIn.token_hash == bindparam("token"), SignIn.ended_at.is_(None), SignIn.awaits_second.is_(False),
        SignIn.seen_at > bindparam("earliest"),
    )
    .add_columns(SignIn.proved_at, SignIn.seen_at)
)  # fmt: skip
_OF_ACCOUNT = _PERSON.where(Account.id == bindparam("account"))


def person_of_sign_in(token: str) -> Person | None:
    """The person behind a sign-in that was not ended, in one statement."""
    moment = now()
    asked = {"token": token_digest(token), "moment": moment, "earliest": moment - SIGNED_IN_FOR}
    return _person(db.session.execute(_OF_SIGN_IN, asked).all(), token)


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
        proved_at=getattr(first, "proved_at", None), seen_at=getattr(first, "seen_at", None),
        is_admitted=bool(first.is_admitted), only_in=first.only_in_id,
    )  # fmt: skip


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


def count_holders(role: Role) -> int:
    """How many people hold a role for the whole installation now."""
    held = select(RoleGrant.account_id).join(Account, _held).where(
        RoleGrant.role == role, RoleGrant.scope_id.is_(None), Account.erased_at.is_(None)
    )  # fmt: skip
    return int(db.session.scalar(select(func.count()).select_from(held.distinct().subquery()), {"moment": now()}) or 0)


def role_counts() -> list[tuple[Role, int, int]]:
    """How many people hold each role now, and for how many scopes (0: only for the whole installation)."""
    moment = now()
    rows = db.session.execute(
        select(
            RoleGrant.role, func.count(func.distinct(RoleGrant.account_id)),
            func.count(func.distinct(RoleGrant.scope_id)),
        )
        .where(RoleGrant.valid_from <= moment, or_(RoleGrant.valid_until.is_(None), RoleGrant.valid_until > moment))
        .group_by(RoleGrant.role)
    )  # fmt: skip
    held = {row[0]: (int(row[1]), int(row[2])) for row in rows}
    return [(role, *held.get(role, (0, 0))) for role in Role]
