"""A list of ideas with its number, filters and pages, as the templates show it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from flask_babel import gettext as _
from flask_babel import ngettext

from participation.core.places import Circle
from participation.dialogue.boards.models import Category
from participation.dialogue.boards.views.asked import Asked
from participation.dialogue.boards.views.highlights import highlights
from participation.dialogue.boards.views.rows import Row, rows_of
from participation.dialogue.ideas import queries as ideas
from participation.dialogue.ideas.queries import Facets, IdeaChoice, IdeaSlice, Place
from participation.town.districts.queries import DistrictEntry
from participation.web.access import actor
from participation.web.filters import number
from participation.web.kept import kept

PAGE_SIZE = 24

Votes = Mapping[int, int]


@dataclass(frozen=True)
class Listing:
    """What stands in a list, and what leads on from it."""

    asked: Asked
    rows: list[Row]
    facets: Facets
    before: Place | None
    after: Place | None

    @property
    def total(self) -> int:
        """How many ideas there are, or were counted."""
        return self.facets.total

    @property
    def words(self) -> str:
        """The number of ideas in words."""
        if not self.facets.is_whole:
            return str(
                ngettext(
                    "Mindestens %(number)s Idee", "Mindestens %(number)s Ideen", self.total, number=number(self.total)
                )
            )
        return str(ngettext("%(number)s Idee", "%(number)s Ideen", self.total, number=number(self.total)))

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
        if not self.facets.is_whole or self.asked.page > count:
            return str(_("Seite %(page)s", page=self.asked.page))
        return str(_("Seite %(page)s von %(count)s", page=self.asked.page, count=count))

    @property
    def more_words(self) -> str:
        """What came with the next page, for those who do not see it."""
        come = len(self.rows)
        return str(
            ngettext("%(num)s weitere Idee. %(where)s", "%(num)s weitere Ideen. %(where)s", come, where=self.summary)
        )


def ideas_asked(asked: Asked, choice: IdeaChoice) -> IdeaSlice:
    """The stretch of the list that was asked for; its beginning, where nothing is left at that place."""
    if choice.around:
        choice = replace(choice, is_dense=not facets_of(choice).is_whole)
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
            shown=highlights(choice.words, found.entries),
        ),
        facets=facets_of(choice),
        before=found.before,
        after=found.after,
    )


def facets_of(choice: IdeaChoice) -> Facets:
    """The numbers beside the filters, kept until something changes; what is tallied serves all filters of a board."""
    if choice.words or choice.around:
        return kept(("facets", choice), lambda: ideas.facets_among_hits(choice))
    return Facets(choice, kept(("tallies", choice.boards), lambda: ideas.cells_on(choice.boards)))


def choice_of(
    asked: Asked, boards: tuple[int, ...], categories: Sequence[Category], districts: Sequence[DistrictEntry]
) -> IdeaChoice:
    """The search with numbers for slugs; a district stands for all its parts, or for what lies around its middle."""
    around = circle_of(asked, districts)
    return IdeaChoice(
        boards=boards,
        words=asked.words.casefold(),
        category_ids=tuple(c.id for c in categories if c.slug in asked.categories),
        district_ids=() if around and not asked.spot else _with_parts(asked.district, districts),
        statuses=asked.statuses,
        around=around,
    )


def circle_of(asked: Asked, districts: Sequence[DistrictEntry]) -> Circle | None:
    """What lies around the chosen place, or around the middle of the chosen district."""
    middle = asked.spot or next((d.middle for d in districts if d.slug == asked.district), None)
    return Circle(middle, asked.radius) if asked.radius and middle else None


def _with_parts(slug: str, districts: Sequence[DistrictEntry]) -> tuple[int, ...]:
    found: list[int] = []
    for entry in districts:
        if (slug and entry.slug == slug) or entry.parent_id in found:
            found.append(entry.subject_id)
    return tuple(found)
