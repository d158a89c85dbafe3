"""The line in which those who write to an SQLite file wait for each other, threads and processes alike.

SQLite lets one writer in at a time, but those who wait ask again after sleeps that grow to a tenth of a second: under
load the file stands idle while everyone sleeps, and newcomers overtake. Here the threads of a process stand in a line
behind a lock, and the first of each process holds a lock on a small file beside the database. The operating system
frees it if the process dies. Where there are no file locks (or for a database in memory) the line of threads is all.
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

SUFFIX = "-writers"
ASK_AGAIN = 0.0005


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
        file = _opened(path)
        while file is not None and not _locked(file):
            if time.monotonic() > end:
                Place(lock, file).leave()
                return None
            time.sleep(ASK_AGAIN)
        return Place(lock, file)


def _opened(path: str | None) -> int | None:
    """The file that is locked, opened for this turn alone: a descriptor that a fork inherits would hold one lock for
    parent and child together. None for a database in memory or a folder that cannot be written to."""
    if fcntl is None or not path or path.startswith((":", "file:")):
        return None
    try:
        return os.open(f"{path}{SUFFIX}", os.O_WRONLY | os.O_CREAT | os.O_CLOEXEC, 0o600)
    except OSError:
        return None


def _locked(file: int) -> bool:
    """Whether the lock was had, or cannot be had on this file system at all."""
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:
        return True
    return True
