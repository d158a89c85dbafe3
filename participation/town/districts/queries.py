"""Finding districts: by name, by place, as a tree for choosing, and as outlines for small maps.

Shapely is loaded where a place is looked for, not at start (see rules.py).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from sqlalchemy import func, select

from participation.core.database import db
from participation.core.places import Box, Point
from participation.core.slugs import slugify
from participation.records.subjects.models import Subject
from participation.town.districts.drawing import Drawing, SmallMap, draw
from participation.town.districts.models import District


@dataclass(frozen=True)
class DistrictEntry:
    """A district in a list that goes down the tree; `level` counts from 1."""

    subject_id: int
    slug: str
    name: str
    level: int
    parent_id: int | None
    has_outline: bool
    middle: Point | None = None
    """The middle of the rectangle around it."""


def district_tree() -> list[DistrictEntry]:
    """All districts, each followed by its parts, by name."""
    rows = db.session.execute(
        select(
            District.subject_id, District.slug, District.name, District.level, District.parent_id,
            District.west.is_not(None), (District.west + District.east) / 2, (District.south + District.north) / 2,
        )
    )  # fmt: skip
    below: dict[int | None, list[DistrictEntry]] = {}
    for row in rows:
        entry = _entry(*row)
        below.setdefault(entry.parent_id, []).append(entry)
    ordered: list[DistrictEntry] = []

    def walk(parent_id: int | None) -> None:
        for entry in sorted(below.get(parent_id, []), key=lambda e: (slugify(e.name), e.subject_id)):
            ordered.append(entry)
            walk(entry.subject_id)

    walk(None)
    return ordered


def _entry(
    subject_id: int, slug: str, name: str, level: int, parent_id: int | None, has_outline: bool, lon: float | None,
    lat: float | None,
) -> DistrictEntry:  # fmt: skip
    middle = None if lon is None or lat is None else Point(lon, lat)
    return DistrictEntry(subject_id, slug, name, level, parent_id, has_outline, middle)


def count_districts() -> int:
    """How many districts there are."""
    return int(db.session.scalar(select(func.count()).select_from(District)) or 0)


def district_choices() -> list[tuple[int, str]]:
    """Districts to choose from: (id, name), parts set in below their whole."""
    return [(entry.subject_id, "\N{EM SPACE}" * (entry.level - 1) + entry.name) for entry in district_tree()]


def district_by_slug(slug: str) -> District | None:
    """The district of this slug."""
    return db.session.scalar(select(District).where(District.slug == slug))


def district_by_id(subject_id: int) -> District | None:
    """The district of this number."""
    return db.session.get(District, subject_id)


def with_parts(subject_id: int) -> list[int]:
    """A district and all its parts, as numbers: what lies in a part lies in the whole."""
    tree = district_tree()
    found = [subject_id]
    for entry in tree:
        if entry.parent_id in found and entry.subject_id not in found:
            found.append(entry.subject_id)
    return found


def district_at(point: Point) -> District | None:
    """The district in which a place lies, the smallest part where several do."""
    import shapely
    from shapely.geometry import shape

    candidates = db.session.scalars(
        select(District)
        .where(
            District.west <= point.lon, District.east >= point.lon,
            District.south <= point.lat, District.north >= point.lat,
        )
        .order_by(District.level.desc(), District.subject_id)
    )  # fmt: skip
    place = shapely.Point(point.lon, point.lat)
    return next((d for d in candidates if shapely.intersects(shape(d.geometry or {}), place)), None)


class DistrictFinder:
    """All outlines in memory, to find the districts of many places at once."""

    def __init__(self, districts: Sequence[tuple[int, int, dict[str, Any]]]) -> None:
        import numpy
        import shapely
        from shapely.geometry import shape

        deepest_last = sorted(districts, key=lambda d: (d[1], -d[0]))
        self._ids = numpy.array([d[0] for d in deepest_last], dtype=object)
        self._tree = shapely.STRtree([shape(d[2]) for d in deepest_last])

    def at(self, points: Sequence[tuple[float, float]]) -> list[int | None]:
        """The district of each place (longitude, latitude), or None."""
        import numpy
        import shapely

        found: list[int | None] = [None] * len(points)
        if not len(self._ids) or not points:
            return found
        hits = self._tree.query(shapely.points(numpy.array(points, dtype=float)), predicate="intersects")
        for place, district in sorted(zip(*hits.tolist(), strict=True)):
            found[place] = self._ids[district]
        return found


def district_finder() -> DistrictFinder:
    """A finder over the districts as they are now."""
    rows = db.session.execute(
        select(District.subject_id, District.level, District.geometry).where(District.west.is_not(None))
    )
    return DistrictFinder([(row[0], row[1], row[2]) for row in rows])


def districts_by_slug() -> dict[str, int]:
    """Numbers by slug, to find districts by their written names."""
    return {row.slug: row.subject_id for row in db.session.execute(select(District.slug, District.subject_id))}


def town_box() -> Box | None:
    """The rectangle around all districts, None while none is loaded."""
    edges = db.session.execute(
        select(func.min(District.west), func.min(District.south), func.max(District.east), func.max(District.north))
    ).one()
    west, south, east, north = edges
    return None if None in (west, south, east, north) else Box(*edges)  # type: ignore[arg-type]


def outline_features() -> list[dict[str, Any]]:
    """The simplified outlines as GeoJSON features with name and slug, wholes before their parts."""
    rows = db.session.execute(
        select(District.subject_id, District.slug, District.name, District.level, District.outline)
        .where(District.west.is_not(None))
        .order_by(District.level, District.name, District.subject_id)
    )
    return [
        {
            "type": "Feature", "id": row.subject_id, "geometry": row.outline,
            "properties": {"name": row.name, "slug": row.slug, "level": row.level},
        }
        for row in rows
    ]  # fmt: skip


def district_outlines(
    *, current_id: int | None = None, point: Point | None = None, areas: Sequence[tuple[str, dict[str, Any]]] = ()
) -> SmallMap | None:
    """What a page's small map shows: all outlines, one of them current, a mark at a place; on top `areas`, each a name
    and a GeoJSON geometry. None without districts."""
    drawing = _drawing(_edition())
    if drawing is None:
        return None
    found = drawing.small_map(current_id, point)
    return replace(found, outlines=[*found.outlines, *(drawing.drawn(name, geometry) for name, geometry in areas)])


def _edition() -> tuple[Any, ...]:
    """What changes whenever an outline does: how many districts there are, where, and when one last changed."""
    return tuple(
        db.session.execute(
            select(
                func.count(District.west), func.sum(District.west), func.sum(District.north),
                func.max(Subject.changed_at), func.min(Subject.id),
            ).join(Subject, Subject.id == District.subject_id)
        ).one()
    )  # fmt: skip


@lru_cache(maxsize=8)
def _drawing(edition: tuple[Any, ...]) -> Drawing | None:
    return draw(outline_features()) if edition[0] else None
