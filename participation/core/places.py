"""Places on earth: points, boxes and GeoJSON as RFC 7946 has them (WGS 84, longitude first, six decimals)."""

from __future__ import annotations

from dataclasses import dataclass
from math import asin, cos, radians, sin, sqrt
from typing import Any

DECIMALS = 6
EARTH = 6_371_008.8
"""Mean radius of the earth in metres (IUGG)."""
METRES_PER_DEGREE = radians(1) * EARTH


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


@dataclass(frozen=True)
class Circle:
    """What lies within so many metres of a place, as the crow flies; meant for a few kilometres."""

    middle: Point
    metres: int

    @property
    def narrowing(self) -> float:
        """How much shorter a degree of longitude is here than one of latitude."""
        return cos(radians(self.middle.lat))

    @property
    def box(self) -> Box:
        """The rectangle around it, which an index can ask for."""
        high = self.metres / METRES_PER_DEGREE
        wide = high / max(self.narrowing, 0.01)
        lon, lat = self.middle.lon, self.middle.lat
        return Box(lon - wide, lat - high, lon + wide, lat + high)

    @property
    def square(self) -> float:
        """The square of its radius in degrees of latitude: a place lies within if the square of its distance on the
        plane that touches the earth here is not larger. Within 3 km that differs from the great circle by less than
        a metre."""
        return float((self.metres / METRES_PER_DEGREE) ** 2)


def metres_between(one: Point, other: Point) -> float:
    """The distance on the great circle (haversine formula)."""
    north, east = radians(other.lat - one.lat), radians(other.lon - one.lon)
    half = sin(north / 2) ** 2 + cos(radians(one.lat)) * cos(radians(other.lat)) * sin(east / 2) ** 2
    return 2 * EARTH * asin(sqrt(half))


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
