"""Talking to the broker: Authlib's client for Flask, with what it leaves open decided here.

Authlib and requests are imported only where somebody signs in through the broker: without one they cost no memory.
What the broker says of itself (discovery) and its keys are kept for an hour by each process.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import urlsplit

from flask import current_app, request, session

from config import is_loopback
from participation.core.database import db
from participation.people.identities import rules

if TYPE_CHECKING:
    from config import Settings

log = logging.getLogger(__name__)
NAME = "broker"
PATIENCE = 8
KEPT_FOR = 3600
WAYS_AT_ONCE = 3
"""How many sign-ins one browser may have begun at the same time: their states lie in its cookie."""
SIGNED_BY = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA", "Ed25519")
"""Signatures with a key of which the broker alone has the private half; never `none`, never a shared secret."""
_line = threading.Lock()


class BrokerError(Exception):
    """It did not work; `reason` names the page that says so."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def settings() -> Settings:
    """The settings of this installation."""
    return cast("Settings", current_app.extensions["PARTICIPATION"])


def is_set() -> bool:
    """Whether this installation has a broker."""
    return bool(settings().oidc_issuer)


def key() -> str:
    """Under which key people and sessions of the broker are hashed."""
    return str(current_app.config["SECRET_KEY"])


def meaning() -> rules.Meaning:
    """What the installation has set about claims."""
    given = settings()
    return rules.Meaning(given.oidc_role_claim, given.oidc_roles, given.oidc_levels, given.oidc_second_step)


def address_to_sign_in(path_back: str, *, about: Mapping[str, Any], again: bool = False) -> str:
    """Where a browser goes to sign in. `about` is what we want to know when it comes back; `again`: the broker shall
    ask for password or card although it knows the person."""
    _keep_few_ways()
    more = {"prompt": "login", "max_age": 0} if again else {}
    with _told_in_words():
        client = _client()
        back = settings().base_url + path_back
        made = client.create_authorization_url(back, **more)
        client.save_authorize_data(
            redirect_uri=back, state=made["state"], nonce=made["nonce"], code_verifier=made["code_verifier"],
            about={**about, "since": int(time.time())},
        )  # fmt: skip
    return str(made["url"])


def way_of(state: str) -> dict[str, Any] | None:
    """What this browser was sent to the broker for, if it was with this state; the state is worth nothing from now
    on where the broker answers with an error."""
    found = session.get(f"_state_{NAME}_{state}")
    return found["data"]["about"] if found else None


def forget_way(state: str) -> None:
    """The browser came back."""
    session.pop(f"_state_{NAME}_{state}", None)


def take_answer() -> rules.Proof:
    """Whom the broker proves by the answer in this request. Raises BrokerError where anything about it is wrong."""
    db.session.rollback()
    if request.args.get("iss", settings().oidc_issuer) != settings().oidc_issuer:
        raise BrokerError("untrusted")
    with _told_in_words():
        client = _client()
        must = {"essential": True}
        options = {"iss": {**must, "value": settings().oidc_issuer}, "sub": must, "nonce": must}
        token = client.authorize_access_token(claims_options=options, leeway=rules.CLOCKS_APART)
        claims = token.get("userinfo")
        if claims is None or not rules.is_for_us(
            claims.get("aud"), claims.get("azp"), client_id=settings().oidc_client_id
        ):
            raise ValueError("no ID token for us")
        return rules.proof_of(claims, meaning(), key=key())


def logout_claims(text: str) -> dict[str, Any]:
    """The claims of a logout token whose signature is the broker's. Raises BrokerError otherwise."""
    db.session.rollback()
    with _told_in_words():
        from joserfc import jwt
        from joserfc.errors import InvalidKeyIdError
        from joserfc.jwk import KeySet
        from joserfc.jws import JWSRegistry

        client = _client()
        registry = JWSRegistry(algorithms=_algorithms(client.load_server_metadata()), strict_check_header=False)
        try:
            token = jwt.decode(text, KeySet.import_key_set(client.fetch_jwk_set()), registry=registry)
        except InvalidKeyIdError:
            token = jwt.decode(text, KeySet.import_key_set(client.fetch_jwk_set(force=True)), registry=registry)
        if str(token.header.get("typ", "JWT")).lower() not in {"jwt", "logout+jwt"}:
            raise ValueError("another kind of token")
        return dict(token.claims)


def address_to_sign_out() -> str | None:
    """Where people sign out of the broker too; None where it names no such page or is not reached."""
    try:
        with _told_in_words():
            client = _client()
            if not client.load_server_metadata().get("end_session_endpoint"):
                return None
            made = client.create_logout_url(settings().base_url + "/", client_id=settings().oidc_client_id)
            return str(made["url"])
    except BrokerError:
        return None


def _client() -> Any:
    """Authlib's client, made at the first use and anew each hour. Raises ValueError where the broker's description of
    itself is not to be trusted."""
    with _line:
        made, at = current_app.extensions.get("broker", (None, 0.0))
        if made is None or time.monotonic() - at > KEPT_FOR:
            made = _new_client()
            current_app.extensions["broker"] = (made, time.monotonic())
    return made


def _new_client() -> Any:
    from authlib.integrations.flask_client import OAuth

    given = settings()
    client = OAuth(current_app._get_current_object()).register(  # type: ignore[attr-defined]
        NAME, client_id=given.oidc_client_id, client_secret=given.oidc_client_secret or None,
        server_metadata_url=discovery_address(given.oidc_issuer),
        client_kwargs={
            "scope": given.oidc_scopes, "code_challenge_method": "S256", "default_timeout": PATIENCE,
            **({} if given.oidc_client_secret else {"token_endpoint_auth_method": "none"}),
        },
    )  # fmt: skip
    metadata = client.load_server_metadata()
    if fault := fault_of(metadata, given.oidc_issuer):
        raise ValueError(fault)
    metadata["id_token_signing_alg_values_supported"] = _algorithms(metadata)
    return client


def discovery_address(issuer: str) -> str:
    """Where a broker describes itself."""
    return issuer.rstrip("/") + "/.well-known/openid-configuration"


def fault_of(metadata: Mapping[str, Any], issuer: str) -> str:
    """What is wrong with a broker's description of itself; empty where nothing is."""
    if metadata.get("issuer") != issuer:
        return f"it calls itself {metadata.get('issuer')!r}, not {issuer!r}"
    for name in ("authorization_endpoint", "token_endpoint", "jwks_uri"):
        if not is_protected(str(metadata.get(name) or "")):
            return f"its {name} is missing or not encrypted"
    if "end_session_endpoint" in metadata and not is_protected(str(metadata["end_session_endpoint"])):
        return "its end_session_endpoint is not encrypted"
    return "" if _algorithms(metadata) else "it signs in no way that we trust"


def is_protected(address: str) -> bool:
    """Whether what goes to an address cannot be read on the way: encrypted, or on this machine."""
    return urlsplit(address).scheme == "https" or (urlsplit(address).scheme == "http" and is_loopback(address))


def _algorithms(metadata: Mapping[str, Any]) -> list[str]:
    named = metadata.get("id_token_signing_alg_values_supported") or ["RS256"]
    return [name for name in named if name in SIGNED_BY]


def _keep_few_ways() -> None:
    begun = [name for name in session if name.startswith(f"_state_{NAME}_")]
    for name in sorted(begun, key=lambda name: session[name].get("exp", 0))[: max(0, len(begun) - WAYS_AT_ONCE + 1)]:
        session.pop(name)


@contextmanager
def _told_in_words() -> Iterator[None]:
    """Turn whatever goes wrong out there into a reason that a page can tell; the log learns its kind alone."""
    from authlib.integrations.base_client.errors import MismatchingStateError, OAuthError
    from joserfc.errors import JoseError
    from requests import RequestException

    try:
        yield
    except MismatchingStateError as error:
        raise BrokerError("lost") from error
    except RequestException as error:
        log.warning("the broker does not answer", extra={"kind": type(error).__name__})
        raise BrokerError("unreachable") from error
    except (OAuthError, JoseError, ValueError, KeyError, TypeError, RuntimeError) as error:
        log.warning("an answer of the broker was refused", extra={"kind": type(error).__name__})
        raise BrokerError("untrusted") from error
