"""The list of reported barriers, and working them off."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import abort, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _

from participation.core.actor import Role
from participation.core.errors import N_, Conflict
from participation.core.transactions import commits
from participation.desk.barriers import commands, queries, rules
from participation.desk.barriers.forms import AnswerBarrierForm
from participation.desk.barriers.models import LABELS, TONES, BarrierReport, BarrierState
from participation.desk.barriers.views.blueprint import blueprint
from participation.web.access import actor, staff
from participation.web.filters import sentence
from participation.web.htmx import rejected
from participation.web.navigation import navigation
from participation.web.numbers import whole_number
from participation.web.pagination import pages_of, requested_page

PAGE_SIZE = 25
STATES = {"offen": BarrierState.OPEN, "beantwortet": BarrierState.ANSWERED, "abgeschlossen": BarrierState.CLOSED}


def _open() -> int:
    """How many wait; counted once per request."""
    if "open_barriers" not in g:
        g.open_barriers = queries.count_open()
    return int(g.open_barriers)


navigation.add_staff(N_("Gemeldete Barrieren"), "barriers.desk", *rules.WORKERS, order=40, count=_open)


@blueprint.get("/schreibtisch/barrieren")
@staff(*rules.WORKERS)
def desk() -> Any:
    """What was reported, what is due first on top."""
    chosen, counts = STATES.get(request.args.get("stand", ""), BarrierState.OPEN), queries.counts()
    pages = pages_of(counts[chosen], number=requested_page(), size=PAGE_SIZE)
    reports = queries.reports((chosen,), offset=(pages.number - 1) * PAGE_SIZE, most=PAGE_SIZE)
    return render_template(
        "barriers/desk.html", reports=reports, counts=counts, pages=pages, chosen=chosen, states=STATES, labels=LABELS,
        tones=TONES, overdue=queries.count_overdue(),
    )  # fmt: skip


@blueprint.get("/schreibtisch/barrieren/<int:report_id>")
@staff(*rules.WORKERS)
def handle(report_id: int) -> Any:
    """One report, and the form for the answer."""
    found = _found(report_id)
    form = AnswerBarrierForm(version=found.version, answer=found.answer)
    return render_template("barriers/handle.html", form=form, **_facts(found))


@blueprint.post("/schreibtisch/barrieren/<int:report_id>")
@commits
@staff(*rules.WORKERS)
def answer(report_id: int) -> Any:
    """Send the answer, or keep it where there is no address."""
    found, form = _found(report_id), AnswerBarrierForm()
    if not form.validate():
        return rejected("barriers/handle.html", form=form, **_facts(found))
    try:
        commands.answer_barrier(
            found, answer=form.answer.data or "", version=form.version.data or 0, actor=actor(), role=_role()
        )
    except Conflict as error:
        said = sentence(error)
        return lambda: _stale(found, form, said)
    flash(_("Die Antwort geht per E-Mail hinaus.") if found.email else _("Die Antwort ist vermerkt."), "success")
    return redirect(url_for("barriers.desk"), 303)


@blueprint.post("/schreibtisch/barrieren/<int:report_id>/abschliessen")
@commits
@staff(*rules.WORKERS)
def close(report_id: int) -> Any:
    """Nothing is left to do."""
    return _step(report_id, commands.close_barrier, _("Die Meldung ist abgeschlossen."))


@blueprint.post("/schreibtisch/barrieren/<int:report_id>/oeffnen")
@commits
@staff(*rules.WORKERS)
def reopen(report_id: int) -> Any:
    """It is not done after all."""
    return _step(report_id, commands.reopen_barrier, _("Die Meldung ist wieder offen."))


def _step(report_id: int, act: Callable[..., None], said: str) -> Any:
    try:
        act(_found(report_id), version=whole_number(request.form.get("version")) or 0, actor=actor(), role=_role())
    except Conflict as error:
        flash(sentence(error), "warning")
        return redirect(url_for("barriers.handle", report_id=report_id), 303)
    flash(said, "success")
    return redirect(url_for("barriers.desk"), 303)


def _stale(found: BarrierReport, form: AnswerBarrierForm, said: str) -> Any:
    form.version.data = found.version
    return render_template("barriers/handle.html", form=form, stale=said, **_facts(found)), 409


def _role() -> str:
    return next(role.value for role in (Role.COORDINATOR, Role.ADMINISTRATOR) if actor().has_role(role))


def _found(report_id: int) -> BarrierReport:
    return queries.report_by_id(report_id) or abort(404)


def _facts(found: BarrierReport) -> dict[str, Any]:
    return {"report": found, "labels": LABELS, "tones": TONES}
