"""Passkeys: adding one, proving with one, taking one away (WebAuthn).

The library takes 13 MB of every process that has loaded it, so it is loaded with the first passkey, not at start.
"""

from __future__ import annotations

import base64
import json
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import delete, select, update
from sqlalchemy.exc import IntegrityError

from participation.core.actor import Actor
from participation.core.clock import now
from participation.core.database import db
from participation.core.errors import N_, Invalid
from participation.people.second_factors.events import PasskeyAdded, PasskeyRemoved
from participation.people.second_factors.models import Passkey, PasskeyQuestion
from participation.people.second_factors.queries import has_second_factor, passkeys_of
from participation.records.journal.commands import record

ANSWER_WITHIN = timedelta(minutes=5)
REFUSED = N_(
    "Der Passkey wurde nicht erkannt. Bitte versuchen Sie es noch einmal, oder nehmen Sie den Code aus der App."
)


@dataclass(frozen=True)
class Site:
    """For which site a passkey is: its host and its whole address, as browsers know them."""

    host: str
    origin: str
    name: str


def ask_passkey(account_id: int, *, site: Site, pseudonym: str = "") -> str:
    """What a browser is asked, as JSON: to make a new passkey for `pseudonym`, or without it to use one."""
    import webauthn
    from webauthn.helpers import base64url_to_bytes
    from webauthn.helpers.structs import PublicKeyCredentialDescriptor, UserVerificationRequirement

    known = [PublicKeyCredentialDescriptor(id=base64url_to_bytes(p.credential_id)) for p in passkeys_of(account_id)]
    if pseudonym:
        options = webauthn.options_to_json(
            webauthn.generate_registration_options(
                rp_id=site.host, rp_name=site.name, user_name=pseudonym, user_id=f"account {account_id}".encode(),
                exclude_credentials=known,
            )
        )  # fmt: skip
    else:
        options = webauthn.options_to_json(
            webauthn.generate_authentication_options(
                rp_id=site.host, allow_credentials=known, user_verification=UserVerificationRequirement.PREFERRED
            )
        )
    challenge = json.loads(options)["challenge"]
    db.session.execute(delete(PasskeyQuestion).where(PasskeyQuestion.expires_at < now()))
    db.session.add(PasskeyQuestion(challenge=challenge, account_id=account_id, expires_at=now() + ANSWER_WITHIN))
    db.session.flush()
    return str(options)


def add_passkey(account_id: int, answer: str, *, name: str, site: Site, actor: Actor) -> Passkey:
    """Keep the public half of a new passkey. Raises Invalid where the answer is none to our question, or the account
    has no app yet: passkeys come in addition."""
    import webauthn
    from webauthn.helpers import bytes_to_base64url
    from webauthn.helpers.exceptions import WebAuthnException

    if not has_second_factor(account_id):
        raise Invalid("Bitte richten Sie zuerst die Codes aus einer App ein.", field="name")
    challenge = _take_question(account_id, answer)
    try:
        proved = webauthn.verify_registration_response(
            credential=answer, expected_challenge=challenge, expected_rp_id=site.host, expected_origin=site.origin,
            require_user_verification=False,
        )  # fmt: skip
        passkey = Passkey(
            account_id=account_id, name=name, credential_id=bytes_to_base64url(proved.credential_id),
            public_key=proved.credential_public_key, sign_count=proved.sign_count,
        )  # fmt: skip
        with db.session.begin_nested():
            db.session.add(passkey)
    except (WebAuthnException, IntegrityError, ValueError):
        raise Invalid(REFUSED, field="name") from None
    record(PasskeyAdded(None, person_ref=actor.actor_ref), actor=actor)
    return passkey


def prove_by_passkey(account_id: int, answer: str, *, site: Site) -> None:
    """Take what a passkey signed, once. Raises Invalid where it is not one of the account's, or its counter ran
    backwards, as that of a copy would."""
    import webauthn
    from webauthn.helpers.exceptions import WebAuthnException

    challenge = _take_question(account_id, answer)
    passkey = db.session.scalar(
        select(Passkey)
        .where(Passkey.account_id == account_id, Passkey.credential_id == _said(answer, "id"))
        .with_for_update()
    )
    if passkey is None:
        raise Invalid(REFUSED, field="code")
    try:
        proved = webauthn.verify_authentication_response(
            credential=answer, expected_challenge=challenge, expected_rp_id=site.host, expected_origin=site.origin,
            credential_public_key=passkey.public_key, credential_current_sign_count=passkey.sign_count,
            require_user_verification=False,
        )  # fmt: skip
    except (WebAuthnException, ValueError):
        raise Invalid(REFUSED, field="code") from None
    passkey.sign_count, passkey.used_at = proved.new_sign_count, now()


def remove_passkey(account_id: int, passkey_id: int, *, actor: Actor) -> bool:
    """Take one of one's own passkeys away; returns whether there was such a one."""
    gone = delete(Passkey).where(Passkey.id == passkey_id, Passkey.account_id == account_id).returning(Passkey.id)
    if db.session.execute(gone).scalar_one_or_none() is None:
        return False
    record(PasskeyRemoved(None, person_ref=actor.actor_ref), actor=actor)
    return True


def _take_question(account_id: int, answer: str) -> bytes:
    """The challenge that this answers: ours, for this account, not answered before and not long ago."""
    from webauthn.helpers import base64url_to_bytes

    taken = db.session.execute(
        update(PasskeyQuestion)
        .where(
            PasskeyQuestion.account_id == account_id, PasskeyQuestion.challenge == _challenge_of(answer),
            PasskeyQuestion.used_at.is_(None), PasskeyQuestion.expires_at > now(),
        )
        .values(used_at=now())
        .returning(PasskeyQuestion.challenge)
    ).scalar_one_or_none()  # fmt: skip
    if taken is None:
        raise Invalid(REFUSED, field="code")
    return base64url_to_bytes(taken)


def _challenge_of(answer: str) -> str:
    try:
        data = json.loads(answer)["response"]["clientDataJSON"]
        return str(json.loads(base64.urlsafe_b64decode(data + "=" * (-len(data) % 4)))["challenge"])
    except (ValueError, KeyError, TypeError):
        raise Invalid(REFUSED, field="code") from None


def _said(answer: str, name: str) -> str:
    return str(json.loads(answer).get(name, ""))
