"""Submitting an idea in three steps, revising it, taking it back."""

from __future__ import annotations

from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from participation.core.database import db
from participation.core.errors import Conflict, NotAllowed
from participation.core.transactions import commits
from participation.dialogue.boards.models import Board
from participation.dialogue.codes.queries import footing_on
from participation.dialogue.codes.rules import check_footing
from participation.dialogue.ideas import commands, queries, rules
from participation.dialogue.ideas.forms import IdeaForm, ReviseForm
from participation.dialogue.ideas.models import Idea
from participation.dialogue.ideas.queries import IdeaPage
from participation.dialogue.ideas.views.blueprint import blueprint, found_page
from participation.dialogue.ideas.views.context import idea_context
from participation.dialogue.processes.models import LEEWAY
from participation.dialogue.processes.queries import entries_of
from participation.dialogue.processes.rules import Act
from participation.extensions import limiter
from participation.people.notifications.commands import follow
from participation.town.districts.queries import district_choices
from participation.web.access import actor, guests_too, signed_in
from participation.web.filters import sentence
from participation.web.htmx import rejected
from participation.web.languages import current_language


@blueprint.get("/boards/<slug>/idee-einreichen")
@signed_in
@guests_too
def submit(slug: str) -> Any:
    """The first step: what is the idea?"""
    board = _open_board(slug)
    return render_template("ideas/submit.html", board=board, form=_form(board), step="was", **_leeway(board))


@blueprint.post("/boards/<slug>/idee-einreichen")
@limiter.limit("60 per hour")
@commits
@signed_in
@guests_too
def submit_step(slug: str) -> Any:
    """Go on to the next step, back to the last one, or submit."""
    board = _open_board(slug)
    form = _form(board)
    step, wanted = form.sent_step, form.wanted_step(request.form.get("go", ""))
    faulty = form.faulty_step(up_to=step) if wanted != form.before(step) else None
    if faulty is not None or "csrf_token" in form.errors:
        return rejected("ideas/submit.html", board=board, form=form, step=faulty or step, **_leeway(board))
    if wanted != "fertig":
        form.clear_errors()
        shown = {**form.preview, **_leeway(board)}
        return lambda: render_template("ideas/submit.html", board=board, form=form, step=wanted, **shown)
    idea = _submit(board, form)
    return redirect(url_for("ideas.submitted", subject_id=idea.subject_id), 303)


@blueprint.get("/ideen/<int:subject_id>/eingereicht")
@signed_in
@guests_too
def submitted(subject_id: int) -> Any:
    """Thank you, and what happens next."""
    page = found_page(subject_id)
    if not rules.is_author(actor(), page.idea):
        abort(404)
    return render_template("ideas/submitted.html", **idea_context(page))


@blueprint.get("/ideen/<int:subject_id>/bearbeiten")
@signed_in
@guests_too
def revise(subject_id: int) -> Any:
    """The form for a new text."""
    page = _own_page(subject_id)
    return render_template("ideas/revise.html", page=page, form=ReviseForm(obj=page.idea))


@blueprint.post("/ideen/<int:subject_id>/bearbeiten")
@limiter.limit("60 per hour")
@commits
@signed_in
@guests_too
def save_revision(subject_id: int) -> Any:
    """Change the text of one's idea; the text before stays readable."""
    page, form = _own_page(subject_id), ReviseForm()
    if not form.validate():
        return rejected("ideas/revise.html", page=page, form=form)
    try:
        commands.revise_idea(
            page.idea, actor=actor(), title=form.title.data or "", text=form.text.data or "",
            version=form.version.data or 0, reason=form.reason.data or "",
        )  # fmt: skip
    except Conflict as error:
        form.text.errors = [sentence(error)]
        newer = queries.idea_by_id(subject_id)
        return lambda: (render_template("ideas/revise.html", page=page, form=form, newer=newer), 409)
    flash(_("Ihre Änderung ist gespeichert. Die frühere Fassung bleibt lesbar."), "success")
    return redirect(url_for("ideas.show", subject_id=subject_id), 303)


@blueprint.get("/ideen/<int:subject_id>/zurueckziehen")
@signed_in
@guests_too
def withdraw(subject_id: int) -> Any:
    """Ask once before one's idea is taken back."""
    page = found_page(subject_id)
    if not rules.may_withdraw(actor(), page.idea):
        raise NotAllowed("Diese Idee lässt sich nicht mehr zurückziehen, weil schon etwas aus ihr geworden ist.")
    return render_template("ideas/withdraw.html", page=page)


@blueprint.post("/ideen/<int:subject_id>/zurueckziehen")
@commits
@signed_in
@guests_too
def save_withdrawal(subject_id: int) -> Any:
    """Take one's idea back."""
    commands.withdraw_idea(found_page(subject_id).idea, actor=actor())
    flash(_("Ihre Idee ist zurückgezogen. An ihrer Stelle steht ein Hinweis."), "success")
    return redirect(url_for("ideas.show", subject_id=subject_id), 303)


def _own_page(subject_id: int) -> IdeaPage:
    """The page of an idea that this person may revise now."""
    page = found_page(subject_id)
    if page.board.is_call:
        abort(redirect(url_for("calls.revise", subject_id=subject_id), 303))
    if not rules.may_revise(actor(), page.idea, page.board.process.phases):
        raise NotAllowed(
            "Diese Idee lässt sich nicht mehr ändern: Die Phase ist zu Ende, oder die Stadt hat geantwortet."
        )
    return page


def _open_board(slug: str) -> Board:
    board = queries.board_for_writing(slug, actor()) or abort(404)
    if board.is_call:
        abort(redirect(url_for("calls.apply", slug=slug), 303))
    check_footing(actor(), footing_on(board.process_id, actor()) or abort(404))
    rules.check_open(board.process.phases, Act.SUBMIT)
    return board


def _leeway(board: Board) -> dict[str, Any]:
    """What is fixed, open and decided later in the process, to stand beside the form."""
    return {"entries": entries_of(board.process_id, LEEWAY)}


def _form(board: Board) -> IdeaForm:
    return IdeaForm().choose_from(board, district_choices())


def _submit(board: Board, form: IdeaForm) -> Idea:
    who = actor()
    idea = commands.submit_idea(
        board, actor=who, title=form.title.data or "", text=form.text.data or "",
        category_id=int(form.category.data), district_id=form.district_id, street=form.street.data or "",
        point=form.point, send_key=form.send_key.data or None, language=current_language(),
    )  # fmt: skip
    if form.follow.data and who.account_id is not None and who.is_confirmed:
        follow(idea.subject_id, account_id=who.account_id)
    db.session.flush()
    return idea
