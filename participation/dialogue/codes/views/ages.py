"""Asking once in each process whether somebody is old enough, and what is possible for those who are not.

The rule raises `AgeMissing`; here it becomes a page. What was sent stands in its form and goes on its way with the
answer. Only the day of the answer is kept, never a date of birth.
"""

from __future__ import annotations

from typing import Any

from flask import make_response, redirect, render_template, request, url_for
from flask_login import current_user
from werkzeug.wrappers import Response

from participation.core.transactions import commits, transaction
from participation.dialogue.codes import commands
from participation.dialogue.codes.rules import AgeMissing
from participation.dialogue.codes.views.blueprint import blueprint, found_process
from participation.dialogue.processes.queries import process_by_slug
from participation.web.access import actor, address_here, guests_too, public, signed_in
from participation.web.htmx import wants_partial

OWN_FIELDS = ("csrf_token", "age", "age_process")


@blueprint.app_errorhandler(AgeMissing)
def ask_age(error: AgeMissing) -> Response:
    """The question, with everything that was sent."""
    here = request.script_root + request.full_path.rstrip("?")
    is_sent = request.method == "POST"
    kept = [(name, value) for name, value in request.form.items(multi=True) if name not in OWN_FIELDS]
    slug = error.footing.slug
    page = render_template(
        "codes/age.html", footing=error.footing, kept=kept if is_sent else [("next", here)],
        address=here if is_sent else url_for("codes.save_age", slug=slug), is_sent=is_sent,
    )  # fmt: skip
    response = make_response(page, 422 if is_sent else 200)
    if wants_partial():
        response.headers["HX-Retarget"], response.headers["HX-Reswap"] = "body", "innerHTML show:top"
    return response


@blueprint.before_app_request
def take_answer() -> None:
    """Keep the answer that came with what was sent, before that is looked at."""
    if request.method != "POST" or "age_process" not in request.form or not current_user.is_authenticated:
        return
    process = process_by_slug(request.form["age_process"], actor())
    if process is None:
        return
    with transaction():
        commands.confirm_age(process, age=_age(), actor=actor())


@blueprint.post("/verfahren/<slug>/alter")
@commits
@signed_in
@guests_too
def save_age(slug: str) -> Any:
    """Keep the answer of somebody who has not sent anything yet, and go on."""
    process = found_process(slug)
    if "age_process" not in request.form:
        commands.confirm_age(process, age=_age(), actor=actor())
    return redirect(address_here(request.form.get("next"), url_for("processes.show", slug=slug)), 303)


@blueprint.get("/verfahren/<slug>/noch-zu-jung")
@public
def too_young(slug: str) -> Any:
    """What is possible for those who are too young here."""
    return render_template("codes/too_young.html", process=found_process(slug))


def _age() -> int:
    return request.form.get("age", 0, type=int) or 0
