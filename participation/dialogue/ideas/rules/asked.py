"""What a board asks of an idea beside its title, text, category and place: the one place where its settings decide."""

from __future__ import annotations

from dataclasses import dataclass

from participation.dialogue.boards.models import Board

MOST_PICTURES = 5


@dataclass(frozen=True)
class Asked:
    """What the form of a board offers: how many pictures at most, none where it takes none."""

    pictures: int

    @property
    def takes_pictures(self) -> bool:
        """Whether an idea may have pictures here."""
        return self.pictures > 0


def asked_on(board: Board) -> Asked:
    """What this board asks. On a call people add attachments instead of pictures."""
    return Asked(pictures=0 if board.is_call else MOST_PICTURES)
