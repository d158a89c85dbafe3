"""What the page of a process shows, for who reads it and for who writes it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from participation.core.actor import Actor
from participation.core.clock import now
from participation.dialogue.ideas.queries import boards_with_numbers
from participation.dialogue.meetings.queries import meetings_of
from participation.dialogue.processes import queries
from participation.dialogue.processes.models import LEEWAY, EntryKind, Process, ProcessEntry
from participation.dialogue.processes.rules import phase_line_of, statutory_note
from participation.dialogue.processes.views.steps import steps_of
from participation.dialogue.workshops.queries import workshops_of
from participation.people.notifications.queries import follows
from participation.town.districts.queries import district_outlines
from participation.web.kept import kept


def process_context(page: queries.ProcessPage, who: Actor) -> dict[str, Any]:
    """A process with all that belongs to it."""
    process, number = page.process, page.process.subject_id
    areas = queries.areas_of([number]).get(number, [])
    meetings, lists = meetings_of(number, who), queries.lists_of(number)
    drawn = _areas_drawn(process, lists.entries)
    return {
        "process": process, "department": page.department, "areas": areas,
        "line": phase_line_of(process, now()), "steps": steps_of(process, now()),
        "boards": kept(("boards of", number), lambda: boards_with_numbers(number)),
        "workshops": workshops_of(number, who),
        "coming": [m for m in meetings if (m.ends_at or m.starts_at) >= now()],
        "past": [m for m in meetings if (m.ends_at or m.starts_at) < now()][::-1],
        "news": lists.news, "drawn": [name for name, _ in drawn],
        "small_map": _map_of({area.district_id for area in areas}, drawn),
        "follows": follows(number, who.account_id), "is_preview": False, "statutory_note": statutory_note(),
        "entries": lists.entries, "documents": lists.documents,
    }  # fmt: skip


def _areas_drawn(process: Process, entries: dict[EntryKind, list[ProcessEntry]]) -> list[tuple[str, dict[str, Any]]]:
    """The area of the process and those of its leeway, each with its name."""
    found = [(process.title, process.area)] if process.area else []
    return found + [(entry.title, entry.area) for kind in LEEWAY for entry in entries[kind] if entry.area]


def _map_of(district_ids: set[int], areas: list[tuple[str, dict[str, Any]]]) -> Any:
    """The outlines with the districts of the process current, and its own areas over them."""
    drawn = district_outlines(areas=areas)
    if drawn is None or not (district_ids or areas):
        return None
    marked = [replace(outline, current=outline.district_id in district_ids) for outline in drawn.outlines]
    return replace(drawn, outlines=sorted(marked, key=lambda outline: (outline.is_drawn, outline.current)))
