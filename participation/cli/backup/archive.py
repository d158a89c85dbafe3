"""The file that a backup is: a ZIP archive that appears under its name only when it is whole.

It is written under another name beside it, readable by its owner alone, brought to the disk and then renamed. Whatever
goes wrong before, the unfinished file is removed.
"""

from __future__ import annotations

import hashlib
import os
import time
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from participation.cli.backup.refusals import BackupRefused, disk_told

LEVEL = 3
PART = 1024 * 1024


class NewArchive:
    """An archive that is being written."""

    def __init__(self, file: zipfile.ZipFile) -> None:
        self._file = file

    def add(self, name: str, parts: Iterable[bytes], *, packed: bool = True) -> tuple[int, str]:
        """Write one file from its parts; returns its size and its SHA-256 (hex)."""
        info = zipfile.ZipInfo(name, time.localtime()[:6])
        info.compress_type = zipfile.ZIP_DEFLATED if packed else zipfile.ZIP_STORED
        info._compresslevel = LEVEL  # type: ignore[attr-defined]
        info.external_attr = 0o600 << 16
        size, digest = 0, hashlib.sha256()
        with self._file.open(info, "w", force_zip64=True) as member:
            for part in parts:
                size += len(part)
                digest.update(part)
                member.write(part)
        return size, digest.hexdigest()

    def seal(self, seal: str) -> None:
        """Write a few signs at the very end of the file."""
        self._file.comment = seal.encode("ascii")


@contextmanager
def new_archive(path: Path) -> Iterator[NewArchive]:
    """Write an archive that has its name when the block is left well. Raises BackupRefused where that cannot be."""
    if path.exists():
        raise BackupRefused(f"{path} exists already; choose another name.")
    if not path.parent.is_dir():
        raise BackupRefused(f"There is no folder {path.parent}.")
    unfinished = path.with_name(f".{path.name}.{os.getpid()}.unfinished")
    try:
        with disk_told("the backup"):
            with _written(unfinished) as file, zipfile.ZipFile(file, "w", allowZip64=True) as archive:
                yield NewArchive(archive)
            os.rename(unfinished, path)
            _sync_folder(path.parent)
    finally:
        unfinished.unlink(missing_ok=True)


@contextmanager
def _written(path: Path) -> Iterator[BinaryIO]:
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
    with open(descriptor, "w+b", buffering=PART) as file:
        yield file
        file.flush()
        os.fsync(descriptor)


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def parts_of(path: Path) -> Iterator[bytes]:
    """A file in parts of a megabyte."""
    with path.open("rb") as file:
        while part := file.read(PART):
            yield part
