"""The gate before everything that signed-in people write.

An account that waits to be erased writes nothing, by whatever route; its owner is led to the way back. Where there are
new terms of use, they are shown first with what was written kept in the form, which goes on its way once they are
accepted. What may be done all the same stands in `FREE`.
"""

from __future__ import annotations

from typing import Any

from flask import Flask, g, make_response, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user, user_logged_in
from werkzeug.utils import redirect
from werkzeug.wrappers import Response

from participation.core.errors import Conflict
from participation.core.transactions import transaction
from participation.people.own_data import commands, queries
from participation.people.own_data.forms import AcceptForm
from participation.people.own_data.views.blueprint import blueprint
from participation.web.htmx import wants_partial

READING = {"GET", "HEAD", "OPTIONS"}
FREE = {
    "accounts.sign_in", "accounts.sign_out", "accounts.end_sign_in", "accounts.end_others", "own_data.come_back",
    "own_data.take_along", "own_data.erase", "own_data.stop_address",
}  # fmt: skip
OWN_FIELDS = ("csrf_token", "terms_accepted", "terms_number")


@blueprint.before_app_request
def stop_who_may_not_write() -> Any:
    """Ask before each request that writes."""
    if request.method in READING or request.endpoint in FREE or not current_user.is_authenticated:
        return None
    standing = queries.standing_of(current_user.account_id)
    if standing is None:
        return None
    if standing.is_leaving:
        return _led_to(url_for("own_data.waiting"))
    return _terms_first() if standing.must_accept else None


def _led_to(address: str) -> Response:
    if request.headers.get("HX-Request"):
        return Response(status=204, headers={"HX-Redirect": address})
    return redirect(address, 303)


def _terms_first() -> Any:
    """The new terms, or on with the request where they are accepted with it."""
    terms = queries.current_terms()
    if terms is None:
        return None
    form = AcceptForm()
    if "terms_number" in request.form and form.validate():
        try:
            with transaction():
                commands.accept_terms(current_user.account_id, number=form.terms_number.data or 0)
        except Conflict:
            form.terms_accepted.errors = [_("Es gibt inzwischen eine neuere Fassung. Bitte lesen Sie sie noch einmal.")]
        else:
            return None
    if "terms_number" not in request.form:
        form.terms_accepted.errors = ()
    form.terms_number.data = terms.number
    kept = [(name, value) for name, value in request.form.items(multi=True) if name not in OWN_FIELDS]
    page = render_template("own_data/terms_first.html", form=form, terms=terms, kept=kept, address=_address())
    response = make_response(page, 409 if not form.errors else 422)
    if wants_partial():
        response.headers["HX-Retarget"], response.headers["HX-Reswap"] = "body", "innerHTML show:top"
    return response


def _address() -> str:
    return request.script_root + request.full_path.rstrip("?")


def _note_way_back(_app: Flask, user: Any) -> None:
    """At each sign-in: does this account wait to be erased?"""
    g.way_back_open = queries.open_erasure_of(user.account_id) is not None


user_logged_in.connect(_note_way_back)


@blueprint.after_app_request
def offer_way_back(response: Response) -> Response:
    """Who signed in while their account waits to be erased is led to the way back first."""
    if g.get("way_back_open") and response.status_code in {302, 303}:
        response.headers["Location"] = url_for("own_data.waiting")
    return response
