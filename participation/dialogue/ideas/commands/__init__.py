"""What people and departments do with ideas. Only these commands change an idea's status, state or counters."""

from participation.dialogue.ideas.commands.commenting import (
    comment_on_idea,
    count_comment,
    hide_comment_on_idea,
    restore_comment_on_idea,
    withdraw_comment_on_idea,
)
from participation.dialogue.ideas.commands.moderating import hide_idea, restore_idea
from participation.dialogue.ideas.commands.steering import (
    mark_in_review,
    mark_promoted,
    mark_realised,
    merge_idea,
    note_answer,
    set_status,
)
from participation.dialogue.ideas.commands.voting import AGAINST, SUPPORT, UNDECIDED, cast_vote, withdraw_vote
from participation.dialogue.ideas.commands.writing import (
    revise_idea,
    submit_idea,
    take_back_idea,
    withdraw_idea,
    write_revision,
)

__all__ = [
    "AGAINST",
    "SUPPORT",
    "UNDECIDED",
    "cast_vote",
    "comment_on_idea",
    "count_comment",
    "hide_comment_on_idea",
    "hide_idea",
    "mark_in_review",
    "mark_promoted",
    "mark_realised",
    "merge_idea",
    "note_answer",
    "restore_comment_on_idea",
    "restore_idea",
    "revise_idea",
    "set_status",
    "submit_idea",
    "take_back_idea",
    "withdraw_comment_on_idea",
    "withdraw_idea",
    "withdraw_vote",
    "write_revision",
]
