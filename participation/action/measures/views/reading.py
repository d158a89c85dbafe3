"""The public list of measures, and a measure told as a story."""

from __future__ import annotations

from typing import Any

from flask import abort, render_template, request
from flask_babel import gettext as _

from participation.action.measures import queries, rules
from participation.action.measures.models import STAGES, MeasureStage
from participation.action.measures.queries import Choice, Choices, Filters
from participation.action.measures.views.blueprint import blueprint
from participation.action.monitoring import queries as monitoring
from participation.core.places import Point
from participation.outreach.home.queries import way_of
from participation.people.bodies import queries as bodies
from participation.people.notifications import queries as notifications
from participation.town.districts import queries as districts
from participation.web.access import actor, public
from participation.web.htmx import page_or_partial
from participation.web.pagination import address_with, pages_of, requested_page
from participation.web.stored_pages import stored

PER_PAGE = 20


@blueprint.get("/massnahmen")
@public
@stored
def index() -> Any:
    """All measures, with the filters in the address."""
    filters, who = _filters(), actor()
    counts = queries.count_by_stage(who, filters)
    total = counts.get(filters.stage, 0) if filters.stage else sum(counts.values())
    pages = pages_of(total, number=requested_page(), size=PER_PAGE)
    choices = queries.filter_choices(who)
    return page_or_partial(
        "measures/index.html", "measures/_list.html",
        cards=queries.measure_cards(who, filters, offset=(pages.number - 1) * PER_PAGE, most=PER_PAGE),
        counts=counts, pages=pages, filters=filters, choices=choices, chips=_chips(filters, choices), stages=STAGES,
    )  # fmt: skip


@blueprint.get("/massnahmen/<slug>")
@public
@stored
def show(slug: str) -> Any:
    """A measure: what changes for people, how far it is, what is difficult, how it is measured, where it came from."""
    who = actor()
    page = queries.measure_page(slug, who) or abort(404)
    measure = page.measure
    course = monitoring.course_of(measure.subject_id)
    return render_template(
        "measures/show.html",
        page=page, measure=measure, course=course, way=way_of(measure.subject_id, who),
        levels=queries.target_levels(measure.subject_id), indicators=monitoring.indicators_of(measure.subject_id),
        decisions=bodies.decisions_on(measure.subject_id, actor=who), stages=STAGES,
        may_edit=rules.may_edit(who, measure), follows=notifications.follows(measure.subject_id, who.account_id),
        small_map=districts.district_outlines(current_id=measure.district_id, point=_point(measure.lon, measure.lat)),
    )  # fmt: skip


def _point(lon: float | None, lat: float | None) -> Point | None:
    return None if lon is None or lat is None else Point(lon, lat)


def _filters() -> Filters:
    asked = request.args.get
    stage = asked("stand", "")
    return Filters(
        stage=MeasureStage(stage) if stage in set(MeasureStage) else None, field=asked("feld", ""),
        department=asked("fachabteilung", ""), district=asked("stadtteil", ""), goal=asked("ziel", ""),
        words=asked("suche", "").strip()[:100],
    )  # fmt: skip


def _chips(filters: Filters, choices: Choices) -> list[dict[str, str]]:
    """The filters that are on, each with the address without it."""
    named = [
        ("feld", _name(choices.fields, filters.field)),
        ("fachabteilung", _name(choices.departments, filters.department)),
        ("stadtteil", _name(choices.districts, filters.district)),
        ("ziel", _name(choices.goals, filters.goal)),
        ("stand", _(STAGES[filters.stage]) if filters.stage else ""),
        ("suche", _("„%(title)s“", title=filters.words) if filters.words else ""),
    ]
    return [{"label": label, "remove_url": address_with(**{name: None})} for name, label in named if label]


def _name(choices: list[Choice], slug: str) -> str:
    return next((choice.name for choice in choices if choice.slug == slug), slug)
