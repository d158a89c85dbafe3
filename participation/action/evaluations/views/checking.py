"""Downloading a publication, and checking that nobody touched it."""

from __future__ import annotations

from typing import Any

from flask import Response, render_template

from participation.action.evaluations import queries, rules
from participation.action.evaluations.views.blueprint import WORDS, blueprint, found_publication
from participation.web.access import public
from participation.web.stored_pages import stored


@blueprint.get("/ergebnisse/<slug>/<int:number>/pruefen")
@public
@stored
def check(slug: str, number: int) -> Any:
    """How the numbers came about, and how to compute them and the digest again."""
    publication, round_ = found_publication(slug, number)
    data = publication.data
    return render_template(
        "evaluations/check.html", publication=publication, round=round_, data=data,
        same_results=queries.recompute(data) == data["results"],
        same_digest=rules.digest_of(data) == publication.digest, **WORDS,
    )  # fmt: skip


@blueprint.get("/ergebnisse/<slug>/<int:number>/daten.json")
@public
@stored
def as_json(slug: str, number: int) -> Any:
    """The publication's data in its canonical form: its SHA-256 is the digest on the page."""
    publication, _round = found_publication(slug, number)
    return _download(rules.canonical(publication.data), "application/json", f"ergebnisse-{slug}-{number}.json")


@blueprint.get("/ergebnisse/<slug>/<int:number>/daten.csv")
@public
@stored
def as_csv(slug: str, number: int) -> Any:
    """The results as a table."""
    publication, _round = found_publication(slug, number)
    return _download(
        queries.as_csv(publication.data).encode("utf-8-sig"),
        "text/csv; charset=utf-8",
        f"ergebnisse-{slug}-{number}.csv",
    )


def _download(body: bytes, content_type: str, name: str) -> Response:
    return Response(
        body, headers={"Content-Type": content_type, "Content-Disposition": f'attachment; filename="{name}"'}
    )
