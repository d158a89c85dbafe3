"""How codes are written, checked and kept.

A code has eleven random characters and a twelfth that checks them: K7RM-4XQT-9BDF. There are 29 characters (no vowels,
so that no words arise; none of 0, O, 1, I), hence 29**11 = 1.2e16 codes. Whoever tries codes while 10,000 are open
meets one at 10,000 / 1.2e16, about one try in 1.2 million million; with the 20 wrong tries an hour that one network has
(views), a thousand networks need on average some seven thousand years.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets

from participation.core.errors import Invalid

ALPHABET = "23456789BCDFGHJKLMNPQRSTVWXYZ"
RANDOM, LENGTH, GROUP = 11, 12, 4
_READ_AS = str.maketrans({"1": "L", "I": "L"})
"""What cannot stand in a code, and what people take for it."""


class UnknownCode(Invalid):
    """A well-formed code that nobody made: a guess, which is counted."""

    def __init__(self) -> None:
        super().__init__("Diesen Code kennen wir nicht. Bitte vergleichen Sie ihn noch einmal.", field="code")


def new_code() -> str:
    """A new code, as people see it."""
    drawn = "".join(secrets.choice(ALPHABET) for _ in range(RANDOM))
    return written(drawn + check_character(drawn))


def written(code: str) -> str:
    """A code in groups of four."""
    return "-".join(code[start : start + GROUP] for start in range(0, len(code), GROUP))


def check_character(text: str) -> str:
    """The character that finds every single mistyped character and every two that were swapped: a weighted sum, modulo
    the number of characters, which is a prime."""
    total = sum(place * ALPHABET.index(character) for place, character in enumerate(text, start=1))
    return ALPHABET[total % len(ALPHABET)]


def read_code(text: str) -> str:
    """What was typed as a plain code: in any case, with spaces, hyphens or dots anywhere. Raises Invalid, with a
    sentence that helps, where it cannot be a code; that is no try at guessing."""
    plain = "".join(c for c in text.upper() if c.isalnum()).translate(_READ_AS)
    if not plain:
        raise Invalid("Bitte geben Sie Ihren Code ein.", field="code")
    if len(plain) != LENGTH:
        raise Invalid(
            "Ein Code hat %(count)s Zeichen, Sie haben %(typed)s eingegeben. Bitte sehen Sie noch einmal nach.",
            field="code", count=LENGTH, typed=len(plain),
        )  # fmt: skip
    if any(c not in ALPHABET for c in plain) or check_character(plain[:RANDOM]) != plain[RANDOM]:
        raise Invalid(
            "Ein Zeichen stimmt nicht. Bitte vergleichen Sie den Code noch einmal. Vokale, Null und Eins "
            "kommen in keinem Code vor.",
            field="code",
        )
    return plain


def code_digest(plain: str, *, key: str) -> str:
    """What is kept of a code: HMAC-SHA-256 under a key made from the installation's."""
    sealing = hashlib.sha256(f"codes:{key}".encode()).digest()
    return hmac.new(sealing, plain.replace("-", "").encode(), hashlib.sha256).hexdigest()
