"""Leaving and coming back, changing what is one's own, accepting terms."""

from participation.people.own_data.commands.changing import (
    change_password,
    change_pseudonym,
    confirm_address,
    forget_changes,
    request_address,
    stop_address,
)
from participation.people.own_data.commands.erasing import (
    begin_erasure,
    close_erasures,
    come_back,
    delete_account,
    note_taken_along,
    request_erasure,
)
from participation.people.own_data.commands.terms import accept_terms
from participation.people.own_data.commands.unused import (
    erase_guest,
    erase_unconfirmed,
    erase_unused,
    forget_void_warnings,
    warn_unused,
)

__all__ = [
    "accept_terms",
    "begin_erasure",
    "change_password",
    "change_pseudonym",
    "close_erasures",
    "come_back",
    "confirm_address",
    "delete_account",
    "erase_guest",
    "erase_unconfirmed",
    "erase_unused",
    "forget_changes",
    "forget_void_warnings",
    "note_taken_along",
    "request_address",
    "request_erasure",
    "stop_address",
    "warn_unused",
]
