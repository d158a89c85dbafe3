"""The pages of moderation: hiding, restoring, and what a department has hidden."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from participation.core.actor import Role
from participation.core.database import db
from participation.core.errors import N_, Invalid
from participation.core.transactions import commits
from participation.desk.moderation import commands, queries, rules
from participation.desk.moderation.forms import HideForm, RestoreForm
from participation.records.subjects.models import State, SubjectKind
from participation.web.access import actor, staff
from participation.web.htmx import rejected
from participation.web.navigation import navigation
from participation.web.pagination import pages_of, requested_page

blueprint = Blueprint("moderation", __name__)
PAGE_SIZE = 25
IDEA, COMMENT = {"kind": SubjectKind.IDEA}, {"kind": SubjectKind.COMMENT}
WORKERS = (Role.MODERATOR, Role.COORDINATOR)
STATES = {"verborgen": State.HIDDEN, "zurueckgezogen": State.WITHDRAWN}
navigation.add_staff(N_("Verborgene Beiträge"), "moderation.hidden", *WORKERS, order=20)


@blueprint.get("/schreibtisch/verborgen")
@staff(*WORKERS)
def hidden() -> Any:
    """What was hidden in this person's departments, and what authors took back."""
    scopes = frozenset({None}) if actor().has_role(Role.COORDINATOR) else actor().scopes_of(Role.MODERATOR)
    state = STATES.get(request.args.get("stand", ""), State.HIDDEN)
    counts = queries.count_gone(scopes)
    pages = pages_of(counts[state], number=requested_page(), size=PAGE_SIZE)
    found = queries.gone_contributions(scopes, state=state, offset=(pages.number - 1) * PAGE_SIZE, most=PAGE_SIZE)
    return render_template(
        "moderation/hidden.html", contributions=found, counts=counts, pages=pages, state=state, states=STATES,
        may_moderate=rules.may_moderate,
    )  # fmt: skip


@blueprint.get("/moderation/idee/<int:subject_id>/verbergen", endpoint="hide_idea", defaults=IDEA)
@blueprint.get("/moderation/kommentar/<int:subject_id>/verbergen", endpoint="hide_comment", defaults=COMMENT)
@staff(Role.MODERATOR)
def hide(kind: SubjectKind, subject_id: int) -> Any:
    """The form for hiding a contribution."""
    return render_template("moderation/hide.html", form=HideForm(), **_facts(kind, subject_id))


@blueprint.post("/moderation/idee/<int:subject_id>/verbergen", endpoint="save_hidden_idea", defaults=IDEA)
@blueprint.post("/moderation/kommentar/<int:subject_id>/verbergen", endpoint="save_hidden_comment", defaults=COMMENT)
@commits
@staff(Role.MODERATOR)
def save_hidden(kind: SubjectKind, subject_id: int) -> Any:
    """Hide it, with the reason in its place."""
    facts, form = _facts(kind, subject_id), HideForm()
    if form.validate_on_submit():
        try:
            with db.session.begin_nested():
                commands.hide_contribution(subject_id, kind, actor=actor(), reason=form.reason)
        except Invalid as error:
            form.refuse(error)
        else:
            flash(_("Der Beitrag ist verborgen. Wer ihn schrieb, wird mit dem Grund benachrichtigt."), "success")
            return redirect(request.script_root + facts["shown"].place_path, 303)
    return rejected("moderation/hide.html", form=form, **facts)


@blueprint.get("/moderation/idee/<int:subject_id>/zeigen", endpoint="restore_idea", defaults=IDEA)
@blueprint.get("/moderation/kommentar/<int:subject_id>/zeigen", endpoint="restore_comment", defaults=COMMENT)
@staff(Role.MODERATOR)
def restore(kind: SubjectKind, subject_id: int) -> Any:
    """The form for showing a contribution again."""
    return render_template("moderation/restore.html", form=RestoreForm(), **_facts(kind, subject_id))


@blueprint.post("/moderation/idee/<int:subject_id>/zeigen", endpoint="save_restored_idea", defaults=IDEA)
@blueprint.post("/moderation/kommentar/<int:subject_id>/zeigen", endpoint="save_restored_comment", defaults=COMMENT)
@commits
@staff(Role.MODERATOR)
def save_restored(kind: SubjectKind, subject_id: int) -> Any:
    """Show it again."""
    facts, form = _facts(kind, subject_id), RestoreForm()
    if form.validate_on_submit():
        try:
            with db.session.begin_nested():
                commands.restore_contribution(subject_id, kind, actor=actor(), reason=form.reason.data)
        except Invalid as error:
            form.refuse(error)
        else:
            flash(_("Der Beitrag ist wieder öffentlich."), "success")
            return redirect(url_for("moderation.hidden"), 303)
    return rejected("moderation/restore.html", form=form, **facts)


def _facts(kind: SubjectKind, subject_id: int) -> dict[str, Any]:
    """The contribution, for people who may moderate it. Raises NotAllowed for others."""
    shown = queries.contribution_by_id(subject_id, kind, actor()) or abort(404)
    rules.check_may_moderate(actor(), shown.department_id, shown.process_id)
    return {"shown": shown, "kind": kind.value}
