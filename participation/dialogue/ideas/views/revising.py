"""Revising one's idea, and taking it back."""

from __future__ import annotations

from typing import Any

from flask import abort, flash, redirect, render_template, url_for
from flask_babel import gettext as _

from participation.core.errors import Conflict, NotAllowed
from participation.core.transactions import commits
from participation.dialogue.ideas import commands, queries, rules
from participation.dialogue.ideas.forms import ReviseForm, WithdrawForm
from participation.dialogue.ideas.queries import IdeaPage
from participation.dialogue.ideas.views.blueprint import blueprint, found_page
from participation.extensions import limiter
from participation.web.access import actor, guests_too, signed_in
from participation.web.filters import sentence
from participation.web.htmx import rejected


@blueprint.get("/ideen/<int:subject_id>/bearbeiten")
@signed_in
@guests_too
def revise(subject_id: int) -> Any:
    """The form for a new text."""
    page = own_page(subject_id)
    return render_template("ideas/revise.html", page=page, form=ReviseForm(obj=page.idea))


@blueprint.post("/ideen/<int:subject_id>/bearbeiten")
@limiter.limit("60 per hour")
@commits
@signed_in
@guests_too
def save_revision(subject_id: int) -> Any:
    """Change the text of one's idea; the text before stays readable."""
    page, form = own_page(subject_id), ReviseForm()
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
    return render_template("ideas/withdraw.html", page=page, form=WithdrawForm())


@blueprint.post("/ideen/<int:subject_id>/zurueckziehen")
@commits
@signed_in
@guests_too
def save_withdrawal(subject_id: int) -> Any:
    """Take one's idea back; the reason stands in its place."""
    page, form = found_page(subject_id), WithdrawForm()
    if not form.validate():
        return rejected("ideas/withdraw.html", page=page, form=form)
    commands.withdraw_idea(page.idea, actor=actor(), reason=form.reason.data or "")
    flash(_("Ihre Idee ist zurückgezogen. An ihrer Stelle steht ein Hinweis."), "success")
    return redirect(url_for("ideas.show", subject_id=subject_id), 303)


def own_page(subject_id: int) -> IdeaPage:
    """The page of an idea that this person may revise now."""
    page = found_page(subject_id)
    if page.board.is_call:
        abort(redirect(url_for("calls.revise", subject_id=subject_id), 303))
    if not rules.may_revise(actor(), page.idea, page.board.process.phases):
        raise NotAllowed(
            "Diese Idee lässt sich nicht mehr ändern: Die Phase ist zu Ende, oder die Stadt hat geantwortet."
        )
    return page
