"""The journal is verified from its first entry to its seal: whatever was done to it behind the triggers is found."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
import sqlalchemy as sa
from flask import Flask

from participation.core.actor import HOUSE
from participation.core.database import db, writing
from participation.core.transactions import transaction
from participation.records.journal import verification
from participation.records.journal.commands import chain_all_entries, record
from participation.records.journal.events import Event
from participation.records.journal.tasks import chain_new_entries
from participation.records.journal.verification import ChainBroken, Seal, verify_journal
from tests.factories.people import make_department

BEHIND = {
    "sqlite": ["DROP TRIGGER journal_entries_no_update", "DROP TRIGGER journal_entries_no_delete"],
    "postgresql": ["SET LOCAL session_replication_role = replica"],
}


@pytest.fixture
def town(live_app: Flask) -> Iterator[Flask]:
    """Ten chained entries with words, in a database of their own."""
    with live_app.app_context():
        with transaction():
            chain_all_entries()
        begun = verification._read(verification._newest_seal)
        with transaction():
            for number in range(10):
                record(Event(None), actor=HOUSE, reason=f"Grund {number}")
            chain_all_entries()
        live_app.extensions["first"] = (begun.position if begun else 0) + 1
        yield live_app


@contextmanager
def behind_the_triggers() -> Iterator[sa.Connection]:
    token = writing.set(True)
    try:
        with db.engine.connect() as connection:
            kind = connection.dialect.name
            if kind == "sqlite":
                connection.connection.driver_connection.execute("PRAGMA foreign_keys=OFF")  # type: ignore[union-attr]
            for statement in BEHIND[kind]:
                connection.exec_driver_sql(statement)
            yield connection
            connection.commit()
            if kind == "sqlite":
                connection.connection.driver_connection.execute("PRAGMA foreign_keys=ON")  # type: ignore[union-attr]
    finally:
        writing.reset(token)


def do(*statements: str) -> None:
    with behind_the_triggers() as connection:
        for statement in statements:
            connection.exec_driver_sql(statement)


def broken() -> str:
    with pytest.raises(ChainBroken) as caught:
        verify_journal()
    return str(caught.value)


def test_a_whole_journal_is_whole_and_says_its_seal(town: Flask) -> None:
    found = verify_journal()
    assert found.entries == town.extensions["first"] + 9
    assert found.unsealed == 0
    assert found.seal.position == found.entries
    assert verify_journal(noted=found.seal) == found


def test_words_may_be_erased(town: Flask) -> None:
    with transaction():
        db.session.execute(
            sa.text("DELETE FROM journal_details WHERE entry_id IN (SELECT max(id) FROM journal_entries)")
        )
    assert verify_journal().without_words == 1


@pytest.mark.parametrize(
    "change",
    ["event = 'Other'", "role = 'editor'", "actor_ref = 'someone'", "digest = ''", "hash = 'x'",
     "\"values\" = '{\"a\": 1}'", "at = '2020-01-01 00:00:00.000000'"],
)  # fmt: skip
def test_an_altered_entry_is_named(town: Flask, change: str) -> None:
    place = town.extensions["first"] + 4
    do(f"UPDATE journal_entries SET {change} WHERE position = {place}")
    assert f"at position {place} (" in broken()


def test_altered_words_are_found(town: Flask) -> None:
    place = town.extensions["first"] + 2
    do(
        'UPDATE journal_details SET details = \'{"reason": "anders"}\' '
        f"WHERE entry_id = (SELECT id FROM journal_entries WHERE position = {place})"
    )
    assert broken().startswith("The words of Entry")


def test_a_removed_entry_is_missed(town: Flask) -> None:
    place = town.extensions["first"] + 3
    do(f"DELETE FROM journal_entries WHERE position IN ({place}, {place + 1})")
    assert f"position {place} to {place + 1} is empty" in broken()


def test_an_entry_removed_with_the_others_moved_up_is_found(town: Flask) -> None:
    place = town.extensions["first"] + 3
    moves = [f"UPDATE journal_entries SET position = {n - 1} WHERE position = {n}" for n in range(place + 1, place + 7)]
    do(f"DELETE FROM journal_entries WHERE position = {place}", *moves)
    assert f"at position {place} (" in broken()


def test_exchanged_entries_are_found(town: Flask) -> None:
    place = town.extensions["first"] + 3
    do(
        f"UPDATE journal_entries SET position = 9999 WHERE position = {place}",
        f"UPDATE journal_entries SET position = {place} WHERE position = {place + 1}",
        f"UPDATE journal_entries SET position = {place + 1} WHERE position = 9999",
    )
    assert f"at position {place} (" in broken()


def test_entries_cut_off_at_the_end_are_missed_also_after_new_ones(town: Flask) -> None:
    last = town.extensions["first"] + 9
    do(f"DELETE FROM journal_entries WHERE position > {last - 3}")
    assert f"the last one is at position {last - 3}, but there were {last} once" in broken()
    make_department()
    chain_new_entries()
    assert f"position {last - 2} to {last} is empty" in broken()


def test_entries_put_in_at_the_end_are_found(town: Flask) -> None:
    last = town.extensions["first"] + 9
    do(
        'INSERT INTO journal_entries (at, event, role, "values", digest, position, hash) VALUES '
        f"('2026-01-01 00:00:00.000000', 'Event', '', '{{}}', '', {last + 1}, 'x')"
    )
    assert f"at position {last + 1} (" in broken()


def test_a_well_made_entry_at_the_end_does_not_fit_the_seal(town: Flask) -> None:
    last = town.extensions["first"] + 9
    seal = verify_journal().seal
    with transaction():
        record(Event(None), actor=HOUSE)
        chain_all_entries()
    do(f"UPDATE journal_seals SET position = {last}, hash = '{seal.hash}'")
    assert "put in at the end" in broken()


def test_a_chain_made_anew_does_not_hold_a_seal_that_was_noted(town: Flask) -> None:
    noted = Seal(town.extensions["first"] + 1, "0" * 64)
    with pytest.raises(ChainBroken, match="not the one that was noted"):
        verify_journal(noted)
    with pytest.raises(ChainBroken, match="there were 5000 once"):
        verify_journal(Seal(5000, "0" * 64))


def test_the_seal_cannot_be_taken_away(town: Flask) -> None:
    do("DELETE FROM journal_seals")
    assert "The seal is missing" in broken()


def test_what_cannot_be_read_is_broken(town: Flask) -> None:
    if db.engine.dialect.name == "postgresql":
        return  # it takes no such values
    do(f"UPDATE journal_entries SET \"values\" = 'no json' WHERE position = {town.extensions['first']}")
    assert "cannot be read any more" in broken()


def test_it_holds_while_the_worker_seals(town: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(verification, "BATCH", 3)
    stop, faults = threading.Event(), []

    def write() -> None:
        while not stop.is_set():
            with town.app_context(), transaction():
                record(Event(None), actor=HOUSE, reason="währenddessen")
            with town.app_context():
                chain_new_entries()

    thread = threading.Thread(target=write)
    thread.start()
    try:
        before = verify_journal().entries
        for _ in range(15):
            try:
                found = verify_journal()
            except ChainBroken as error:
                faults.append(str(error))
                break
    finally:
        stop.set()
        thread.join()
    assert faults == []
    assert found.entries > before


def test_the_command_says_it_in_a_sentence_and_by_its_exit_code(town: Flask) -> None:
    runner = town.test_cli_runner()
    good = runner.invoke(args=["journal", "verify"])
    assert good.exit_code == 0
    assert "The journal is whole" in good.output
    seal = good.output.rsplit(" ", 1)[1].strip()
    assert runner.invoke(args=["journal", "verify", "--seal", seal]).exit_code == 0
    assert runner.invoke(args=["journal", "verify", "--seal", "nonsense"]).exit_code == 1
    do(f"UPDATE journal_entries SET role = 'editor' WHERE position = {town.extensions['first']}")
    bad = runner.invoke(args=["journal", "verify"])
    assert bad.exit_code == 1
    assert "Error: The journal is broken. Entry" in bad.output
    assert "Traceback" not in bad.output
