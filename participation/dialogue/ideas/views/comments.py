"""Single comments: their addresses and answers, changing one, and what it said before."""

from __future__ import annotations

from typing import Any

from flask import abort, flash, redirect, render_template, request
from flask_babel import gettext as _

from participation.core.errors import Conflict, NotAllowed
from participation.core.transactions import commits
from participation.dialogue.comments import queries as comments
from participation.dialogue.comments import rules as comment_rules
from participation.dialogue.comments.models import Comment
from participation.dialogue.comments.queries import Threads
from participation.dialogue.comments.rules.reading import Order, Reading, mark_in
from participation.dialogue.ideas import commands, rules
from participation.dialogue.ideas.forms import ReviseCommentForm
from participation.dialogue.ideas.queries import IdeaPage, own_part
from participation.dialogue.ideas.views.blueprint import blueprint, readable_page
from participation.dialogue.ideas.views.context import idea_context
from participation.dialogue.ideas.views.discussing import LONGEST, Discussion, address_of
from participation.dialogue.processes.rules import Act
from participation.extensions import limiter
from participation.records.subjects.models import State
from participation.web.access import actor, guests_too, public, signed_in
from participation.web.filters import sentence
from participation.web.htmx import rejected, wants_partial
from participation.web.stored_pages import stored


@blueprint.get("/ideen/<int:subject_id>/kommentare/<int:number>")
@public
def comment_address(subject_id: int, number: int) -> Any:
    """A comment's own address: it leads to the page on which the comment stands now."""
    readable_page(subject_id)
    found = comments.comment_by_id(number)
    if found is None or found.target_id != subject_id or not found.has_place:
        abort(404)
    return redirect(address_of(found), 303)


@blueprint.get("/kommentare/<int:subject_id>/antworten")
@public
@stored
def replies(subject_id: int) -> Any:
    """The answers in a thread, put into the page by htmx; without it, the page with the thread open."""
    found, page = shown_comment(subject_id)
    if not wants_partial():
        return redirect(address_of(found), 303)
    behind = mark_in(request.args.get("ab", "")[:LONGEST])
    thread = comments.opened_thread(subject_id, behind=behind) or abort(404)
    context, reading = idea_context(page), Reading(Order.OLDEST, opened=subject_id, behind=behind)
    ids = [one.subject_id for one in thread.replies]
    return render_template(
        "ideas/_replies.html", **context, thread=thread, footing=own_part(page.idea.subject_id, actor())[1],
        supports=comments.supported_of(actor().account_id, ids), is_more=behind is not None,
        discussion=Discussion(page.idea.subject_id, page.board.asks_stance, Threads(reading, ((thread,),), ())),
    )  # fmt: skip


@blueprint.get("/kommentare/<int:subject_id>/bearbeiten")
@signed_in
@guests_too
def revise_comment(subject_id: int) -> Any:
    """The form for a new text of one's comment, while its time lasts."""
    found, page = _changeable(subject_id)
    form = ReviseCommentForm(obj=found)
    return render_template("ideas/revise_comment.html", page=page, comment=found, form=form)


@blueprint.post("/kommentare/<int:subject_id>/bearbeiten")
@limiter.limit("60 per hour")
@commits
@signed_in
@guests_too
def save_comment_revision(subject_id: int) -> Any:
    """Change the text of one's comment; the text before is kept."""
    found, page = _changeable(subject_id)
    form = ReviseCommentForm()
    if not form.validate():
        return rejected("ideas/revise_comment.html", page=page, comment=found, form=form)
    try:
        commands.revise_comment_on_idea(
            page.idea, found, actor=actor(), phases=page.board.process.phases, text=form.text.data or "",
            version=form.version.data or 0,
        )  # fmt: skip
    except Conflict as error:
        form.text.errors = [sentence(error)]
        newer = comments.comment_view(subject_id)
        return lambda: (
            render_template("ideas/revise_comment.html", page=page, comment=found, form=form, newer=newer), 409,
        )  # fmt: skip
    flash(_("Ihre Änderung ist gespeichert. Am Kommentar steht, dass er bearbeitet wurde."), "success")
    return redirect(address_of(found), 303)


@blueprint.get("/kommentare/<int:subject_id>/fassungen")
@signed_in
@guests_too
def comment_versions(subject_id: int) -> Any:
    """What a comment said before it was changed: for whoever wrote it, and for moderation."""
    found, page = shown_comment(subject_id)
    process = page.board.process
    if not comment_rules.may_see_versions(
        actor(), found, department_id=process.department_id, process_id=process.subject_id
    ):
        raise NotAllowed("Frühere Fassungen eines Kommentars sehen nur, wer ihn geschrieben hat, und die Moderation.")
    return render_template(
        "ideas/comment_versions.html", page=page, comment=found, versions=comments.versions_of(subject_id)
    )


def shown_comment(subject_id: int) -> tuple[Comment, IdeaPage]:
    """A comment and the page of its idea, or 404 where this person may not read that page."""
    found = comments.comment_by_id(subject_id) or abort(404)
    return found, readable_page(found.target_id)


def _changeable(subject_id: int) -> tuple[Comment, IdeaPage]:
    """One's own comment, while it can be changed."""
    found, page = shown_comment(subject_id)
    rules.check_shown(page.idea)
    if found.state is not State.PUBLIC or not comment_rules.may_revise(actor(), found):
        raise NotAllowed(
            "Ändern kann einen Kommentar nur, wer ihn geschrieben hat, und nur in den ersten 15 Minuten danach."
        )
    if not found.is_official:
        rules.check_open(page.board.process.phases, Act.COMMENT)
    return found, page
