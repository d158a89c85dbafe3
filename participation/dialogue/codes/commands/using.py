"""People use codes: a letter for their account, or a group code to take part without one.

Each use is one statement that counts down in the database, so that parallel tries never use a code more often than it
can be used. Neither the row of the code nor the journal says who it was.
"""

from __future__ import annotations

import secrets
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.dialects import postgresql, sqlite

from participation.core.actor import Actor
from participation.core.assurance import Assurance
from participation.core.clock import now, today
from participation.core.database import db
from participation.core.errors import Conflict, Invalid, NotAllowed
from participation.dialogue.codes import queries, rules
from participation.dialogue.codes.models import AgeConfirmation, Code, CodeBatch, CodeKind, Guest, LevelProof
from participation.dialogue.processes.models import Process
from participation.people.accounts.models import Account
from participation.people.accounts.queries import pseudonym_taken
from participation.people.accounts.rules import pseudonym_key
from participation.records.subjects.models import Admission, Audience


def code_typed(text: str, *, key: str) -> tuple[str, CodeBatch]:
    """The digest and the batch of a code that was typed. Raises Invalid for what is none, UnknownCode for one that
    nobody made, Conflict for one that is not good now."""
    digest = rules.code_digest(rules.read_code(text), key=key)
    batch = queries.batch_of_code(digest)
    if batch is None:
        raise rules.UnknownCode()
    rules.check_good(batch, moment=now())
    return digest, batch


def redeem_letter(text: str, *, key: str, actor: Actor) -> CodeBatch:
    """Bring an account to the level of its letter: one code for one account, one account one code in a process.

    Raises as `code_typed` does, NotAllowed for people without a confirmed address, Conflict for a used code or where
    the account has redeemed one already.
    """
    if actor.account_id is None or actor.only_in is not None or not actor.is_confirmed:
        raise NotAllowed("Den Code aus einem Brief geben Sie mit Ihrem Konto ein. Bitte melden Sie sich zuerst an.")
    digest, batch = code_typed(text, key=key)
    if batch.kind is not CodeKind.LETTER:
        raise Conflict("Das ist ein Code für Menschen ohne Konto. Sie sind schon mit Ihrem Konto da.")
    proof = _insert()(LevelProof).values(
        account_id=actor.account_id, process_id=batch.process_id, level=Assurance.CODE_LETTER, proven_on=today()
    )
    fresh = db.session.execute(proof.on_conflict_do_nothing().returning(LevelProof.id)).scalar_one_or_none()
    if fresh is None:
        raise Conflict("Sie haben hier schon einen Code eingelöst. Dieser bleibt unbenutzt.")
    _use(digest)
    return batch


def join_with_code(
    text: str, process: Process, *, pseudonym: str, key: str, language: str = "de", send_key: str | None = None
) -> tuple[Account, str]:
    """Take part in a process without an account. Returns the account of the guest, and the code with which they come
    back: it is shown this once, and nobody else knows it. The same `send_key` joins once; the second time the way back
    is made anew, because the first answer may not have arrived.

    Raises as `code_typed` does, Invalid where the pseudonym is taken, Conflict for a code of another process, a used
    one, or one that is not enough here.
    """
    digest, batch = code_typed(text, key=key)
    db.session.execute(select(Code.id).where(Code.code_hash == digest).with_for_update())  # one after the other
    if send_key and (known := queries.guest_sent_with(send_key)):
        return known, _new_way_back(known, key=key)
    check_joining(batch, process)
    if pseudonym_taken(pseudonym):
        raise Invalid("Dieses Pseudonym ist schon vergeben. Bitte wählen Sie ein anderes.", field="pseudonym")
    _use(digest)
    account = Account(
        email=f"-{secrets.token_hex(16)}", pseudonym=pseudonym, pseudonym_key=pseudonym_key(pseudonym),
        language=language, only_in_id=process.subject_id,
    )  # fmt: skip
    db.session.add(account)
    db.session.flush()
    back = rules.new_code()
    db.session.add(Guest(account_id=account.id, key_hash=rules.code_digest(back, key=key), send_key=send_key))
    if batch.age is not None:
        db.session.add(AgeConfirmation(account_id=account.id, process_id=process.subject_id, age=batch.age))
    if process.audience is Audience.INVITED:
        db.session.add(Admission(subject_id=process.subject_id, account_id=account.id))
    db.session.flush()
    return account, back


def _new_way_back(account: Account, *, key: str) -> str:
    back = rules.new_code()
    db.session.get_one(Guest, account.id).key_hash = rules.code_digest(back, key=key)
    db.session.flush()
    return back


def check_joining(batch: CodeBatch, process: Process) -> None:
    """Raise Conflict for a code that does not let anybody take part in this process without an account."""
    if batch.kind is not CodeKind.GROUP:
        raise Conflict("Das ist ein Code aus einem Brief. Er gilt zusammen mit einem Konto. Bitte melden Sie sich an.")
    if batch.process_id != process.subject_id:
        raise Conflict("Dieser Code gehört zu einem anderen Verfahren.")
    if process.assurance is not Assurance.GUEST_CODE or not process.is_published or process.is_archived:
        raise Conflict("In diesem Verfahren kann man gerade nicht mit einem Code ohne Konto mitmachen.")


def confirm_age(process: Process, *, age: int, actor: Actor) -> None:
    """Keep that somebody says to be at least `age` years old; raises Conflict where the process asks for more now."""
    if actor.account_id is None or (actor.only_in is not None and actor.only_in != process.subject_id):
        raise NotAllowed("Bitte melden Sie sich an, um mitzumachen.")
    if process.minimum_age is None:
        return
    if age < process.minimum_age:
        raise Conflict("Das Mindestalter hat sich gerade geändert. Bitte sehen Sie noch einmal nach.")
    said = {"age": process.minimum_age, "confirmed_on": today()}
    statement = _insert()(AgeConfirmation).values(account_id=actor.account_id, process_id=process.subject_id, **said)
    db.session.execute(statement.on_conflict_do_update(index_elements=["account_id", "process_id"], set_=said))


def _use(digest: str) -> None:
    """Count one use down, in the database itself; a voided batch has none left."""
    good = select(CodeBatch.id).where(CodeBatch.void_at.is_(None))
    used = db.session.execute(
        update(Code)
        .where(Code.code_hash == digest, Code.uses_left > 0, Code.batch_id.in_(good))
        .values(uses_left=Code.uses_left - 1)
        .returning(Code.uses_left)
        .execution_options(synchronize_session=False)
    ).scalar_one_or_none()
    if used is None:
        raise Conflict("Dieser Code ist aufgebraucht. Bitte fragen Sie dort, wo Sie ihn bekommen haben.")


def _insert() -> Any:
    return sqlite.insert if db.engine.dialect.name == "sqlite" else postgresql.insert
