"""What the map loads: pins as GeoJSON, outlines, one popup, the district of a place."""

from __future__ import annotations

import json
from collections import OrderedDict
from collections.abc import Callable, Hashable
from datetime import timedelta
from threading import Lock
from typing import Any

from flask import abort, current_app, jsonify, redirect, render_template, request
from werkzeug.wrappers import Response

from participation.core.actor import VISITOR
from participation.core.clock import now
from participation.core.places import Point
from participation.dialogue.ideas import queries as ideas
from participation.dialogue.maps import queries
from participation.dialogue.maps.views.blueprint import blueprint
from participation.dialogue.maps.views.choosing import MapChoice, chosen
from participation.records.subjects.models import SubjectKind
from participation.records.subjects.queries import subject_seen_by
from participation.town.districts.queries import district_at, outline_features
from participation.web.access import actor, public
from participation.web.htmx import wants_partial
from participation.web.kept import data_version_of_request
from participation.web.stored_pages import Packed, pack, stored

GEOJSON = "application/geo+json"
SETTLED = timedelta(minutes=1)
MOST_BODIES = 32
PINNED = (SubjectKind.IDEA, SubjectKind.MEASURE)


@blueprint.get("/karte/daten.geojson")
@blueprint.get("/boards/<slug>/karte.geojson")
@public
@stored
def pins(slug: str | None = None) -> Response:
    """All pins of the map as GeoJSON: number, place, title, kind and the tone of the category. Votes come with the
    popup, so that a vote does not make ten thousand pins anew."""
    choice = chosen(actor(), slug)
    packed = _kept_body(choice)
    response = current_app.response_class(packed.bodies["identity"], mimetype=GEOJSON)
    response.packed = packed  # type: ignore[attr-defined]
    return response


@blueprint.get("/karte/stadtteile.geojson")
@public
@stored
def outlines() -> Response:
    """The outlines of the districts, with fewer corners."""
    features = {"type": "FeatureCollection", "features": outline_features()}
    return current_app.response_class(json.dumps(features, ensure_ascii=False), mimetype=GEOJSON)


@blueprint.get("/karte/punkt/<int:subject_id>")
@public
@stored
def point(subject_id: int) -> Any:
    """What a pin tells when it is chosen; without script the way to its page."""
    subject = subject_seen_by(actor(), subject_id)
    if subject is None or subject.kind not in PINNED:
        abort(404)
    if not wants_partial():
        return redirect(request.script_root + subject.path, 302)
    idea = ideas.placed_idea(subject_id) if subject.kind is SubjectKind.IDEA else None
    return render_template(
        "maps/_point.html",
        subject=subject,
        idea=idea,
        status_labels=ideas.STATUS_LABELS,
        status_tones=ideas.STATUS_TONES,
    )


@blueprint.get("/karte/stadtteil")
@public
def district() -> Any:
    """In which district a place lies: its number and name, empty outside."""
    try:
        place = Point(float(request.args["lon"]), float(request.args["lat"]))
    except ValueError:
        abort(404)
    found = district_at(place)
    return jsonify({"id": found.subject_id if found else None, "name": found.name if found else ""})


def _kept_body(choice: MapChoice) -> Packed:
    """The pins, from memory as long as neither an idea nor a measure changed since they were made."""
    key = (choice.ideas, choice.with_measures)
    edition = _edition()
    kept_bodies: KeptBodies = current_app.extensions.setdefault("map_bodies", KeptBodies())
    return kept_bodies.get(key, edition, lambda: pack(_geojson(choice)))


def _edition() -> Hashable:
    """What changes whenever a pin does. A change that is younger than a minute may not be the last one committed, so
    that the data version counts too until it has settled."""
    changes = (ideas.newest_change(), queries.newest_change(SubjectKind.MEASURE))
    young = any(change is not None and change > now() - SETTLED for change in changes)
    return (*changes, data_version_of_request() if young else None)


def _geojson(choice: MapChoice) -> bytes:
    district_ids = choice.ideas.district_ids
    measures = (
        queries.placed_subjects(VISITOR, SubjectKind.MEASURE, district_ids=district_ids) if choice.with_measures else []
    )
    features = [
        f'{{"type":"Feature","id":{id},"geometry":{{"type":"Point","coordinates":[{lon},{lat}]}},'
        f'"properties":{{"title":{_text(title)},"kind":"idea","tone":{tone or 0}}}}}'
        for id, lon, lat, title, tone in map(tuple, ideas.idea_pins(choice.ideas))
    ]
    features += [
        f'{{"type":"Feature","id":{m.subject_id},"geometry":{{"type":"Point","coordinates":[{m.lon},{m.lat}]}},'
        f'"properties":{{"title":{_text(m.title)},"kind":"measure","tone":0}}}}'
        for m in measures
    ]
    return ('{"type":"FeatureCollection","features":[' + ",\n".join(features) + "]}").encode()


_text = json.JSONEncoder(ensure_ascii=False).encode


class KeptBodies:
    """Pins by what was asked for; the oldest go first. While one thread makes a body the others wait for it: ten
    thousand pins are made once, not once for each who asks meanwhile."""

    def __init__(self) -> None:
        self._bodies: OrderedDict[Hashable, tuple[Hashable, Packed]] = OrderedDict()
        self._lock = Lock()

    def get(self, key: Hashable, edition: Hashable, make: Callable[[], Packed]) -> Packed:
        """The body of this edition, made where it is missing or older."""
        with self._lock:
            known = self._bodies.pop(key, None)
            body = known[1] if known is not None and known[0] == edition else make()
            self._bodies[key] = (edition, body)
            while len(self._bodies) > MOST_BODIES:
                self._bodies.popitem(last=False)
        return body
