"""What stays of comments and supports when people leave, texts had their time, or a process is archived."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import delete, func, select, update

from participation.core.database import db
from participation.core.markdown import render_markdown
from participation.dialogue.comments.commands.keeping import forget_versions, run
from participation.dialogue.comments.models import Comment, CommentVote
from participation.people.own_data.rules import GONE_TEXT, GONE_TITLE
from participation.records.search.commands import remove_from_index
from participation.records.subjects.commands import change_subject
from participation.records.subjects.models import State, Subject


def remove_comments_of(account_id: int) -> list[tuple[int, str, bool]]:
    """Let the texts of somebody's comments go; their places stay marked. What they wrote for a department stays.

    Returns for each comment what it was on, its address, and whether it was counted there until now.
    """
    removed = []
    for comment in db.session.scalars(
        select(Comment)
        .where(Comment.author_id == account_id, Comment.is_official.is_(False))
        .order_by(Comment.subject_id)
        .with_for_update()
    ):
        counted = comment.state is State.PUBLIC
        comment.state, comment.state_reason = State.WITHDRAWN, ""
        subject = _empty(comment)
        removed.append((comment.target_id, subject.path, counted))
    db.session.flush()
    return removed


def forget_hidden_comments(comment_ids: Sequence[int]) -> None:
    """Let the texts of comments go that nobody has been shown for long; their places stay marked as they are."""
    for comment in db.session.scalars(
        select(Comment).where(Comment.subject_id.in_(comment_ids)).order_by(Comment.subject_id).with_for_update()
    ):
        if comment.state in (State.HIDDEN, State.WITHDRAWN):
            changed_at = db.session.get_one(Subject, comment.subject_id).changed_at
            _empty(comment).changed_at = changed_at
    db.session.flush()


def _empty(comment: Comment) -> Subject:
    comment.text, comment.text_html, comment.language = GONE_TEXT, render_markdown(GONE_TEXT), "de"
    comment.stance, comment.edited_at = None, None
    forget_versions(comment.subject_id)
    remove_from_index(comment.subject_id)
    return change_subject(comment.subject_id, state=comment.state, title=GONE_TITLE)


def forget_commenters(comment_ids: Sequence[int]) -> None:
    """Let comments stand without who wrote them."""
    run(update(Comment).where(Comment.subject_id.in_(comment_ids)).values(author_id=None, send_key=None))


def cut_votes_on(comment_ids: Sequence[int]) -> None:
    """Part all votes on these comments from their people: the counts stay, and how many were cut is noted."""
    cast = select(func.count()).where(CommentVote.comment_id == Comment.subject_id).scalar_subquery()
    run(update(Comment).where(Comment.subject_id.in_(comment_ids)).values(votes_cut=Comment.votes_cut + cast))
    run(delete(CommentVote).where(CommentVote.comment_id.in_(comment_ids)))


def forget_send_keys(comment_ids: Sequence[int]) -> None:
    """Forget what kept comments from being sent twice."""
    run(update(Comment).where(Comment.subject_id.in_(comment_ids)).values(send_key=None))


def forget_commenter(account_id: int) -> None:
    """Let somebody's comments stand without their author, and their votes on comments without their person."""
    voted = select(CommentVote.comment_id).where(CommentVote.account_id == account_id)
    run(update(Comment).where(Comment.author_id == account_id).values(author_id=None, send_key=None))
    run(update(Comment).where(Comment.subject_id.in_(voted)).values(votes_cut=Comment.votes_cut + 1))
    run(delete(CommentVote).where(CommentVote.account_id == account_id))
