"""Promises in public view, and the desk's page to say how one stands."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from participation.core.actor import Role
from participation.core.errors import N_, Invalid
from participation.core.transactions import commits
from participation.records.commitments import commands, queries, rules
from participation.records.commitments.forms import SettleForm
from participation.records.commitments.models import LABELS, TONES, Commitment, CommitmentState
from participation.web.access import actor, public, staff
from participation.web.htmx import rejected
from participation.web.navigation import navigation
from participation.web.pagination import pages_of, requested_page
from participation.web.stored_pages import stored

blueprint = Blueprint("commitments", __name__)
PAGE_SIZE = 25
FILTERS = {
    "offen": CommitmentState.OPEN,
    "verschoben": CommitmentState.MOVED,
    "gehalten": CommitmentState.KEPT,
    "nicht-gehalten": CommitmentState.BROKEN,
}
WRITERS = (Role.MODERATOR, Role.EDITOR)
navigation.add_footer(N_("Zusagen"), "commitments.index", group=N_("Mehr erfahren"), order=15)
navigation.add_staff(N_("Zusagen"), "commitments.desk", *WRITERS, Role.COORDINATOR, order=30)


@blueprint.get("/zusagen")
@public
@stored
def index() -> Any:
    """What the city promised and how it stands, for everyone."""
    chosen = FILTERS.get(request.args.get("stand", ""))
    counts = queries.public_counts()
    pages = pages_of(counts[chosen] if chosen else sum(counts.values()), number=requested_page(), size=PAGE_SIZE)
    offset = (pages.number - 1) * PAGE_SIZE
    promises = queries.public_promises((chosen,) if chosen else (), offset=offset, most=PAGE_SIZE)
    return render_template(
        "commitments/index.html", promises=promises, counts=counts, pages=pages, chosen=chosen, filters=FILTERS,
        labels=LABELS, tones=TONES,
    )  # fmt: skip


@blueprint.get("/schreibtisch/zusagen")
@staff(*WRITERS, Role.COORDINATOR)
def desk() -> Any:
    """What the departments of this person still have to keep; coordination sees those of all, and settles none."""
    sees_all = actor().has_role(Role.COORDINATOR)
    promises = queries.pending_promises(frozenset({None}) if sees_all else departments_of_actor())
    return render_template(
        "commitments/desk.html", promises=promises, labels=LABELS, tones=TONES, sees_all=sees_all,
        may_settle=rules.may_settle,
    )  # fmt: skip


@blueprint.get("/schreibtisch/zusagen/<int:commitment_id>")
@staff(*WRITERS)
def settle(commitment_id: int) -> Any:
    """Say how a promise stands."""
    rules.check_may_settle(actor(), _commitment(commitment_id))
    return render_template("commitments/settle.html", form=SettleForm(), **_facts(commitment_id))


@blueprint.post("/schreibtisch/zusagen/<int:commitment_id>")
@commits
@staff(*WRITERS)
def save(commitment_id: int) -> Any:
    """Keep, move or break it, with the reason."""
    commitment, form = _commitment(commitment_id), SettleForm()
    rules.check_may_settle(actor(), commitment)
    if form.validate_on_submit():
        try:
            _settle(commitment, form)
        except Invalid as error:
            form.refuse(error)
        else:
            flash(_("Gespeichert. So steht es jetzt auch öffentlich bei den Zusagen."), "success")
            return _to_desk()
    return rejected("commitments/settle.html", form=form, **_facts(commitment_id))


def departments_of_actor() -> frozenset[int | None]:
    """For which departments the person of this request keeps promises."""
    return frozenset().union(*(actor().scopes_of(role) for role in WRITERS))


def _to_desk() -> Any:
    return redirect(url_for("commitments.desk"), 303)


def _settle(commitment: Commitment, form: SettleForm) -> None:
    state = CommitmentState(form.state.data)
    if state is CommitmentState.KEPT:
        commands.keep_commitment(commitment, actor=actor(), reason=form.reason.data or "")
    elif state is CommitmentState.BROKEN:
        commands.break_commitment(commitment, actor=actor(), reason=form.reason.data or "")
    elif form.due_on.data is None:
        raise Invalid("Bitte wählen Sie den neuen Tag.", field="due_on")
    else:
        commands.move_commitment(commitment, actor=actor(), due_on=form.due_on.data, reason=form.reason.data or "")


def _commitment(commitment_id: int) -> Commitment:
    return queries.commitment_by_id(commitment_id) or abort(404)


def _facts(commitment_id: int) -> dict[str, Any]:
    promise = queries.promise_by_id(commitment_id, actor()) or abort(404)
    return {"promise": promise, "labels": LABELS, "tones": TONES}
