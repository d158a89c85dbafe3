"""The boards of a process."""

from __future__ import annotations

from typing import Any

from flask import abort, flash, redirect, render_template, url_for
from flask_babel import gettext as _

from participation.core.actor import Role
from participation.core.clock import TOWN
from participation.core.database import db
from participation.core.errors import Conflict, Invalid
from participation.core.transactions import commits
from participation.desk.planning import commands
from participation.desk.planning.forms import BoardForm
from participation.desk.planning.views.blueprint import blueprint, process_to_write, stale
from participation.dialogue.boards.models import Board
from participation.dialogue.boards.queries import board_in, boards_of
from participation.dialogue.calls.queries import conditions_of
from participation.dialogue.processes.models import Process
from participation.web.access import actor, staff
from participation.web.htmx import rejected

PAGE = "planning/board.html"
TEXTS = ("title", "question", "intro", "rules")


@blueprint.get("/schreibtisch/verfahren/<slug>/themen/neu")
@staff(Role.EDITOR)
def add_board(slug: str) -> Any:
    """The form of a new board."""
    process = process_to_write(slug)
    return render_template(PAGE, form=BoardForm(question=process.question), process=process, board=None)


@blueprint.post("/schreibtisch/verfahren/<slug>/themen/neu")
@commits
@staff(Role.EDITOR)
def save_new_board(slug: str) -> Any:
    """Make it."""
    process, form = process_to_write(slug), BoardForm()
    if not form.validate():
        return rejected(PAGE, form=form, process=process, board=None)
    try:
        with db.session.begin_nested():
            commands.add_board(process, position=len(boards_of(process.subject_id)), **_values(form))
    except Invalid as error:
        form.refuse(error)
        return rejected(PAGE, form=form, process=process, board=None)
    return _back(slug, _("Das Themenboard ist angelegt."))


@blueprint.get("/schreibtisch/verfahren/<slug>/themen/<int:subject_id>")
@staff(Role.EDITOR)
def edit_board(slug: str, subject_id: int) -> Any:
    """The form of a board."""
    process = process_to_write(slug)
    board = board_in(process.subject_id, subject_id) or abort(404)
    form = BoardForm(obj=board)
    _show_lists(form, board)
    return render_template(PAGE, form=form, process=process, board=board)


@blueprint.post("/schreibtisch/verfahren/<slug>/themen/<int:subject_id>")
@commits
@staff(Role.EDITOR)
def save_board(slug: str, subject_id: int) -> Any:
    """Save it."""
    process, form = process_to_write(slug), BoardForm()
    board = board_in(process.subject_id, subject_id) or abort(404)
    if not form.validate():
        return rejected(PAGE, form=form, process=process, board=board)
    try:
        with db.session.begin_nested():
            commands.edit_board(process, board, version=form.version.data or 0, **_values(form))
    except Conflict as error:
        return _stale(process, board, form, error)
    except Invalid as error:
        form.refuse(error)
        return rejected(PAGE, form=form, process=process, board=board)
    return _back(slug, _("Gespeichert."))


@blueprint.get("/schreibtisch/verfahren/<slug>/themen/<int:subject_id>/entfernen")
@staff(Role.EDITOR)
def remove_board(slug: str, subject_id: int) -> Any:
    """Ask once before a board goes."""
    process = process_to_write(slug)
    board = board_in(process.subject_id, subject_id) or abort(404)
    return render_template("planning/remove.html", process=process, what=board.title, anchor="boards")


@blueprint.post("/schreibtisch/verfahren/<slug>/themen/<int:subject_id>/entfernen")
@commits
@staff(Role.EDITOR)
def save_removed_board(slug: str, subject_id: int) -> Any:
    """Take it out."""
    process = process_to_write(slug)
    commands.drop_board(process, board_in(process.subject_id, subject_id) or abort(404), actor=actor())
    return _back(slug, _("Das Themenboard ist entfernt."))


def _values(form: BoardForm) -> dict[str, Any]:
    texts = {name: form[name].data or "" for name in TEXTS}
    stance = bool(form.asks_stance.data)
    return {**texts, "asks_stance": stance, "names": form.names, "terms": form.terms, "actor": actor()}


def _show_lists(form: BoardForm, board: Board) -> None:
    """What the form shows otherwise than the board itself has it: lines of a list, and the deadline in town time."""
    form.categories.data = _names(board)
    form.deadline.data = board.deadline.astimezone(TOWN).replace(tzinfo=None) if board.deadline else None
    form.conditions.data = "\n".join(condition.text for condition in conditions_of(board.subject_id))


def _names(board: Board) -> str:
    return "\n".join(category.name for category in board.categories)


def _stale(process: Process, board: Board, form: BoardForm, error: Conflict) -> Any:
    fresh = board_in(process.subject_id, board.subject_id)
    assert fresh is not None
    db.session.refresh(fresh, [*TEXTS, "version", "categories"])
    saved = {**{name: getattr(fresh, name) for name in TEXTS}, "categories": _names(fresh)}
    differences = [
        (str(form[name].label.text), text) for name, text in saved.items() if text != (form[name].data or "")
    ]
    form.version.data = fresh.version
    return stale(PAGE, form, differences, error, process=process, board=fresh)


def _back(slug: str, words: str) -> Any:
    flash(words, "success")
    return redirect(url_for("planning.desk", slug=slug, _anchor="boards"), 303)
