"""Coordination opens rounds, names reviewers and writes the summary."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from participation.action.evaluations import commands, queries, rules
from participation.action.evaluations.forms import ReopenForm, ReviewerForm, RoundForm, SummaryForm
from participation.action.evaluations.views.blueprint import blueprint, round_to_coordinate
from participation.core.actor import Role
from participation.core.database import db
from participation.core.errors import Conflict, Invalid
from participation.core.transactions import commits
from participation.web.access import actor, staff
from participation.web.filters import sentence
from participation.web.htmx import rejected


@blueprint.route("/schreibtisch/evaluation/neu", methods=["GET", "POST"])
@commits
@staff(Role.COORDINATOR)
def open_round() -> Any:
    """Open a round."""
    rules.check_coordinator(actor())
    form = RoundForm()
    if request.method == "GET":
        return lambda: render_template("evaluations/open_round.html", form=form)
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


@blueprint.route("/schreibtisch/evaluation/<slug>/kreis", methods=["GET", "POST"])
@commits
@staff(Role.COORDINATOR)
def reviewers(slug: str) -> Any:
    """Who rates in this round, and naming somebody."""
    round_, form = round_to_coordinate(slug), ReviewerForm()
    if request.method == "POST" and form.validate():
        account_id = queries.account_named(form.who.data or "")
        if account_id is not None:
            commands.name_reviewer(round_, account_id=account_id, actor=actor())
            flash(_("Benannt. Die Person findet die Runde in ihrem Arbeitsbereich."), "success")
            return redirect(url_for("evaluations.reviewers", slug=slug), 303)
        form.who.errors = [_("Dazu gibt es kein bestätigtes Konto.")]
    context = {"round": round_, "form": form, "names": queries.reviewers_of(round_.subject_id)}
    if request.method == "GET":
        return lambda: render_template("evaluations/reviewers.html", **context)
    return rejected("evaluations/reviewers.html", **context)


@blueprint.route("/schreibtisch/evaluation/<slug>/zusammenfassung", methods=["GET", "POST"])
@commits
@staff(Role.COORDINATOR)
def summary(slug: str) -> Any:
    """The three sentences: what went well, what did not, what follows."""
    round_ = round_to_coordinate(slug)
    form = SummaryForm(obj=round_)
    if request.method == "GET":
        return lambda: render_template("evaluations/summary.html", round=round_, form=form, saved=None)
    if not form.validate():
        return rejected("evaluations/summary.html", round=round_, form=form, saved=None)
    try:
        commands.write_summary(
            round_, went_well=form.went_well.data or "", went_badly=form.went_badly.data or "",
            follows=form.follows.data or "", version=int(form.version.data or 0), actor=actor(),
        )  # fmt: skip
    except Conflict:
        db.session.refresh(round_)
        form.version.data = str(round_.version)
        return lambda: (render_template("evaluations/summary.html", round=round_, form=form, saved=round_), 409)
    flash(_("Gespeichert. Veröffentlicht wird es erst mit der Runde."), "success")
    return redirect(url_for("evaluations.desk", slug=slug), 303)


@blueprint.route("/schreibtisch/evaluation/<slug>/oeffnen", methods=["GET", "POST"])
@commits
@staff(Role.COORDINATOR)
def reopen(slug: str) -> Any:
    """Take ratings again, to correct a mistake."""
    round_, form = round_to_coordinate(slug), ReopenForm()
    if request.method == "GET":
        return lambda: render_template("evaluations/reopen.html", round=round_, form=form)
    if form.validate():
        try:
            commands.reopen_round(round_, actor=actor(), reason=form.reason.data or "")
        except Invalid as error:
            form.reason.errors = [sentence(error)]
        else:
            flash(_("Die Runde nimmt wieder Bewertungen an."), "success")
            return redirect(url_for("evaluations.desk", slug=slug), 303)
    return rejected("evaluations/reopen.html", round=round_, form=form)
