"""Places on earth: points, boxes and GeoJSON as RFC 7946 has them (WGS 84, longitude first, six decimals)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

DECIMALS = 6


@dataclass(frozen=True)
class Point:
    """A place in degrees."""

    lon: float
    lat: float

    def __post_init__(self) -> None:
        if not (-180 <= self.lon <= 180 and -90 <= self.lat <= 90):
            raise ValueError(f"no place on earth: {self.lon}, {self.lat}")

    def rounded(self) -> Point:
        """The same place with six decimals, about ten centimetres."""
        return Point(round(self.lon, DECIMALS), round(self.lat, DECIMALS))


@dataclass(frozen=True)
class Box:
    """A rectangle in degrees: west, south, east, north."""

    west: float
    south: float
    east: float
    north: float

    def contains(self, point: Point) -> bool:
        """Whether the point lies in the box, its border included."""
        return self.west <= point.lon <= self.east and self.south <= point.lat <= self.north


def point_geometry(lon: float, lat: float) -> dict[str, Any]:
    """A GeoJSON point."""
    return {"type": "Point", "coordinates": [round(lon, DECIMALS), round(lat, DECIMALS)]}


def feature(
    geometry: dict[str, Any] | None, properties: dict[str, Any], *, id: int | str | None = None
) -> dict[str, Any]:
    """A GeoJSON feature."""
    result: dict[str, Any] = {"type": "Feature", "geometry": geometry, "properties": properties}
    if id is not None:
        result["id"] = id
    return result


def feature_collection(features: list[dict[str, Any]]) -> dict[str, Any]:
    """A GeoJSON feature collection."""
    return {"type": "FeatureCollection", "features": features}
