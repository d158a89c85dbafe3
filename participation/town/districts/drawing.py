"""Outlines as lines of a small SVG: degrees become units of a drawing that is 1,000 wide."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from math import cos, radians
from typing import Any

from participation.core.places import Point

WIDTH = 1000
MARGIN = 12


@dataclass(frozen=True)
class DrawnOutline:
    """One district: the `d` of its path, its name, whether the page is about it; or an area that somebody drew."""

    district_id: int
    name: str
    d: str
    current: bool = False
    is_drawn: bool = False


@dataclass(frozen=True)
class SmallMap:
    """What the component district_map takes: outlines, view box, and the mark's place if there is one."""

    outlines: Sequence[DrawnOutline]
    view_box: str
    mark: tuple[int, int] | None


@dataclass(frozen=True)
class Projection:
    """Degrees to units: longitudes are shortened as they are at the middle latitude."""

    west: float
    north: float
    across: float
    scale: float

    def xy(self, lon: float, lat: float) -> tuple[int, int]:
        """A place on the drawing."""
        x = (lon - self.west) * self.across * self.scale + MARGIN
        return round(x), round((self.north - lat) * self.scale + MARGIN)


@dataclass(frozen=True)
class Drawing:
    """All outlines, drawn once."""

    outlines: tuple[DrawnOutline, ...]
    projection: Projection
    height: int

    @property
    def view_box(self) -> str:
        """The drawing's own units."""
        return f"0 0 {WIDTH} {self.height}"

    def drawn(self, name: str, geometry: dict[str, Any]) -> DrawnOutline:
        """An area of its own, which lies over the districts."""
        return DrawnOutline(0, name, _path(geometry, self.projection), is_drawn=True)

    def small_map(self, current_id: int | None, point: Point | None) -> SmallMap:
        """The drawing with one district current (drawn last, so that its line lies on top) and a mark."""
        mark = self.projection.xy(point.lon, point.lat) if point else None
        if mark and not (0 <= mark[0] <= WIDTH and 0 <= mark[1] <= self.height):
            mark = None
        if current_id is None:
            return SmallMap(self.outlines, self.view_box, mark)
        others = [outline for outline in self.outlines if outline.district_id != current_id]
        current = [replace(outline, current=True) for outline in self.outlines if outline.district_id == current_id]
        return SmallMap([*others, *current], self.view_box, mark)


def draw(features: Sequence[dict[str, Any]]) -> Drawing | None:
    """The drawing of GeoJSON features with `name`; None where nothing has an outline."""
    corners = [corner for feature in features for ring in _rings(feature["geometry"]) for corner in ring]
    if not corners:
        return None
    west, east = min(c[0] for c in corners), max(c[0] for c in corners)
    south, north = min(c[1] for c in corners), max(c[1] for c in corners)
    across = cos(radians((south + north) / 2))
    width = max((east - west) * across, (north - south) / 2, 1e-6)
    projection = Projection(west, north, across, (WIDTH - 2 * MARGIN) / width)
    outlines = tuple(
        DrawnOutline(feature["id"], feature["properties"]["name"], _path(feature["geometry"], projection))
        for feature in features
    )
    return Drawing(outlines, projection, round((north - south) * projection.scale) + 2 * MARGIN)


def _path(geometry: dict[str, Any], projection: Projection) -> str:
    parts = []
    for ring in _rings(geometry):
        steps: list[str] = []
        x, y = projection.xy(*ring[0][:2])
        start = f"M{x} {y}"
        for corner in ring[1:-1]:
            next_x, next_y = projection.xy(*corner[:2])
            if (next_x, next_y) != (x, y):
                steps.append(f"{next_x - x} {next_y - y}")
                x, y = next_x, next_y
        if len(steps) > 1:
            parts.append(f"{start}l{' '.join(steps)}z")
    return "".join(parts)


def _rings(geometry: dict[str, Any]) -> Iterable[Sequence[Sequence[float]]]:
    if geometry["type"] == "Polygon":
        yield from geometry["coordinates"]
    else:
        for polygon in geometry["coordinates"]:
            yield from polygon
