"""Setting the app up, making recovery codes, taking all of it away."""

from __future__ import annotations

from sqlalchemy import delete

from participation.core.actor import Actor
from participation.core.clock import now
from participation.core.database import db
from participation.core.errors import Invalid, NotAllowed
from participation.people.accounts.commands import end_all_sign_ins, end_other_sign_ins
from participation.people.accounts.models import Account
from participation.people.second_factors import rules
from participation.people.second_factors.commands.proving import WRONG_CODE
from participation.people.second_factors.events import (
    RecoveryCodesMade,
    SecondFactorRemoved,
    SecondFactorReset,
    SecondFactorSetUp,
)
from participation.people.second_factors.models import Authenticator, Passkey, PasskeyQuestion, RecoveryCode
from participation.records.journal.commands import record
from participation.records.mailbox.commands import post_mail


def begin_second_factor(account_id: int, *, key: str) -> None:
    """Make a secret for the person's app; it counts only once a code from the app was confirmed."""
    found = db.session.get(Authenticator, account_id, with_for_update=True)
    if found is not None and found.confirmed_at is not None:
        raise Invalid("Die Anmeldung in zwei Schritten ist schon eingerichtet.", field="code")
    secret = rules.sealed(rules.new_secret(), key=key)
    if found is None:
        db.session.add(Authenticator(account_id=account_id, secret=secret))
    else:
        found.secret, found.created_at = secret, now()
    db.session.flush()


def confirm_second_factor(account_id: int, code: str, *, key: str, kept: str, actor: Actor) -> list[str]:
    """The first code from the app: from now on signing in takes two steps, everywhere else the person is signed out.

    Returns the ten recovery codes, which are shown this once. Raises Invalid where the code is wrong.
    """
    found = db.session.get(Authenticator, account_id, with_for_update=True)
    if found is None or found.confirmed_at is not None:
        raise Invalid("Bitte fangen Sie mit dem Einrichten noch einmal an.", field="code")
    secret = rules.unsealed(found.secret, key=key)
    step = rules.step_of_code(secret, code, at=now()) if secret else None
    if step is None:
        raise Invalid(WRONG_CODE, field="code")
    found.confirmed_at, found.last_step = now(), step
    end_other_sign_ins(account_id, kept=kept)
    record(SecondFactorSetUp(None, person_ref=actor.actor_ref), actor=actor)
    _tell(account_id, "second_factor_set_up")
    return _new_codes(account_id)


def make_recovery_codes(account_id: int, *, actor: Actor) -> list[str]:
    """Ten new recovery codes, shown this once; the old ones are worth nothing from now on."""
    db.session.get_one(Authenticator, account_id, with_for_update=True)
    record(RecoveryCodesMade(None, person_ref=actor.actor_ref), actor=actor)
    return _new_codes(account_id)


def remove_second_factor(account_id: int, *, required: bool, actor: Actor) -> None:
    """Sign in with the password alone again. Raises NotAllowed where the person's roles require a second factor."""
    if required:
        raise NotAllowed("Für Ihre Aufgaben ist die Anmeldung in zwei Schritten vorgeschrieben.")
    _delete_all(account_id)
    record(SecondFactorRemoved(None, person_ref=actor.actor_ref), actor=actor)
    _tell(account_id, "second_factor_removed")


def reset_second_factor(account_id: int, *, actor: Actor) -> None:
    """Take away the second factor of somebody who lost it, and sign them out everywhere; they are told by mail."""
    if not rules.may_reset_second_factor(actor):
        raise NotAllowed("Das darf nur die Administration.")
    _delete_all(account_id)
    end_all_sign_ins(account_id)
    account = db.session.get_one(Account, account_id)
    record(SecondFactorReset(None, person_ref=account.actor_ref), actor=actor)
    _tell(account_id, "second_factor_reset")


def _new_codes(account_id: int) -> list[str]:
    db.session.execute(delete(RecoveryCode).where(RecoveryCode.account_id == account_id))
    codes = rules.new_recovery_codes()
    db.session.add_all(
        RecoveryCode(
            account_id=account_id, position=number, code_hash=rules.recovery_digest(code, account_id=account_id)
        )
        for number, code in enumerate(codes, 1)
    )
    db.session.flush()
    return codes


def _delete_all(account_id: int) -> None:
    for table in (RecoveryCode, PasskeyQuestion, Passkey, Authenticator):
        db.session.execute(delete(table).where(table.account_id == account_id))


def _tell(account_id: int, template: str) -> None:
    account = db.session.get_one(Account, account_id)
    post_mail(
        account.email, template, language=account.language, account_ref=account.actor_ref, pseudonym=account.pseudonym
    )
