"""What waits for a second person, and asking for something to go."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _

from participation.core.database import db
from participation.core.errors import Invalid
from participation.core.transactions import commits
from participation.desk.expunging import commands, queries, rules
from participation.desk.expunging.forms import AskForm, extent_words
from participation.desk.expunging.queries import Target
from participation.desk.expunging.views.blueprint import WORKERS, blueprint, found_target
from participation.web.access import actor, fresh, staff
from participation.web.htmx import rejected
from participation.web.pagination import pages_of, requested_page

PAGE_SIZE = 25


@blueprint.get("/schreibtisch/tilgen")
@staff(*WORKERS)
def overview() -> Any:
    """What waits for a second person, and what was decided on."""
    number = requested_page()
    count, _lines = queries.done_requests(actor(), most=0)
    pages = pages_of(count, number=number, size=PAGE_SIZE)
    _count, decided = queries.done_requests(actor(), offset=(pages.number - 1) * PAGE_SIZE, most=PAGE_SIZE)
    return render_template(
        "expunging/overview.html", waiting=queries.open_requests(actor()), decided=decided, pages=pages,
        kinds=rules.KINDS, standings=rules.STANDINGS, grounds=rules.GROUNDS, own_ref=actor().actor_ref,
        extent_words=extent_words,
    )  # fmt: skip


@blueprint.get("/schreibtisch/tilgen/<slug>/<int:number>")
@staff(*WORKERS)
@fresh
def ask(slug: str, number: int) -> Any:
    """The form for asking that something go, with what that would touch."""
    target = found_target(slug, number)
    form = AskForm()
    form.offer(target)
    return render_template("expunging/ask.html", form=form, **_facts(target))


@blueprint.post("/schreibtisch/tilgen/<slug>/<int:number>")
@commits
@staff(*WORKERS)
@fresh
def save_request(slug: str, number: int) -> Any:
    """Put the request before a second person."""
    target = found_target(slug, number)
    form = AskForm()
    form.offer(target)
    if form.validate_on_submit():
        try:
            with db.session.begin_nested():
                made = commands.request_expunging(target, actor=actor(), **form.values)
        except Invalid as error:
            form.refuse(error)
        else:
            flash(_("Der Antrag wartet jetzt auf eine zweite Person. Er gilt 14 Tage."), "success")
            return redirect(url_for("expunging.show", expunging_id=made.id), 303)
    return rejected("expunging/ask.html", form=form, **_facts(target))


def _facts(target: Target) -> dict[str, Any]:
    return {"target": target, "preview": queries.preview_of(target), "kinds": rules.KINDS, "slugs": rules.SLUGS}
