"""What people and departments do with ideas. Only these commands change an idea's status, state or counters."""

from participation.dialogue.ideas.commands.commenting import (
    comment_on_idea,
    count_comment,
    hide_comment_on_idea,
    restore_comment_on_idea,
    revise_comment_on_idea,
    support_comment_on_idea,
    take_back_comment_support,
    withdraw_comment_on_idea,
)
from participation.dialogue.ideas.commands.drafts import drop_draft, save_draft, send_draft
from participation.dialogue.ideas.commands.merging import merge_idea, undo_merge
from participation.dialogue.ideas.commands.moderating import hide_idea, restore_idea
from participation.dialogue.ideas.commands.pictures import (
    WrittenPicture,
    add_to_draft,
    add_to_idea,
    describe_in_draft,
    describe_in_idea,
    remove_from_draft,
    remove_from_idea,
    write_picture,
)
from participation.dialogue.ideas.commands.steering import (
    mark_in_review,
    mark_promoted,
    mark_realised,
    note_answer,
    set_status,
)
from participation.dialogue.ideas.commands.voting import AGAINST, SUPPORT, UNDECIDED, cast_vote, withdraw_vote
from participation.dialogue.ideas.commands.waiting import digest_of, keep_waiting, stop_waiting
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
    "WrittenPicture",
    "add_to_draft",
    "add_to_idea",
    "cast_vote",
    "comment_on_idea",
    "count_comment",
    "describe_in_draft",
    "describe_in_idea",
    "digest_of",
    "drop_draft",
    "hide_comment_on_idea",
    "hide_idea",
    "keep_waiting",
    "mark_in_review",
    "mark_promoted",
    "mark_realised",
    "merge_idea",
    "note_answer",
    "remove_from_draft",
    "remove_from_idea",
    "restore_comment_on_idea",
    "restore_idea",
    "revise_comment_on_idea",
    "revise_idea",
    "save_draft",
    "send_draft",
    "set_status",
    "stop_waiting",
    "submit_idea",
    "support_comment_on_idea",
    "take_back_comment_support",
    "take_back_idea",
    "undo_merge",
    "withdraw_comment_on_idea",
    "withdraw_idea",
    "withdraw_vote",
    "write_picture",
    "write_revision",
]
