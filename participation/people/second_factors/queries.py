"""Whether somebody has a second factor, and of what it consists."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select

from participation.core.database import db
from participation.people.second_factors.models import Authenticator, Passkey, RecoveryCode
from participation.town.settings.models import SiteSetting

SETTING = "second_factor_required"


@dataclass(frozen=True)
class SecondFactor:
    """What somebody's second step may be. `since` is None while there is none."""

    since: datetime | None
    passkeys: list[Passkey]
    codes_left: int

    @property
    def is_there(self) -> bool:
        """Whether signing in takes a second step."""
        return self.since is not None


def second_factor_is_required() -> bool:
    """Whether everyone with a role must sign in with two steps: the setting `second_factor_required`, else not."""
    found = db.session.get(SiteSetting, SETTING)
    return found is not None and found.value is True


def who_have_one(account_ids: Collection[int]) -> set[int]:
    """Those of these accounts that sign in with two steps."""
    found = select(Authenticator.account_id).where(
        Authenticator.account_id.in_(account_ids), Authenticator.confirmed_at.is_not(None)
    )
    return set(db.session.scalars(found))


def has_second_factor(account_id: int) -> bool:
    """Whether signing in to this account takes a second step."""
    found = select(Authenticator.account_id).where(
        Authenticator.account_id == account_id, Authenticator.confirmed_at.is_not(None)
    )
    return db.session.scalar(found) is not None


def second_factor_of(account_id: int) -> SecondFactor:
    """What an account's second step may be."""
    since = db.session.scalar(select(Authenticator.confirmed_at).where(Authenticator.account_id == account_id))
    left = select(func.count()).where(RecoveryCode.account_id == account_id, RecoveryCode.used_at.is_(None))
    return SecondFactor(since, passkeys_of(account_id), int(db.session.scalar(left) or 0))


def authenticator_of(account_id: int) -> Authenticator | None:
    """The app of an account, confirmed or not."""
    return db.session.get(Authenticator, account_id)


def passkeys_of(account_id: int) -> list[Passkey]:
    """The passkeys of an account, the oldest first."""
    return list(db.session.scalars(select(Passkey).where(Passkey.account_id == account_id).order_by(Passkey.id)))


def are_recovery_codes(digests: list[str], *, account_id: int) -> bool:
    """Whether all of these are recovery codes of the account."""
    found = select(func.count()).where(RecoveryCode.account_id == account_id, RecoveryCode.code_hash.in_(digests))
    return bool(digests) and db.session.scalar(found) == len(digests)


def kept_second_factors(account_id: int) -> list[dict[str, Any]]:
    """What is kept of an account's second step, for its owner's eyes: nothing that opens anything."""
    factor = second_factor_of(account_id)
    app = [{"kind": "app", "created_at": factor.since}] if factor.since else []
    passkeys = [
        {"kind": "passkey", "name": key.name, "created_at": key.created_at, "used_at": key.used_at}
        for key in factor.passkeys
    ]
    codes = [{"kind": "recovery_codes", "left": factor.codes_left}] if factor.codes_left else []
    return [*app, *passkeys, *codes]
