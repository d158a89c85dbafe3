"""Making a process from a pattern or as a copy of another one."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from participation.core.actor import Actor
from participation.core.clock import TOWN
from participation.core.database import db
from participation.core.slugs import slugify
from participation.desk.planning.patterns import Pattern
from participation.dialogue.boards.commands import add_category, create_board, free_board_slug
from participation.dialogue.boards.models import Board
from participation.dialogue.boards.queries import boards_with_categories
from participation.dialogue.calls.commands import set_up_call
from participation.dialogue.calls.queries import conditions_of
from participation.dialogue.processes.commands import add_entry, add_phase, create_process
from participation.dialogue.processes.models import EntryKind, PhaseKind, Process
from participation.dialogue.processes.queries import district_ids_of, entries_of, phases_of
from participation.dialogue.processes.rules import first_day, midnight
from participation.people.departments.models import Department

CALL = ("is_call", "takes_teams", "most_files", "files_wanted", "hides_applications")
PREFILLED = ("summary", "block_how", "block_fixed", "block_influence", "block_outcome")
TOLD_AFTER = timedelta(days=28)
DAY = timedelta(days=1)
COPIED = (
    "summary", "audience", "legal_character", "external_url", "assurance", "minimum_age", "block_how", "block_fixed",
    "block_influence", "block_outcome", "decider", "contact_name", "contact_email", "contact_phone", "easy_language",
    "area", "picture", "picture_file_id", "picture_alt", "language", "is_demo",
)  # fmt: skip


def make_from_pattern(
    pattern: Pattern, *, title: str, question: str, department_id: int, begins_on: date, decider: str, town: str,
    actor: Actor, send_key: str | None = None,
) -> Process:  # fmt: skip
    """A new process with the texts, phases, boards and leeway of a pattern; its days count from `begins_on`.

    `town` is the city's name as the texts call it. The same `send_key` again gives the same process.
    """
    texts, plan = pattern.texts, _plan(pattern, begins_on)
    values = _words_for(texts, plan, title=title, question=question, decider=decider, town=town, unit=department_id)
    filled: dict[str, Any] = {name: _filled(texts[name], values) for name in PREFILLED}
    process = create_process(
        title, department_id=department_id, question=question, actor=actor, send_key=send_key, decider=decider, **filled
    )
    if phases_of(process.subject_id):
        return process
    for phase, (first, last) in zip(texts["phases"], plan, strict=True):
        add_phase(
            process, kind=PhaseKind(phase["kind"]), title=phase["title"], description=phase["description"],
            starts_at=midnight(first), ends_at=midnight(last + DAY), actor=actor,
        )  # fmt: skip
    for position, board in enumerate(texts["boards"]):
        _add_board(process, board, position, values, actor)
    for entry in texts["entries"]:
        add_entry(
            process, EntryKind(entry["kind"]), title=entry["title"], text=entry.get("text", ""), actor=actor
        )  # fmt: skip
    return process


def copy_process(
    source: Process, *, title: str, question: str, department_id: int, begins_on: date, actor: Actor,
    send_key: str | None = None,
) -> Process:  # fmt: skip
    """A new process that says what another one said; its phases keep their length and begin on `begins_on`.

    News, documents, results and everything that people wrote stay with the old one.
    """
    process = create_process(
        title, department_id=department_id, question=question, actor=actor, send_key=send_key,
        district_ids=tuple(district_ids_of(source.subject_id)), **{name: getattr(source, name) for name in COPIED},
    )  # fmt: skip
    if phases_of(process.subject_id):
        return process
    _copy_phases(source, process, begins_on, actor)
    for position, board in enumerate(boards_with_categories(source.subject_id)):
        made = create_board(
            process, slug=free_board_slug(board.title), title=board.title, question=board.question, intro=board.intro,
            rules=board.rules, allows_opposing=board.allows_opposing, asks_stance=board.asks_stance,
            position=position, actor=actor,
        )  # fmt: skip
        for category in board.categories:
            add_category(
                made, slug=category.slug, name=category.name, tone=category.tone, position=category.position
            )  # fmt: skip
        if board.is_call:
            _copy_call(board, made)
    for kind, entries in entries_of(source.subject_id).items():
        for entry in entries:
            add_entry(
                process, kind, title=entry.title, text=entry.text, url=entry.url, area=entry.area, actor=actor
            )  # fmt: skip
    return process


def _copy_call(source: Board, made: Board) -> None:
    """The same terms; a deadline of its own stays behind, the phases of the new process decide."""
    terms: dict[str, Any] = {name: getattr(source, name) for name in CALL}
    sentences = [condition.text for condition in conditions_of(source.subject_id)]
    set_up_call(made, phases=phases_of(made.process_id), conditions=sentences, **terms)


def _copy_phases(source: Process, process: Process, begins_on: date, actor: Actor) -> None:
    phases = phases_of(source.subject_id)
    for phase in phases:
        distance = begins_on - first_day(phases[0].starts_at)
        add_phase(
            process, kind=phase.kind, title=phase.title, description=phase.description, opens=phase.opens,
            starts_at=_moved(phase.starts_at, distance), ends_at=_moved(phase.ends_at, distance), actor=actor,
        )  # fmt: skip


def _moved(moment: datetime, distance: timedelta) -> datetime:
    """The same time of day in town, some days later; that summer time begins or ends between them changes nothing."""
    local = moment.astimezone(TOWN)
    return datetime.combine(local.date() + distance, local.time(), tzinfo=TOWN)


def _plan(pattern: Pattern, begins_on: date) -> list[tuple[date, date]]:
    """First and last day of each phase."""
    days, found = begins_on, []
    for phase in pattern.texts["phases"]:
        first = days + timedelta(days=phase.get("gap", 0))
        found.append((first, first + timedelta(days=phase["days"] - 1)))
        days = found[-1][1] + DAY
    return found


def _words_for(
    texts: dict[str, Any], plan: list[tuple[date, date]], *, title: str, question: str, decider: str, town: str,
    unit: int,
) -> dict[str, str]:  # fmt: skip
    """What stands in place of the names in braces."""
    collecting = next(i for i, phase in enumerate(texts["phases"]) if phase["kind"] == "collect")
    first, last = plan[collecting]
    decided = next((i for i, phase in enumerate(texts["phases"]) if phase["kind"] == "decide"), len(plan) - 1)
    return {
        "titel": title, "frage": question, "entscheider": decider, "stadt": town,
        "abteilung": db.session.get_one(Department, unit).name,
        "beginn": _day(first), "sammeln_bis": _day(last), "ergebnis": _day(plan[decided][1] + TOLD_AFTER),
    }  # fmt: skip


def _day(day: date) -> str:
    return f"{day.day}.\N{NO-BREAK SPACE}{MONTHS[day.month - 1]} {day.year}"


MONTHS = (
    "Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober", "November",
    "Dezember",
)  # fmt: skip


def _filled(text: str, values: dict[str, str]) -> str:
    for name, value in values.items():
        text = text.replace(f"{{{name}}}", value)
    return text.strip()


def _add_board(process: Process, board: dict[str, Any], position: int, values: dict[str, str], actor: Actor) -> None:
    title = _filled(board["title"], values)
    made = create_board(
        process, slug=free_board_slug(f"{process.title} {title}"), title=title, position=position, actor=actor,
        question=_filled(board["question"], values), intro=_filled(board["intro"], values),
        asks_stance=board.get("stance", False),
    )  # fmt: skip
    for number, name in enumerate(board["categories"]):
        add_category(made, slug=slugify(name), name=name, tone=number % 8 + 1, position=number)
    if "call" in board:
        set_up_call(made, phases=phases_of(process.subject_id), is_call=True, **board["call"])
