"""Renaming and describing a bundle, and dissolving it."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _

from participation.core.actor import Role
from participation.core.errors import Conflict
from participation.core.transactions import commits
from participation.dialogue.clusters import commands
from participation.dialogue.clusters.forms import ClusterForm, DissolveForm
from participation.dialogue.clusters.views.blueprint import blueprint, page_to_bundle
from participation.web.access import actor, staff
from participation.web.filters import sentence
from participation.web.htmx import rejected


@blueprint.get("/schreibtisch/buendel/<int:subject_id>")
@staff(Role.MODERATOR)
def edit(subject_id: int) -> Any:
    """The form with name and description."""
    page = page_to_bundle(subject_id)
    return render_template("clusters/edit.html", page=page, form=ClusterForm(obj=page.cluster))


@blueprint.post("/schreibtisch/buendel/<int:subject_id>")
@commits
@staff(Role.MODERATOR)
def save(subject_id: int) -> Any:
    """Keep name and description; what somebody else wrote meanwhile is not overwritten."""
    page, form = page_to_bundle(subject_id), ClusterForm()
    if form.validate():
        try:
            commands.edit_cluster(
                page.cluster, actor=actor(), title=form.title.data or "", text=form.text.data or "",
                version=form.version.data,
            )  # fmt: skip
        except Conflict as error:
            form.title.errors = [sentence(error)]
        else:
            flash(_("Das Themenbündel ist gespeichert."), "success")
            return redirect(url_for("clusters.show", subject_id=subject_id), 303)
    return rejected("clusters/edit.html", page=page, form=form)


@blueprint.get("/schreibtisch/buendel/<int:subject_id>/aufloesen")
@staff(Role.MODERATOR)
def dissolve(subject_id: int) -> Any:
    """Ask why, before a bundle is dissolved."""
    return render_template("clusters/dissolve.html", page=page_to_bundle(subject_id), form=DissolveForm())


@blueprint.post("/schreibtisch/buendel/<int:subject_id>/aufloesen")
@commits
@staff(Role.MODERATOR)
def save_dissolved(subject_id: int) -> Any:
    """Dissolve it; its ideas stand by themselves."""
    page, form = page_to_bundle(subject_id), DissolveForm()
    if not form.validate():
        return rejected("clusters/dissolve.html", page=page, form=form)
    commands.dissolve_cluster(page.cluster, actor=actor(), reason=form.reason.data or "")
    flash(_("Das Themenbündel ist aufgelöst. Seine Ideen stehen wieder für sich."), "success")
    return redirect(url_for("clusters.desk"), 303)
