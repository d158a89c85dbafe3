"""The form of an idea as a page: the board that it is for, what is kept of it, and what stands beside it."""

from __future__ import annotations

from typing import Any

from flask import abort, make_response, redirect, render_template, request, url_for
from flask_login import current_user
from flask_wtf.csrf import validate_csrf
from werkzeug.wrappers import Response
from wtforms import ValidationError

from participation.core.transactions import unseen_transaction
from participation.dialogue.boards.models import Board
from participation.dialogue.codes.queries import footing_on
from participation.dialogue.codes.rules import check_footing, check_own_process
from participation.dialogue.ideas import commands, queries, rules
from participation.dialogue.ideas.forms import IdeaForm
from participation.dialogue.ideas.models import IdeaDraft
from participation.dialogue.ideas.rules.asked import Asked, asked_on
from participation.dialogue.ideas.rules.drafts import fields_of, is_empty
from participation.dialogue.processes.models import LEEWAY
from participation.dialogue.processes.queries import entries_of
from participation.dialogue.processes.rules import Act
from participation.town.districts.queries import district_choices
from participation.web.access import actor
from participation.web.keys import new_key
from participation.web.numbers import whole_number

PAGE = "ideas/submit.html"
WORDS_OF = "alt-"


def found_board(slug: str) -> Board:
    """The board, if this person may see it, or 404; on a call people apply instead."""
    board = queries.board_for_writing(slug, actor()) or abort(404)
    if board.is_call:
        abort(redirect(url_for("calls.apply", slug=slug), 303))
    return board


def check_may_submit(board: Board) -> None:
    """Raise NotAllowed outside the time in which ideas are submitted, and for people with an account who have yet to
    prove something. Others prove it when they have signed in."""
    if current_user.is_authenticated:
        check_footing(actor(), footing_on(board.process_id, actor()) or abort(404))
    rules.check_open(board.process.phases, Act.SUBMIT)


def asked_here(board: Board) -> Asked:
    """What the board asks; pictures only of people who are signed in, because they lie on the server."""
    asked = asked_on(board)
    return asked if current_user.is_authenticated else Asked(pictures=0)


def form_for(board: Board, draft: IdeaDraft | None = None, **values: Any) -> IdeaForm:
    """The form as it was sent, or as it was left in a draft."""
    if draft is not None:
        values = {**fields_of(draft.fields, form=draft.form), "send_key": draft.send_key or new_key(), **values}
    form = IdeaForm(**values).choose_from(board, district_choices()).offer(asked_here(board))
    if not form.key:
        form.send_key.data = new_key()
    return form


def page_of(slug: str, form: IdeaForm, step: str, *, status: int = 200, **shown: Any) -> Response:
    """A step of the form with what was typed."""
    board = found_board(slug)  # once more: a transaction lets go of what was read before it
    draft = queries.draft_on(board.subject_id, actor().account_id)
    title = form.title.data or ""
    context: dict[str, Any] = {
        "board": board, "form": form, "step": step, "draft": draft, "asked": asked_on(board),
        "pictures": queries.pictures_of_draft(draft.id if draft else None),
        "entries": entries_of(board.process_id, LEEWAY),
        "similar": queries.ideas_like(title, board_id=board.subject_id, actor=actor()) if title else [],
        **(form.preview if step == "pruefen" else {}), **shown,
    }  # fmt: skip
    return make_response(render_template(PAGE, **context), status)


def keep_draft(board: Board, form: IdeaForm) -> IdeaDraft | None:
    """Keep what was typed, and what was said of pictures; nothing where nothing was typed yet. Raises as
    `commands.save_draft` does, and NotAllowed for people with a code for another process."""
    check_own_process(actor(), board.process_id)
    board_id = board.subject_id
    known = queries.draft_on(board_id, actor().account_id)
    if known is None and is_empty(form.kept) and not form.uploads:
        return None
    with unseen_transaction():
        draft = commands.save_draft(board_id, form.kept, send_key=form.key, actor=actor())
        commands.describe_in_draft(draft.id, words_sent())
        return draft


def words_sent() -> dict[int, str]:
    """What was said of pictures, by their numbers."""
    sent = {whole_number(name.removeprefix(WORDS_OF)): value for name, value in request.form.items()
            if name.startswith(WORDS_OF)}  # fmt: skip
    return {number: value for number, value in sent.items() if number is not None}


def has_own_token() -> bool:
    """Whether the form was made in this session. Where that has ended the form comes back with all that was typed,
    instead of the page that others get."""
    try:
        validate_csrf(request.form.get("csrf_token"))
    except ValidationError:
        return False
    return True
