"""The public pages of bodies, and where their members record what was decided."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask_babel import gettext as _

from participation.core.actor import Role
from participation.core.errors import N_, Invalid, NotAllowed
from participation.core.transactions import commits
from participation.people.bodies import commands, queries, rules
from participation.people.bodies.forms import DecisionForm
from participation.people.bodies.models import KINDS, Body
from participation.web.access import actor, public, staff
from participation.web.forms import choices
from participation.web.htmx import rejected
from participation.web.navigation import navigation
from participation.web.numbers import asked_number
from participation.web.pagination import pages_of, requested_page
from participation.web.stored_pages import stored

blueprint = Blueprint("bodies", __name__)
PER_PAGE = 20

navigation.add_footer(N_("Gremien"), "bodies.index", group=N_("Mehr erfahren"), order=12)
navigation.add_staff(N_("Gremien"), "bodies.own", Role.BODY_MEMBER, order=70)


@blueprint.get("/gremien")
@public
@stored
def index() -> Any:
    """All bodies and what they are there for."""
    return render_template("bodies/index.html", bodies=queries.all_bodies(), kinds=KINDS)


@blueprint.get("/gremien/<slug>")
@public
@stored
def show(slug: str) -> Any:
    """A body: what it is there for, and what it decided."""
    body = queries.body_by_slug(slug) or abort(404)
    total = queries.count_decisions(body.subject_id, actor=actor())
    pages = pages_of(total, number=requested_page(), size=PER_PAGE)
    decisions = queries.decisions_of(
        body.subject_id, actor=actor(), offset=(pages.number - 1) * PER_PAGE, most=PER_PAGE
    )
    return render_template("bodies/show.html", body=body, decisions=decisions, pages=pages, kinds=KINDS)


@blueprint.get("/schreibtisch/gremien")
@staff(Role.BODY_MEMBER)
def own() -> Any:
    """The bodies that one belongs to."""
    return render_template("bodies/own.html", bodies=queries.bodies_of_member(actor()), kinds=KINDS)


@blueprint.get("/schreibtisch/gremien/<slug>/entscheidung")
@staff(Role.BODY_MEMBER)
def decide(slug: str) -> Any:
    """The form of what a body decided; `gegenstand` in the address names the subject."""
    return render_template("bodies/decide.html", body=_own_body(slug), form=_form())


@blueprint.post("/schreibtisch/gremien/<slug>/entscheidung")
@commits
@staff(Role.BODY_MEMBER)
def record_decision(slug: str) -> Any:
    """Record what a body decided."""
    body, form = _own_body(slug), _form()
    if form.validate():
        try:
            decision = commands.record_decision(
                body.subject_id, subject_id=form.subject_id.data, decided_on=form.decided_on.data,
                outcome=form.outcome.data, reason=form.reason.data or "", actor=actor(),
                paper_number=form.paper_number.data or "", paper_url=form.paper_url.data or "",
            )  # fmt: skip
        except Invalid as error:
            form.refuse(error)
        else:
            flash(_("Die Entscheidung ist eingetragen und öffentlich."), "success")
            return redirect(url_for("bodies.show", slug=body.slug, _anchor=f"entscheidung-{decision.id}"), 303)
    return rejected("bodies/decide.html", body=body, form=form)


def _own_body(slug: str) -> Body:
    body: Body = queries.body_by_slug(slug) or abort(404)
    if not rules.may_record_decision(actor(), body.subject_id):
        raise NotAllowed("Entscheidungen trägt ein, wer dem Gremium angehört.")
    return body


def _form() -> DecisionForm:
    asked = asked_number("gegenstand")
    form = DecisionForm(subject_id=asked)
    offered = queries.decidable_subjects(actor(), also=[asked] if asked else [])
    form.subject_id.choices = choices(((s.id, s.title) for s in offered), empty=_("bitte wählen"))
    return form
