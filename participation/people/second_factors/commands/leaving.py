"""What becomes of the second steps of somebody who left."""

from __future__ import annotations

from sqlalchemy import delete

from participation.core.database import db
from participation.people.second_factors.models import Authenticator, Passkey, PasskeyQuestion, RecoveryCode


def forget_factors_of(account_id: int) -> None:
    """Delete apps, passkeys and recovery codes of an account."""
    for statement in (
        delete(Authenticator).where(Authenticator.account_id == account_id),
        delete(Passkey).where(Passkey.account_id == account_id),
        delete(PasskeyQuestion).where(PasskeyQuestion.account_id == account_id),
        delete(RecoveryCode).where(RecoveryCode.account_id == account_id),
    ):
        db.session.execute(statement.execution_options(synchronize_session=False))
