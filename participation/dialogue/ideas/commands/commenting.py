"""Commenting on ideas, and supporting comments on them: the phase must be open, and the idea's counter moves with each
comment."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import update
from sqlalchemy.orm.util import identity_key

from participation.core.actor import Actor
from participation.core.database import db
from participation.core.errors import NotAllowed
from participation.dialogue.codes.rules import Footing
from participation.dialogue.comments import commands as comments
from participation.dialogue.comments.models import Comment, Stance
from participation.dialogue.comments.rules import may_answer_officially
from participation.dialogue.ideas import rules
from participation.dialogue.ideas.commands.voting import check_footing_on, check_own_process_on
from participation.dialogue.ideas.models import Idea
from participation.dialogue.ideas.rules import Votable
from participation.dialogue.processes.commands.archive import check_writable
from participation.dialogue.processes.models import Phase
from participation.dialogue.processes.rules import Act
from participation.records.subjects.models import Subject


def comment_on_idea(
    idea: Idea, *, actor: Actor, phases: Sequence[Phase], text: str, official_for: int | None = None,
    parent_id: int | None = None, stance: Stance | None = None, send_key: str | None = None,
    language: str = "de", footing: Footing | None = None,
) -> Comment:  # fmt: skip
    """Comment on an idea, or answer a comment on it: departments at any time, others while the phase lasts, if they
    have proven what the process asks for."""
    _check_may_say(idea, actor, phases, is_official=official_for is not None, footing=footing)
    if known := comments.comment_sent_before(send_key):
        return known
    comment = comments.add_comment(
        idea.subject_id, actor=actor, text=text, parent_id=parent_id, stance=stance, official_for=official_for,
        send_key=send_key, language=language,
    )  # fmt: skip
    count_comment(idea.subject_id, 1)
    return comment


def revise_comment_on_idea(
    idea: Idea, comment: Comment, *, actor: Actor, phases: Sequence[Phase], text: str, version: int,
    footing: Footing | None = None,
) -> bool:  # fmt: skip
    """Change one's comment shortly after writing it, as long as one could still write it. Returns whether it changed
    anything."""
    _check_may_say(idea, actor, phases, is_official=comment.is_official, footing=footing)
    if comment.is_official and not may_answer_officially(actor, comment.department_id):
        raise NotAllowed("Im Namen dieser Fachabteilung schreiben nur ihre Mitarbeitenden.")
    return comments.revise_comment(comment, actor=actor, text=text, version=version)


def _check_may_say(
    idea: Idea, actor: Actor, phases: Sequence[Phase], *, is_official: bool, footing: Footing | None
) -> None:  # fmt: skip
    if is_official:
        check_writable(db.session.get_one(Subject, idea.subject_id).process_id)
    else:
        check_footing_on(idea.subject_id, actor, footing)
        rules.check_open(phases, Act.COMMENT)
    rules.check_shown(idea)


def support_comment_on_idea(
    idea: Votable, comment: Comment, *, actor: Actor, phases: Sequence[Phase], footing: Footing | None = None
) -> int:
    """Support a comment, by the rule for ideas; a second time changes nothing. Returns how many do."""
    check_footing_on(idea.subject_id, actor, footing)
    rules.check_open(phases, Act.SUPPORT)
    rules.check_shown(idea)
    return comments.support_comment(comment, actor=actor)


def take_back_comment_support(
    idea: Votable, comment: Comment, *, actor: Actor, phases: Sequence[Phase], footing: Footing | None = None
) -> int:
    """Take one's support of a comment back, whatever was proven when; where there is none, nothing changes. Returns how
    many are left."""
    check_own_process_on(idea.subject_id, actor, footing)
    rules.check_open(phases, Act.SUPPORT)
    rules.check_shown(idea)
    return comments.take_back_support(comment, actor=actor)


def hide_comment_on_idea(comment: Comment, *, actor: Actor, reason: str) -> None:
    """Hide a comment; the idea's counter no longer counts it."""
    if comments.hide_comment(comment, actor=actor, reason=reason):
        count_comment(comment.target_id, -1)


def restore_comment_on_idea(comment: Comment, *, actor: Actor, reason: str) -> None:
    """Show a hidden comment again; the idea's counter counts it again."""
    if comments.restore_comment(comment, actor=actor, reason=reason):
        count_comment(comment.target_id, 1)


def withdraw_comment_on_idea(comment: Comment, *, actor: Actor) -> None:
    """Take one's comment back; the idea's counter no longer counts it."""
    check_writable(db.session.get_one(Subject, comment.subject_id).process_id)
    if comments.withdraw_comment(comment, actor=actor):
        count_comment(comment.target_id, -1)


def count_comment(idea_id: int, by: int) -> None:
    """Move the counter in the database itself; a subject that is no idea has none."""
    values: dict[Any, Any] = {"comments": Idea.comments + by}
    db.session.execute(
        update(Idea).where(Idea.subject_id == idea_id).values(**values).execution_options(synchronize_session=False)
    )
    if (idea := db.session.identity_map.get(identity_key(Idea, idea_id))) is not None:
        db.session.expire(idea, ["comments"])
