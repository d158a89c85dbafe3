"""Applying in steps: what, where, with whom, check. What was uploaded waits on the server until the form is sent."""

from __future__ import annotations

from typing import Any

from flask import abort, redirect, render_template, request, url_for

from participation.core.database import db
from participation.core.errors import Invalid, NotAllowed
from participation.core.transactions import transaction, unseen_transaction
from participation.dialogue.boards.models import Board
from participation.dialogue.boards.rules import check_takes_applications, closing_of
from participation.dialogue.calls import commands, queries
from participation.dialogue.calls.forms import ApplicationForm
from participation.dialogue.calls.views.blueprint import blueprint, own_application, secret
from participation.dialogue.calls.views.uploading import delete, take_draft
from participation.dialogue.codes.queries import footing_on
from participation.dialogue.codes.rules import check_footing
from participation.dialogue.ideas.queries import board_for_writing
from participation.dialogue.processes.commands import WrittenFile
from participation.dialogue.processes.models import LEEWAY
from participation.dialogue.processes.queries import entries_of
from participation.extensions import limiter
from participation.people.notifications.commands import follow
from participation.town.districts.queries import district_choices
from participation.web.access import actor, signed_in
from participation.web.filters import sentence
from participation.web.keys import new_key
from participation.web.languages import current_language

PAGE = "calls/apply.html"


@blueprint.get("/boards/<slug>/bewerben")
@signed_in
def apply(slug: str) -> Any:
    """The first step, or why one cannot apply now."""
    board = _call(slug)
    check_takes_applications(board, board.process.phases)
    form = _form(board)
    return render_template(PAGE, **_context(slug, form, form.steps[0]))


@blueprint.post("/boards/<slug>/bewerben")
@limiter.limit("120 per hour")
@signed_in
def apply_step(slug: str) -> Any:
    """Go on, back, upload, take a file out, or send; it opens its transaction itself, after a file is read."""
    form = _form(_call(slug))
    step = form.sent_step
    try:
        check_takes_applications(board := _call(slug), board.process.phases)
        shown = _kept(slug, form, request.form.get("go", ""))
        if shown == "fertig":
            return redirect(url_for("calls.submitted", subject_id=_hand_in(slug, form)), 303)
    except NotAllowed as refusal:
        return render_template(PAGE, **_context(slug, form, step), refusal=sentence(refusal)), 403
    except Invalid as error:
        form.clear_errors()
        form.refuse(error)
        shown = next((one for one in form.steps if error.field in form.fields_of[one]), step)
    return render_template(PAGE, **_context(slug, form, shown)), 422 if form.errors else 200


@blueprint.get("/bewerbungen/<int:subject_id>/eingereicht")
@signed_in
def submitted(subject_id: int) -> Any:
    """Thank you, when others will see it, and what happens next."""
    return render_template("calls/submitted.html", own=own_application(subject_id))


def _kept(slug: str, form: ApplicationForm, go: str) -> str:
    """Keep the files that came with the form or take one out; the step that is shown next. What is faulty stays marked
    in the form."""
    step, wanted = form.sent_step, form.wanted_step(go)
    if "file" in form.fields_of[step] and form.upload is not None:
        take_draft(form.upload, lambda title, file: _keep(slug, form, title, file))
    if go.startswith("weg-"):
        _drop(form, go.removeprefix("weg-"))
    if go == "hochladen" or go.startswith("weg-"):
        return step
    if wanted in form.steps[: form.steps.index(step) + 1]:
        return wanted
    faulty = form.faulty_step(up_to=step)
    if faulty is None and "csrf_token" not in form.errors:
        form.clear_errors()
        return wanted
    return faulty or step


def _keep(slug: str, form: ApplicationForm, title: str, file: WrittenFile) -> None:
    commands.keep_draft_file(_call(slug), key=form.key, title=title, file=file, actor=actor())


def _drop(form: ApplicationForm, number: str) -> None:
    if number.isdecimal() and len(number) < 10:
        with unseen_transaction():
            delete(commands.drop_draft_file(int(number), key=form.key, actor=actor()))


def _hand_in(slug: str, form: ApplicationForm) -> int:
    who = actor()
    with transaction():
        idea = commands.hand_in(
            _call(slug), actor=who, send_key=form.key, accepted=form.accepted,
            team_name=form.team_name.data or "", shows_name=bool(form.shows_name.data), addresses=form.addresses,
            secret=secret(), title=form.title.data or "", text=form.text.data or "",
            category_id=int(form.category.data), district_id=form.district_id, street=form.street.data or "",
            point=form.point, language=current_language(),
        )  # fmt: skip
        if form.follow.data and who.account_id is not None:
            follow(idea.subject_id, account_id=who.account_id)
        db.session.flush()
        return idea.subject_id


def _call(slug: str) -> Board:
    board = board_for_writing(slug, actor()) or abort(404)
    if not board.is_call:
        abort(redirect(url_for("ideas.submit", slug=slug), 303))
    check_footing(actor(), footing_on(board.process_id, actor()) or abort(404))
    return board


def _form(board: Board) -> ApplicationForm:
    form = ApplicationForm().prepare(board, district_choices(), queries.conditions_of(board.subject_id))
    if not form.key:
        form.send_key.data = new_key()
    return form


def _context(slug: str, form: ApplicationForm, step: str) -> dict[str, Any]:
    board = _call(slug)  # once more: a transaction lets go of what was read before it
    return {
        "board": board, "form": form, "step": step, "closing": closing_of(board, board.process.phases),
        "entries": entries_of(board.process_id, LEEWAY),
        "files": queries.draft_files(board.subject_id, key=form.key, account_id=actor().account_id),
        **(form.preview if step == "pruefen" else {}),
    }  # fmt: skip
