"""How the journal binds its entries together: the digest of the words, the hash of the chain."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from participation.records.journal.models import JournalEntry


def digest_of(salt: bytes, details: dict[str, Any]) -> str:
    """SHA-256 (hex) over the salt and the details as canonical JSON."""
    text = json.dumps(details, sort_keys=True, ensure_ascii=False, default=str)
    return hashlib.sha256(salt + text.encode()).hexdigest()


def hash_of(entry: JournalEntry, position: int, previous: str) -> str:
    """SHA-256 (hex) over the previous hash and all that this entry says, who acted included."""
    said = [
        position,
        entry.id,
        entry.at.isoformat(),
        entry.event,
        entry.subject_id,
        entry.actor_ref,
        entry.role,
        entry.values,
        entry.digest,
    ]
    text = previous + json.dumps(said, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()
