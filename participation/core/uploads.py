"""Uploaded files: what may be uploaded, told by its content and never by its name, and keeping it under a random name
before anything is entered."""

from __future__ import annotations

import hashlib
import os
import secrets
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Protocol

from participation.core.errors import Invalid
from participation.core.transactions import once_committed

ODT = "application/vnd.oasis.opendocument.text"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
DOCX_MAIN = b"wordprocessingml.document.main+xml"
MOST_MEMBERS = 2000
LARGEST_INDEX = 200_000


@dataclass(frozen=True)
class MediaType:
    """A kind of file: how it is called, and how the name of a saved file ends."""

    label: str
    extension: str


class Discardable(Protocol):
    """Something that lies on the disk and is not entered yet."""

    def discard(self) -> None:
        """Take it away again."""


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
        return path_of(self.name, folder=self.folder)

    def discard(self) -> None:
        """Take it away again."""
        self.path.unlink(missing_ok=True)


MEDIA_TYPES: dict[str, MediaType] = {
    "application/pdf": MediaType("PDF", "pdf"),
    ODT: MediaType("ODT", "odt"),
    DOCX: MediaType("DOCX", "docx"),
    "image/png": MediaType("PNG", "png"),
    "image/jpeg": MediaType("JPEG", "jpg"),
    "image/webp": MediaType("WebP", "webp"),
}
PICTURES = frozenset({"image/png", "image/jpeg", "image/webp"})


def media_type_of(data: bytes) -> str | None:
    """What a file is by its first bytes, or by what lies in it; None for everything that is not taken."""
    if data.startswith(b"%PDF-"):
        return "application/pdf"
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return "image/png"
    if data.startswith(b"\xff\xd8\xff"):
        return "image/jpeg"
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "image/webp"
    return _archive_type(data) if data.startswith(b"PK\x03\x04") else None


def check_document(data: bytes, *, most: int) -> str:
    """The media type of a document. Raises Invalid for what is empty, too large (bytes) or of another kind."""
    check_size(data, most=most)
    found = media_type_of(data)
    if found is None:
        raise Invalid(
            "Diese Datei können wir nicht annehmen. Möglich sind PDF, ODT, DOCX, PNG, JPEG und WebP.", field="file"
        )
    return found


def check_size(data: bytes, *, most: int) -> None:
    """Raise Invalid for a file that is empty or too large."""
    if not data:
        raise Invalid("Die Datei ist leer. Bitte wählen Sie eine andere.", field="file")
    if len(data) > most:
        raise Invalid(
            "Die Datei ist zu groß. Höchstens %(size)s MB sind möglich.", field="file", size=round(most / 1_048_576)
        )


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


def path_of(name: str, *, folder: Path) -> Path:
    """Where the upload of this name lies below `folder`."""
    return folder / name[:2] / name


@contextmanager
def discarded_unless_entered(file: Discardable | None) -> Iterator[None]:
    """Take a written file away again where entering it fails; stands around the transaction."""
    try:
        yield
    except BaseException:
        if file is not None:
            file.discard()
        raise


def delete_files(names: Iterable[str], *, folder: Path) -> None:
    """Delete uploads from the disk once this transaction has committed that their rows are gone."""
    if going := list(names):
        once_committed(lambda: expunge_files(going, folder=folder))


def expunge_files(names: Iterable[str], *, folder: Path) -> None:
    """Delete uploads that must go, at once: if the transaction fails, their rows are still there for the next try, and
    no end of the process in between leaves a file that nobody knows of."""
    for name in names:
        path_of(name, folder=folder).unlink(missing_ok=True)


def _archive_type(data: bytes) -> str | None:
    """ODT and DOCX are archives; those with programs in them are refused."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            names = archive.namelist()
            if len(names) > MOST_MEMBERS or any("vbaproject" in name.lower() for name in names):
                return None
            if "mimetype" in names and _begin(archive, "mimetype") == ODT.encode():
                return None if any(name.startswith(("Basic/", "Scripts/")) for name in names) else ODT
            index = _begin(archive, "[Content_Types].xml") if "[Content_Types].xml" in names else b""
            return DOCX if DOCX_MAIN in index and b"macroEnabled" not in index else None
    except (zipfile.BadZipFile, OSError, ValueError, RuntimeError, NotImplementedError, EOFError):
        return None


def _begin(archive: zipfile.ZipFile, name: str) -> bytes:
    with archive.open(name) as member:
        return member.read(LARGEST_INDEX)
