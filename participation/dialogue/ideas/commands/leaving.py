"""What stays of somebody who left: counts, and texts without their author unless these were to go too."""

from __future__ import annotations

from sqlalchemy import delete, select, update

from participation.core.clock import now
from participation.core.database import db
from participation.core.markdown import render_markdown
from participation.dialogue.comments.commands import forget_commenter, remove_comments_of
from participation.dialogue.ideas.commands.commenting import count_comment
from participation.dialogue.ideas.commands.voting import AGAINST, SUPPORT
from participation.dialogue.ideas.models import Idea, IdeaVersion, Vote
from participation.people.own_data.rules import GONE_TEXT, GONE_TITLE
from participation.records.mailbox.commands import forget_words_on
from participation.records.search.commands import remove_from_index
from participation.records.subjects.commands import change_subject
from participation.records.subjects.models import State


def remove_contributions_of(account_id: int) -> None:
    """Let the texts of somebody's ideas and comments go: from pages, versions, index and mails. Their places stay
    marked, and what others wrote and decided about them stays."""
    own = select(Idea).where(Idea.author_id == account_id).order_by(Idea.subject_id).with_for_update()
    paths = [_remove(idea) for idea in db.session.scalars(own)]
    for target_id, path, counted in remove_comments_of(account_id):
        paths.append(path)
        if counted:
            count_comment(target_id, -1)
    forget_words_on(paths)


def forget_author(account_id: int, *, actor_ref: str | None) -> None:
    """Let somebody's ideas and comments stand without their author."""
    _run(update(Idea).where(Idea.author_id == account_id).values(author_id=None, send_key=None))
    if actor_ref:
        _run(update(IdeaVersion).where(IdeaVersion.actor_ref == actor_ref).values(actor_ref=None))
    forget_commenter(account_id)


def cut_votes_of(account_id: int) -> None:
    """Part somebody's votes from their person: the rows go, the counts stay, and how many were cut is noted."""
    for value, column in ((SUPPORT, Idea.votes_cut), (AGAINST, Idea.votes_against_cut)):
        voted = select(Vote.idea_id).where(Vote.account_id == account_id, Vote.value == value)
        _run(update(Idea).where(Idea.subject_id.in_(voted)).values({column: column + 1}))
    _run(delete(Vote).where(Vote.account_id == account_id))


def _remove(idea: Idea) -> str:
    idea.title, idea.text, idea.text_html = GONE_TITLE, GONE_TEXT, render_markdown(GONE_TEXT)
    idea.excerpt, idea.street, idea.language = "", "", "de"
    idea.lon = idea.lat = idea.geometry = None
    idea.version += 1
    idea.state, idea.state_reason, idea.changed_at = State.WITHDRAWN, "", now()
    subject = change_subject(idea.subject_id, state=State.WITHDRAWN, title=GONE_TITLE, lon=None, lat=None)
    _run(delete(IdeaVersion).where(IdeaVersion.idea_id == idea.subject_id))
    remove_from_index(idea.subject_id)
    db.session.flush()
    return subject.path


def _run(statement: object) -> None:
    db.session.execute(statement.execution_options(synchronize_session=False))  # type: ignore[attr-defined]
