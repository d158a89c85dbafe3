"""Saying that an idea belongs together with another one, and taking that back."""

from __future__ import annotations

from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from participation.core.errors import Invalid
from participation.core.transactions import commits
from participation.dialogue.clusters import commands, queries, rules
from participation.dialogue.clusters.forms import HintForm
from participation.dialogue.clusters.views.blueprint import blueprint
from participation.dialogue.codes.rules import check_own_process
from participation.dialogue.ideas.queries import IdeaPage, idea_by_id
from participation.dialogue.ideas.views.blueprint import readable_page
from participation.extensions import limiter
from participation.records.subjects.queries import subject_seen_by
from participation.web.access import actor, guests_too, signed_in
from participation.web.forms import choices
from participation.web.htmx import rejected
from participation.web.numbers import whole_number


@blueprint.get("/ideen/<int:subject_id>/gehoert-zusammen")
@signed_in
@guests_too
def hint(subject_id: int) -> Any:
    """Ideas that sound alike, a field for another one, and what one said before."""
    page = _page(subject_id)
    rules.check_may_hint(page.board.process.phases)
    return render_template("clusters/hint.html", form=_form(page), **_context(page))


@blueprint.post("/ideen/<int:subject_id>/gehoert-zusammen")
@limiter.limit("60 per hour")
@commits
@signed_in
@guests_too
def save_hint(subject_id: int) -> Any:
    """Keep the hint; a second time changes nothing."""
    page = _page(subject_id)
    form = _form(page)
    if form.validate():
        number = form.other_number
        other = idea_by_id(number) if number and subject_seen_by(actor(), number) is not None else None
        try:
            if other is None:
                raise Invalid("Bitte wählen Sie eine öffentliche Idee desselben Beteiligungsverfahrens.", field="other")
            commands.hint_kinship(page.idea, other, actor=actor(), phases=page.board.process.phases)
        except Invalid as error:
            form.refuse(error)
        else:
            flash(_("Danke für den Hinweis. Die Moderation sieht ihn; Ihren Namen zeigt sie niemandem."), "success")
            return redirect(url_for("clusters.hint", subject_id=subject_id), 303)
    return rejected("clusters/hint.html", form=form, **_context(page))


@blueprint.post("/ideen/<int:subject_id>/gehoert-zusammen/zuruecknehmen")
@limiter.limit("60 per hour")
@commits
@signed_in
@guests_too
def take_hint_back(subject_id: int) -> Any:
    """Take one's hint back; a second time changes nothing."""
    page = _page(subject_id)
    other = whole_number(request.form.get("andere"))
    if other is not None and other != subject_id:
        commands.take_hint_back(page.idea.subject_id, other, actor=actor())
        flash(_("Ihr Hinweis ist zurückgenommen."), "success")
    return redirect(url_for("clusters.hint", subject_id=subject_id), 303)


def _page(subject_id: int) -> IdeaPage:
    page = readable_page(subject_id)
    check_own_process(actor(), page.board.process_id)
    return abort(404) if page.board.is_call else page


def _form(page: IdeaPage) -> HintForm:
    form = HintForm()
    found = queries.similar_ideas(page.idea, page.board.process_id)
    form.found.choices = choices((one.subject_id, one.title) for one in found)
    return form


def _context(page: IdeaPage) -> dict[str, Any]:
    given = queries.hinted_by(actor().account_id or 0, page.idea.subject_id)
    return {"page": page, "idea": page.idea, "given": given}
