"""Reading workshops and their walls."""

from participation.dialogue.workshops.queries.finding import (
    Result,
    WorkshopEntry,
    WorkshopPage,
    all_workshops,
    led_by,
    note_result,
    prototype_result,
    prototypes_of,
    workshop_by_slug,
    workshop_page,
    workshops_of,
)
from participation.dialogue.workshops.queries.own import count_public_notes, dots_set, written_notes
from participation.dialogue.workshops.queries.walls import Wall, WallGroup, WallNote, own_dots, walls_of

__all__ = [
    "Result",
    "Wall",
    "WallGroup",
    "WallNote",
    "WorkshopEntry",
    "WorkshopPage",
    "all_workshops",
    "count_public_notes",
    "dots_set",
    "led_by",
    "note_result",
    "own_dots",
    "prototype_result",
    "prototypes_of",
    "walls_of",
    "workshop_by_slug",
    "workshop_page",
    "workshops_of",
    "written_notes",
]
