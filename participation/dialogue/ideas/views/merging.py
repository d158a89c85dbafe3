"""Moderation lets an idea go on in another one, and undoes that."""

from __future__ import annotations

from typing import Any

from flask import abort, flash, redirect, render_template, url_for
from flask_babel import gettext as _

from participation.core.actor import Role
from participation.core.database import db
from participation.core.errors import Conflict, Invalid, NotAllowed
from participation.core.transactions import commits
from participation.dialogue.ideas import commands, queries, rules
from participation.dialogue.ideas.forms import MergeForm, UnmergeForm
from participation.dialogue.ideas.models import Idea
from participation.dialogue.ideas.queries import IdeaPage
from participation.dialogue.ideas.views.blueprint import blueprint, found_page
from participation.records.subjects.models import State, Subject
from participation.records.subjects.queries import subject_seen_by
from participation.web.access import actor, staff
from participation.web.htmx import rejected
from participation.web.numbers import asked_number


@blueprint.get("/ideen/<int:subject_id>/zusammenfuehren")
@staff(Role.MODERATOR)
def merge(subject_id: int) -> Any:
    """In which idea does this one go on, and why; `mit` in the address names it."""
    page, other = _page(subject_id), _idea(asked_number("mit"))
    form = MergeForm(into=str(other.subject_id) if other else "")
    return render_template("ideas/merge.html", page=page, other=other, form=form)


@blueprint.post("/ideen/<int:subject_id>/zusammenfuehren")
@commits
@staff(Role.MODERATOR)
def save_merge(subject_id: int) -> Any:
    """Let the idea go on in the other one."""
    page, form = _page(subject_id), MergeForm()
    other = _idea(form.number)
    if form.validate():
        try:
            if other is None:
                raise Invalid("Bitte nennen Sie die öffentliche Idee, in der diese weitergeht.", field="into")
            with db.session.begin_nested():
                commands.merge_idea(page.idea, into=other, actor=actor(), reason=form.reason.data or "")
        except Invalid as error:
            form.refuse(error)
        else:
            flash(
                _("Zusammengeführt. Wer die Idee schrieb oder ihr folgt, erfährt es. Das lässt sich lösen."), "success"
            )
            return redirect(url_for("ideas.show", subject_id=subject_id), 303)
    return rejected("ideas/merge.html", page=page, other=other, form=form)


@blueprint.get("/ideen/<int:subject_id>/loesen")
@staff(Role.MODERATOR)
def undo_merge(subject_id: int) -> Any:
    """Ask why, before a merge is undone."""
    page = _merged_page(subject_id)
    return render_template("ideas/undo_merge.html", page=page, into=_into(page), form=UnmergeForm())


@blueprint.post("/ideen/<int:subject_id>/loesen")
@commits
@staff(Role.MODERATOR)
def save_undone_merge(subject_id: int) -> Any:
    """Let the idea stand by itself again."""
    page, form = _merged_page(subject_id), UnmergeForm()
    if not form.validate():
        return rejected("ideas/undo_merge.html", page=page, into=_into(page), form=form)
    commands.undo_merge(page.idea, actor=actor(), reason=form.reason.data or "")
    flash(_("Gelöst. Die Idee steht wieder für sich, mit Status und Unterstützungen wie vorher."), "success")
    return redirect(url_for("ideas.show", subject_id=subject_id), 303)


def _page(subject_id: int) -> IdeaPage:
    """An idea that this person moderates, or 404. Raises NotAllowed for others, Conflict where it is not public."""
    page = _moderated(subject_id)
    rules.check_shown(page.idea)
    return page


def _merged_page(subject_id: int) -> IdeaPage:
    page = _moderated(subject_id)
    if page.idea.state is not State.MERGED:
        raise Conflict("Diese Idee ist nicht zusammengeführt.")
    return page


def _into(page: IdeaPage) -> Subject | None:
    return subject_seen_by(actor(), page.idea.merged_into_id or 0)


def _moderated(subject_id: int) -> IdeaPage:
    page = found_page(subject_id)
    if not rules.may_moderate(actor(), page.department.subject_id, page.board.process_id):
        raise NotAllowed("Das darf nur die Moderation der zuständigen Fachabteilung.")
    return page if not page.board.is_call else abort(404)


def _idea(number: int | None) -> Idea | None:
    """The idea with this number, if this person may see it."""
    seen = number is not None and subject_seen_by(actor(), number) is not None
    return queries.idea_by_id(number or 0) if seen else None
