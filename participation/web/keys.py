"""Keys against double sending: the same form sent twice has the same key and is taken once."""

from __future__ import annotations

import secrets

from flask import g


def new_hole() -> str:
    """A mark that stands for something else until a page is filled in; nobody can write it into a text."""
    return f"\ue000{secrets.token_hex(12)}\ue001"


KEY_HOLE = new_hole()


def key_for_form() -> str:
    """A key for a form of this answer; a hole for one where the page is made for many (see web.in_common)."""
    return KEY_HOLE if g.get("keys_are_holes") else new_key()


def new_key() -> str:
    """A key that nobody can guess."""
    return secrets.token_urlsafe(12)
