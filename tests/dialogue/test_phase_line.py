"""What every page of a process says in one line, in every state."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from flask import Flask

from participation.core.actor import HOUSE
from participation.core.clock import stopped_at
from participation.core.transactions import transaction
from participation.dialogue.processes.commands import add_phase
from participation.dialogue.processes.models import LegalCharacter, Phase, PhaseKind, Process
from participation.dialogue.processes.rules import Act, Standing, phase_line_of
from tests.browser import Browser
from tests.factories.dialogue import make_board, make_process

MONDAY = datetime(2026, 3, 2, tzinfo=UTC)


def planned(*phases: tuple[PhaseKind, int, int], **values: object) -> Process:
    """A process whose phases (kind, first day, day after the last) count from MONDAY."""
    made = [
        Phase(kind=kind, title=kind.value, starts_at=MONDAY + timedelta(days=a), ends_at=MONDAY + timedelta(days=b))
        for kind, a, b in phases
    ]
    return Process(decider="der Gemeinderat", phases=made, **values)


PLAN = ((PhaseKind.COLLECT, 10, 20), (PhaseKind.WORKSHOP, 25, 30), (PhaseKind.DECIDE, 40, 41))


def line_on(day: float, process: Process):  # type: ignore[no-untyped-def]
    return phase_line_of(process, MONDAY + timedelta(days=day))


def test_before_the_first_phase_it_says_when_ideas_can_be_submitted() -> None:
    line = line_on(1, planned(*PLAN))
    assert line.standing is Standing.COMING
    assert not line.is_open
    assert line.begins_at == MONDAY + timedelta(days=10)
    assert next((m.at, Act.SUBMIT in m.acts) for m in line.later) == (MONDAY + timedelta(days=10), True)


def test_in_a_phase_it_says_its_last_day_what_can_be_done_and_what_comes() -> None:
    line = line_on(12, planned(*PLAN))
    assert (line.standing, line.phase) == (Standing.RUNNING, "collect")
    assert line.acts == {Act.SUBMIT, Act.SUPPORT, Act.COMMENT}
    assert line.ends_at == MONDAY + timedelta(days=20, seconds=-1)
    assert [m.acts for m in line.later] == [{Act.WORKSHOP}]
    assert line.decided_at == MONDAY + timedelta(days=40)


def test_the_moment_a_phase_ends_belongs_to_the_pause() -> None:
    assert line_on(20, planned(*PLAN)).standing is Standing.PAUSED
    assert line_on(20 - 0.00001, planned(*PLAN)).standing is Standing.RUNNING


def test_between_phases_it_says_when_it_goes_on() -> None:
    line = line_on(22, planned(*PLAN))
    assert (line.standing, line.is_open, line.begins_at) == (Standing.PAUSED, False, MONDAY + timedelta(days=25))


def test_a_later_phase_says_that_no_more_ideas_are_taken() -> None:
    line = line_on(26, planned(*PLAN))
    assert line.acts == {Act.WORKSHOP, Act.COMMENT}
    assert line.later[-1].at == MONDAY + timedelta(days=20, seconds=-1)
    assert "Ideen einreichen" in line.later[-1].message


def test_after_the_last_phase_and_without_any_plan_nothing_can_be_written() -> None:
    over, unplanned = line_on(50, planned(*PLAN)), line_on(1, planned())
    assert (over.standing, over.is_open, over.later) == (Standing.FINISHED, False, ())
    assert (unplanned.standing, unplanned.is_open) == (Standing.UNPLANNED, False)


def test_a_statutory_process_is_only_announced() -> None:
    line = line_on(12, planned(*PLAN, legal_character=LegalCharacter.STATUTORY))
    assert not line.is_open
    assert "förmlichen Verfahren" in line.reading


def test_a_phase_may_say_itself_what_it_opens() -> None:
    process = planned((PhaseKind.COLLECT, 10, 20))
    process.phases[0].opens = [Act.COMMENT.value]
    assert line_on(12, process).acts == {Act.COMMENT}


def test_pages_of_a_process_carry_the_line_in_words(app: Flask, client: Browser) -> None:
    process = make_process(phase=None, slug="ufer")
    board = make_board(process, slug="ufer-board")
    with transaction():
        for title, kind, a, b in (
            ("Sammeln", PhaseKind.COLLECT, 10, 20), ("Entscheiden", PhaseKind.DECIDE, 30, 31),
        ):  # fmt: skip
            add_phase(
                process, kind=kind, title=title, starts_at=MONDAY + timedelta(days=a, hours=-1),
                ends_at=MONDAY + timedelta(days=b, hours=-1), actor=HOUSE,
            )  # fmt: skip
    said = {
        1: "Noch nicht begonnen Beginn: Do., 12. März 2026",
        12: "Sammeln bis Sa., 21. März 2026 Sie können Ideen einreichen, unterstützen und kommentieren.",
        25: "Zwischen zwei Phasen weiter ab Mi., 1. April 2026",
        60: "Abgeschlossen Sie können alles nachlesen.",
    }
    for day, words in said.items():
        with stopped_at(MONDAY + timedelta(days=day)):
            for path in ("/verfahren/ufer", f"/boards/{board.slug}"):
                page = client.open(path)
                assert words in page.text, page.text[:900]
                assert "Es entscheidet: der Gemeinderat" in page.text
            assert ("Idee einreichen" in page.links()) == (day == 12)
