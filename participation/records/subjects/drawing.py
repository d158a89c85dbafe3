"""The lineage of a subject as a picture: where it came from above, itself in the middle, what it went into below.

Boxes stand two in a row, so that the picture is readable on a phone; a trunk joins them to the subject.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

WIDTH, HALF, HERE, GAP = 360, 172, 300, 16
LINE, HEAD, PAD = 18, 20, 10
AISLE = 38
MOST = 6
ELLIPSIS = "…"


@dataclass(frozen=True)
class Box:
    """A box: its place, the kind above and the title in lines below it."""

    x: int
    y: int
    width: int
    height: int
    kind: str
    lines: tuple[str, ...]
    is_here: bool = False


@dataclass(frozen=True)
class Picture:
    """Boxes over trunks; `heads` are the points at which an arrow ends, always downwards."""

    height: int
    boxes: tuple[Box, ...]
    trunks: tuple[tuple[int, int], ...]
    branches: tuple[int, ...]
    heads: tuple[int, ...]
    width: int = WIDTH


def draw_lineage(
    here: tuple[str, str], came_from: Sequence[tuple[str, str]], went_into: Sequence[tuple[str, str]], *, more: str
) -> Picture:
    """The picture of (kind, title) pairs; `more` is the title of a box for all that finds no place, with {count}."""
    boxes: list[Box] = []
    branches: list[int] = []
    trunks: list[tuple[int, int]] = []
    heads: list[int] = []
    y = 2
    if came_from:
        rows, y = _rows(_most(came_from, more), y, boxes, branches)
        trunks.append((rows, y - GAP + AISLE))
        y += AISLE - GAP
        heads.append(y)
    middle = _box((WIDTH - HERE) // 2, y, HERE, here, is_here=True)
    boxes.append(middle)
    y += middle.height
    if went_into:
        start, y = y, y + AISLE
        heads.append(y)
        last = len(boxes)
        _, y = _rows(_most(went_into, more), y, boxes, branches)
        trunks.append((start, boxes[-1].y + 4 if len(boxes) > last else start))
        y -= GAP
    return Picture(y + 2, tuple(boxes), tuple(trunks), tuple(branches), tuple(heads))


def _most(things: Sequence[tuple[str, str]], more: str) -> list[tuple[str, str]]:
    if len(things) <= MOST:
        return list(things)
    return [*things[: MOST - 1], ("", more.format(count=len(things) - MOST + 1))]


def _rows(
    things: Sequence[tuple[str, str]], y: int, boxes: list[Box], branches: list[int]
) -> tuple[int, int]:  # fmt: skip
    """Put boxes in rows of two from `y` on; returns the middle of the first row, and where the next thing may stand."""
    first = None
    for at in range(0, len(things), 2):
        row = things[at : at + 2]
        if len(row) == 1:
            made = [_box((WIDTH - HERE) // 2, y, HERE, row[0])]
        else:
            height = max(_box(0, 0, HALF, thing).height for thing in row)
            made = [_box(x, y, HALF, thing, height=height) for x, thing in zip((0, WIDTH - HALF), row, strict=True)]
            branches.append(y + height // 2)
        boxes += made
        first = y + made[0].height // 2 if first is None else first
        y += made[0].height + GAP
    return first or y, y


def _box(x: int, y: int, width: int, thing: tuple[str, str], *, height: int = 0, is_here: bool = False) -> Box:
    lines = wrap(thing[1], width // 8 - 2)
    own = 2 * PAD + (HEAD if thing[0] else 0) + LINE * len(lines)
    return Box(x, y, width, max(own, height), thing[0], lines, is_here)


def wrap(text: str, most: int, *, lines: int = 3) -> tuple[str, ...]:
    """A text in at most so many lines of at most `most` letters; what does not fit ends in an ellipsis."""
    found = [""]
    for word in text.split():
        if len(found[-1]) + len(word) + 1 <= most or not found[-1]:
            found[-1] = f"{found[-1]} {word}".strip()
        else:
            found.append(word)
    cut = [line if len(line) <= most else line[: most - 1] + ELLIPSIS for line in found]
    if len(cut) > lines:
        cut = cut[:lines]
        cut[-1] = cut[-1][: most - 1].rstrip(" ,.;:") + ELLIPSIS
    return tuple(cut)
