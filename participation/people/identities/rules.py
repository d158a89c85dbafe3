"""What the broker's claims mean here: who it is, which roles, how sure, and whether an answer is as it must be."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from email_validator import EmailNotValidError, validate_email

from participation.core.actor import Role
from participation.core.errors import Invalid

LEVELS = ("guest_code", "email", "code_letter", "eid")
"""The values of `Assurance`, the weakest first."""
ARRIVED_FOR = timedelta(hours=1)
ANSWERED_WITHIN = timedelta(hours=1)
"""How long the way to the broker and back may take."""
LOGOUT_EVENT = "http://schemas.openid.net/event/backchannel-logout"
CLOCKS_APART = 120
"""Seconds by which the broker's clock may differ from ours."""
LOGOUT_GOOD_FOR = 600
"""Seconds for which a logout token is taken at most, whatever end it names: so long we remember that it was used."""
MOST_ROLES, LONGEST_ROLE = 200, 100


class FalseToken(Exception):
    """A token of the broker is not as it must be; only its machines read why."""


@dataclass(frozen=True)
class Meaning:
    """What the installation has set about the broker's claims."""

    role_claim: str = "roles"
    roles: Sequence[tuple[str, str]] = ()
    levels: Sequence[tuple[str, str]] = ()
    second_step: Sequence[str] = ()


@dataclass(frozen=True)
class Proof:
    """Whom the broker has proved; `roles` are the names of roles as it tells them."""

    issuer: str
    subject_hash: str
    session_hash: str = ""
    email: str = ""
    email_verified: bool = False
    assurance: str | None = None
    second_step: bool = False
    roles: tuple[str, ...] = ()
    authenticated_at: int = 0


def proof_of(claims: Mapping[str, Any], meaning: Meaning, *, key: str) -> Proof:
    """What an ID token that was examined says of a person."""
    issuer, acr = str(claims["iss"]), claims.get("acr")
    ways = {acr, *_texts(claims.get("amr"))}
    return Proof(
        issuer=issuer, subject_hash=subject_hash(issuer, str(claims["sub"]), key=key),
        session_hash=session_hash(issuer, str(claims.get("sid") or ""), key=key),
        email=_address(claims.get("email")), email_verified=claims.get("email_verified") is True,
        assurance=dict(meaning.levels).get(str(acr)), second_step=not ways.isdisjoint(meaning.second_step),
        roles=told_roles(claims, meaning.role_claim), authenticated_at=int(claims.get("auth_time") or 0),
    )  # fmt: skip


def subject_hash(issuer: str, subject: str, *, key: str) -> str:
    """A person's number at the broker as we keep it: nobody finds the number from it without our key."""
    return _keyed(f"subject\0{issuer}\0{subject}", key)


def session_hash(issuer: str, session: str, *, key: str) -> str:
    """The name of a session at the broker as we keep it; empty where it has none."""
    return _keyed(f"session\0{issuer}\0{session}", key) if session else ""


def answer_digest(kind: str, *parts: str) -> str:
    """What we keep of an answer, so that it is taken once."""
    return hashlib.sha256("\0".join((kind, *parts)).encode()).hexdigest()


def told_roles(claims: Mapping[str, Any], name: str) -> tuple[str, ...]:
    """The names of roles in a claim; with dots in `name` it lies deeper (`realm_access.roles`)."""
    found: Any = claims.get(name)
    if found is None:
        found = claims
        for part in name.split("."):
            found = found.get(part) if isinstance(found, Mapping) else None
    return tuple(sorted({text[:LONGEST_ROLE] for text in _texts(found)})[:MOST_ROLES])


def meant_roles(told: Iterable[str], meaning: Sequence[tuple[str, str]]) -> set[tuple[Role, str]]:
    """The roles, each with the address of a department or nothing, that these names stand for here."""
    told = set(told)
    parts = [what.partition("@") for name, what in meaning if name in told]
    return {(Role(role), department) for role, _, department in parts}


def unknown_roles(told: Iterable[str], meaning: Sequence[tuple[str, str]]) -> list[str]:
    """The names that stand for nothing here."""
    return sorted(set(told) - {name for name, _ in meaning})


def highest(levels: Iterable[str | None]) -> str | None:
    """The strongest of these levels."""
    known = [level for level in levels if level in LEVELS]
    return max(known, key=LEVELS.index, default=None)


def is_for_us(audience: Any, authorised: Any, *, client_id: str) -> bool:
    """Whether a token is meant for this site: alone, or among others and handed to it."""
    audiences = [audience] if isinstance(audience, str) else audience
    if not isinstance(audiences, list) or client_id not in audiences:
        return False
    return authorised == client_id if len(audiences) > 1 else authorised in (None, client_id)


def check_logout_claims(claims: Mapping[str, Any], *, issuer: str, client_id: str, now: int) -> None:
    """Raise FalseToken where a logout token is not as OpenID Connect Back-Channel Logout 1.0, section 2.6, wants it."""
    if claims.get("iss") != issuer:
        raise FalseToken("The token is of another issuer.")
    if not is_for_us(claims.get("aud"), None, client_id=client_id):
        raise FalseToken("The token is not for this client.")
    issued, ends = claims.get("iat"), claims.get("exp")
    if not isinstance(issued, int) or not -CLOCKS_APART <= now - issued <= LOGOUT_GOOD_FOR:
        raise FalseToken("The token is too old, or of tomorrow.")
    if not isinstance(ends, int) or ends + CLOCKS_APART < now:
        raise FalseToken("The token has ended.")
    events = claims.get("events")
    if not isinstance(events, Mapping) or not isinstance(events.get(LOGOUT_EVENT), Mapping):
        raise FalseToken("The token does not ask for a logout.")
    if "nonce" in claims:
        raise FalseToken("A logout token has no nonce.")
    if not _is_text(claims.get("jti")) or not (_is_text(claims.get("sub")) or _is_text(claims.get("sid"))):
        raise FalseToken("The token names neither a person nor a session.")


def check_may_unlink(*, has_password: bool, others: int) -> None:
    """Raise Invalid where this identity is the only way in."""
    if not has_password and not others:
        raise Invalid(
            "Das ist Ihr einziger Weg in Ihr Konto. Setzen Sie erst ein Passwort, dann können Sie die Verbindung lösen."
        )


def _keyed(text: str, key: str) -> str:
    derived = hmac.new(key.encode(), b"identities", hashlib.sha256).digest()
    return hmac.new(derived, text.encode(), hashlib.sha256).hexdigest()


def _address(value: Any) -> str:
    """An e-mail address as the broker tells it; empty where it is none."""
    try:
        return validate_email(str(value or ""), check_deliverability=False).normalized[:254]
    except EmailNotValidError:
        return ""


def _texts(value: Any) -> list[str]:
    values = value if isinstance(value, list) else [value]
    return [one for one in values if _is_text(one)]


def _is_text(value: Any) -> bool:
    return isinstance(value, str) and bool(value)
