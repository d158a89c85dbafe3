"""Accounts that nobody has signed in to for long."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, exists, func, or_, select

from participation.core.clock import now
from participation.core.database import db
from participation.people.accounts.models import Account
from participation.people.departments.models import RoleGrant
from participation.people.own_data import rules
from participation.people.own_data.models import Erasure, UnusedWarning
from participation.town.settings.queries import setting

UNUSED_AFTER_DAYS = "unused_after_days"


@dataclass(frozen=True)
class UnusedAccount:
    """An account that was not used for long, and what is to come of it."""

    account_id: int
    last_used: datetime
    is_staff: bool
    warned_at: datetime | None
    erased_from: datetime | None

    def outlook(self, moment: datetime) -> str:
        """What the next night does with it, for the command line."""
        if self.is_staff:
            return "holds a role: stays, please hand over"
        if self.erased_from is None:
            return "will be warned"
        return "will be erased" if self.erased_from <= moment else f"warned, erased from {self.erased_from:%Y-%m-%d}"


def unused_days() -> int:
    """After how many days without signing in people are warned; the setting `unused_after_days`, at least 30."""
    return max(30, int(setting(UNUSED_AFTER_DAYS, rules.UNUSED_DAYS)))


def due_unconfirmed(before: datetime) -> Select[*tuple[Any, ...]]:
    """Accounts made before this moment whose address nobody ever confirmed, and which hold no role."""
    return select(Account.id, Account.created_at).where(
        Account.confirmed_at.is_(None), Account.erased_at.is_(None), Account.created_at <= before,
        Account.only_in_id.is_(None), ~_is_staff(), ~_is_leaving(),
    )  # fmt: skip


def due_unused(before: datetime) -> Select[*tuple[Any, ...]]:
    """Confirmed accounts last used before this moment whose owners were warned since, in vain, and hold no role."""
    return (
        select(Account.id, UnusedWarning.erased_from)
        .join(UnusedWarning, UnusedWarning.account_id == Account.id)
        .where(
            Account.erased_at.is_(None), Account.confirmed_at.is_not(None), ~_is_leaving(), ~_is_staff(),
            _last_used() <= before,
            UnusedWarning.warned_at >= _last_used(), UnusedWarning.erased_from <= now(),
        )
    )  # fmt: skip


def _is_staff() -> ColumnElement[bool]:
    return exists().where(
        RoleGrant.account_id == Account.id, or_(RoleGrant.valid_until.is_(None), RoleGrant.valid_until > now())
    )


def _is_leaving() -> ColumnElement[bool]:
    return exists().where(Erasure.account_id == Account.id, Erasure.stopped_at.is_(None))


def unused_accounts() -> list[UnusedAccount]:
    """All accounts unused for long, staff among them, the longest unused first; warnings since the last sign-in."""
    rows = db.session.execute(
        select(Account.id, _last_used(), _is_staff(), UnusedWarning.warned_at, UnusedWarning.erased_from)
        .outerjoin(
            UnusedWarning,
            (UnusedWarning.account_id == Account.id) & (UnusedWarning.warned_at >= _last_used()),
        )
        .where(
            Account.erased_at.is_(None),
            Account.only_in_id.is_(None),
            ~_is_leaving(),
            _last_used() <= now() - timedelta(days=unused_days()),
        )
        .order_by(_last_used(), Account.id)
    )
    return [UnusedAccount(*row) for row in rows]


def warned_in_vain() -> list[int]:
    """The accounts whose owners were warned, did not sign in, and whose time is up."""
    moment = now()
    return [
        one.account_id
        for one in unused_accounts()
        if not one.is_staff and one.erased_from is not None and one.erased_from <= moment
    ]


def _last_used() -> ColumnElement[datetime]:
    return func.coalesce(Account.last_sign_in_at, Account.created_at, type_=Account.created_at.type)
