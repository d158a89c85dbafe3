"""Whether the database is up to date, the worker works, and enough people hold the keys."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from sqlalchemy.exc import SQLAlchemyError

from participation.cli.doctor.findings import Finding, ok, problem, warning
from participation.core.actor import Role
from participation.core.clock import now
from participation.core.database import db
from participation.people.departments.queries import count_holders
from participation.records.journal.queries import newest_position, oldest_unsealed
from participation.records.mailbox.queries import count_mails
from participation.web.health import newest_revision, present_revision
from participation.web.heartbeat import MISSED_AFTER, last_sign_of_life

LATE = timedelta(minutes=5)


def examine_database() -> Iterator[Finding]:
    """It answers, and the migrations of this version were run."""
    subject = "Database"
    try:
        present = present_revision(db.engine)
    except SQLAlchemyError as error:
        kind = type(getattr(error, "orig", None) or error).__name__
        yield problem(subject, f"it does not answer ({kind}).", "Check DATABASE_URL and whether the database runs.")
        return
    if present is None:
        yield problem(subject, "it is empty.", "Run: participation database upgrade")
    elif present != newest_revision():
        yield problem(
            subject, f"it is at revision {present}, but this version needs {newest_revision()}.",
            "Run: participation upgrade",
        )  # fmt: skip
    else:
        yield ok(subject, f"{db.engine.dialect.name} answers and is at the newest revision, {present}.")


def examine_worker() -> Iterator[Finding]:
    """The worker was seen a short while ago."""
    subject, seen = "Worker", last_sign_of_life()
    advice = "Start it: participation serve runs it beside the pages, participation worker alone."
    if seen is None:
        yield problem(subject, "it never ran.", advice)
    elif now() - seen > MISSED_AFTER:
        yield problem(subject, f"it was last seen on {seen:%d.%m.%Y at %H:%M} UTC.", advice)
    else:
        yield ok(subject, f"it was seen {(now() - seen).total_seconds():.0f} seconds ago.")


def examine_journal() -> Iterator[Finding]:
    """New entries are sealed soon."""
    subject, oldest = "Journal", oldest_unsealed()
    if oldest is not None and now() - oldest > LATE:
        yield problem(
            subject, f"entries since {oldest:%d.%m.%Y at %H:%M} UTC are not sealed.",
            "The worker seals them; see what its log says.",
        )  # fmt: skip
    else:
        yield ok(subject, f"{newest_position():,} entries are sealed. To walk the chain: participation journal verify")


def examine_mailbox() -> Iterator[Finding]:
    """Mails leave."""
    subject, mails = "Mails", count_mails()
    if mails["failed"]:
        yield warning(
            subject, f"{mails['failed']:,} were given up after many tries, {mails['waiting']:,} wait.",
            "See in the worker's log why the mail server refused them.",
        )  # fmt: skip
    else:
        yield ok(subject, f"{mails['waiting']:,} wait, none was given up.")


def examine_keys() -> Iterator[Finding]:
    """Some acts need two people."""
    subject, holders = "Administration", count_holders(Role.ADMINISTRATOR)
    advice = "Run: participation accounts create-admin"
    if not holders:
        yield problem(subject, "nobody can administer this installation.", advice)
    elif holders == 1:
        yield warning(subject, "there is only one person, but some acts need two.", advice)
    else:
        yield ok(subject, f"{holders} people can administer this installation.")
