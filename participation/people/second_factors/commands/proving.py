"""Proving with a code who one is: from the app, or one of the ten for emergencies."""

from __future__ import annotations

from sqlalchemy import update

from participation.core.actor import HOUSE
from participation.core.clock import now
from participation.core.database import db
from participation.core.errors import N_, Invalid
from participation.people.accounts.models import Account
from participation.people.second_factors import rules
from participation.people.second_factors.events import RecoveryCodeUsed
from participation.people.second_factors.models import Authenticator, RecoveryCode
from participation.people.second_factors.queries import authenticator_of
from participation.records.journal.commands import record

WRONG_CODE = N_("Dieser Code stimmt nicht oder wurde schon benutzt. Bitte nehmen Sie den nächsten aus Ihrer App.")


def prove_by_code(account_id: int, code: str, *, key: str) -> None:
    """Take a code, once: a second use of it is refused, also at the same moment. Raises Invalid where it is wrong."""
    taken = _take_recovery_code if rules.looks_like_recovery_code(code) else _take_app_code
    if not taken(account_id, code, key):
        raise Invalid(WRONG_CODE, field="code")


def _take_app_code(account_id: int, code: str, key: str) -> bool:
    found = authenticator_of(account_id)
    secret = rules.unsealed(found.secret, key=key) if found and found.confirmed_at else None
    step = rules.step_of_code(secret, code, at=now()) if secret else None
    if step is None:
        return False
    taken = db.session.execute(
        update(Authenticator)
        .where(Authenticator.account_id == account_id, Authenticator.last_step < step)
        .values(last_step=step)
        .returning(Authenticator.account_id)
    )
    return taken.scalar_one_or_none() is not None


def _take_recovery_code(account_id: int, code: str, _key: str) -> bool:
    taken = db.session.execute(
        update(RecoveryCode)
        .where(
            RecoveryCode.account_id == account_id, RecoveryCode.used_at.is_(None),
            RecoveryCode.code_hash == rules.recovery_digest(code, account_id=account_id),
        )
        .values(used_at=now())
        .returning(RecoveryCode.id)
    )  # fmt: skip
    if taken.scalar_one_or_none() is None:
        return False
    ref = db.session.get_one(Account, account_id).actor_ref
    record(RecoveryCodeUsed(None, person_ref=ref), actor=HOUSE)
    return True
