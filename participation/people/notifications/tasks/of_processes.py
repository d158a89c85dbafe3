"""What editors are told of their processes: a release is asked for or was decided on, a result is due."""

from __future__ import annotations

from participation.core.actor import Role
from participation.dialogue.processes.events import (
    ReleaseGranted,
    ReleaseRequested,
    ReleaseReturned,
    SummaryReminded,
)
from participation.dialogue.processes.queries import process_by_id
from participation.people.departments.queries import staff_accounts
from participation.people.notifications.rules import Because, Listener
from participation.people.notifications.tasks.stories import Story, story_on, tells
from participation.records.journal.queries import Happening

LEADS_TO = {SummaryReminded.__name__: "abschluss"}


@tells(ReleaseRequested, ReleaseGranted, ReleaseReturned, SummaryReminded)
def at_the_desk(entry: Happening) -> Story | None:
    """All editors of the process hear of it, but not who did it."""
    process = process_by_id(entry.subject_id) if entry.subject_id is not None else None
    if process is None:
        return None
    editors = staff_accounts(Role.EDITOR, process.department_id, process.subject_id)
    listeners = {i: Listener(i, Because.EDITOR, by_mail=True) for i in editors}
    path = f"/schreibtisch/verfahren/{process.slug}/{LEADS_TO.get(entry.event, 'veroeffentlichen')}"
    words = {"reason": entry.details.get("reason", "")}
    return story_on(
        process.subject_id, "process_desk", listeners, words=words, path=path, cannot_be_stopped=True
    )  # fmt: skip
