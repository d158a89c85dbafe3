"""Submitting an idea in three steps: write, place, check. Whoever has an account finds a draft again; whoever has none
writes all the same, and finds the idea sent after signing in."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

from flask import abort, flash, redirect, render_template, url_for
from flask import request as sent
from flask_babel import gettext as _
from flask_login import current_user

from participation.core.errors import Conflict, Invalid, NotAllowed
from participation.core.transactions import transaction, unseen_transaction
from participation.dialogue.codes.rules import AgeMissing
from participation.dialogue.ideas import commands, queries, rules
from participation.dialogue.ideas.forms import IdeaForm
from participation.dialogue.ideas.rules.asked import asked_on
from participation.dialogue.ideas.rules.pictures import check_described
from participation.dialogue.ideas.views.blueprint import blueprint, found_page
from participation.dialogue.ideas.views.context import idea_context
from participation.dialogue.ideas.views.form_page import (
    check_may_submit,
    form_for,
    found_board,
    has_own_token,
    keep_draft,
    page_of,
)
from participation.dialogue.ideas.views.sending import send_idea
from participation.dialogue.ideas.views.uploading import delete, take_pictures
from participation.dialogue.ideas.views.waiting import let_idea_wait
from participation.extensions import csrf, limiter
from participation.web.access import actor, guests_too, public, signed_in
from participation.web.filters import sentence
from participation.web.numbers import whole_number

STAY = ("entwurf", "hochladen")


@blueprint.get("/boards/<slug>/idee-einreichen")
@public
def submit(slug: str) -> Any:
    """The first step: what is the idea? With the draft, where there is one."""
    board = found_board(slug)
    draft = queries.draft_on(board.subject_id, actor().account_id)
    try:
        check_may_submit(board)
    except AgeMissing:
        raise
    except NotAllowed as refusal:
        if draft is None:
            raise
        return page_of(slug, form_for(board, draft), "pruefen", status=403, refusal=refusal)
    return page_of(slug, form_for(board, draft), "was")


@blueprint.post("/boards/<slug>/idee-einreichen")
@csrf.exempt
@limiter.limit("120 per hour")
@public
def submit_step(slug: str) -> Any:
    """Go on, back, keep the draft or throw it away, add or remove a picture, or send. It opens its transactions itself,
    after pictures are read; and it looks at the token itself, so that nothing typed is lost with a session."""
    board = found_board(slug)
    form, go = form_for(board), sent.form.get("go", "")
    step = form.sent_step
    if not has_own_token():
        told = _("Ihre Sitzung war abgelaufen. Ihr Text ist noch da. Bitte senden Sie ihn noch einmal ab.")
        return page_of(slug, form, step, status=422, told=told)
    try:
        check_may_submit(board)
        if go == "verwerfen":
            return _thrown_away(slug)
        shown = _kept(slug, form, go)
        return _sent(slug, form) if shown == "fertig" else page_of(slug, form, shown, status=_status(form))
    except AgeMissing:
        raise
    except NotAllowed as refusal:
        with suppress(Invalid, Conflict, NotAllowed):
            keep_draft(found_board(slug), form)
        return page_of(slug, form, step, status=403, refusal=refusal)
    except Invalid as error:
        form.clear_errors()
        form.refuse(error)
        faulty = next((one for one in form.steps if error.field in form.fields_of[one]), "was")
        return page_of(slug, form, faulty, status=422)


@blueprint.post("/boards/<slug>/entwurf")
@limiter.limit("1200 per hour", key_func=lambda: f"drafts of {current_user.account_id}")
@signed_in
@guests_too
def save(slug: str) -> Any:
    """Keep the draft while somebody is writing; the answer says when that was. Unseen by others, it has its own
    transaction."""
    board = found_board(slug)
    try:
        keep_draft(board, form_for(board))
    except (Invalid, Conflict) as error:
        return sentence(error), error.status
    return render_template("ideas/_saved.html")


@blueprint.get("/boards/<slug>/aehnliche-ideen")
@public
def similar(slug: str) -> Any:
    """Ideas of the board whose titles resemble the one that is being written; a part of the page."""
    board, title = found_board(slug), sent.args.get("title", "")
    found = queries.ideas_like(title, board_id=board.subject_id, actor=actor())
    return render_template("ideas/_similar.html", similar=found, board=board, announce=True)


@blueprint.get("/ideen/<int:subject_id>/eingereicht")
@signed_in
@guests_too
def submitted(subject_id: int) -> Any:
    """Thank you, and what happens next."""
    page = found_page(subject_id)
    if not rules.is_author(actor(), page.idea):
        abort(404)
    return render_template("ideas/submitted.html", **idea_context(page))


def _kept(slug: str, form: IdeaForm, go: str) -> str:
    """Keep the draft and its pictures; the step that is shown next. What is faulty stays marked in the form."""
    step, wanted = form.sent_step, form.wanted_step(go)
    draft_id = _keep(slug, form, go) if current_user.is_authenticated else None
    if go in STAY or go.startswith("weg-") or wanted in form.steps[: form.steps.index(step)]:
        form.clear_errors()
        return step if go in STAY or go.startswith("weg-") else wanted
    faulty = form.faulty_step(up_to=step)
    if faulty is not None:
        return faulty
    check_described(queries.pictures_of_draft(draft_id))
    form.clear_errors()
    return wanted


def _keep(slug: str, form: IdeaForm, go: str) -> int | None:
    """The number of the draft in which everything lies now; none where the form was sent before."""
    board = found_board(slug)
    try:
        draft = keep_draft(board, form)
    except Conflict:
        return None
    if draft is None:
        return None
    number, most = draft.id, asked_on(found_board(slug)).pictures
    if (gone := whole_number(go.removeprefix("weg-"))) is not None and go.startswith("weg-"):
        with unseen_transaction():
            delete(commands.remove_from_draft(gone, number))

    def enter(written: commands.WrittenPicture) -> None:
        with unseen_transaction():
            commands.add_to_draft(number, written, most=most)

    take_pictures(form.uploads, enter)
    return number


def _sent(slug: str, form: IdeaForm) -> Any:
    if not current_user.is_authenticated:
        return let_idea_wait(found_board(slug).subject_id, form.kept)
    with transaction():
        is_new, board = not queries.is_sent(form.key), found_board(slug)
        number = send_idea(board, form, key=form.key)
        if is_new:
            commands.send_draft(board.subject_id, number, actor=actor())
    return redirect(url_for("ideas.submitted", subject_id=number), 303)


def _thrown_away(slug: str) -> Any:
    with unseen_transaction():
        delete(commands.drop_draft(found_board(slug).subject_id, actor=actor()))
    flash(_("Ihr Entwurf ist gelöscht."), "success")
    return redirect(url_for("ideas.submit", slug=slug), 303)


def _status(form: IdeaForm) -> int:
    return 422 if form.errors else 200
