"""The broker ends sign-ins that it began."""

from __future__ import annotations

from participation.core.actor import HOUSE
from participation.people.accounts.commands import end_sign_ins_that_came_by
from participation.people.identities.events import SignedOutByBroker
from participation.records.journal.commands import record


def end_sign_ins(subject_hash: str, *, session_hash: str) -> int:
    """End the sign-ins of a person, of a session at the broker, or of this person in this session; returns how many."""
    count = end_sign_ins_that_came_by(subject_hash, outer_session=session_hash)
    if count:
        record(SignedOutByBroker(None, count=count), actor=HOUSE)
    return count
