"""What people and moderation do with comments."""

from participation.dialogue.comments.commands.expunging import expunge_comment, expunge_comment_versions
from participation.dialogue.comments.commands.leaving import (
    cut_votes_on,
    forget_commenter,
    forget_commenters,
    forget_hidden_comments,
    forget_send_keys,
    remove_comments_of,
)
from participation.dialogue.comments.commands.moderating import hide_comment, restore_comment
from participation.dialogue.comments.commands.supporting import check_there, support_comment, take_back_support
from participation.dialogue.comments.commands.writing import (
    add_comment,
    comment_sent_before,
    revise_comment,
    withdraw_comment,
)

__all__ = [
    "add_comment", "check_there", "comment_sent_before", "cut_votes_on", "expunge_comment", "expunge_comment_versions",
    "forget_commenter", "forget_commenters", "forget_hidden_comments", "forget_send_keys", "hide_comment",
    "remove_comments_of", "restore_comment", "revise_comment", "support_comment", "take_back_support",
    "withdraw_comment",
]  # fmt: skip
