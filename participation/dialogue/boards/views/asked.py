"""What a person asks of a list of ideas: read from the address, and written into it again."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from flask import request, url_for
from werkzeug.datastructures import MultiDict

from participation.core.clock import today
from participation.core.database import HIGHEST_INTEGER
from participation.core.places import Point
from participation.dialogue.ideas.queries import LONGEST_SEARCH, IdeaStatus, Order, Place, place_of

SPREAD = 2654435761
"""Knuth's multiplier: neighbouring days begin far from each other."""
HIGHEST_PAGE = 100_000
RADII = (500, 1000, 1500, 2000, 3000)
"""How far around a place one may ask, in metres."""


@dataclass(frozen=True)
class Asked:
    """A search: what is unknown or empty in the address is left out. `categories` and `district` are slugs. `radius`
    (metres) lies around `spot`, without one around the middle of the district."""

    words: str = ""
    categories: tuple[str, ...] = ()
    district: str = ""
    statuses: tuple[IdeaStatus, ...] = ()
    order: Order = Order.NEWEST
    seed: int = 0
    radius: int = 0
    spot: Point | None = None
    place: Place | None = None
    page: int = 1
    endpoint: str = ""
    values: dict[str, Any] = field(default_factory=dict, hash=False)

    @property
    def active(self) -> int:
        """How many filters are on."""
        return bool(self.words) + len(self.categories) + bool(self.district) + len(self.statuses) + bool(self.spot)

    @property
    def filters(self) -> dict[str, Any]:
        """The filters as they stand in an address; what is not asked for is not there."""
        return {
            "q": self.words or None,
            "kategorie": list(self.categories),
            "stadtteil": self.district or None,
            "status": [status.value for status in self.statuses],
            "umkreis": self.radius or None,
            "lon": self.spot.lon if self.spot else None,
            "lat": self.spot.lat if self.spot else None,
        }

    @property
    def list_address(self) -> str:
        """The address of the list without anything asked."""
        return url_for(self.endpoint, **self.values)

    def address(self, **changes: Any) -> str:
        """The address of this search with some things changed; a changed search starts at its first page."""
        args: dict[str, Any] = {
            **self.filters,
            "sortierung": None if self.order is Order.NEWEST else self.order.value,
            "mischung": self.seed if self.order is Order.SHUFFLED else None,
            **changes,
        }
        return url_for(self.endpoint, **self.values, **args)

    def without(self, name: str, value: str) -> str:
        """The address with one of several values taken off."""
        held: Iterable[str] = self.categories if name == "kategorie" else self.statuses
        return self.address(**{name: [str(v) for v in held if v != value]})

    def page_address(self, place: Place | None, page: int) -> str:
        """The address of the page before or after."""
        if place is None or page <= 1:
            return self.address()
        return self.address(**{"nach" if place.forward else "vor": place.text, "seite": page})


def asked_in_address(categories: Iterable[str], districts: Iterable[str]) -> Asked:
    """The search in this request's address; only known categories and districts count."""
    args = request.args
    district = args.get("stadtteil", "")
    district = district if district in set(districts) else ""
    spot = _spot(args)
    radius = _number(args, "umkreis", 0, HIGHEST_INTEGER)
    has_radius = radius in RADII and bool(spot or district)
    return Asked(
        words=" ".join(args.get("q", "").split())[:LONGEST_SEARCH],
        categories=tuple(c for c in categories if c in args.getlist("kategorie")),
        district=district,
        statuses=tuple(s for s in IdeaStatus if s.value in args.getlist("status")),
        order=_order(args.get("sortierung", "")),
        seed=_number(args, "mischung", today().toordinal() * SPREAD % HIGHEST_INTEGER, HIGHEST_INTEGER),
        radius=radius if has_radius else 0,
        spot=spot if has_radius else None,
        place=place_of(args.get("nach", ""), forward=True) or place_of(args.get("vor", ""), forward=False),
        page=max(1, _number(args, "seite", 1, HIGHEST_PAGE)),
        endpoint=request.endpoint or "",
        values=dict(request.view_args or {}),
    )


def _spot(args: MultiDict[str, str]) -> Point | None:
    """The place in the address, if it is one on earth."""
    try:
        return Point(float(args["lon"]), float(args["lat"])).rounded()
    except (KeyError, ValueError):
        return None


def _order(text: str) -> Order:
    try:
        return Order(text)
    except ValueError:
        return Order.NEWEST


def _number(args: MultiDict[str, str], name: str, default: int, highest: int) -> int:
    text = args.get(name, "")
    return int(text) % (highest + 1) if text.isdecimal() and len(text) < 12 else default
