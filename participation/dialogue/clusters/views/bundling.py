"""Ticking ideas and putting them into bundles; splitting a bundle."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from markupsafe import Markup

from participation.core.actor import Role
from participation.core.database import db
from participation.core.errors import Conflict, Invalid
from participation.core.transactions import commits
from participation.dialogue.boards.models import Board
from participation.dialogue.clusters import commands, queries
from participation.dialogue.clusters.forms import NEW, OUT, BundleForm, SplitForm, checked
from participation.dialogue.clusters.queries import IdeaAtDesk
from participation.dialogue.clusters.views.blueprint import blueprint, board_to_bundle, page_to_bundle
from participation.dialogue.ideas.queries import LONGEST_SEARCH
from participation.web.access import actor, staff
from participation.web.filters import sentence
from participation.web.forms import choices
from participation.web.htmx import rejected
from participation.web.languages import spoken
from participation.web.numbers import whole_number


@blueprint.get("/schreibtisch/zusammenhang/<slug>/ideen")
@staff(Role.MODERATOR)
def sort(slug: str) -> Any:
    """The ideas of a board to tick; those named by `idee` are ticked already."""
    board = board_to_bundle(slug)
    form, context = _bundle_form(board)
    form.ideas.data = [number for text in request.args.getlist("idee") if (number := whole_number(text))]
    return render_template("clusters/sort.html", form=form, **context)


@blueprint.post("/schreibtisch/zusammenhang/<slug>/buendeln")
@commits
@staff(Role.MODERATOR)
def bundle(slug: str) -> Any:
    """Put the ticked ideas into a new bundle, an old one, or none."""
    board = board_to_bundle(slug)
    form, context = _bundle_form(board)
    if form.validate():
        try:
            with db.session.begin_nested():
                said = _bundled(board, form)
        except Invalid as error:
            form.refuse(error)
        except Conflict as error:
            form.ideas.errors = [sentence(error)]
        else:
            flash(said, "success")
            return redirect(url_for("clusters.sort", slug=slug), 303)
    return rejected("clusters/sort.html", form=form, **context)


def _bundled(board: Board, form: BundleForm) -> str:
    who, ideas = actor(), checked(form)
    if form.into.data == NEW:
        made = commands.make_cluster(
            board.process_id, title=form.title.data or "", idea_ids=ideas, actor=who, send_key=form.send_key.data
        )
        return str(_("Das Themenbündel „%(title)s“ ist angelegt.", title=made.title))
    if form.into.data == OUT:
        if not ideas:
            raise Invalid("Bitte wählen Sie mindestens eine Idee.", field="ideas")
        inside = {entry.subject_id: entry.cluster_id for entry in queries.ideas_to_bundle(board.subject_id)}
        for cluster_id in sorted({found for idea in ideas if (found := inside.get(idea))}):
            cluster = queries.cluster_by_id(cluster_id)
            if cluster is not None:
                commands.take_ideas_out(cluster, [i for i in ideas if inside.get(i) == cluster_id], actor=who)
        return str(_("Die Ideen stehen wieder für sich."))
    cluster = queries.cluster_by_id(int(form.into.data))
    assert cluster is not None
    commands.put_ideas(cluster, ideas, actor=who)
    return str(_("Die Ideen sind jetzt im Themenbündel „%(title)s“.", title=cluster.title))


def _bundle_form(board: Board) -> tuple[BundleForm, dict[str, Any]]:
    words = request.args.get("q", "").strip()[:LONGEST_SEARCH]
    asked = [number for text in request.args.getlist("idee") if (number := whole_number(text))]
    ideas = queries.ideas_to_bundle(board.subject_id, words=words, first=asked)
    clusters = queries.clusters_in(board.process_id)
    names = {cluster.subject_id: cluster.title for cluster in clusters}
    form = BundleForm()
    form.mark_required()
    form.ideas.choices = [(idea.subject_id, _label(idea, names)) for idea in ideas]
    places = [(NEW, _("In ein neues Themenbündel"))]
    places += [
        (str(one.subject_id), _("In „%(title)s“ (%(count)s)", title=one.title, count=one.ideas)) for one in clusters
    ]
    form.into.choices = choices([*places, (OUT, _("Aus dem Themenbündel nehmen"))])
    return form, {"board": board, "ideas": ideas, "clusters": clusters, "words": words}


def _label(idea: IdeaAtDesk, names: dict[int, str]) -> Markup:
    title = spoken(idea.title, idea.language)
    if idea.cluster_id in names:
        return Markup("{} <span class='muted small'>· {}</span>").format(
            title, _("im Themenbündel „%(title)s“", title=names[idea.cluster_id])
        )
    return Markup("{}").format(title)


@blueprint.get("/schreibtisch/buendel/<int:subject_id>/teilen")
@staff(Role.MODERATOR)
def split(subject_id: int) -> Any:
    """The ideas of a bundle to tick: these go."""
    form, context = _split_form(subject_id)
    return render_template("clusters/split.html", form=form, **context)


@blueprint.post("/schreibtisch/buendel/<int:subject_id>/teilen")
@commits
@staff(Role.MODERATOR)
def save_split(subject_id: int) -> Any:
    """Let the ticked ideas go into a new bundle."""
    form, context = _split_form(subject_id)
    if form.validate():
        try:
            with db.session.begin_nested():
                made = commands.split_cluster(
                    context["page"].cluster, checked(form), title=form.title.data or "", actor=actor(),
                    send_key=form.send_key.data,
                )  # fmt: skip
        except Invalid as error:
            form.refuse(error)
        else:
            flash(_("Geteilt. Das neue Themenbündel heißt „%(title)s“.", title=made.title), "success")
            return redirect(url_for("clusters.show", subject_id=made.subject_id), 303)
    return rejected("clusters/split.html", form=form, **context)


def _split_form(subject_id: int) -> tuple[SplitForm, dict[str, Any]]:
    page, form = page_to_bundle(subject_id), SplitForm()
    form.ideas.choices = [(idea.subject_id, spoken(idea.title, idea.language)) for idea in page.ideas]
    form.mark_required()
    return form, {"page": page}
