"""Editors prepare a run, publish its criteria, see how far the judgements are, and propose the ranking."""

from __future__ import annotations

from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from participation.action.prioritisation import commands, queries
from participation.action.prioritisation.forms import VOTES, ActForm, CriterionForm, RunForm
from participation.action.prioritisation.models import PrioritisationState
from participation.action.prioritisation.queries import RunHead
from participation.action.prioritisation.rules import running
from participation.action.prioritisation.views.blueprint import blueprint, prepared_run, worked_on_run
from participation.core.actor import Role
from participation.core.errors import Conflict, Invalid
from participation.core.transactions import commits
from participation.dialogue.boards.queries import board_by_id
from participation.people.bodies.queries import all_bodies
from participation.web.access import actor, staff
from participation.web.forms import choices
from participation.web.htmx import rejected

FIRST_ROW = {"percent": 30, "judges": VOTES}


@blueprint.get("/schreibtisch/priorisierung")
@staff(Role.EDITOR, Role.BODY_MEMBER)
def desk() -> Any:
    """The runs that one prepares or decides on."""
    return render_template(
        "prioritisation/desk.html",
        runs=queries.runs_prepared_by(actor()),
        may_create=bool(actor().scopes_of(Role.EDITOR)),
    )


@blueprint.get("/schreibtisch/priorisierung/neu")
@staff(Role.EDITOR)
def new() -> Any:
    """Prepare a run over a board."""
    first = {**FIRST_ROW, "name": _("Unterstützungen")}
    form = _with_choices(RunForm(board=request.args.get("board", ""), criteria=[first]))
    return render_template("prioritisation/run.html", form=form, head=None)


@blueprint.post("/schreibtisch/priorisierung/neu")
@commits
@staff(Role.EDITOR)
def create() -> Any:
    """Keep a new run as a draft."""
    form = _with_choices(RunForm())
    if not form.validate():
        return rejected("prioritisation/run.html", form=form, head=None)
    board = board_by_id(int(form.board.data)) or abort(404)
    try:
        run = commands.create_run(board, actor=actor(), **_values(form))
    except Invalid as error:
        form.refuse(error)
        return rejected("prioritisation/run.html", form=form, head=None)
    flash(_("Der Lauf ist als Entwurf gespeichert."), "success")
    return redirect(url_for("prioritisation.prepare", subject_id=run.subject_id), 303)


@blueprint.get("/schreibtisch/priorisierung/<int:subject_id>/kriterien")
@staff(Role.EDITOR)
def revise(subject_id: int) -> Any:
    """Change a draft."""
    head = _draft(subject_id)
    run = head.run
    form = RunForm(
        board=str(run.board_id), title=run.title, intro=run.intro, body=str(run.body_id), version=run.version,
        minimum_votes=run.minimum_votes, criteria=[CriterionForm.data_of(c) for c in run.criteria],
    )  # fmt: skip
    return render_template("prioritisation/run.html", form=_with_choices(form), head=head)


@blueprint.post("/schreibtisch/priorisierung/<int:subject_id>/kriterien")
@commits
@staff(Role.EDITOR)
def save(subject_id: int) -> Any:
    """Keep the changed draft."""
    head, form = _draft(subject_id), _with_choices(RunForm())
    if not form.validate():
        return rejected("prioritisation/run.html", form=form, head=head)
    try:
        commands.revise_run(head.run, actor=actor(), version=form.version.data or 0, **_values(form))
    except Invalid as error:
        form.refuse(error)
        return rejected("prioritisation/run.html", form=form, head=head)
    flash(_("Der Entwurf ist gespeichert."), "success")
    return redirect(url_for("prioritisation.prepare", subject_id=subject_id), 303)


@blueprint.get("/schreibtisch/priorisierung/<int:subject_id>")
@staff(Role.EDITOR, Role.BODY_MEMBER)
def prepare(subject_id: int) -> Any:
    """Where a run stands: criteria, judgements still to be made, the ranking as it would be now."""
    head = worked_on_run(subject_id)
    run = head.run
    fixed = run.state in {PrioritisationState.PROPOSED, PrioritisationState.CONFIRMED}
    candidates = queries.candidates_of(run)
    missing = running.missing_judgements(candidates, queries.weights_of(run))
    cells = len(candidates) * sum(len(c.perspectives) for c in run.criteria)
    open_cells = [idea_id for idea_id, _slug, _perspective in missing]
    return render_template(
        "prioritisation/prepare.html", head=head, run=run, act_form=ActForm(), missing=len(missing), cells=cells,
        ranking=queries.kept_ranking(run) if fixed else queries.live_ranking(run, candidates),
        open_by_idea={candidate.idea_id: open_cells.count(candidate.idea_id) for candidate in candidates},
        may_prepare=running.may_prepare(actor(), head.department_id, head.process_id),
        may_confirm=running.may_confirm(actor(), run), is_proposer=running.is_proposer(actor(), run),
    )  # fmt: skip


@blueprint.post("/schreibtisch/priorisierung/<int:subject_id>/oeffnen")
@commits
@staff(Role.EDITOR)
def publish(subject_id: int) -> Any:
    """Publish the criteria; from now on they are fixed."""
    commands.open_run(prepared_run(subject_id).run, actor=actor())
    flash(_("Kriterien und Gewichte sind veröffentlicht und stehen fest."), "success")
    return redirect(url_for("prioritisation.prepare", subject_id=subject_id), 303)


@blueprint.post("/schreibtisch/priorisierung/<int:subject_id>/vorschlagen")
@commits
@staff(Role.EDITOR)
def propose(subject_id: int) -> Any:
    """Propose the ranking to the body."""
    commands.propose_ranking(prepared_run(subject_id).run, actor=actor())
    flash(_("Die Rangfolge ist vorgeschlagen. Jetzt entscheidet das Gremium."), "success")
    return redirect(url_for("prioritisation.prepare", subject_id=subject_id), 303)


def _draft(subject_id: int) -> RunHead:
    head = prepared_run(subject_id)
    if head.run.state is not PrioritisationState.DRAFT:
        raise Conflict("Die Kriterien sind veröffentlicht und stehen damit fest.")
    return head


def _values(form: RunForm) -> dict[str, Any]:
    return {
        "title": form.title.data or "",
        "intro": form.intro.data or "",
        "body_id": int(form.body.data),
        "minimum_votes": form.minimum_votes.data or 0,
        "criteria": form.new_criteria(),
    }


def _with_choices(form: RunForm) -> RunForm:
    boards = [(b.subject_id, f"{b.process_title}: {b.title}") for b in queries.boards_for(actor())]
    form.board.choices = choices(boards, empty=_("Bitte wählen"))
    bodies = [(body.subject_id, body.name) for body in all_bodies()]
    form.body.choices = choices(bodies, empty=_("Bitte wählen"))
    return form
