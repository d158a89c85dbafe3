"""A request, and what a second person decides."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _

from participation.core.transactions import commits
from participation.desk.expunging import commands
from participation.desk.expunging.forms import ConfirmForm, DeclineForm, OneButton, extent_words
from participation.desk.expunging.views.blueprint import DECIDERS, WORKERS, blueprint, facts_of, found_request
from participation.web.access import actor, fresh, staff
from participation.web.htmx import rejected


@blueprint.get("/schreibtisch/tilgen/<int:expunging_id>")
@staff(*WORKERS)
def show(expunging_id: int) -> Any:
    """A request: what is to go, why, what it touches, and how far it has come."""
    return render_template("expunging/show.html", **_page(expunging_id))


@blueprint.post("/schreibtisch/tilgen/<int:expunging_id>/bestaetigen")
@commits
@staff(*DECIDERS)
@fresh
def confirm(expunging_id: int) -> Any:
    """Let it go everywhere."""
    expunging, _target = found_request(expunging_id)
    form = ConfirmForm()
    if not form.validate_on_submit():
        return rejected("expunging/show.html", **_page(expunging_id, confirm_form=form))
    commands.confirm_expunging(expunging, actor=actor())
    flash(_("Bestätigt. Alle Stellen, die etwas davon speichern, lassen es jetzt los."), "success")
    return redirect(url_for("expunging.show", expunging_id=expunging_id), 303)


@blueprint.post("/schreibtisch/tilgen/<int:expunging_id>/ablehnen")
@commits
@staff(*DECIDERS)
@fresh
def decline(expunging_id: int) -> Any:
    """Leave everything as it is."""
    expunging, _target = found_request(expunging_id)
    form = DeclineForm()
    if not form.validate_on_submit():
        return rejected("expunging/show.html", **_page(expunging_id, decline_form=form))
    commands.decline_expunging(expunging, reason=form.answer.data, actor=actor())
    flash(_("Der Antrag ist abgelehnt. Es wurde nichts getilgt."), "success")
    return redirect(url_for("expunging.show", expunging_id=expunging_id), 303)


@blueprint.post("/schreibtisch/tilgen/<int:expunging_id>/zuruecknehmen")
@commits
@staff(*WORKERS)
def withdraw(expunging_id: int) -> Any:
    """Take one's own request back."""
    expunging, _target = found_request(expunging_id)
    commands.withdraw_request(expunging, actor=actor())
    flash(_("Der Antrag ist zurückgenommen."), "success")
    return redirect(url_for("expunging.overview"), 303)


def _page(expunging_id: int, **forms: Any) -> dict[str, Any]:
    expunging, target = found_request(expunging_id)
    return {
        "confirm_form": ConfirmForm(formdata=None), "decline_form": DeclineForm(formdata=None),
        "withdraw_form": OneButton(formdata=None), **facts_of(expunging, target), **forms,
        "extent": extent_words(target, expunging.extent, expunging.part),
    }  # fmt: skip
