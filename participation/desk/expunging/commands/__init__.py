"""Asking for expunging, deciding on it, and closing it when all rooms have acted."""

from participation.desk.expunging.commands.asking import request_expunging, withdraw_request
from participation.desk.expunging.commands.closing import close_expunging, forget_person, let_lapse
from participation.desk.expunging.commands.deciding import confirm_expunging, decline_expunging, repeat_expunging

__all__ = [
    "close_expunging",
    "confirm_expunging",
    "decline_expunging",
    "forget_person",
    "let_lapse",
    "repeat_expunging",
    "request_expunging",
    "withdraw_request",
]
