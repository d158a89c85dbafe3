"""Telling columns with personal data by their names and by what they point at."""

from __future__ import annotations

from collections.abc import Collection

NAMES = frozenset(
    {
        "aids", "author_label", "contact", "contact_name", "context", "credential_id", "details", "email", "key",
        "new_email", "password_hash", "phone", "pseudonym", "pseudonym_key", "receipt", "recipient", "secret", "street",
        "subject", "token_hash", "user_agent",
    }
)  # fmt: skip
"""What a column with personal data may be called in this house, whatever its table."""
ENDINGS = ("_ref", "_email", "_phone", "_pseudonym")
WRITTEN = frozenset({"title", "text", "text_html", "excerpt"})
"""What people wrote, in tables that know who wrote it or where to answer."""
AUTHORS = frozenset({"author_id", "email"})


def is_personal(name: str, *, points_at_account: bool, beside: Collection[str]) -> bool:
    """Whether a column holds personal data; `beside` are the names of all columns of its table."""
    if points_at_account or name in NAMES or name.endswith(ENDINGS):
        return True
    return name in WRITTEN and not AUTHORS.isdisjoint(beside)
