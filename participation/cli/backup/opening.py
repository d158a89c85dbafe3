"""Opening a backup: nothing is believed before all of it was read once and found to be what its manifest says."""

from __future__ import annotations

import hashlib
import zipfile
import zlib
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath

from participation.cli.backup import manifest as manifests
from participation.cli.backup.archive import PART
from participation.cli.backup.manifest import Manifest, Table, Upload
from participation.cli.backup.refusals import BackupRefused

BEGINNING = b"PK\x03\x04"
CUT = "The backup is incomplete: its end is missing. Copy it again from where it was kept."
ALTERED = "The backup is damaged or was altered: {} is not what was written."
Step = Callable[[int], None]


class OpenedBackup:
    """A backup that can be read; `same_key` tells whether it comes from an installation with the same SECRET_KEY."""

    def __init__(self, file: zipfile.ZipFile, secret_key: str) -> None:
        self._file = file
        content = self._content_of_manifest()
        self.manifest: Manifest = manifests.from_bytes(content)
        seal = file.comment.decode("ascii", "replace")
        self.same_key = manifests.check_seal(content, seal, self.manifest.key_mark, secret_key)
        self._check_names()

    def _content_of_manifest(self) -> bytes:
        if manifests.NAME not in self._file.namelist():
            raise BackupRefused("This file is no backup of a participation platform.")
        return b"".join(self._parts(manifests.NAME))

    def _check_names(self) -> None:
        tables = [table.file for table in self.manifest.tables]
        uploads = [_place(upload) for upload in self.manifest.uploads]
        told, found = [*tables, *uploads, manifests.NAME], self._file.namelist()
        if sorted(told) != sorted(found):
            different = sorted(set(told) ^ set(found)) or sorted(name for name in set(found) if found.count(name) > 1)
            raise BackupRefused(ALTERED.format(different[0]))

    @property
    def size(self) -> int:
        """Bytes that it holds when unpacked."""
        return sum(info.file_size for info in self._file.infolist())

    def check(self, step: Step) -> None:
        """Read all of it once. Raises BackupRefused where something is not as the manifest says."""
        for table in self.manifest.tables:
            self._check(table.file, table.sha256, step)
        for upload in self.manifest.uploads:
            self._check(_place(upload), upload.sha256, step)

    def _check(self, name: str, sha256: str, step: Step) -> None:
        digest = hashlib.sha256()
        for part in self._parts(name):
            digest.update(part)
            step(len(part))
        if digest.hexdigest() != sha256:
            raise BackupRefused(ALTERED.format(name))

    def lines(self, table: Table) -> Generator[str, None, None]:
        """The rows of a table, one at a time."""
        with self._file.open(table.file) as file:
            for line in file:
                yield line.decode().removesuffix("\n")

    def unpack(self, upload: Upload, folder: Path) -> None:
        """Write an upload below this folder."""
        target = folder / upload.path
        target.parent.mkdir(parents=True, exist_ok=True)
        with target.open("wb") as file:
            for part in self._parts(_place(upload)):
                file.write(part)

    def _parts(self, name: str) -> Iterator[bytes]:
        try:
            with self._file.open(name) as file:
                while part := file.read(PART):
                    yield part
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, KeyError) as error:
            raise BackupRefused(ALTERED.format(name)) from error


@contextmanager
def opened(path: Path, secret_key: str) -> Iterator[OpenedBackup]:
    """Open a backup. Raises BackupRefused with one sentence where it is none, is cut or was altered."""
    try:
        with path.open("rb") as file:
            beginning = file.read(len(BEGINNING))
        if not beginning.startswith(BEGINNING):
            raise BackupRefused("This file is no backup of a participation platform.")
        archive = zipfile.ZipFile(path)
    except zipfile.BadZipFile as error:
        raise BackupRefused(CUT) from error
    except OSError as error:
        raise BackupRefused(f"{path} cannot be read: {error.strerror}.") from error
    with archive:
        yield OpenedBackup(archive, secret_key)


def _place(upload: Upload) -> str:
    """Where an upload lies in the archive. Raises BackupRefused for a path that leads out of the folder of uploads."""
    path = PurePosixPath(upload.path)
    if path.is_absolute() or ".." in path.parts or not path.parts or "\\" in upload.path:
        raise BackupRefused(ALTERED.format(upload.path))
    return f"media/{upload.path}"
