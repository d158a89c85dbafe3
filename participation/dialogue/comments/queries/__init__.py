"""Threads of comments, ready to be shown."""

from participation.dialogue.comments.queries.own import (
    OwnComment,
    comments_by,
    comments_found_helpful,
    count_public_comments,
    earlier_texts_of_comments,
    supported_of,
    written_comments,
)
from participation.dialogue.comments.queries.single import (
    Standing,
    comment_by_id,
    comment_view,
    standing_of,
    versions_of,
)
from participation.dialogue.comments.queries.threads import Threads, opened_thread, threads_on
from participation.dialogue.comments.queries.views import CommentView

__all__ = [
    "CommentView",
    "OwnComment",
    "Standing",
    "Threads",
    "comment_by_id",
    "comment_view",
    "comments_by",
    "comments_found_helpful",
    "count_public_comments",
    "earlier_texts_of_comments",
    "opened_thread",
    "standing_of",
    "supported_of",
    "threads_on",
    "versions_of",
    "written_comments",
]
