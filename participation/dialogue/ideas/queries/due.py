"""Which ideas, and comments on anything, have had their time, and what of them."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, select

from participation.dialogue.comments.models import Comment, CommentVote
from participation.dialogue.ideas.models import Idea, IdeaDraft, Vote, WaitingIdea
from participation.dialogue.processes.models import Process
from participation.people.own_data.rules import GONE_TEXT
from participation.records.subjects.models import State, Subject

OUT_OF_SIGHT = (State.HIDDEN, State.WITHDRAWN)


def due_hidden_ideas(before: datetime) -> Select[*tuple[Any, ...]]:
    """Ideas hidden or taken back before this moment, whose words are still there."""
    return _with_subject(Idea).where(Idea.state.in_(OUT_OF_SIGHT), Subject.changed_at < before, Idea.text != GONE_TEXT)


def due_hidden_comments(before: datetime) -> Select[*tuple[Any, ...]]:
    """Comments hidden or taken back before this moment, whose words are still there."""
    return _with_subject(Comment).where(
        Comment.state.in_(OUT_OF_SIGHT), Subject.changed_at < before, Comment.text != GONE_TEXT
    )


def due_authors(before: datetime) -> Select[*tuple[Any, ...]]:
    """Ideas with an author in processes that were archived before this moment."""
    return _archived(Idea, before).where(Idea.author_id.is_not(None))


def due_commenters(before: datetime) -> Select[*tuple[Any, ...]]:
    """Comments with an author in such processes."""
    return _archived(Comment, before).where(Comment.author_id.is_not(None))


def due_votes(before: datetime) -> Select[*tuple[Any, ...]]:
    """Ideas in such processes on which votes are still linked with people."""
    return _archived(Idea, before).where(_exists(Vote.idea_id == Idea.subject_id))


def due_comment_votes(before: datetime) -> Select[*tuple[Any, ...]]:
    """Comments in such processes of which the same holds."""
    return _archived(Comment, before).where(_exists(CommentVote.comment_id == Comment.subject_id))


def due_idea_keys(before: datetime) -> Select[*tuple[Any, ...]]:
    """Ideas sent before this moment that still have their key."""
    return select(Idea.subject_id, Idea.submitted_at).where(Idea.send_key.is_not(None), Idea.submitted_at < before)


def due_comment_keys(before: datetime) -> Select[*tuple[Any, ...]]:
    """Comments sent before this moment that still have their key."""
    return select(Comment.subject_id, Comment.created_at).where(
        Comment.send_key.is_not(None), Comment.created_at < before
    )


def due_idea_drafts(before: datetime) -> Select[*tuple[Any, ...]]:
    """Drafts that were last saved before this moment."""
    return select(IdeaDraft.id, IdeaDraft.saved_at).where(IdeaDraft.saved_at < before)


def due_waiting_ideas(before: datetime) -> Select[*tuple[Any, ...]]:
    """Ideas whose senders could sign in until this moment."""
    return select(WaitingIdea.id, WaitingIdea.expires_at).where(WaitingIdea.expires_at < before)


def _with_subject(model: type[Idea] | type[Comment]) -> Select[*tuple[Any, ...]]:
    return select(model.subject_id, Subject.changed_at).join(Subject, Subject.id == model.subject_id)


def _archived(model: type[Idea] | type[Comment], before: datetime) -> Select[*tuple[Any, ...]]:
    return (
        select(model.subject_id, Process.archived_at)
        .join(Subject, Subject.id == model.subject_id)
        .join(Process, Process.subject_id == Subject.process_id)
        .where(Process.archived_at < before)
    )


def _exists(condition: ColumnElement[bool]) -> ColumnElement[bool]:
    return select(1).where(condition).exists()
