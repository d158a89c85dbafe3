"""What is told of expunging: those who can decide hear of a request, and the author when it is done."""

from __future__ import annotations

from participation.core.actor import HOUSE, Role
from participation.desk.expunging.events import ExpungingDone, ExpungingRequested
from participation.desk.expunging.queries import author_of
from participation.desk.expunging.rules import GROUNDS, Ground, Kind
from participation.people.departments.queries import staff_accounts
from participation.people.notifications.rules import Because, Listener, Mailing, concerned
from participation.people.notifications.tasks.stories import Story, tells
from participation.records.journal.queries import Happening
from participation.records.subjects.queries import path_of, subject_seen_by

OF_PEOPLE = (Kind.IDEA, Kind.COMMENT, Kind.NOTE)


@tells(ExpungingRequested)
def requested(entry: Happening) -> Story | None:
    """All who can decide hear that a second person is needed, but not the one who asked; nothing is said of what it is
    about."""
    subject = subject_seen_by(HOUSE, entry.subject_id) if entry.subject_id is not None else None
    if subject is None:
        return None
    scopes = [scope for scope in (subject.department_id, subject.process_id) if scope is not None]
    coordinators = staff_accounts(Role.COORDINATOR) + staff_accounts(Role.ADMINISTRATOR)
    deciders = {*staff_accounts(Role.MODERATOR, *scopes), *coordinators}
    listeners = {i: Listener(i, Because.DECIDER, by_mail=True) for i in deciders}
    path = f"/schreibtisch/tilgen/{entry.values['expunging_id']}"
    return Story("expunging_requested", subject.id, "", path, listeners, cannot_be_stopped=True)


@tells(ExpungingDone)
def expunged(entry: Happening) -> Story | None:
    """The author hears that it went, on what ground, and how to object; nothing of it is said again."""
    author = author_of(entry.subject_id) if Kind(entry.values["kind"]) in OF_PEOPLE else None
    if entry.subject_id is None or author is None:
        return None
    listeners = {author: concerned(author, Because.AUTHOR, Mailing.ALWAYS, None)}
    values = {"extent": entry.values["extent"], "ground": entry.values["ground"]}
    words = {"ground": GROUNDS[Ground(entry.values["ground"])]}
    path = path_of(entry.subject_id)
    return Story(
        "contribution_expunged", entry.subject_id, "", path, listeners, values=values, words=words,
        cannot_be_stopped=True,
    )  # fmt: skip
