"""Whom an event concerns: authors, followers, and those of what a thing grew from."""

from __future__ import annotations

from collections.abc import Iterable

from participation.core.actor import HOUSE
from participation.desk.moderation.queries import authors_of
from participation.people.notifications.queries import subscriptions_to
from participation.people.notifications.rules import Because, Listener, Mailing, concerned
from participation.records.subjects.models import LinkKind, SubjectKind
from participation.records.subjects.queries import what_it_grew_from

GROWN = (LinkKind.GREW_FROM, LinkKind.MERGED_INTO, LinkKind.CLUSTERED_IN, LinkKind.DISCUSSED_IN)
FOLLOWED_BACK = {
    SubjectKind.IDEA, SubjectKind.CLUSTER, SubjectKind.PROTOTYPE, SubjectKind.NOTE, SubjectKind.WORKSHOP,
}  # fmt: skip
DEEPEST = 4

Listeners = dict[int, Listener]


def followers_of(subject_id: int, *sources: int) -> Listeners:
    """Those who follow a subject, or something that it grew from; how they follow the subject itself comes first."""
    found: Listeners = {}
    subscriptions = subscriptions_to([subject_id, *sources])
    for one in subscriptions:
        if one.subject_id == subject_id:
            found[one.account_id] = Listener(one.account_id, Because.FOLLOWER, one.by_mail)
    for one in subscriptions:
        known = found.get(one.account_id)
        if known is None or (known.because is Because.SOURCE and one.by_mail):
            found[one.account_id] = Listener(one.account_id, Because.SOURCE, one.by_mail)
    return found


def with_author(listeners: Listeners, subject_id: int, mailing: Mailing) -> Listeners:
    """The same, and who wrote the subject."""
    author = authors_of([subject_id]).get(subject_id)
    if author is not None:
        listeners[author] = concerned(author, Because.AUTHOR, mailing, listeners.get(author))
    return listeners


def with_source_authors(listeners: Listeners, sources: Iterable[int]) -> Listeners:
    """The same, and who wrote what the subject grew from."""
    for author in authors_of(list(sources)).values():
        if author not in listeners:
            listeners[author] = concerned(author, Because.SOURCE, Mailing.IF_FOLLOWING, None)
    return listeners


def sources_of(*subject_ids: int) -> list[int]:
    """What these subjects grew from, step by step back; ideas that were merged into them among these."""
    found: dict[int, None] = {}
    front = list(subject_ids)
    for _ in range(DEEPEST):
        if not front:
            break
        linked = what_it_grew_from(HOUSE, *front, kinds=GROWN)
        front = [one.subject_id for one in linked if one.kind in FOLLOWED_BACK and one.subject_id not in found]
        found |= dict.fromkeys(front)
    return [subject_id for subject_id in found if subject_id not in subject_ids]
