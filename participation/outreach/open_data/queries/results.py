"""Published results as open data: one record for each goal and measure of each publication.

A publication never changes, so a record's number is made of the publication's and its place in it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import func, select

from participation.action.evaluations.models import EvaluationRound, Publication
from participation.action.measures.models import Measure
from participation.core.actor import VISITOR
from participation.core.database import db
from participation.outreach.open_data.rules import Asked, Record, Resource, iso
from participation.records.subjects.models import Subject
from participation.records.subjects.queries import visible_to

PLACES = 10_000
COLUMNS = (
    "id", "url", "round", "number", "published_at", "kind", "subject", "slug", "title", "level", "assessment", "basis",
    "proposal", "change", "reviews", "self_level", "reached_level", "ideas", "supports", "comments", "department",
    "longitude", "latitude", "digest",
)  # fmt: skip


def results_page(asked: Asked) -> list[Record]:
    """A page of results, the oldest publication first; of each round the highest number holds (`holds=true`)."""
    newest = select(func.max(Publication.number)).where(Publication.round_id == EvaluationRound.subject_id)
    statement = (
        select(Publication, EvaluationRound.slug, Subject.path)
        .join(EvaluationRound, EvaluationRound.subject_id == Publication.round_id)
        .join(Subject, Subject.id == Publication.subject_id)
        .where(visible_to(VISITOR), Publication.subject_id >= asked.after // PLACES)
        .order_by(Publication.subject_id)
    )
    if asked.wants("round"):
        statement = statement.where(EvaluationRound.slug == asked.wants("round"))
    if asked.wants("holds") == "true":
        statement = statement.where(Publication.number == newest.correlate(EvaluationRound).scalar_subquery())
    if asked.changed_since:
        statement = statement.where(Publication.published_at >= asked.changed_since)
    found: list[Record] = []
    with db.session.execute(statement).yield_per(1) as rows:
        for publication, round_, path in rows:
            found.extend(record for record in _records(publication, round_, path) if _wanted(record, asked))
            if len(found) >= asked.limit:
                break
    return _with_places(found[: asked.limit])


def _wanted(record: Record, asked: Asked) -> bool:
    return record["id"] > asked.after and asked.wants("kind") in {"", record["kind"]}


def _records(publication: Publication, round_: str, path: str) -> Iterator[Record]:
    data = publication.data
    first = publication.subject_id * PLACES
    things = [("goal", thing) for thing in data["goals"]] + [("measure", thing) for thing in data["measures"]]
    for place, (kind, thing) in enumerate(things, start=1):
        result = data["results"][f"{kind}s"][thing["slug"]]
        yield {
            "id": first + place, "url": path, "round": round_, "number": publication.number,
            "published_at": iso(publication.published_at), "kind": kind, "subject": thing["id"], "slug": thing["slug"],
            "title": thing.get("name") or thing.get("title"), "level": result["level"],
            "assessment": result["assessment"], "basis": result.get("basis"), "proposal": result.get("proposal"),
            "change": result["change"], "reviews": len(thing["reviews"]),
            "self_level": (thing.get("self") or {}).get("level"), "reached_level": thing.get("reached_level"),
            "ideas": result.get("ideas"), "supports": result.get("votes"), "comments": result.get("comments"),
            "department": thing.get("department"), "longitude": None, "latitude": None, "digest": publication.digest,
        }  # fmt: skip


def _with_places(records: list[Record]) -> list[Record]:
    """Measures lie where they lie today, if everyone may see them."""
    ids = {record["subject"] for record in records if record["kind"] == "measure"}
    rows: Any = (
        db.session.execute(
            select(Measure.subject_id, Measure.lon, Measure.lat)
            .join(Subject, Subject.id == Measure.subject_id)
            .where(Measure.subject_id.in_(ids), Measure.lon.is_not(None), visible_to(VISITOR))
        )
        if ids
        else ()
    )
    places = {subject_id: (lon, lat) for subject_id, lon, lat in rows}
    for record in records:
        record["longitude"], record["latitude"] = places.get(record["subject"], (None, None))
    return records


RESULTS = Resource(
    "results", COLUMNS, {"round": (), "kind": ("goal", "measure"), "holds": ("true",)}, results_page
)  # fmt: skip
