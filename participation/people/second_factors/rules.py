"""Codes: how they are written and compared, and how an app's secret is kept."""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
import secrets
from datetime import datetime
from typing import TYPE_CHECKING

import pyotp

from participation.core.actor import Actor, Role

if TYPE_CHECKING:
    from cryptography.fernet import Fernet

# RFC 6238: a new code every thirty seconds; one step to either side is taken, for clocks that are a little off.
STEP_SECONDS = 30
STEPS_AROUND = (0, -1, 1)
RECOVERY_CODES = 10
# No vowels and nothing that looks like something else: no words arise, and codes can be read out.
LETTERS = "23456789bcdfghjkmnpqrstvwxz"
RECOVERY_LENGTH = 16


def may_reset_second_factor(actor: Actor) -> bool:
    """Administration takes away the second factor of somebody who lost their phone and their codes."""
    return actor.has_role(Role.ADMINISTRATOR)


def may_require_second_factor(actor: Actor) -> bool:
    """Administration decides whether the second step is a duty."""
    return actor.has_role(Role.ADMINISTRATOR)


def new_secret() -> str:
    """A secret for an app: 160 random bits in base 32."""
    return pyotp.random_base32()


def in_groups(text: str, size: int = 4) -> str:
    """A secret or code as people type it: in groups of four."""
    return " ".join(text[start : start + size] for start in range(0, len(text), size))


def sealed(secret: str, *, key: str) -> str:
    """The secret encrypted (AES-128 with HMAC, Fernet) under a key made from the installation's secret key."""
    return _box(key).encrypt(secret.encode()).decode()


def unsealed(text: str, *, key: str) -> str | None:
    """The secret again; None where it was encrypted under another key."""
    from cryptography.fernet import InvalidToken

    try:
        return _box(key).decrypt(text.encode()).decode()
    except InvalidToken:
        return None


def _box(key: str) -> Fernet:
    from cryptography.fernet import Fernet

    derived = hmac.new(key.encode(), b"second factors", hashlib.sha256).digest()
    return Fernet(base64.urlsafe_b64encode(derived))


def step_of_code(secret: str, code: str, *, at: datetime) -> int | None:
    """The time step that a code belongs to, if it is right now or one step ago or ahead; None where it is wrong."""
    digits, present = re.sub(r"\D", "", code), int(at.timestamp()) // STEP_SECONDS
    maker = pyotp.TOTP(secret)
    right = [step for step in (present + d for d in STEPS_AROUND) if hmac.compare_digest(_code(maker, step), digits)]
    return right[0] if right else None


def _code(maker: pyotp.TOTP, step: int) -> str:
    return str(maker.generate_otp(step))


def provisioning_uri(secret: str, *, account: str, site: str) -> str:
    """What the QR code says to the app."""
    return str(pyotp.TOTP(secret).provisioning_uri(name=account, issuer_name=site))


def new_recovery_codes() -> list[str]:
    """Ten codes of 76 random bits each, written in groups of four."""
    return [
        "-".join("".join(secrets.choice(LETTERS) for _ in range(4)) for _ in range(RECOVERY_LENGTH // 4))
        for _ in range(RECOVERY_CODES)
    ]


def recovery_digest(code: str, *, account_id: int) -> str:
    """What is kept of a recovery code: its SHA-256 with the account, however it is typed."""
    plain = "".join(c for c in code.casefold() if c in LETTERS)
    return hashlib.sha256(f"{account_id}:{plain}".encode()).hexdigest()


def looks_like_recovery_code(code: str) -> bool:
    """Whether somebody typed a recovery code rather than the six digits of an app."""
    return len(re.sub(r"[\s-]", "", code)) > 8
