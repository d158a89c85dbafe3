"""Linking and unlinking identities, signing in with them, the roles that come with them, and the broker's logout."""

from participation.people.identities.commands.answers import forget_old_answers, use_answer
from participation.people.identities.commands.arriving import join, note_arrival, take_arrival
from participation.people.identities.commands.leaving import forget_person
from participation.people.identities.commands.linking import link, unlink
from participation.people.identities.commands.logout import end_sign_ins
from participation.people.identities.commands.signing import note_sign_in

__all__ = [
    "end_sign_ins",
    "forget_old_answers",
    "forget_person",
    "join",
    "link",
    "note_arrival",
    "note_sign_in",
    "take_arrival",
    "unlink",
    "use_answer",
]
