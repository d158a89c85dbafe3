"""Making an idea, or a bundle of ideas, a measure."""

from __future__ import annotations

from typing import Any

from flask import abort, flash, redirect, render_template, url_for
from flask_babel import gettext as _

from participation.action.measures import commands, queries, rules
from participation.action.measures.forms import PromoteForm
from participation.action.measures.views.blueprint import blueprint
from participation.core.actor import Role
from participation.core.errors import Conflict, Invalid, NotAllowed
from participation.core.transactions import commits
from participation.dialogue.clusters.models import Cluster
from participation.dialogue.clusters.queries import cluster_by_id
from participation.dialogue.ideas.models import Idea
from participation.dialogue.ideas.queries import idea_by_id
from participation.records.subjects.models import State
from participation.records.subjects.queries import subject_seen_by
from participation.web.access import actor, staff
from participation.web.forms import choices
from participation.web.htmx import rejected


@blueprint.get("/ideen/<int:subject_id>/massnahme")
@staff(Role.MODERATOR, Role.EDITOR)
def promote(subject_id: int) -> Any:
    """The form: which department, which title, and why."""
    idea = _idea(subject_id)
    return render_template("measures/promote.html", idea=idea, form=_form(idea))


@blueprint.post("/ideen/<int:subject_id>/massnahme")
@commits
@staff(Role.MODERATOR, Role.EDITOR)
def promote_idea(subject_id: int) -> Any:
    """The idea becomes a measure."""
    idea = _idea(subject_id)
    form = _form(idea)
    if form.validate():
        try:
            measure = commands.promote_idea(
                idea, actor=actor(), department_id=form.department.data, title=form.title.data, reason=form.reason.data
            )
        except Invalid as error:
            form.refuse(error)
        else:
            flash(_("Aus der Idee ist eine Maßnahme geworden. Wer ihr folgt, erfährt davon."), "success")
            return redirect(url_for("measures.show", slug=measure.slug), 303)
    return rejected("measures/promote.html", idea=idea, form=form)


@blueprint.get("/buendel/<int:subject_id>/massnahme")
@staff(Role.MODERATOR, Role.EDITOR)
def promote_cluster(subject_id: int) -> Any:
    """The same form for a bundle with all its ideas."""
    cluster = _cluster(subject_id)
    return render_template("measures/promote_cluster.html", cluster=cluster, form=_form(cluster))


@blueprint.post("/buendel/<int:subject_id>/massnahme")
@commits
@staff(Role.MODERATOR, Role.EDITOR)
def save_promoted_cluster(subject_id: int) -> Any:
    """The bundle becomes a measure."""
    cluster = _cluster(subject_id)
    form = _form(cluster)
    if form.validate():
        try:
            measure = commands.promote_cluster(
                cluster, actor=actor(), department_id=form.department.data, title=form.title.data,
                reason=form.reason.data,
            )  # fmt: skip
        except Invalid as error:
            form.refuse(error)
        else:
            flash(_("Aus dem Themenbündel ist eine Maßnahme geworden. Wer den Ideen folgt, erfährt davon."), "success")
            return redirect(url_for("measures.show", slug=measure.slug), 303)
    return rejected("measures/promote_cluster.html", cluster=cluster, form=form)


def _cluster(subject_id: int) -> Cluster:
    cluster, subject = cluster_by_id(subject_id), subject_seen_by(actor(), subject_id)
    if cluster is None or subject is None:
        abort(404)
    if not rules.may_promote_cluster(actor(), subject):
        raise NotAllowed("Das darf nur die Moderation oder die Redaktion der zuständigen Fachabteilung.")
    return cluster


def _idea(subject_id: int) -> Idea:
    idea, subject = idea_by_id(subject_id), subject_seen_by(actor(), subject_id)
    if idea is None or subject is None:
        abort(404)
    if rules.may_promote(actor(), idea, department_id=subject.department_id):
        return idea
    if idea.state is State.PUBLIC and idea.status not in rules.PROMOTABLE:
        raise Conflict("Diese Idee ist schon Teil einer Maßnahme.")
    raise NotAllowed("Das darf nur die Moderation oder die Redaktion der zuständigen Fachabteilung.")


def _form(idea: Idea | Cluster) -> PromoteForm:
    form = PromoteForm(title=idea.title)
    own = queries.own_departments(actor(), Role.MODERATOR, Role.EDITOR)
    form.department.choices = choices((department.subject_id, department.name) for department in own)
    return form
