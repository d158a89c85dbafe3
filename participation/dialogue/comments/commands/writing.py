"""Writing comments, changing them shortly after, taking them back."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import func, select, update
from sqlalchemy.orm.util import identity_key

from participation.core.actor import Actor
from participation.core.clock import now
from participation.core.database import db
from participation.core.errors import Conflict, Invalid, NotAllowed
from participation.core.markdown import plain_excerpt, render_markdown
from participation.core.written import normalised
from participation.dialogue.comments import rules
from participation.dialogue.comments.commands.keeping import locked, run, set_state
from participation.dialogue.comments.events import CommentRevised, CommentWithdrawn, CommentWritten
from participation.dialogue.comments.models import Comment, CommentVersion, Stance
from participation.records.journal.commands import record
from participation.records.search.commands import index_subject
from participation.records.subjects.commands import add_subject, change_subject
from participation.records.subjects.models import State, Subject, SubjectKind

TITLE_LENGTH = 80


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
        SubjectKind.COMMENT, plain_excerpt(text, length=TITLE_LENGTH), path=f"{target.path}/kommentare/{{id}}",
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
    if parent is not None:
        _count_reply(parent.thread_id)
    index_subject(subject.id, title=subject.title, text=text, within_id=target_id)
    event = CommentWritten(
        target_id, comment_id=subject.id, parent_id=comment.parent_id, is_official=comment.is_official
    )
    record(event, actor=actor)
    return comment


def revise_comment(comment: Comment, *, actor: Actor, text: str, version: int) -> bool:
    """Change the text of one's comment; the text before is kept. Returns whether it changed anything.

    Whether its phase is open, the room of the subject asks before. Raises NotAllowed once its time is over, Conflict
    where `version` is not the newest, Invalid as `add_comment` does.
    """
    row, text = locked(comment), _checked_text(text)
    if not rules.may_revise(actor, row):
        raise NotAllowed(
            "Ändern kann einen Kommentar nur, wer ihn geschrieben hat, und nur in den ersten 15 Minuten danach."
        )
    if text == row.text:
        return False
    if row.version != version:
        raise Conflict("Dieser Kommentar wurde inzwischen an anderer Stelle geändert.")
    _keep_version(row)
    row.text, row.text_html, row.edited_at, row.version = text, render_markdown(text), now(), version + 1
    title = plain_excerpt(text, length=TITLE_LENGTH)
    change_subject(row.subject_id, title=title)
    index_subject(row.subject_id, title=title, text=text, within_id=row.target_id)
    record(CommentRevised(row.subject_id, target_id=row.target_id), actor=actor)
    return True


def withdraw_comment(comment: Comment, *, actor: Actor) -> bool:
    """Take one's comment back; its place stays marked. Returns whether it changed anything."""
    row = locked(comment)
    if row.state is State.WITHDRAWN and row.author_id == actor.account_id:
        return False
    if not rules.may_withdraw(actor, row):
        raise NotAllowed("Zurückziehen kann einen Kommentar nur, wer ihn geschrieben hat.")
    set_state(row, State.WITHDRAWN, "")
    record(CommentWithdrawn(row.subject_id, target_id=row.target_id), actor=actor)
    return True


def _checked_text(text: str) -> str:
    text = normalised(text).strip()
    if not text:
        raise Invalid("Bitte schreiben Sie einen Kommentar.", field="text")
    if len(text) > rules.LONGEST:
        raise Invalid(
            "Bitte kürzen Sie den Kommentar auf höchstens %(count)s Zeichen.", field="text", count=rules.LONGEST
        )
    return text


def _count_reply(thread_id: int) -> None:
    """Move the counter in the database itself, so that parallel answers never lose one."""
    run(update(Comment).where(Comment.subject_id == thread_id).values(replies=Comment.replies + 1))
    if (first := db.session.identity_map.get(identity_key(Comment, thread_id))) is not None:
        db.session.expire(first, ["replies"])


def _parent(parent_id: int | None, target_id: int) -> Comment | None:
    if parent_id is None:
        return None
    parent = db.session.get(Comment, parent_id)
    if parent is None or parent.target_id != target_id or parent.state is not State.PUBLIC:
        raise Conflict("Der Kommentar, auf den Sie antworten, ist nicht mehr da.")
    return parent


def _keep_version(comment: Comment) -> None:
    earlier = select(func.coalesce(func.max(CommentVersion.number), 0)).where(
        CommentVersion.comment_id == comment.subject_id
    )
    db.session.add(
        CommentVersion(
            comment_id=comment.subject_id, number=(db.session.scalar(earlier) or 0) + 1, text=comment.text,
            written_at=comment.edited_at or comment.created_at,
        )
    )  # fmt: skip
    db.session.flush()
