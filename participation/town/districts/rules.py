"""What makes a usable outline: areas in degrees, valid, with six decimals; and its simpler twin for small maps.

Shapely takes 13 MB of every process that has loaded it, so it is loaded where an outline is worked on, not at start.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from participation.core.errors import Invalid
from participation.core.places import DECIMALS

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

AREAS = {"Polygon", "MultiPolygon"}
GRID = 10.0**-DECIMALS
STEPS_ACROSS = 600


def cleaned_area(geometry: dict[str, Any] | None) -> BaseGeometry:
    """The area that a GeoJSON geometry describes, repaired where its line crosses itself.

    Raises Invalid where it is no area, is broken, or does not lie in degrees of longitude and latitude.
    """
    import shapely
    from shapely.geometry import shape

    if not geometry or geometry.get("type") not in AREAS:
        raise Invalid("Der Umriss muss eine Fläche sein (Polygon oder MultiPolygon).", field="geometry")
    try:
        area = shapely.force_2d(shape(geometry))
    except (ValueError, TypeError, KeyError, IndexError, AttributeError, shapely.errors.ShapelyError):
        raise Invalid("Die Koordinaten des Umrisses lassen sich nicht lesen.", field="geometry") from None
    area = _areas_only(shapely.make_valid(area))
    area = _areas_only(shapely.set_precision(area, GRID))
    if area.is_empty:
        raise Invalid("Der Umriss umschließt keine Fläche.", field="geometry")
    west, south, east, north = area.bounds
    if west < -180 or east > 180 or south < -90 or north > 90:
        raise Invalid(
            "Die Koordinaten sind keine Längen- und Breitengrade (WGS 84). "
            "Bitte rechnen Sie die Datei vorher in EPSG:4326 um.",
            field="geometry",
        )
    return area


def simplified_areas(areas: Sequence[BaseGeometry]) -> list[BaseGeometry]:
    """The areas with fewer corners, for small maps; neighbours keep their common border."""
    import shapely

    if not areas:
        return []
    west, south, east, north = shapely.total_bounds(list(areas))
    tolerance = max(east - west, north - south) / STEPS_ACROSS
    simple = shapely.coverage_simplify(list(areas), tolerance)
    return [
        area if candidate.is_empty else candidate
        for area, candidate in zip(areas, (shapely.set_precision(s, 1e-5) for s in simple), strict=True)
    ]


def geojson_of(area: BaseGeometry) -> dict[str, Any]:
    """An area as a GeoJSON geometry of lists and rounded numbers."""
    from shapely.geometry import mapping

    raw = mapping(area)
    return {"type": raw["type"], "coordinates": _rounded(raw["coordinates"])}


def _rounded(value: Any) -> Any:
    if isinstance(value, (int, float)):
        return round(float(value), DECIMALS)
    return [_rounded(part) for part in value]


def _areas_only(geometry: BaseGeometry) -> BaseGeometry:
    import shapely

    if geometry.geom_type in AREAS:
        return geometry
    parts = [part for part in shapely.get_parts(geometry) if part.geom_type in AREAS]
    return shapely.union_all(parts) if parts else shapely.Polygon()
