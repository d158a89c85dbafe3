"""Why a backup cannot be made or taken back."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager

FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


class BackupRefused(Exception):
    """It cannot be done; the message is one sentence or two that say why, and what holds now."""


@contextmanager
def disk_told(what: str) -> Iterator[None]:
    """Say in a sentence what the disk did not allow. Raises BackupRefused in place of OSError."""
    try:
        yield
    except OSError as error:
        if error.errno in FULL:
            raise BackupRefused(f"The disk has no room for {what}; what was begun is removed again.") from error
        place = f" ({error.filename})" if error.filename else ""
        raise BackupRefused(f"{what[:1].upper()}{what[1:]} failed: {error.strerror or error}{place}.") from error
