"""What stays of somebody who left: counts, and texts without their author unless these were to go too."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import delete, func, select, update

from participation.core.clock import now
from participation.core.database import db
from participation.core.markdown import render_markdown
from participation.dialogue.comments.commands import forget_commenter, remove_comments_of
from participation.dialogue.ideas.commands.commenting import count_comment
from participation.dialogue.ideas.commands.pictures import remove_pictures_of_ideas
from participation.dialogue.ideas.commands.voting import AGAINST, SUPPORT
from participation.dialogue.ideas.models import Idea, IdeaVersion, Merge, Vote
from participation.people.own_data.rules import GONE_TEXT, GONE_TITLE
from participation.records.mailbox.commands import forget_words_on
from participation.records.search.commands import remove_from_index
from participation.records.subjects.commands import change_subject
from participation.records.subjects.models import State, Subject

_CUT: dict[int, tuple[Any, Any]] = {
    SUPPORT: (Idea.votes_cut, Merge.votes_cut),
    AGAINST: (Idea.votes_against_cut, Merge.against_cut),
}


def remove_contributions_of(account_id: int) -> list[str]:
    """Let the texts of somebody's ideas and comments go: from pages, versions, index and mails, and their pictures.
    Their places stay marked, and what others wrote and decided about them stays. Returns the names of their files."""
    own = select(Idea).where(Idea.author_id == account_id).order_by(Idea.subject_id).with_for_update()
    ideas = list(db.session.scalars(own))
    paths = [_remove(idea) for idea in ideas]
    for target_id, path, counted in remove_comments_of(account_id):
        paths += [path, path.replace("/kommentare/", "#kommentar-")]  # as mails said it before comments had addresses
        if counted:
            count_comment(target_id, -1)
    forget_words_on(paths)
    return remove_pictures_of_ideas([idea.subject_id for idea in ideas])


def forget_author(account_id: int, *, actor_ref: str | None) -> None:
    """Let somebody's ideas and comments stand without their author."""
    _run(update(Idea).where(Idea.author_id == account_id).values(author_id=None, send_key=None))
    if actor_ref:
        _run(update(IdeaVersion).where(IdeaVersion.actor_ref == actor_ref).values(actor_ref=None))
    forget_commenter(account_id)


def cut_votes_of(account_id: int) -> None:
    """Part somebody's votes from their person: the rows go, the counts stay, and how many were cut is noted, on the
    idea and, where a merge had carried the vote there, with the merge. The ideas are locked first, so that no merge
    carries a vote that is going."""
    voted = select(Vote.idea_id).where(Vote.account_id == account_id)
    ideas = select(Idea.subject_id).where(Idea.subject_id.in_(voted)).order_by(Idea.subject_id)
    db.session.execute(ideas.with_for_update(key_share=True))
    going = delete(Vote).where(Vote.account_id == account_id).returning(Vote.idea_id, Vote.value, Vote.carried_by)
    for idea_id, value, merge_id in db.session.execute(going.execution_options(synchronize_session=False)).all():
        if value in _CUT:
            of_idea, of_merge = _CUT[value]
            _run(update(Idea).where(Idea.subject_id == idea_id).values({of_idea: of_idea + 1}))
            if merge_id is not None:
                _run(update(Merge).where(Merge.id == merge_id).values({of_merge: of_merge + 1}))


def _remove(idea: Idea) -> str:
    idea.state, idea.state_reason, idea.changed_at = State.WITHDRAWN, "", now()
    return _empty(idea).path


def _empty(idea: Idea) -> Subject:
    idea.title, idea.text, idea.text_html = GONE_TITLE, GONE_TEXT, render_markdown(GONE_TEXT)
    idea.excerpt, idea.street, idea.language = "", "", "de"
    idea.lon = idea.lat = idea.geometry = None
    idea.version += 1
    subject = change_subject(idea.subject_id, state=idea.state, title=GONE_TITLE, lon=None, lat=None)
    _run(delete(IdeaVersion).where(IdeaVersion.idea_id == idea.subject_id))
    remove_from_index(idea.subject_id)
    db.session.flush()
    return subject


def forget_hidden_ideas(idea_ids: Sequence[int]) -> list[str]:
    """Let texts and pictures of ideas go that nobody has been shown for long, and why their authors took them back;
    their places stay marked as they are. Returns the names of their files."""
    gone: list[int] = []
    hidden = select(Idea).where(Idea.subject_id.in_(idea_ids)).order_by(Idea.subject_id).with_for_update()
    for idea in db.session.scalars(hidden):
        if idea.state in (State.HIDDEN, State.WITHDRAWN):
            changed_at = db.session.get_one(Subject, idea.subject_id).changed_at
            _empty(idea).changed_at = changed_at
            idea.state_reason = "" if idea.state is State.WITHDRAWN else idea.state_reason
            gone.append(idea.subject_id)
    db.session.flush()
    return remove_pictures_of_ideas(gone)


def forget_authors(idea_ids: Sequence[int]) -> None:
    """Let ideas and their versions stand without who wrote them."""
    _run(update(Idea).where(Idea.subject_id.in_(idea_ids)).values(author_id=None, send_key=None))
    _run(update(IdeaVersion).where(IdeaVersion.idea_id.in_(idea_ids)).values(actor_ref=None))


def cut_votes_on(idea_ids: Sequence[int]) -> None:
    """Part all votes on these ideas from their people: the counts stay, and how many were cut is noted."""
    for value, (of_idea, of_merge) in _CUT.items():
        counted = select(func.count()).where(Vote.value == value)
        on_idea = counted.where(Vote.idea_id == Idea.subject_id).scalar_subquery()
        by_merge = counted.where(Vote.carried_by == Merge.id).scalar_subquery()
        _run(update(Idea).where(Idea.subject_id.in_(idea_ids)).values({of_idea: of_idea + on_idea}))
        _run(update(Merge).where(Merge.target_id.in_(idea_ids)).values({of_merge: of_merge + by_merge}))
    _run(delete(Vote).where(Vote.idea_id.in_(idea_ids)))


def forget_send_keys(idea_ids: Sequence[int]) -> None:
    """Forget what kept ideas from being sent twice."""
    _run(update(Idea).where(Idea.subject_id.in_(idea_ids)).values(send_key=None))


def _run(statement: object) -> None:
    db.session.execute(statement.execution_options(synchronize_session=False))  # type: ignore[attr-defined]
