"""Whether the machine has room, knows the time and keeps others out of the data."""

from __future__ import annotations

import os
import shutil
import stat
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from participation.cli.doctor.findings import Finding, ok, problem, warning
from participation.core import clock
from participation.core.database import db
from participation.records.journal.models import JournalEntry
from participation.web.health import is_writable

if TYPE_CHECKING:
    from config import Settings

GIGABYTE = 1024**3
LITTLE, TOO_LITTLE = 2 * GIGABYTE, GIGABYTE // 4
APART = timedelta(seconds=30)


def examine_disk(settings: Settings) -> Iterator[Finding]:
    """Room for what people write, and for a backup."""
    subject, folder = "Disk", settings.data_dir
    if not is_writable(folder):
        yield problem(
            subject, f"nothing can be written to {folder}.",
            "Give the folder to the user that the service runs as, or make room on the disk.",
        )  # fmt: skip
        return
    free = shutil.disk_usage(folder).free
    told = f"{free / GIGABYTE:,.1f} GB are free in {folder}."
    if free < TOO_LITTLE:
        yield problem(subject, told, "Make room now: soon nobody can write anything.")
    elif free < max(LITTLE, _size(settings)):
        yield warning(subject, told, "Make room: a backup may not fit any more.")
    else:
        yield ok(subject, told)


def _size(settings: Settings) -> int:
    paths = (path for path in settings.data_dir.rglob("*") if path.is_file())
    return sum(path.stat().st_size for path in paths)


def examine_rights(settings: Settings) -> Iterator[Finding]:
    """Only the service's own user may read what people entrusted to it."""
    subject = "File rights"
    if os.geteuid() == 0:
        yield warning(subject, "this command runs as root.", "Run the service and its commands as a user of their own.")
    open_to_others = [path for path in _private(settings) if path.stat().st_mode & stat.S_IRWXO]
    folder_is_closed = not settings.data_dir.stat().st_mode & stat.S_IXOTH
    if open_to_others and not folder_is_closed:
        told = f"every user of this machine can read {open_to_others[0]}."
        yield warning(subject, told, f"Run: chmod o-rwx {settings.data_dir}")
    else:
        yield ok(subject, f"other users of this machine cannot read what lies in {settings.data_dir}.")


def _private(settings: Settings) -> list[Path]:
    files = (settings.data_dir / name for name in ("participation.sqlite3", "secret", "mail", "media", "backups"))
    return [settings.data_dir, *(path for path in files if path.exists())]


def examine_clock() -> Iterator[Finding]:
    """The clock decides when phases end: it must not lag behind the journal, nor differ from the database's."""
    subject, advice = "Clock", "Let the machine keep its time by NTP (on Debian: apt install systemd-timesyncd)."
    newest = db.session.scalar(select(func.max(JournalEntry.at)))
    if newest is not None and newest > clock.now() + APART:
        told = f"the journal holds an entry from {newest:%d.%m.%Y %H:%M} UTC, which is to come."
        yield problem(subject, told, advice)
        return
    if db.engine.dialect.name == "postgresql":
        apart = abs(db.session.execute(select(func.now())).scalar_one() - clock.now())
        if apart > APART:
            yield problem(subject, f"it differs from the database's by {apart.total_seconds():,.0f} seconds.", advice)
            return
    yield ok(subject, f"it is {clock.now().astimezone(clock.TOWN):%d.%m.%Y %H:%M} in town.")
