"""Coordination opens rounds, names reviewers and writes the summary."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _

from participation.action.evaluations import commands, queries, rules
from participation.action.evaluations.forms import ReopenForm, ReviewerForm, RoundForm, SummaryForm
from participation.action.evaluations.views.blueprint import blueprint, round_to_coordinate
from participation.core.actor import Role
from participation.core.database import db
from participation.core.errors import Conflict, Invalid
from participation.core.transactions import commits
from participation.web.access import actor, fresh, staff
from participation.web.filters import sentence
from participation.web.htmx import rejected


@blueprint.get("/schreibtisch/evaluation/neu")
@staff(Role.COORDINATOR)
def open_round() -> Any:
    """The form of a new round."""
    rules.check_coordinator(actor())
    return render_template("evaluations/open_round.html", form=RoundForm())


@blueprint.post("/schreibtisch/evaluation/neu")
@commits
@staff(Role.COORDINATOR)
def save_round() -> Any:
    """Open a round."""
    form = RoundForm()
    if form.validate():
        try:
            commands.open_round(
                form.title.data or "", slug=form.slug.data or "", intro=form.intro.data or "",
                starts_on=form.starts_on.data, ends_on=form.ends_on.data, actor=actor(),
            )  # fmt: skip
        except Invalid as error:
            form.refuse(error)
        else:
            flash(_("Die Runde ist offen. Benennen Sie nun, wer bewertet."), "success")
            return redirect(url_for("evaluations.desk", slug=form.slug.data), 303)
    return rejected("evaluations/open_round.html", form=form)


@blueprint.get("/schreibtisch/evaluation/<slug>/kreis")
@staff(Role.COORDINATOR)
@fresh
def reviewers(slug: str) -> Any:
    """Who rates in this round."""
    round_ = round_to_coordinate(slug)
    names = queries.reviewers_of(round_.subject_id)
    return render_template("evaluations/reviewers.html", round=round_, form=ReviewerForm(), names=names)


@blueprint.post("/schreibtisch/evaluation/<slug>/kreis")
@commits
@staff(Role.COORDINATOR)
@fresh
def name_reviewer(slug: str) -> Any:
    """Name somebody who rates in this round."""
    round_, form = round_to_coordinate(slug), ReviewerForm()
    if form.validate():
        account_id = queries.account_named(form.who.data or "")
        if account_id is not None:
            commands.name_reviewer(round_, account_id=account_id, actor=actor())
            flash(_("Benannt. Die Person findet die Runde in ihrem Arbeitsbereich."), "success")
            return redirect(url_for("evaluations.reviewers", slug=slug), 303)
        form.who.errors = [_("Dazu gibt es kein bestätigtes Konto.")]
    names = queries.reviewers_of(round_.subject_id)
    return rejected("evaluations/reviewers.html", round=round_, form=form, names=names)


@blueprint.get("/schreibtisch/evaluation/<slug>/zusammenfassung")
@staff(Role.COORDINATOR)
def summary(slug: str) -> Any:
    """The three sentences: what went well, what did not, what follows."""
    round_ = round_to_coordinate(slug)
    return render_template("evaluations/summary.html", round=round_, form=SummaryForm(obj=round_), saved=None)


@blueprint.post("/schreibtisch/evaluation/<slug>/zusammenfassung")
@commits
@staff(Role.COORDINATOR)
def save_summary(slug: str) -> Any:
    """Save the three sentences; a stale form is shown again beside what was saved, status 409."""
    round_, form = round_to_coordinate(slug), SummaryForm()
    if not form.validate():
        return rejected("evaluations/summary.html", round=round_, form=form, saved=None)
    try:
        commands.write_summary(
            round_, went_well=form.went_well.data or "", went_badly=form.went_badly.data or "",
            follows=form.follows.data or "", version=form.version.data or 0, actor=actor(),
        )  # fmt: skip
    except Conflict:
        db.session.refresh(round_)
        form.version.data = round_.version
        return lambda: (render_template("evaluations/summary.html", round=round_, form=form, saved=round_), 409)
    flash(_("Gespeichert. Veröffentlicht wird es erst mit der Runde."), "success")
    return redirect(url_for("evaluations.desk", slug=slug), 303)


@blueprint.get("/schreibtisch/evaluation/<slug>/oeffnen")
@staff(Role.COORDINATOR)
@fresh
def reopen(slug: str) -> Any:
    """Asking for the reason why a round takes ratings again."""
    return render_template("evaluations/reopen.html", round=round_to_coordinate(slug), form=ReopenForm())


@blueprint.post("/schreibtisch/evaluation/<slug>/oeffnen")
@commits
@staff(Role.COORDINATOR)
@fresh
def reopen_round(slug: str) -> Any:
    """Take ratings again, to correct a mistake."""
    round_, form = round_to_coordinate(slug), ReopenForm()
    if form.validate():
        try:
            commands.reopen_round(round_, actor=actor(), reason=form.reason.data or "")
        except Invalid as error:
            form.reason.errors = [sentence(error)]
        else:
            flash(_("Die Runde nimmt wieder Bewertungen an."), "success")
            return redirect(url_for("evaluations.desk", slug=slug), 303)
    return rejected("evaluations/reopen.html", round=round_, form=form)
