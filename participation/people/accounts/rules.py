"""What a pseudonym and a password must be, and passwords as argon2id hashes."""

from __future__ import annotations

import threading

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from participation.core.actor import Actor, Role
from participation.core.errors import Invalid

SHORTEST_PASSWORD = 10
LONGEST_PASSWORD = 200

# 19 MiB, two passes, one lane: OWASP's recommendation; at most two at once bound the memory.
_hasher = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
_at_once = threading.Semaphore(2)
_nobody = ""


def hash_password(password: str) -> str:
    """The argon2id hash of a password."""
    with _at_once:
        return _hasher.hash(password)


def password_matches(password_hash: str, password: str) -> bool:
    """Whether the password is right; takes equally long where there is no hash (an unknown address)."""
    global _nobody
    if not password_hash:
        _nobody = _nobody or hash_password("nobody's password")
    with _at_once:
        try:
            return _hasher.verify(password_hash or _nobody, password) and bool(password_hash)
        except (VerificationError, InvalidHashError):
            return False


def check_password(password: str, *, pseudonym: str, email: str) -> None:
    """Raise Invalid where a password is too short, too long or easily guessed."""
    if len(password) < SHORTEST_PASSWORD:
        raise Invalid(
            "Bitte wählen Sie ein Passwort mit mindestens %(count)s Zeichen.", field="password", count=SHORTEST_PASSWORD
        )
    if len(password) > LONGEST_PASSWORD:
        raise Invalid(
            "Bitte wählen Sie ein Passwort mit höchstens %(count)s Zeichen.", field="password", count=LONGEST_PASSWORD
        )
    if (
        password.casefold() in {pseudonym.casefold(), email.casefold(), email.split("@")[0].casefold()}
        or len(set(password)) < 4
    ):
        raise Invalid("Dieses Passwort ist leicht zu erraten. Bitte wählen Sie ein anderes.", field="password")


def may_sign_others_out(actor: Actor) -> bool:
    """Administration ends the sign-ins of others."""
    return actor.has_role(Role.ADMINISTRATOR)


def pseudonym_key(pseudonym: str) -> str:
    """The form in which pseudonyms must differ: `Anna B.` and `anna b` are the same person to a reader."""
    return "".join(c for c in pseudonym.casefold() if c.isalnum()) or pseudonym.casefold()


def email_key(email: str) -> str:
    """The form in which e-mail addresses are kept and compared."""
    return email.strip().lower()


def masked_email(email: str) -> str:
    """An address that its owner recognises and nobody reads over their shoulder: `d•••@example.org`."""
    name, _, host = email.partition("@")
    return f"{name[:1]}•••@{host}"


def use_cheap_hashes_in_tests() -> None:
    """Hash with as little work as argon2 allows, so that tests are quick."""
    global _hasher
    _hasher = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)


def device_of(user_agent: str) -> str:
    """The coarse family of a browser and its system, such as `firefox windows`; nothing else of it is kept."""
    text = user_agent.lower()
    browser = next((name for mark, name in BROWSERS if mark in text), "browser")
    system = next((name for mark, name in SYSTEMS if mark in text), "")
    return f"{browser} {system}".strip()


# Looked for in this order: browsers name others beside themselves.
BROWSERS = (
    ("edg/", "edge"), ("edga/", "edge"), ("opr/", "opera"), ("firefox/", "firefox"), ("fxios/", "firefox"),
    ("samsungbrowser/", "samsung"), ("crios/", "chrome"), ("chrome/", "chrome"), ("safari/", "safari"),
)  # fmt: skip
SYSTEMS = (
    ("iphone", "iphone"), ("ipad", "ipad"), ("android", "android"), ("windows", "windows"), ("cros", "chromeos"),
    ("mac os", "mac"), ("linux", "linux"),
)  # fmt: skip
NAMES = {
    "edge": "Edge", "opera": "Opera", "firefox": "Firefox", "samsung": "Samsung Internet", "chrome": "Chrome",
    "safari": "Safari", "iphone": "iPhone", "ipad": "iPad", "android": "Android", "windows": "Windows",
    "chromeos": "ChromeOS", "mac": "Mac", "linux": "Linux",
}  # fmt: skip


def device_words(device: str) -> tuple[str, str]:
    """Browser and system of a device as people call them; empty where it is not known."""
    browser, _, system = device.partition(" ")
    return NAMES.get(browser, ""), NAMES.get(system, "")
