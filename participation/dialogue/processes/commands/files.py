"""Keeping uploaded files: written under a random name before anything is entered, and taken away where that fails."""

from __future__ import annotations

import hashlib
import os
import secrets
from dataclasses import dataclass
from pathlib import Path

from participation.core.errors import Invalid
from participation.core.pictures import made_safe
from participation.dialogue.processes.rules import check_size

LONGEST_SIDE = 1600


@dataclass(frozen=True)
class WrittenFile:
    """A file that lies in its folder and is not entered yet. Size in bytes, digest SHA-256 in hex."""

    folder: Path
    name: str
    media_type: str
    size: int
    digest: str

    @property
    def path(self) -> Path:
        """Where it lies."""
        return self.folder / self.name[:2] / self.name

    def discard(self) -> None:
        """Take it away again."""
        self.path.unlink(missing_ok=True)


def write_file(data: bytes, media_type: str, *, folder: Path) -> WrittenFile:
    """Write an upload below `folder`. Raises Invalid where the disk takes no more."""
    written = WrittenFile(folder, secrets.token_hex(20), media_type, len(data), hashlib.sha256(data).hexdigest())
    try:
        written.path.parent.mkdir(parents=True, exist_ok=True)
        with written.path.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
    except OSError:
        written.discard()
        raise Invalid(
            "Die Datei ließ sich nicht speichern. Bitte versuchen Sie es später noch einmal.", field="file"
        ) from None
    return written


def smaller_picture(data: bytes, *, most: int) -> bytes:
    """A picture as WebP, at most 1600 pixels long, without what cameras note beside it (place, time, device).

    Raises Invalid for what is too large (bytes or pixels), broken or no picture.
    """
    check_size(data, most=most)
    return made_safe(data, widest=LONGEST_SIDE, highest=LONGEST_SIDE, field="file").data
