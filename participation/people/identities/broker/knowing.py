"""What a process knows of the broker: its settings, its description of itself, its keys.

Authlib and requests are imported only where somebody signs in through the broker: without one they cost no memory.
"""

from __future__ import annotations

import logging
import math
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

from flask import current_app

from participation.core.addresses import is_protected
from participation.people.identities import rules

if TYPE_CHECKING:
    from config import Settings

log = logging.getLogger(__name__)
NAME = "broker"
PATIENCE = 8
KEPT_FOR = 3600
REST = 5
"""Seconds for which a broker that did not answer is not asked again, so that nobody waits in line for it."""
SIGNED_BY = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA", "Ed25519")
"""Signatures with a key of which the broker alone has the private half; never `none`, never a shared secret."""


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


@dataclass
class Kept:
    """What a process keeps of the broker; moments are those of its own monotonic clock."""

    client: Any = None
    made_at: float = 0.0
    failed_at: float = -math.inf
    keys_at: float = -math.inf


def kept() -> Kept:
    """What this process knows of the broker."""
    return cast(Kept, current_app.extensions.setdefault("broker", Kept()))


def client() -> Any:
    """Authlib's client, made at the first use and anew each hour. Raises ValueError where the broker's description of
    itself is not to be trusted, and what requests raises where it does not answer."""
    known, moment = kept(), time.monotonic()
    if known.client is not None and moment - known.made_at < KEPT_FOR:
        return known.client
    if moment - known.failed_at < REST:
        raise ConnectionError("it did not answer a moment ago")
    try:
        known.client = _new_client()
    except BaseException:
        known.failed_at = time.monotonic()
        raise
    known.made_at = moment
    return known.client


def _new_client() -> Any:
    from authlib.integrations.flask_client import OAuth

    given = settings()
    made = OAuth(current_app._get_current_object()).register(  # type: ignore[attr-defined]
        NAME, client_id=given.oidc_client_id, client_secret=given.oidc_client_secret or None,
        server_metadata_url=discovery_address(given.oidc_issuer),
        client_kwargs={
            "scope": given.oidc_scopes, "code_challenge_method": "S256", "default_timeout": PATIENCE,
            **({} if given.oidc_client_secret else {"token_endpoint_auth_method": "none"}),
        },
    )  # fmt: skip
    metadata = made.load_server_metadata()
    if fault := fault_of(metadata, given.oidc_issuer):
        raise ValueError(fault)
    metadata["id_token_signing_alg_values_supported"] = algorithms(metadata)
    return made


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
    return "" if algorithms(metadata) else "it signs in no way that we trust"


def algorithms(metadata: Mapping[str, Any]) -> list[str]:
    """The kinds of signature that the broker uses and we trust."""
    named = metadata.get("id_token_signing_alg_values_supported") or ["RS256"]
    return [name for name in named if name in SIGNED_BY]


@contextmanager
def told_in_words() -> Iterator[None]:
    """Turn whatever goes wrong out there into a reason that a page can tell; the log learns its kind alone."""
    from authlib.integrations.base_client.errors import MismatchingStateError, OAuthError
    from joserfc.errors import JoseError
    from requests import RequestException

    try:
        yield
    except MismatchingStateError as error:
        raise BrokerError("lost") from error
    except (RequestException, ConnectionError) as error:
        log.warning("the broker does not answer", extra={"kind": type(error).__name__})
        raise BrokerError("unreachable") from error
    except (OAuthError, JoseError, ValueError, KeyError, TypeError, RuntimeError) as error:
        log.warning("an answer of the broker was refused", extra={"kind": type(error).__name__})
        raise BrokerError("untrusted") from error
