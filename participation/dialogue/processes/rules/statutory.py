"""What is said of a process that a law rules: it is announced here, and carried out elsewhere."""

from __future__ import annotations

from participation.core.errors import N_

STATUTORY_NOTE = N_(
    "Dieses Verfahren ist gesetzlich geregelt. Hier wird es nur angekündigt. Beiträge auf dieser Plattform sind keine "
    "Stellungnahmen im Sinne des Planungsrechts; eine Stellungnahme geben Sie bitte im förmlichen Verfahren ab."
)
"""The default wording, asked for through `statutory_note`, so that a setting of the city can stand in its place."""


def statutory_note(own_words: str = "") -> str:
    """The sentence that stands on the page; `own_words` are those that the city has set."""
    return own_words.strip() or STATUTORY_NOTE
