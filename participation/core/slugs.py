"""Readable parts of addresses, made from German titles."""

from __future__ import annotations

import re
import unicodedata

_LETTERS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "&": " und "})


def slugify(title: str, *, length: int = 80) -> str:
    """`Grüne Höfe & Plätze` becomes `gruene-hoefe-und-plaetze`; never empty."""
    text = title.lower().translate(_LETTERS)
    text = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode("ascii")
    text = re.sub(r"[^a-z0-9]+", "-", text).strip("-")
    return text[:length].rstrip("-") or "ohne-titel"
