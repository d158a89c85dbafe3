"""Drafts of ideas: saved while somebody writes, gone when they are sent. Nobody else ever sees one, so nothing of them
stands in the journal."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.dialects import postgresql, sqlite

from participation.core.actor import Actor
from participation.core.clock import now
from participation.core.database import db
from participation.core.errors import Conflict, NotAllowed
from participation.dialogue.ideas.commands.pictures import move_to_idea, remove_pictures
from participation.dialogue.ideas.models import Idea, IdeaDraft, IdeaPicture
from participation.dialogue.ideas.rules.drafts import FORM, kept_of


def save_draft(board_id: int, values: Mapping[str, Any], *, send_key: str, actor: Actor) -> IdeaDraft:
    """Keep what somebody has written for a board in place of what was kept before.

    Raises Invalid for far too much text, Conflict where a form with this key was sent already: what comes late from
    another window does not bring a draft back.
    """
    if actor.account_id is None:
        raise NotAllowed("Bitte melden Sie sich an, um mitzumachen.")
    if send_key and db.session.scalar(select(Idea.subject_id).where(Idea.send_key == send_key)) is not None:
        raise Conflict("Diese Idee wurde schon gesendet.")
    kept = {"fields": kept_of(values), "form": FORM, "send_key": send_key[:40], "saved_at": now()}
    insert = sqlite.insert if db.engine.dialect.name == "sqlite" else postgresql.insert
    saving: Any = insert(IdeaDraft).values(account_id=actor.account_id, board_id=board_id, **kept)
    saving = saving.on_conflict_do_update(index_elements=["account_id", "board_id"], set_=kept).returning(IdeaDraft.id)
    number = db.session.execute(saving.execution_options(synchronize_session=False)).scalar_one()
    return db.session.get_one(IdeaDraft, number, populate_existing=True)


def send_draft(board_id: int, idea_id: int, *, actor: Actor) -> None:
    """Let the pictures of a draft go over to the idea that it has become, and the draft go. Raises Invalid where it is
    not said what a picture shows."""
    draft_id = db.session.scalar(_mine(board_id, actor.account_id))
    if draft_id is not None:
        move_to_idea(draft_id, idea_id)
        _run(delete(IdeaDraft).where(IdeaDraft.id == draft_id))


def drop_draft(board_id: int, *, actor: Actor) -> list[str]:
    """Throw one's draft away; returns the names of its files. Without one nothing happens."""
    draft_id = db.session.scalar(_mine(board_id, actor.account_id))
    return forget_drafts([draft_id]) if draft_id is not None else []


def forget_drafts(draft_ids: Sequence[int]) -> list[str]:
    """Let drafts go with their pictures; returns the names of its files."""
    names = remove_pictures(IdeaPicture.draft_id.in_(draft_ids))
    _run(delete(IdeaDraft).where(IdeaDraft.id.in_(draft_ids)))
    return names


def forget_drafts_of(account_id: int) -> list[str]:
    """Let all drafts of somebody go; returns the names of its files."""
    return forget_drafts(list(db.session.scalars(select(IdeaDraft.id).where(IdeaDraft.account_id == account_id))))


def forget_drafts_like(idea: Idea) -> list[str]:
    """Let drafts of an idea's author go that say what the idea says; returns the names of its files."""
    drafts = db.session.scalars(select(IdeaDraft).where(IdeaDraft.account_id == idea.author_id)).all()
    alike = [d.id for d in drafts if d.fields.get("text") == idea.text or d.fields.get("title") == idea.title]
    return forget_drafts(alike) if alike else []


def _mine(board_id: int, account_id: int | None) -> Any:
    return (
        select(IdeaDraft.id)
        .where(IdeaDraft.board_id == board_id, IdeaDraft.account_id == account_id)
        .with_for_update()
    )  # fmt: skip


def _run(statement: object) -> None:
    db.session.execute(statement.execution_options(synchronize_session=False))  # type: ignore[attr-defined]
