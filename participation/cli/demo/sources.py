"""From what the measures of the demo town grew: ideas, notes and prototypes, each with its day."""

from __future__ import annotations

from typing import Any

from participation.action.measures.commands import add_source
from participation.cli.demo.agenda import Agenda
from participation.cli.demo.measures import Measures
from participation.cli.demo.town import at, texts

REASONS = {
    "idea": "Die Maßnahme greift diese Idee auf.",
    "note": "Dieser Zettel aus der Werkstatt gab einen Anstoß.",
    "prototype": "Der Prototyp aus der Werkstatt wurde weitergegeben.",
}


def plan_sources(agenda: Agenda, measures: Measures, entry: dict[str, Any]) -> None:
    """Let a measure take in ideas (the older ones at once, later ones with their answer) and what workshops found."""
    begins = entry["stages"][0]["day"]
    for key in entry["source_ideas"]:
        idea = measures.ideas.entries[key]
        day = begins if idea["day"] < begins else idea["answer"]["day"]
        agenda.plan(at(day, 15), _take_in, measures, entry, "idea", key)
    for kind in ("note", "prototype"):
        for key in entry[f"source_{kind}s"]:
            agenda.plan(at(max(begins, _handed_on_day(key)), 15), _take_in, measures, entry, kind, key)


def _take_in(measures: Measures, entry: dict[str, Any], kind: str, key: str) -> None:
    workshops = measures.ideas.workshops
    known: dict[str, Any] = {
        "idea": measures.ideas.by_key,
        "note": workshops.notes,
        "prototype": workshops.prototypes,
    }
    add_source(
        measures.by_slug[entry["slug"]], source_id=known[kind][key].subject_id, actor=measures.editor(entry),
        reason=REASONS[kind],
    )  # fmt: skip


def _handed_on_day(key: str) -> int:
    """When the workshop handed on this note or prototype."""
    for workshop in texts("workshops")["workshops"]:
        notes = [note["key"] for stage in workshop["stages"] for note in stage["notes"]]
        if key in notes or key in [card["key"] for card in workshop.get("prototypes", [])]:
            return int(workshop["handed_on_day"])
    raise KeyError(key)
