"""What changed between two texts, word by word, so that people can read it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

_WORDS = re.compile(r"\S+\s*|\s+")


class Kind(StrEnum):
    """What happened to a stretch of words."""

    SAME = "same"
    REMOVED = "removed"
    ADDED = "added"


@dataclass(frozen=True)
class Stretch:
    """Some words that stayed, went or came."""

    kind: Kind
    text: str


def changes(before: str, after: str) -> list[Stretch]:
    """The later text with what went from the earlier one, in the order in which one reads it: what went stands before
    what came in its place."""
    return list(_stretches(_WORDS.findall(before), _WORDS.findall(after)))


def _stretches(before: list[str], after: list[str]) -> Iterator[Stretch]:
    matcher = SequenceMatcher(None, [w.split()[0] if w.strip() else w for w in before],
                              [w.split()[0] if w.strip() else w for w in after], autojunk=False)  # fmt: skip
    for operation, start, end, new_start, new_end in matcher.get_opcodes():
        if operation == "equal":
            yield Stretch(Kind.SAME, "".join(after[new_start:new_end]))
            continue
        if end > start:
            yield Stretch(Kind.REMOVED, "".join(before[start:end]))
        if new_end > new_start:
            yield Stretch(Kind.ADDED, "".join(after[new_start:new_end]))
