"""The map of the town, and the map of a board; beside each the list of what lies on it."""

from __future__ import annotations

import json
from typing import Any

from flask import current_app, render_template, request, url_for
from flask_babel import gettext as _

from participation.core.actor import VISITOR
from participation.core.clock import now
from participation.dialogue.boards.views.filtering import filter_context
from participation.dialogue.ideas import queries as ideas
from participation.dialogue.maps import queries
from participation.dialogue.maps.views.blueprint import blueprint
from participation.dialogue.maps.views.choosing import MapChoice, chosen
from participation.dialogue.processes.rules import Act, opens
from participation.records.subjects.models import Audience, SubjectKind
from participation.town.districts.drawing import draw
from participation.town.districts.queries import outline_features
from participation.web.access import actor, public
from participation.web.kept import kept
from participation.web.map_frame import LayerNames, MapFrame, map_frame

LISTED = 20


@blueprint.get("/karte")
@public
def show() -> Any:
    """All ideas and measures of the town that have a place."""
    choice = chosen(actor(), None)
    return render_template(
        "maps/show.html", data_url=_with_query("maps.pins"), list_url=_with_query("boards.all_ideas"),
        **_map_context(choice),
    )  # fmt: skip


@blueprint.get("/boards/<slug>/karte")
@public
def board(slug: str) -> Any:
    """The ideas of a board that have a place."""
    choice = chosen(actor(), slug)
    assert choice.board is not None
    process = choice.board.process
    return render_template(
        "maps/board.html", data_url=_with_query("maps.pins", slug=slug), list_url=_with_query("boards.show", slug=slug),
        board=choice.board, process=process, can_submit=opens(process.phases, Act.SUBMIT, now()),
        **{**_map_context(choice), "is_open": process.audience is Audience.PUBLIC},
    )  # fmt: skip


@blueprint.app_template_global()
def map_start() -> dict[str, Any]:
    """Where small maps begin: the town's centre and a zoom, and a picture behind if it comes from this site."""
    settings = current_app.extensions["PARTICIPATION"]
    lat, lon = settings.map_center
    tiles = settings.tile_url if _own_tiles() else ""
    return {"lat": lat, "lon": lon, "zoom": settings.map_zoom, "tiles": tiles, "by": settings.tile_attribution}


def _own_tiles() -> bool:
    """Whether the picture behind the map comes from this site, so that nobody else learns who looks at it."""
    settings = current_app.extensions["PARTICIPATION"]
    return bool(settings.tile_url) and settings.tile_url.startswith(("/", settings.base_url + "/"))


def _map_context(choice: MapChoice) -> dict[str, Any]:
    """What the templates of both maps show."""
    settings = current_app.extensions["PARTICIPATION"]
    drawing = draw(_outlines())
    placed, elsewhere = kept(("placed ideas", choice.ideas), lambda: ideas.count_placed(choice.ideas))
    measures = (
        queries.placed_subjects(VISITOR, SubjectKind.MEASURE, district_ids=choice.ideas.district_ids)
        if choice.with_measures
        else []
    )
    return {
        "frame": frame(),
        "outlines": drawing.small_map(None, None) if drawing else None,
        "total": placed,
        "elsewhere": elsewhere,
        "entries": ideas.newest_placed(choice.ideas, most=LISTED),
        "measures": measures,
        "tile_url": settings.tile_url,
        "tile_attribution": settings.tile_attribution,
        "own_tiles": _own_tiles(),
        "view": request.args.get("ansicht", ""),
        "is_open": True,
        **filter_context(choice.asked, choice.categories, choice.districts),
    }


def frame() -> MapFrame:
    """The frame that folium draws over the districts, in the words of this page's language."""
    settings = current_app.extensions["PARTICIPATION"]
    outlines = json.dumps({"type": "FeatureCollection", "features": _outlines()})
    names = LayerNames(ideas=_("Ideen"), measures=_("Maßnahmen"), outlines=_("Stadtteile"))
    return map_frame(outlines, settings.map_center, settings.map_zoom, names)


def _outlines() -> list[dict[str, Any]]:
    return kept("map outlines", outline_features)


def _with_query(endpoint: str, **values: Any) -> str:
    """The address of the data or the list for the same filters."""
    wanted = {
        name: request.args.getlist(name) for name in ("q", "kategorie", "stadtteil", "status", "umkreis", "lon", "lat")
    }
    values |= {name: found for name, found in wanted.items() if found}
    return url_for(endpoint, **values)
