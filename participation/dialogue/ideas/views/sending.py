"""Sending a form that is in order: the idea comes into being."""

from __future__ import annotations

from participation.core.database import db
from participation.dialogue.boards.models import Board
from participation.dialogue.ideas import commands
from participation.dialogue.ideas.forms import IdeaForm
from participation.people.notifications.commands import follow
from participation.web.access import actor
from participation.web.languages import current_language


def send_idea(board: Board, form: IdeaForm, *, key: str) -> int:
    """Submit the idea, in the caller's transaction; its number, also where it was sent before under this key."""
    who = actor()
    idea = commands.submit_idea(
        board, actor=who, title=form.title.data or "", text=form.text.data or "",
        category_id=int(form.category.data), district_id=form.district_id, street=form.street.data or "",
        point=form.point, send_key=key or None, language=current_language(),
    )  # fmt: skip
    if form.follow.data and who.account_id is not None and who.is_confirmed:
        follow(idea.subject_id, account_id=who.account_id)
    db.session.flush()
    return idea.subject_id
