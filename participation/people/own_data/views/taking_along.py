"""Taking one's data along: a ZIP with a file for machines and a page for people."""

from __future__ import annotations

from typing import Any

from flask import Response, render_template
from flask_babel import force_locale

from participation.core.clock import today
from participation.core.transactions import transaction
from participation.extensions import limiter
from participation.people.own_data import commands
from participation.people.own_data.forms import TakeAlongForm
from participation.people.own_data.views.blueprint import blueprint, is_right, own_account, per_account, proof_instead
from participation.people.own_data.views.gathering import gathered
from participation.people.own_data.views.packing import packed
from participation.web.access import signed_in


@blueprint.route("/konto/daten/mitnehmen", methods=["GET", "POST"])
@limiter.limit("10 per hour", key_func=per_account, methods=["POST"])
@signed_in
def take_along() -> Any:
    """Ask for the password, then hand over everything that is kept of the person."""
    form = TakeAlongForm()
    if (question := proof_instead(form)) is not None:
        return question
    if form.validate_on_submit() and is_right(form.password):
        with transaction():
            commands.note_taken_along()
        account = own_account()
        with force_locale(account.language):
            body = packed(gathered(account), language=account.language)
        headers = {"Content-Disposition": f'attachment; filename="meine-daten-{today():%Y-%m-%d}.zip"'}
        return Response(body, mimetype="application/zip", headers=headers)
    return render_template("own_data/take_along.html", form=form), 422 if form.errors else 200
