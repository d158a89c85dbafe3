"""Keys against double sending: the same form sent twice has the same key and is taken once."""

from __future__ import annotations

import secrets

from flask import g

KEY_HOLE = "\ue000key\ue001"


def key_for_form() -> str:
    """A key for a form of this answer; a hole for one where the page is made for many (see web.in_common)."""
    return KEY_HOLE if g.get("keys_are_holes") else new_key()


def new_key() -> str:
    """A key that nobody can guess."""
    return secrets.token_urlsafe(12)
