"""How pictures of ideas are kept, and how many there may be."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from participation.core.errors import Invalid

WIDTHS = (400, 800, 1600)
"""The widths in pixels that a picture is kept in, as far as it is that wide; the widest it has is kept too."""
LONGEST_ALT = 300


class Described(Protocol):
    """A picture with its words."""

    @property
    def alt(self) -> str:
        """What it shows, in words."""


def widths_of(width: int) -> tuple[int, ...]:
    """The widths in which a picture lies there whose largest is this wide."""
    return (*(one for one in WIDTHS if one < width), width)


def check_room(count: int, *, most: int) -> None:
    """Raise Invalid where no further picture is taken."""
    if most == 0:
        raise Invalid("Auf diesem Themenboard gehören keine Bilder zu einer Idee.", field="pictures")
    if count >= most:
        raise Invalid(
            "Mehr als %(count)s Bilder sind nicht möglich. Entfernen Sie eines, wenn Sie ein anderes hinzufügen "
            "möchten.",
            field="pictures", count=most,
        )  # fmt: skip


def check_described(pictures: Iterable[Described]) -> None:
    """Raise Invalid where it is not said what a picture shows."""
    if not all(picture.alt for picture in pictures):
        raise Invalid(
            "Bitte sagen Sie bei jedem Bild in einem Satz, was darauf zu sehen ist. Menschen, die es nicht sehen, "
            "hören diesen Satz.",
            field="pictures",
        )  # fmt: skip
