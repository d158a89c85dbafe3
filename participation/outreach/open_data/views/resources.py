"""JSON in pages, CSV and GeoJSON as a whole, for every resource of version 1."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from flask import abort, current_app, request, stream_with_context
from werkzeug.wrappers import Response

from participation.core.data_version import data_version
from participation.outreach.open_data import rules
from participation.outreach.open_data.queries import RESOURCES
from participation.outreach.open_data.rules import Asked, Record, Resource
from participation.outreach.open_data.views import blueprint
from participation.web.access import public
from participation.web.site import site

DESCRIPTION = Path(__file__).resolve().parents[1] / "openapi.json"
TABLES = ("ideas", "measures", "results")
MAPS = ("ideas", "measures", "results", "districts")


@blueprint.get("/api/v1/")
@public
def index() -> Any:
    """Which resources there are, under which licence."""
    base = f"{_base()}/api/v1"
    return _fresh(
        lambda: _json(
            {
                "title": site.name,
                "version": "1",
                "description": f"{base}/openapi.json",
                **_terms(),
                "resources": {name: _formats(base, name) for name in RESOURCES},
            }
        )
    )


@blueprint.get("/api/v1/openapi.json")
@public
def description() -> Any:
    """The contract of version 1, in OpenAPI 3.1."""
    return _fresh(lambda: Response(DESCRIPTION.read_bytes(), mimetype="application/json"))


@blueprint.get("/api/v1/<name>")
@public
def page(name: str) -> Any:
    """A page of records as JSON; `next` leads to the following page."""
    resource = RESOURCES.get(name) or abort(404)
    asked = rules.asked_of(request.args, resource.filters)
    return _fresh(lambda: _page(resource, asked))


@blueprint.get("/api/v1/<name>.csv")
@public
def table(name: str) -> Any:
    """All records as a table; `for=spreadsheet` writes it as German spreadsheets want it."""
    resource = RESOURCES[name] if name in TABLES else abort(404)
    asked = rules.asked_as_a_whole(request.args, {**resource.filters, "for": ("spreadsheet",)})
    return _fresh(lambda: _table(resource, asked))


@blueprint.get("/api/v1/<name>.geojson")
@public
def geo(name: str) -> Any:
    """All records that have a place, as GeoJSON after RFC 7946."""
    resource = RESOURCES[name] if name in MAPS else abort(404)
    asked = rules.asked_as_a_whole(request.args, resource.filters)
    return _fresh(lambda: _streamed(_features(resource, asked), "application/geo+json"))


def _fresh(answer: Callable[[], Response]) -> Response:
    """The answer with an ETag, or 304 without asking for the records, where nothing has changed since."""
    etag = f"v1-{data_version():x}-{current_app.extensions['release_hash']}"
    response = Response(status=304) if request.if_none_match.contains_weak(etag) else answer()
    response.set_etag(etag)
    response.headers["Cache-Control"] = "public, max-age=0"
    return response


def _page(resource: Resource, asked: Asked) -> Response:
    records = [_absolute(record) for record in resource.page(asked)]
    following = None
    if len(records) == asked.limit:
        parameters = {**request.args.to_dict(), "after": records[-1]["id"]}
        following = f"{_base()}{request.path}?{urlencode(parameters)}"
    response = _json({"data": records, "next": following, **_terms()})
    if following:
        response.headers["Link"] = f'<{following}>; rel="next"'
    return response


def _table(resource: Resource, asked: Asked) -> Response:
    records = (_absolute(record) for record in rules.in_pages(resource, asked))
    lines = rules.table_lines(resource.columns, records, for_spreadsheet=asked.wants("for") == "spreadsheet")
    response = _streamed(lines, "text/csv")
    response.headers["Content-Disposition"] = f'attachment; filename="{resource.name}.csv"'
    return response


def _features(resource: Resource, asked: Asked) -> Iterator[str]:
    yield f'{{"type":"FeatureCollection","licence":{json.dumps(rules.LICENCE, ensure_ascii=False)},"features":['
    first = True
    for record in rules.in_pages(resource, asked):
        if feature := rules.feature_of(_absolute(record)):
            yield ("" if first else ",\n") + json.dumps(feature, ensure_ascii=False, separators=(",", ":"))
            first = False
    yield "]}"


def _streamed(parts: Iterator[str], mimetype: str) -> Response:
    charset = "; charset=utf-8" if mimetype.startswith("text/") else ""
    encoded = (part.encode() for part in parts)
    return Response(stream_with_context(_gathered(encoded)), content_type=mimetype + charset)


def _gathered(parts: Iterator[bytes], size: int = 64 * 1024) -> Iterator[bytes]:
    """Small parts put together, so that a long answer goes out in few pieces."""
    waiting = bytearray()
    for part in parts:
        waiting += part
        if len(waiting) >= size:
            yield bytes(waiting)
            waiting.clear()
    yield bytes(waiting)


def _absolute(record: Record) -> Record:
    return {**record, "url": f"{_base()}{record['url']}"} if "url" in record else record


def _json(content: Any) -> Response:
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    return Response(text + "\n", mimetype="application/json")


def _terms() -> dict[str, Any]:
    return {"licence": rules.LICENCE, "attribution": f"Stadt {site.city_name}, {site.name}"}


def _formats(base: str, name: str) -> dict[str, str]:
    formats = {"json": f"{base}/{name}"}
    if name in TABLES:
        formats["csv"] = f"{base}/{name}.csv"
    if name in MAPS:
        formats["geojson"] = f"{base}/{name}.geojson"
    return formats


def _base() -> str:
    return str(current_app.extensions["PARTICIPATION"].base_url)
