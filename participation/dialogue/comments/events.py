"""What happens to comments."""

from __future__ import annotations

from dataclasses import dataclass

from participation.records.journal.events import Event


@dataclass(frozen=True)
class CommentWritten(Event):
    """Somebody commented; `subject_id` is what was commented on."""

    comment_id: int
    parent_id: int | None
    is_official: bool


@dataclass(frozen=True)
class CommentRevised(Event):
    """The author changed the text of a comment, shortly after writing it."""

    target_id: int


@dataclass(frozen=True)
class CommentHidden(Event):
    """Moderation hid a comment."""

    target_id: int


@dataclass(frozen=True)
class CommentRestored(Event):
    """Moderation showed a hidden comment again."""

    target_id: int


@dataclass(frozen=True)
class CommentWithdrawn(Event):
    """The author took the comment back."""

    target_id: int
