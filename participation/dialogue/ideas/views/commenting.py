"""Commenting on an idea, answering a comment, taking a comment back."""

from __future__ import annotations

from typing import Any

from flask import abort, flash, redirect, render_template
from flask_babel import gettext as _

from participation.core.errors import NotAllowed
from participation.core.transactions import commits
from participation.dialogue.codes.queries import footing_on
from participation.dialogue.codes.rules import check_footing
from participation.dialogue.comments import queries as comments
from participation.dialogue.comments import rules as comment_rules
from participation.dialogue.comments.models import Comment
from participation.dialogue.comments.queries import CommentView
from participation.dialogue.ideas import commands, rules
from participation.dialogue.ideas.forms import CommentForm
from participation.dialogue.ideas.queries import IdeaPage
from participation.dialogue.ideas.views.blueprint import blueprint, found_page, readable_page
from participation.dialogue.ideas.views.context import idea_context
from participation.dialogue.ideas.views.discussing import address_of
from participation.dialogue.processes.rules import Act
from participation.extensions import limiter
from participation.web.access import actor, guests_too, signed_in
from participation.web.htmx import rejected
from participation.web.languages import current_language
from participation.web.numbers import asked_number


@blueprint.get("/ideen/<int:subject_id>/kommentieren")
@signed_in
@guests_too
def comment(subject_id: int) -> Any:
    """A page of its own for a comment, or for an answer to the comment named by `auf`."""
    page = readable_page(subject_id)
    parent = _parent(page, asked_number("auf"))
    form = CommentForm(parent=str(parent.subject_id) if parent else "")
    context = idea_context(page)
    if not context["may_answer_officially"]:
        footing = footing_on(subject_id, actor())
        check_footing(actor(), footing or abort(404))
        rules.check_open(page.board.process.phases, Act.COMMENT)
    return render_template("ideas/comment.html", **context, form=form, parent=parent)


@blueprint.post("/ideen/<int:subject_id>/kommentieren")
@limiter.limit("60 per hour")
@commits
@signed_in
@guests_too
def write_comment(subject_id: int) -> Any:
    """Send a comment."""
    page, form = found_page(subject_id), CommentForm()
    rules.check_shown(page.idea)
    parent = _parent(page, int(form.parent.data) if (form.parent.data or "").isdigit() else None)
    if not form.validate():
        return rejected("ideas/comment.html", **idea_context(page), form=form, parent=parent)
    written = commands.comment_on_idea(
        page.idea, actor=actor(), phases=page.board.process.phases, text=form.text.data or "",
        parent_id=parent.subject_id if parent else None, send_key=form.send_key.data or None,
        stance=form.chosen_stance if page.board.asks_stance and parent is None else None,
        official_for=page.department.subject_id if form.official.data else None, language=current_language(),
    )  # fmt: skip
    flash(_("Ihr Kommentar ist veröffentlicht."), "success")
    return redirect(address_of(written), 303)


@blueprint.get("/kommentare/<int:subject_id>/zurueckziehen")
@signed_in
@guests_too
def withdraw_comment(subject_id: int) -> Any:
    """Ask once before one's comment is taken back."""
    found, page = _comment(subject_id)
    if not comment_rules.may_withdraw(actor(), found):
        raise NotAllowed("Zurückziehen kann einen Kommentar nur, wer ihn geschrieben hat.")
    view = comments.comment_view(subject_id)
    return render_template("ideas/withdraw_comment.html", page=page, comment=view)


@blueprint.post("/kommentare/<int:subject_id>/zurueckziehen")
@commits
@signed_in
@guests_too
def save_comment_withdrawal(subject_id: int) -> Any:
    """Take one's comment back."""
    found, _page = _comment(subject_id)
    commands.withdraw_comment_on_idea(found, actor=actor())
    flash(_("Ihr Kommentar ist zurückgezogen."), "success")
    return redirect(address_of(found), 303)


def _comment(subject_id: int) -> tuple[Comment, IdeaPage]:
    """The comment and the page of its idea, or 404 where this person may not open that."""
    found = comments.comment_by_id(subject_id) or abort(404)
    return found, found_page(found.target_id)


def _parent(page: IdeaPage, parent_id: int | None) -> CommentView | None:
    """The comment that is answered, if it stands on this idea."""
    found = comments.comment_by_id(parent_id) if parent_id else None
    if found is None or found.target_id != page.idea.subject_id:
        return None
    return comments.comment_view(found.subject_id)
