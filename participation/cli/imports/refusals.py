"""How an import says that it cannot take a file."""

from __future__ import annotations


class FileRefused(Exception):
    """The file as a whole cannot be taken; nothing was changed. The message is one sentence that says what to do."""
