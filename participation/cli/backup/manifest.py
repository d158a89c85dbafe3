"""What a backup says of itself: what made it, and the number of rows and the digest of everything in it."""

from __future__ import annotations

import hashlib
import hmac
import json
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any

from participation.cli.backup.refusals import BackupRefused
from participation.cli.backup.shapes import Column, Kind, Shape

if TYPE_CHECKING:
    from config import Settings

NAME = "manifest.json"
FORMAT = "participation backup"
FORMAT_VERSION = 1
TOLD_SETTINGS = (
    "environment", "base_url", "site_name", "city_name", "contact_email", "operator_address",
    "operator_representative", "operator_phone", "smtp_host", "smtp_port", "smtp_starttls", "mail_from",
    "trusted_proxies", "embed_origins", "tile_attribution", "map_center", "map_zoom", "max_upload", "languages",
    "rate_limits", "metrics_port", "log_requests",
)  # fmt: skip
"""Settings that are no secret. What is not named here stays out, so that a new secret does, too."""


@dataclass(frozen=True)
class Table:
    """A table in a backup: the file with its rows, how many there are, and their SHA-256 (hex)."""

    shape: Shape
    file: str
    rows: int
    sha256: str


@dataclass(frozen=True)
class Upload:
    """An uploaded file in a backup; `path` is below the folder of uploads."""

    path: str
    size: int
    sha256: str


@dataclass(frozen=True)
class Manifest:
    """The whole of it. `key_mark` tells whether an installation has the same SECRET_KEY, without telling the key."""

    software: str
    revision: str
    dialect: str
    made_at: str
    key_mark: str
    journal_seal: str
    tables: list[Table]
    uploads: list[Upload]
    settings: dict[str, Any] = field(default_factory=dict)
    format: str = FORMAT
    format_version: int = FORMAT_VERSION

    @property
    def rows(self) -> int:
        """All rows of all tables."""
        return sum(table.rows for table in self.tables)

    def as_bytes(self) -> bytes:
        """The manifest as it stands in the file."""
        return json.dumps(asdict(self), ensure_ascii=False, indent=1).encode()


def from_bytes(content: bytes) -> Manifest:
    """Read a manifest. Raises BackupRefused where it is of another format or a newer version."""
    try:
        told = json.loads(content)
        kind, version = told["format"], told["format_version"]
    except (ValueError, KeyError, TypeError):
        kind, version = "", 0
    if kind != FORMAT:
        raise BackupRefused("This file is no backup of a participation platform.")
    if version > FORMAT_VERSION:
        raise BackupRefused(
            f"This backup was written by a newer version ({told.get('software', '?')}) in a form that this one does "
            "not know. Install that version, then restore."
        )
    tables = [Table(_shape(one["shape"]), one["file"], one["rows"], one["sha256"]) for one in told.pop("tables")]
    return Manifest(**{**told, "tables": tables, "uploads": [Upload(**one) for one in told.pop("uploads")]})


def _shape(told: dict[str, Any]) -> Shape:
    columns = tuple(Column(one["name"], Kind(one["kind"]), one["scale"]) for one in told["columns"])
    return Shape(told["name"], columns, tuple(told["key"]))


def seal_of(content: bytes, secret_key: str) -> str:
    """What stands at the end of the file: a digest of the manifest, and one that only who has the key can make."""
    return f"{hashlib.sha256(content).hexdigest()}:{_keyed(secret_key, content)}"


def check_seal(content: bytes, seal: str, manifest_key_mark: str, secret_key: str) -> bool:
    """Whether the manifest is the one that was written; True if also the key says so, False if it is another key.

    Raises BackupRefused where it is not.
    """
    digest, _, keyed = seal.partition(":")
    same_key = hmac.compare_digest(manifest_key_mark, key_mark(secret_key))
    whole = hmac.compare_digest(digest, hashlib.sha256(content).hexdigest())
    if not whole or (same_key and not hmac.compare_digest(keyed, _keyed(secret_key, content))):
        raise BackupRefused("The backup was altered: its list of contents is not the one that was written.")
    return same_key


def key_mark(secret_key: str) -> str:
    """A mark by which a SECRET_KEY is known again, which does not tell it."""
    return _keyed(secret_key, b"mark")[:16]


def _keyed(secret_key: str, content: bytes) -> str:
    return hmac.new(secret_key.encode(), b"participation backup\n" + content, hashlib.sha256).hexdigest()


def told_settings(settings: Settings) -> dict[str, Any]:
    """The settings without secrets, so that one can see how the installation was set up."""
    return {name: getattr(settings, name) for name in TOLD_SETTINGS}


def software_version() -> str:
    """The version of this software."""
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version("participation")
    except PackageNotFoundError:
        return "unknown"
