"""Districts."""

from __future__ import annotations

from itertools import count
from typing import Any

from participation.core.transactions import transaction
from participation.town.districts.commands import add_district
from participation.town.districts.models import District

_numbers = count(1)


def square(west: float, south: float, size: float = 0.02) -> dict[str, Any]:
    """A square as GeoJSON, its south-west corner and its width in degrees."""
    east, north = west + size, south + size
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    return {"type": "Polygon", "coordinates": [ring]}


def make_district(
    name: str = "", *, at: tuple[float, float] = (9.98, 48.39), size: float = 0.02, **values: Any
) -> District:
    """A square district whose south-west corner lies at a place."""
    with transaction():
        return add_district(name or f"Stadtteil {next(_numbers)}", geometry=square(*at, size), **values)
