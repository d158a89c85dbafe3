"""Talking to the broker: Authlib's client for Flask, with what it leaves open decided here."""

from __future__ import annotations

import time
from collections.abc import Mapping
from typing import Any

from flask import request, session

from participation.core.clock import now
from participation.core.database import db
from participation.people.identities import rules
from participation.people.identities.broker import knowing

KEYS_AGAIN = 60
"""Seconds between two questions for its keys because of a key that we do not know."""
WAYS_AT_ONCE = 3
"""How many sign-ins one browser may have begun at the same time: their states lie in its cookie."""


def address_to_sign_in(path_back: str, *, about: Mapping[str, Any], again: bool = False, level: str = "") -> str:
    """Where a browser goes to sign in. `about` is what we want to know when it comes back; `again`: the broker shall
    ask for password or card although it knows the person; `level`: how sure it shall be, a value of `Assurance`."""
    _keep_few_ways()
    more: dict[str, Any] = {"prompt": "login", "max_age": 0} if again else {}
    if level:
        more["acr_values"] = " ".join(acr for acr, proved in knowing.meaning().levels if proved == level)
    with knowing.told_in_words():
        client = knowing.client()
        back = knowing.settings().base_url + path_back
        made = client.create_authorization_url(back, **more)
        client.save_authorize_data(
            redirect_uri=back, state=made["state"], nonce=made["nonce"], code_verifier=made["code_verifier"],
            about={**about, "since": int(now().timestamp())},
        )  # fmt: skip
    return str(made["url"])


def way_of(state: str) -> dict[str, Any] | None:
    """What this browser was sent to the broker for, if it was with this state and not too long ago."""
    found = session.get(f"_state_{knowing.NAME}_{state}")
    about = found["data"]["about"] if found else None
    return about if about and now().timestamp() - about["since"] < rules.ANSWERED_WITHIN.total_seconds() else None


def forget_way(state: str) -> None:
    """The browser came back."""
    session.pop(f"_state_{knowing.NAME}_{state}", None)


def take_answer() -> rules.Proof:
    """Whom the broker proves by the answer in this request. Raises BrokerError where anything about it is wrong."""
    db.session.rollback()
    if request.args.get("iss", knowing.settings().oidc_issuer) != knowing.settings().oidc_issuer:
        raise knowing.BrokerError("untrusted")
    with knowing.told_in_words():
        client = knowing.client()
        must = {"essential": True}
        options = {"iss": {**must, "value": knowing.settings().oidc_issuer}, "sub": must, "nonce": must}
        token = client.authorize_access_token(claims_options=options, leeway=rules.CLOCKS_APART)
        claims = token.get("userinfo")
        if claims is None or not rules.is_for_us(
            claims.get("aud"), claims.get("azp"), client_id=knowing.settings().oidc_client_id
        ):
            raise ValueError("no ID token for us")
        return rules.proof_of(claims, knowing.meaning(), key=knowing.key())


def logout_claims(text: str) -> dict[str, Any]:
    """The claims of a logout token whose signature is the broker's. Raises BrokerError otherwise."""
    db.session.rollback()
    with knowing.told_in_words():
        from joserfc import jwt
        from joserfc.errors import InvalidKeyIdError
        from joserfc.jwk import KeySet
        from joserfc.jws import JWSRegistry

        client = knowing.client()
        registry = JWSRegistry(algorithms=knowing.algorithms(client.load_server_metadata()), strict_check_header=False)
        try:
            token = jwt.decode(text, KeySet.import_key_set(client.fetch_jwk_set()), registry=registry)
        except InvalidKeyIdError:
            token = jwt.decode(text, KeySet.import_key_set(_keys_again(client)), registry=registry)
        if str(token.header.get("typ", "JWT")).lower() not in {"jwt", "logout+jwt"}:
            raise ValueError("another kind of token")
        return dict(token.claims)


def _keys_again(client: Any) -> Any:
    """The broker's keys, asked for anew: it may have changed them. Whoever sends made-up tokens does not make us ask
    again and again."""
    known, moment = knowing.kept(), time.monotonic()
    if moment - known.keys_at < KEYS_AGAIN:
        raise ValueError("a key that is not known")
    known.keys_at = moment
    return client.fetch_jwk_set(force=True)


def address_to_sign_out() -> str | None:
    """Where people sign out of the broker too; None where it names no such page or is not reached."""
    try:
        with knowing.told_in_words():
            client = knowing.client()
            if not client.load_server_metadata().get("end_session_endpoint"):
                return None
            made = client.create_logout_url(
                knowing.settings().base_url + "/", client_id=knowing.settings().oidc_client_id
            )
            return str(made["url"])
    except knowing.BrokerError:
        return None


def _keep_few_ways() -> None:
    begun = [name for name in session if name.startswith(f"_state_{knowing.NAME}_")]
    for name in sorted(begun, key=lambda name: session[name].get("exp", 0))[: max(0, len(begun) - WAYS_AT_ONCE + 1)]:
        session.pop(name)
