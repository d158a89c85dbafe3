"""Stages in order; notes from paper."""

from __future__ import annotations

import pytest

from participation.core.errors import Invalid, InvalidTransition
from participation.dialogue.workshops import rules
from participation.dialogue.workshops.models import StageKind, StageState, WorkshopStage


def stages(*states: StageState) -> list[WorkshopStage]:
    return [
        WorkshopStage(position=n, kind=kind, state=state)
        for n, (kind, state) in enumerate(zip(StageKind, states, strict=False), 1)
    ]


def test_the_next_stage_is_the_first_that_was_never_open() -> None:
    found = rules.next_stage(stages(StageState.CLOSED, StageState.OPEN, StageState.WAITING, StageState.WAITING))
    assert found is not None
    assert found.position == 3
    assert rules.next_stage(stages(StageState.CLOSED, StageState.OPEN)) is None


def test_no_stage_is_left_out() -> None:
    row = stages(StageState.OPEN, StageState.WAITING, StageState.WAITING)
    rules.check_next(row, row[1])
    with pytest.raises(InvalidTransition):
        rules.check_next(row, row[2])
    with pytest.raises(InvalidTransition):
        rules.check_next(row, row[0])


def test_paper_notes_are_read_line_by_line_with_their_dots() -> None:
    notes = rules.paper_notes("Mehr Schatten | 4\n\n  Trinkbrunnen  \nA | oder B | 2\n")
    assert [(n.text, n.dots) for n in notes] == [("Mehr Schatten", 4), ("Trinkbrunnen", 0), ("A | oder B", 2)]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "mindestens einen Zettel"),
        ("gut\nMehr Schatten | vier", "Zeile 2"),
        ("Mehr Schatten | -1", "Zeile 1"),
        ("Mehr Schatten | ²", "Zeile 1"),
        ("gut\n\n" + "x" * 501, "Zeile 3"),
        ("\n".join("x" for _ in range(201)), "höchstens 200"),
    ],
)
def test_a_line_that_cannot_be_read_is_named(text: str, words: str) -> None:
    with pytest.raises(Invalid) as refusal:
        rules.paper_notes(text)
    assert words in str(refusal.value)


def test_a_note_is_neither_empty_nor_too_long() -> None:
    assert rules.check_note_text("  Schatten ") == "Schatten"
    for text in ("  ", "x" * 501):
        with pytest.raises(Invalid):
            rules.check_note_text(text)
