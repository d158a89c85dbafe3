"""What must go from an idea goes for good: all of it, its earlier versions, or its place. Votes and links stay."""

from __future__ import annotations

from sqlalchemy import delete, select, update

from participation.core.clock import now
from participation.core.database import db
from participation.dialogue.comments.commands import expunge_comment
from participation.dialogue.comments.models import Comment
from participation.dialogue.ideas.commands.commenting import count_comment
from participation.dialogue.ideas.commands.drafts import forget_drafts_like
from participation.dialogue.ideas.commands.pictures import remove_pictures_of_ideas
from participation.dialogue.ideas.models import Idea, IdeaVersion
from participation.records.search.commands import index_subject, remove_from_index
from participation.records.subjects.commands import change_subject, forget_reasons_of_links
from participation.records.subjects.models import State
from participation.records.subjects.rules import EXPUNGED_TITLE


def expunge_idea(idea_id: int, *, mark: str) -> list[str]:
    """Leave of an idea only its mark, and of its author's drafts none that says the same. Whoever revises it at the
    same time comes before, and then nothing of that is left either, or comes after and is refused. Returns the
    names of its files."""
    idea = _locked(idea_id)
    names = [*remove_pictures_of_ideas([idea_id]), *forget_drafts_like(idea)]
    _empty_place(idea)
    idea.title, idea.text, idea.text_html, idea.excerpt = EXPUNGED_TITLE, "", "", ""
    idea.language, idea.send_key = "de", None
    idea.state, idea.state_reason = State.EXPUNGED, mark
    _run(delete(IdeaVersion).where(IdeaVersion.idea_id == idea_id))
    remove_from_index(idea_id)
    forget_reasons_of_links(idea_id)
    change_subject(idea_id, state=State.EXPUNGED, title=EXPUNGED_TITLE, lon=None, lat=None)
    idea.version, idea.changed_at = idea.version + 1, now()
    db.session.flush()
    return names


def expunge_place(idea_id: int) -> None:
    """Let where an idea is go: point, drawing and street; the district stays for counting."""
    idea = _locked(idea_id)
    _empty_place(idea)
    change_subject(idea_id, lon=None, lat=None)
    if idea.state is not State.EXPUNGED:
        index_subject(idea_id, title=idea.title, text=idea.text, excerpt=idea.excerpt)
    idea.changed_at = now()
    db.session.flush()


def expunge_earlier_versions(idea_id: int, *, mark: str) -> None:
    """Let go of all that an idea said before its newest version."""
    idea = _locked(idea_id)
    _empty_versions(idea, IdeaVersion.number < idea.version, mark)


def expunge_version(idea_id: int, number: int, *, mark: str) -> None:
    """Let go of one of the texts that an idea had; the newest one stays."""
    idea = _locked(idea_id)
    _empty_versions(idea, (IdeaVersion.number == number) & (IdeaVersion.number < idea.version), mark)


def forget_merge_reason(idea_id: int, said: str) -> None:
    """Forget why an idea went on in another one, where it was said in these words."""
    idea = _locked(idea_id)
    if idea.state is State.MERGED and idea.state_reason and said.startswith(idea.state_reason):
        idea.state_reason = ""
        forget_reasons_of_links(idea_id)
        db.session.flush()


def expunge_comment_on_idea(comment_id: int, *, mark: str) -> None:
    """Leave of a comment only its mark; where it was counted, it is counted no more."""
    if expunge_comment(comment_id, mark=mark):
        count_comment(db.session.get_one(Comment, comment_id).target_id, -1)


def _locked(idea_id: int) -> Idea:
    return db.session.scalars(
        select(Idea).where(Idea.subject_id == idea_id).with_for_update().execution_options(populate_existing=True)
    ).one()


def _empty_place(idea: Idea) -> None:
    idea.street, idea.lon, idea.lat, idea.geometry = "", None, None, None


def _empty_versions(idea: Idea, which: object, mark: str) -> None:
    emptied = update(IdeaVersion).where(IdeaVersion.idea_id == idea.subject_id, which)  # type: ignore[arg-type]
    _run(emptied.values(title="", text="", reason=mark, actor_ref=None))
    db.session.flush()


def _run(statement: object) -> None:
    db.session.execute(statement.execution_options(synchronize_session=False))  # type: ignore[attr-defined]
