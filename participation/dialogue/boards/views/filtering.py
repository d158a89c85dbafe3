"""The filters of a list as its page shows them: options with their numbers, chips that take one off, orders."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _

from participation.dialogue.boards.models import Category
from participation.dialogue.boards.views.asked import RADII, Asked
from participation.dialogue.ideas.queries import ORDER_LABELS, STATUS_LABELS, Facets, IdeaStatus, Order
from participation.town.districts.queries import DistrictEntry
from participation.web.filters import number
from participation.web.languages import spoken


@dataclass(frozen=True)
class Option:
    """A choice in a filter; `count` is how many ideas it finds with the other filters, or empty."""

    value: str
    label: str
    is_chosen: bool
    count: str = ""


def filter_context(
    asked: Asked, categories: Sequence[Category], districts: Sequence[DistrictEntry], facets: Facets | None = None
) -> dict[str, Any]:
    """What the filter column, the chips and the orders show."""
    by_status = facets.statuses if facets and facets.is_whole else None
    by_category = facets.categories if facets and facets.is_whole else None
    return {
        "asked": asked,
        "categories": [
            Option(c.slug, spoken(c.name), c.slug in asked.categories, _count(by_category, c.id)) for c in categories
        ],
        "districts": _districts(asked, districts, facets),
        "statuses": [
            Option(s.value, _(STATUS_LABELS[s]), s in asked.statuses, _count(by_status, s)) for s in IdeaStatus
        ],
        "radii": [Option(str(r), _("%(distance)s km", distance=number(r / 1000)), r == asked.radius) for r in RADII],
        "orders": [
            (order.value, _(ORDER_LABELS[order]), _order_address(asked, order), order is asked.order) for order in Order
        ],
        "chips": list(_chips(asked, categories, districts)),
        "reset_url": asked.address(**NOTHING) if asked.active > 1 else None,
    }


NOTHING: dict[str, Any] = {
    "q": None, "kategorie": [], "stadtteil": None, "status": [], "umkreis": None, "lon": None, "lat": None
}  # fmt: skip
"""An address without any filter."""


def _count(numbers: Any, key: object) -> str:
    return "" if numbers is None else number(numbers[key])


def _districts(asked: Asked, districts: Sequence[DistrictEntry], facets: Facets | None) -> list[Option]:
    """Each district with the ideas in all its parts."""
    totals: dict[int, int] = {}
    if facets and facets.is_whole and not (asked.radius and not asked.spot):
        totals = {d.subject_id: facets.districts[d.subject_id] for d in districts}
        for entry in sorted(districts, key=lambda d: -d.level):
            if entry.parent_id in totals:
                totals[entry.parent_id] += totals[entry.subject_id]
    return [
        Option(
            d.slug, "\N{EM SPACE}" * (d.level - 1) + d.name, d.slug == asked.district,
            number(totals[d.subject_id]) if totals else "",
        )
        for d in districts
    ]  # fmt: skip


def _chips(
    asked: Asked, categories: Sequence[Category], districts: Sequence[DistrictEntry]
) -> Iterable[dict[str, str]]:  # fmt: skip
    names = {c.slug: c.name for c in categories}
    district = next((d.name for d in districts if d.slug == asked.district), "")
    distance = number(asked.radius / 1000)
    if asked.words:
        yield _chip(_("Suche: %(words)s", words=asked.words), asked.address(q=None))
    for slug in asked.categories:
        yield _chip(spoken(names[slug]), asked.without("kategorie", slug))
    if asked.radius and not asked.spot:
        words = _("%(distance)s km um die Mitte von %(district)s", distance=distance, district=district)
        yield _chip(words, asked.address(stadtteil=None, umkreis=None))
    elif district:
        yield _chip(district, asked.address(stadtteil=None))
    if asked.spot:
        words = _("%(distance)s km um den gewählten Ort", distance=distance)
        yield _chip(words, asked.address(umkreis=None, lon=None, lat=None))
    for status in asked.statuses:
        yield _chip(_(STATUS_LABELS[status]), asked.without("status", status.value))


def _chip(label: str, address: str) -> dict[str, str]:
    return {"label": label, "remove_url": address}


def _order_address(asked: Asked, order: Order) -> str:
    return asked.address(
        sortierung=None if order is Order.NEWEST else order.value,
        mischung=asked.seed if order is Order.SHUFFLED else None,
    )
