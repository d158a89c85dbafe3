"""Making, using and voiding codes; confirming an age; letting go."""

from participation.dialogue.codes.commands.leaving import erase_guests_over, forget_proofs_of, forget_send_keys
from participation.dialogue.codes.commands.making import make_codes, void_codes
from participation.dialogue.codes.commands.using import (
    check_joining,
    code_typed,
    confirm_age,
    join_with_code,
    redeem_letter,
)

__all__ = [
    "check_joining",
    "code_typed",
    "confirm_age",
    "erase_guests_over",
    "forget_proofs_of",
    "forget_send_keys",
    "join_with_code",
    "make_codes",
    "redeem_letter",
    "void_codes",
]
