"""A list of ideas with its number, filters and pages, as the templates show it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _
from flask_babel import ngettext

from participation.dialogue.boards.models import Category
from participation.dialogue.boards.views.asked import Asked
from participation.dialogue.boards.views.rows import Row, rows_of
from participation.dialogue.ideas import queries as ideas
from participation.dialogue.ideas.queries import (
    COUNTED,
    ORDER_LABELS,
    STATUS_LABELS,
    IdeaChoice,
    IdeaSlice,
    IdeaStatus,
    Order,
    Place,
)
from participation.town.districts.queries import DistrictEntry
from participation.web.access import actor
from participation.web.filters import number
from participation.web.kept import kept
from participation.web.languages import spoken

PAGE_SIZE = 24

Votes = Mapping[int, int]


@dataclass(frozen=True)
class Listing:
    """What stands in a list, and what leads on from it."""

    asked: Asked
    rows: list[Row]
    total: int
    before: Place | None
    after: Place | None

    @property
    def words(self) -> str:
        """The number of ideas in words."""
        if self.total > COUNTED:
            return str(_("Mehr als %(number)s Ideen", number=number(COUNTED)))
        return str(ngettext("%(num)s Idee", "%(num)s Ideen", self.total))

    @property
    def previous_url(self) -> str | None:
        """The page before."""
        return self.asked.page_address(self.before, self.asked.page - 1) if self.before else None

    @property
    def next_url(self) -> str | None:
        """The page after."""
        return self.asked.page_address(self.after, self.asked.page + 1) if self.after else None

    @property
    def summary(self) -> str:
        """Where one is."""
        count = -(-self.total // PAGE_SIZE)
        if self.total > COUNTED or self.asked.page > count:
            return str(_("Seite %(page)s", page=self.asked.page))
        return str(_("Seite %(page)s von %(count)s", page=self.asked.page, count=count))


def ideas_asked(asked: Asked, choice: IdeaChoice) -> IdeaSlice:
    """The stretch of the list that was asked for; its beginning, where nothing is left at that place."""
    found = ideas.ideas_chosen(choice, order=asked.order, seed=asked.seed, place=asked.place, size=PAGE_SIZE)
    if not found.entries and asked.place is not None:
        found = ideas.ideas_chosen(choice, order=asked.order, seed=asked.seed, size=PAGE_SIZE)
    return found


def listing_of(
    found: IdeaSlice, asked: Asked, choice: IdeaChoice, *, votes: Votes, boards: Mapping[int, str] | None = None,
    opposing: bool = False,
) -> Listing:  # fmt: skip
    """The ideas found, with how this person voted and what grew from them.

    `boards` names the boards where a list shows several; `opposing` says whether people may also be against.
    """
    return Listing(
        asked=asked,
        rows=rows_of(
            found.entries,
            votes=votes,
            measures=ideas.measures_of_ideas(actor(), found.entries),
            boards=boards or {},
            opposing=opposing,
        ),
        total=kept(("ideas", choice), lambda: ideas.count_chosen(choice)),
        before=found.before,
        after=found.after,
    )


def choice_of(
    asked: Asked, boards: tuple[int, ...], categories: Sequence[Category], districts: Sequence[DistrictEntry]
) -> IdeaChoice:
    """The search with numbers for slugs; a district stands for all its parts."""
    return IdeaChoice(
        boards=boards,
        words=asked.words.casefold(),
        category_ids=tuple(c.id for c in categories if c.slug in asked.categories),
        district_ids=_with_parts(asked.district, districts),
        statuses=asked.statuses,
    )


def _with_parts(slug: str, districts: Sequence[DistrictEntry]) -> tuple[int, ...]:
    found: list[int] = []
    for entry in districts:
        if (slug and entry.slug == slug) or entry.parent_id in found:
            found.append(entry.subject_id)
    return tuple(found)


def filter_context(asked: Asked, categories: Sequence[Category], districts: Sequence[DistrictEntry]) -> dict[str, Any]:
    """What the filter column, the chips and the orders show."""
    names = {c.slug: c.name for c in categories}
    place = next((d.name for d in districts if d.slug == asked.district), "")
    chips = [(_("Suche: %(words)s", words=asked.words), asked.address(q=None))] if asked.words else []
    chips += [(spoken(names[slug]), asked.without("kategorie", slug)) for slug in asked.categories]
    chips += [(place, asked.address(stadtteil=None))] if place else []
    chips += [(_(STATUS_LABELS[s]), asked.without("status", s.value)) for s in asked.statuses]
    return {
        "asked": asked,
        "categories": categories,
        "districts": districts,
        "statuses": [(status.value, _(STATUS_LABELS[status]), status in asked.statuses) for status in IdeaStatus],
        "orders": [
            (order.value, _(ORDER_LABELS[order]), _order_address(asked, order), order is asked.order) for order in Order
        ],
        "chips": [{"label": label, "remove_url": url} for label, url in chips],
        "reset_url": asked.address(q=None, kategorie=[], stadtteil=None, status=[]) if asked.active > 1 else None,
    }


def _order_address(asked: Asked, order: Order) -> str:
    return asked.address(
        sortierung=None if order is Order.NEWEST else order.value,
        mischung=asked.seed if order is Order.SHUFFLED else None,
    )
