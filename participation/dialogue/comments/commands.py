"""Writing, hiding and withdrawing comments."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import delete, func, select, update

from participation.core.actor import Actor
from participation.core.clock import now
from participation.core.database import db
from participation.core.errors import Conflict, Invalid, NotAllowed
from participation.core.markdown import plain_excerpt, render_markdown
from participation.dialogue.comments import rules
from participation.dialogue.comments.events import CommentHidden, CommentRestored, CommentWithdrawn, CommentWritten
from participation.dialogue.comments.models import Comment, CommentVote, Stance
from participation.people.own_data.rules import GONE_TEXT, GONE_TITLE
from participation.records.journal.commands import record
from participation.records.search.commands import index_subject, remove_from_index
from participation.records.subjects.commands import add_subject, change_subject
from participation.records.subjects.models import State, Subject, SubjectKind
from participation.records.subjects.rules import EXPUNGED_TITLE


def comment_sent_before(send_key: str | None) -> Comment | None:
    """The comment that was taken with this key already."""
    return db.session.scalar(select(Comment).where(Comment.send_key == send_key)) if send_key else None


def add_comment(
    target_id: int, *, actor: Actor, text: str, parent_id: int | None = None, stance: Stance | None = None,
    official_for: int | None = None, send_key: str | None = None, created_at: datetime | None = None,
    author_id: int | None = None, language: str = "de",
) -> Comment:  # fmt: skip
    """Comment on a subject, or answer a comment of the same subject.

    Whether its phase is open, the room of the subject asks before. The same `send_key` is taken once. Raises Invalid
    where the text is empty or too long, Conflict where the comment answered is gone, NotAllowed where somebody
    without the role writes for a department.
    """
    if known := comment_sent_before(send_key):
        return known
    target = db.session.get_one(Subject, target_id)
    if author_id is None:
        rules.check_may_write(actor, target.process_id)
        author_id = actor.account_id
    text = _checked_text(text)
    if official_for is not None and not rules.may_answer_officially(actor, official_for):
        raise NotAllowed("Im Namen dieser Fachabteilung schreiben nur ihre Mitarbeitenden.")
    parent = _parent(parent_id, target_id)
    subject = add_subject(
        SubjectKind.COMMENT, plain_excerpt(text, length=80), path=f"{target.path}#kommentar-{{id}}",
        process_id=target.process_id, department_id=target.department_id, district_id=target.district_id,
        audience=target.audience,
    )  # fmt: skip
    comment = Comment(
        subject_id=subject.id, target_id=target_id, parent_id=parent.subject_id if parent else None,
        thread_id=parent.thread_id if parent else subject.id, text=text, text_html=render_markdown(text),
        stance=stance, author_id=author_id, is_official=official_for is not None, department_id=official_for,
        send_key=send_key, created_at=created_at or now(), language=language,
    )  # fmt: skip
    db.session.add(comment)
    index_subject(subject.id, title=subject.title, text=text, within_id=target_id)
    event = CommentWritten(
        target_id, comment_id=subject.id, parent_id=comment.parent_id, is_official=comment.is_official
    )
    record(event, actor=actor)
    return comment


def hide_comment(comment: Comment, *, actor: Actor, reason: str) -> bool:
    """Hide a comment; its place shows the reason. Returns whether it changed anything."""
    _check_moderator(comment, actor, reason)
    row = _locked(comment)
    if row.state is State.HIDDEN:
        return False
    if row.state is not State.PUBLIC:
        raise Conflict("Dieser Kommentar ist nicht mehr öffentlich.")
    _set_state(row, State.HIDDEN, reason)
    record(CommentHidden(row.subject_id, target_id=row.target_id), actor=actor, role="moderator", reason=reason)
    return True


def restore_comment(comment: Comment, *, actor: Actor, reason: str) -> bool:
    """Show a hidden comment again. Returns whether it changed anything."""
    _check_moderator(comment, actor, reason)
    row = _locked(comment)
    if row.state is State.PUBLIC:
        return False
    if row.state is not State.HIDDEN:
        raise Conflict("Dieser Kommentar ist nicht verborgen.")
    _set_state(row, State.PUBLIC, "")
    record(CommentRestored(row.subject_id, target_id=row.target_id), actor=actor, role="moderator", reason=reason)
    return True


def withdraw_comment(comment: Comment, *, actor: Actor) -> bool:
    """Take one's comment back; its place stays marked. Returns whether it changed anything."""
    row = _locked(comment)
    if row.state is State.WITHDRAWN and row.author_id == actor.account_id:
        return False
    if not rules.may_withdraw(actor, row):
        raise NotAllowed("Zurückziehen kann einen Kommentar nur, wer ihn geschrieben hat.")
    _set_state(row, State.WITHDRAWN, "")
    record(CommentWithdrawn(row.subject_id, target_id=row.target_id), actor=actor)
    return True


def _checked_text(text: str) -> str:
    text = text.strip()
    if not text:
        raise Invalid("Bitte schreiben Sie einen Kommentar.", field="text")
    if len(text) > rules.LONGEST:
        raise Invalid(
            "Bitte kürzen Sie den Kommentar auf höchstens %(count)s Zeichen.", field="text", count=rules.LONGEST
        )
    return text


def _parent(parent_id: int | None, target_id: int) -> Comment | None:
    if parent_id is None:
        return None
    parent = db.session.get(Comment, parent_id)
    if parent is None or parent.target_id != target_id or parent.state is not State.PUBLIC:
        raise Conflict("Der Kommentar, auf den Sie antworten, ist nicht mehr da.")
    return parent


def _check_moderator(comment: Comment, actor: Actor, reason: str) -> None:
    subject = db.session.get_one(Subject, comment.subject_id)
    if not rules.may_moderate(actor, subject.department_id, subject.process_id):
        raise NotAllowed("Das darf nur die Moderation der zuständigen Fachabteilung.")
    if not reason.strip():
        raise Invalid("Bitte begründen Sie Ihre Entscheidung.", field="reason")


def _locked(comment: Comment) -> Comment:
    return db.session.scalars(
        select(Comment)
        .where(Comment.subject_id == comment.subject_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).one()


def _set_state(comment: Comment, state: State, reason: str) -> None:
    comment.state, comment.state_reason = state, reason[:1000]
    change_subject(comment.subject_id, state=state)
    db.session.flush()


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
    comment.stance = None
    remove_from_index(comment.subject_id)
    return change_subject(comment.subject_id, state=comment.state, title=GONE_TITLE)


def forget_commenters(comment_ids: Sequence[int]) -> None:
    """Let comments stand without who wrote them."""
    _run(update(Comment).where(Comment.subject_id.in_(comment_ids)).values(author_id=None, send_key=None))


def cut_votes_on(comment_ids: Sequence[int]) -> None:
    """Part all votes on these comments from their people: the counts stay, and how many were cut is noted."""
    cast = select(func.count()).where(CommentVote.comment_id == Comment.subject_id).scalar_subquery()
    _run(update(Comment).where(Comment.subject_id.in_(comment_ids)).values(votes_cut=Comment.votes_cut + cast))
    _run(delete(CommentVote).where(CommentVote.comment_id.in_(comment_ids)))


def forget_send_keys(comment_ids: Sequence[int]) -> None:
    """Forget what kept comments from being sent twice."""
    _run(update(Comment).where(Comment.subject_id.in_(comment_ids)).values(send_key=None))


def _run(statement: Any) -> None:
    db.session.execute(statement.execution_options(synchronize_session=False))


def expunge_comment(comment_id: int, *, mark: str) -> bool:
    """Leave of a comment only its mark; answers to it stay. Returns whether others could read it until now."""
    row = _locked(db.session.get_one(Comment, comment_id))
    was_public = row.state is State.PUBLIC
    row.text, row.text_html, row.language, row.stance, row.send_key = "", "", "de", None, None
    row.state, row.state_reason, row.version = State.EXPUNGED, mark, row.version + 1
    change_subject(comment_id, state=State.EXPUNGED, title=EXPUNGED_TITLE)
    remove_from_index(comment_id)
    db.session.flush()
    return was_public


def forget_commenter(account_id: int) -> None:
    """Let somebody's comments stand without their author, and their votes on comments without their person."""
    voted = select(CommentVote.comment_id).where(CommentVote.account_id == account_id)
    for statement in (
        update(Comment).where(Comment.author_id == account_id).values(author_id=None, send_key=None),
        update(Comment).where(Comment.subject_id.in_(voted)).values(votes_cut=Comment.votes_cut + 1),
        delete(CommentVote).where(CommentVote.account_id == account_id),
    ):
        db.session.execute(statement.execution_options(synchronize_session=False))
