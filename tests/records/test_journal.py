"""The journal: one chain over all entries, and readers that each come along at their own pace."""

from __future__ import annotations

from flask import Flask
from sqlalchemy import select

from participation.core.database import db
from participation.core.transactions import transaction
from participation.records.journal import commands
from participation.records.journal.models import JournalEntry
from participation.records.journal.queries import cursor_of, entries_after
from tests.factories.people import make_department


def test_every_entry_is_chained_to_the_one_before(app: Flask) -> None:
    for _ in range(5):
        make_department()
    with transaction():
        commands.chain_all_entries()
    entries = db.session.scalars(select(JournalEntry).order_by(JournalEntry.position)).all()
    assert [entry.position for entry in entries] == list(range(1, len(entries) + 1))
    previous = ""
    for entry in entries:
        previous = commands.hash_of(entry, entry.position or 0, previous)
        assert entry.hash == previous


def test_chaining_again_changes_nothing(app: Flask) -> None:
    make_department()
    with transaction():
        commands.chain_all_entries()
    newest = commands.newest_position()
    with transaction():
        assert commands.chain_entries() == 0
    assert commands.newest_position() == newest > 0


def test_readers_leave_out_what_was_before_they_were_told_to_begin(app: Flask) -> None:
    make_department()
    with transaction():
        commands.chain_all_entries()
        commands.move_cursor("a slow reader", 1)
        commands.let_readers_begin_here()
    begun = commands.newest_position()
    assert cursor_of("a slow reader") == cursor_of("a reader that comes later") == begun
    assert entries_after(begun) == []
    make_department()
    with transaction():
        commands.chain_all_entries()
        commands.move_cursor("a slow reader", begun + 1)
    assert [entry.event for entry in entries_after(cursor_of("a reader that comes later"))] == ["DepartmentCreated"]
    assert cursor_of("a slow reader") == begun + 1
