"""Reading the journal by position, and telling people once of what it says."""

from __future__ import annotations

from flask import current_app
from sqlalchemy import text

from participation.core import clock
from participation.core.database import db
from participation.core.transactions import transaction
from participation.people.accounts.queries import Recipient, recipients
from participation.people.notifications import commands, rules
from participation.people.notifications.tasks.stories import STORIES, Story
from participation.records.journal.commands import move_cursor
from participation.records.journal.queries import Happening, cursor_of, entries_after
from participation.records.mailbox.commands import post_mail
from participation.web.jobs import after_commits

READER = "notifications"
BATCH = 50
ADVISORY_LOCK = 4_701_902


@after_commits(order=50)
def tell_people() -> None:
    """Tell of all new entries, batch by batch; only one worker at a time does so."""
    while True:
        with transaction():
            if db.engine.dialect.name == "postgresql":
                db.session.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": ADVISORY_LOCK})
            entries = entries_after(cursor_of(READER), most=BATCH)
            for entry in entries:
                _tell_safely(entry)
            if entries and entries[-1].position is not None:
                move_cursor(READER, entries[-1].position)
        if len(entries) < BATCH:
            return


def _tell_safely(entry: Happening) -> None:
    """Tell of one entry; one that cannot be told is noted and does not keep the others waiting."""
    if entry.event not in STORIES:
        return
    try:
        with db.session.begin_nested():
            tell_of(entry)
    except Exception:
        current_app.logger.exception("journal entry %s could not be told", entry.entry_id)


def tell_of(entry: Happening) -> None:
    """Tell those whom an entry concerns; telling twice changes nothing."""
    for story_of in STORIES[entry.event]:
        story = story_of(entry)
        if story is not None:
            _tell_story(entry, story)


def _tell_story(entry: Happening, story: Story) -> None:
    told = []
    for person in recipients(list(story.listeners)):
        if person.actor_ref is not None and person.actor_ref == entry.actor_ref and not story.tells_actor:
            continue
        if _put_into_inbox(entry, story, person):
            told.append(person.account_id)
            if story.listeners[person.account_id].by_mail and rules.is_fresh(entry.at, clock.now()):
                _write(entry, story, person)
    commands.count_unread(told)


def _put_into_inbox(entry: Happening, story: Story, person: Recipient) -> bool:
    because = story.listeners[person.account_id].because
    values = {**story.values, "because": because.value, "path": story.path}
    return commands.tell(
        person.account_id, entry_id=entry.entry_id, subject_id=story.subject_id, event=entry.event, values=values,
        at=entry.at,
    )  # fmt: skip


def _write(entry: Happening, story: Story, person: Recipient) -> None:
    because = story.listeners[person.account_id].because
    token = None
    if not story.cannot_be_stopped and person.actor_ref:
        secret = str(current_app.secret_key)
        token = rules.stop_token(person.actor_ref, story.subject_id, secret=secret)
    post_mail(
        person.email, story.template, language=person.language, account_ref=person.actor_ref,
        once_key=f"told:{entry.entry_id}:{person.account_id}", pseudonym=person.pseudonym, title=story.title,
        path=story.path, event=entry.event, because=because.value, stop=token,
        values={**story.values, "because": because.value}, **story.words_for(person.account_id),
    )  # fmt: skip
