"""Reporting a barrier, without an account."""

from __future__ import annotations

import secrets
from typing import Any

from flask import abort, current_app, redirect, render_template, request, url_for

from participation.core.errors import N_, Invalid
from participation.core.transactions import transaction
from participation.desk.barriers import commands, queries, rules
from participation.desk.barriers.forms import ReportForm
from participation.desk.barriers.views.blueprint import blueprint
from participation.extensions import limiter
from participation.web.access import address_here, public
from participation.web.languages import current_language
from participation.web.navigation import LEGAL, navigation
from participation.web.site import site

navigation.add_footer(N_("Barriere melden"), "barriers.report", group=LEGAL, order=30, names_page=True)


@blueprint.route("/barriere-melden", methods=["GET", "POST"])
@limiter.limit("10 per hour", methods=["POST"])
@public
def report() -> Any:
    """The form, with the page that the reader came from, and taking it in."""
    form = ReportForm(page=address_here(request.args.get("von"), ""))
    if form.validate_on_submit():
        try:
            with transaction():
                made = commands.report_barrier(
                    form.text.data or "", page=_named_page(form),
                    send_key=(form.send_key.data or secrets.token_urlsafe(12))[:32], contact=site.contact_email,
                    aids=form.aids.data or "", email=form.email.data or "", language=current_language(),
                )  # fmt: skip
        except Invalid as error:
            form.refuse(error)
        else:
            return redirect(url_for("barriers.receipt", receipt=made.receipt), 303)
    return render_template("barriers/report.html", form=form), 422 if form.errors else 200


@blueprint.get("/barriere-melden/eingang/<receipt>")
@public
def receipt(receipt: str) -> Any:
    """That the report has arrived: its number, and until when the city answers. What was written is not repeated."""
    found = queries.report_by_receipt(receipt) or abort(404)
    return render_template("barriers/receipt.html", report=found)


def _named_page(form: ReportForm) -> str:
    base_url: str = current_app.extensions["PARTICIPATION"].base_url
    return rules.path_on_site(form.page.data or "", base_url, request.script_root)
