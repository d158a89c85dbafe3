"""The line in which those who write to an SQLite file wait for each other, threads and processes alike.

SQLite lets one writer in at a time, but those who wait ask again after sleeps that grow to a tenth of a second: under
load the file stands idle while everyone sleeps, and newcomers overtake. Here the threads of a process stand in a line
behind a lock, and the first of each process in front of a door with two locks on small files beside the database:
whoever holds `NEXT` waits for `WRITING` and is alone in that, so that processes take turns instead of one being let in
again and again. The operating system frees both if a process dies. Where there are no file locks (or for a database in
memory) the line of threads is all.
"""

from __future__ import annotations

import os
import threading
import time
from dataclasses import dataclass

try:
    import fcntl
except ImportError:  # not on this system: SQLite's own waiting has to do
    fcntl = None  # type: ignore[assignment]

WRITING, NEXT = "-writers", "-writers-next"
SOON, LATER = 0.0005, 0.001
"""Seconds between two questions of the process that is next, and of those behind it: asking costs the others time."""


@dataclass
class Place:
    """The head of the line, until it is left; `file` is the descriptor of the locked file."""

    lock: threading.Lock
    file: int | None

    def leave(self) -> None:
        """Let the next one in: closing the file frees its lock."""
        if self.file is not None:
            os.close(self.file)
        self.lock.release()


class WriteLines:
    """The lines of all database files that this process writes to."""

    def __init__(self) -> None:
        self._locks: dict[str, threading.Lock] = {}

    def wait(self, path: str | None, *, timeout: float) -> Place | None:
        """Wait for the head of the line for `timeout` seconds; None if it was not reached."""
        end = time.monotonic() + timeout
        lock = self._locks.setdefault(path or "", threading.Lock())
        if not lock.acquire(timeout=timeout):
            return None
        if fcntl is None or not path or path.startswith((":", "file:")):
            return Place(lock, None)
        turn = _held(path + NEXT, end, LATER)
        file = _held(path + WRITING, end, SOON) if turn is not None else None
        if turn is not None:
            os.close(turn)
        if file is None and time.monotonic() > end:
            lock.release()
            return None
        return Place(lock, file)


def _held(path: str, end: float, ask_again: float) -> int | None:
    """A descriptor of the locked file; None if the lock was not had in time, or cannot be had here at all.

    The file is opened for this turn alone: a descriptor that a fork inherits would hold one lock for parent and child
    together.
    """
    try:
        file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_CLOEXEC, 0o600)
    except OSError:
        return None
    while True:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() > end:
                break
            time.sleep(ask_again)
        except OSError:
            break
        else:
            return file
    os.close(file)
    return None
