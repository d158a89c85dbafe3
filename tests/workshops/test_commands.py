"""Leading a workshop, writing and arranging notes, setting dots, finishing, handing on."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select

from participation.core.actor import HOUSE
from participation.core.clock import now, stopped_at
from participation.core.database import db
from participation.core.errors import Conflict, Invalid, InvalidTransition, NotAllowed
from participation.core.transactions import transaction
from participation.dialogue.ideas.models import Idea, Origin
from participation.dialogue.processes.models import PhaseKind
from participation.dialogue.workshops import commands, queries
from participation.dialogue.workshops.models import Note, StageState, WorkshopState
from participation.records.journal.models import JournalEntry
from participation.records.journal.queries import history_of
from participation.records.subjects.models import State, Subject
from participation.records.subjects.queries import what_grew_from, what_it_grew_from
from tests.factories.dialogue import make_board, make_process
from tests.factories.people import make_account, person
from tests.factories.workshops import make_facilitator, make_note, make_prototype, make_workshop, seen, stage


def test_opening_a_stage_closes_the_one_before_and_is_noted(app: Flask) -> None:
    workshop = make_workshop(open_to=2)
    assert [s.state for s in workshop.stages][:3] == [StageState.CLOSED, StageState.OPEN, StageState.WAITING]
    assert workshop.state is WorkshopState.RUNNING
    events = [h.event for h in history_of(workshop.subject_id)]
    assert events == ["WorkshopCreated", "StageOpened", "StageOpened"]


def test_opening_the_open_stage_again_changes_nothing(app: Flask) -> None:
    workshop = make_workshop(open_to=1)
    with transaction():
        commands.open_stage(workshop, 1, actor=HOUSE)
    assert [h.event for h in history_of(workshop.subject_id)].count("StageOpened") == 1


def test_stages_cannot_be_skipped_nor_gone_back_to(app: Flask) -> None:
    workshop = make_workshop(open_to=2)
    for position in (1, 4):
        with pytest.raises(InvalidTransition), transaction():
            commands.open_stage(workshop, position, actor=HOUSE)


def test_only_the_facilitators_of_a_workshop_lead_it(app: Flask) -> None:
    workshop, other = make_workshop(), make_workshop()
    stranger = person(make_facilitator(other))
    with pytest.raises(NotAllowed), transaction():
        commands.open_stage(workshop, 1, actor=stranger)
    leader = person(make_facilitator(workshop))
    with transaction():
        commands.open_stage(workshop, 1, actor=leader)
    assert stage(workshop, 1).is_open


def test_outside_the_workshop_phase_nothing_opens_and_nothing_is_written(app: Flask) -> None:
    closed = make_workshop(make_process(phase=PhaseKind.COLLECT))
    with pytest.raises(NotAllowed), transaction():
        commands.open_stage(closed, 1, actor=HOUSE)
    workshop = make_workshop(open_to=1)
    author = person(make_account())
    with stopped_at(now() + timedelta(days=60)), pytest.raises(NotAllowed) as refusal, transaction():
        commands.write_note(stage(workshop, 1), actor=author, text="zu spät")
    assert "bis zum" in str(refusal.value)


def test_notes_need_a_confirmed_account_and_the_open_stage(app: Flask) -> None:
    workshop = make_workshop(open_to=2)
    author, unconfirmed = person(make_account()), person(make_account(confirmed=False))
    for position in (1, 3):
        with pytest.raises(NotAllowed), transaction():
            commands.write_note(stage(workshop, position), actor=author, text="Schatten")
    with pytest.raises(NotAllowed), transaction():
        commands.write_note(stage(workshop, 2), actor=unconfirmed, text="Schatten")


def test_a_note_sent_twice_hangs_once(app: Flask) -> None:
    workshop, author = make_workshop(open_to=1), make_account()
    first = make_note(workshop, author=author, send_key="einmal")
    again = make_note(workshop, author=author, send_key="einmal")
    assert first.subject_id == again.subject_id
    assert (
        db.session.get_one(Subject, first.subject_id).path == f"/werkstaetten/{workshop.slug}#zettel-{first.subject_id}"
    )


def test_dots_are_few_one_per_note_and_can_be_taken_back(app: Flask) -> None:
    workshop = make_workshop(open_to=1, dots_per_person=2)
    notes = [make_note(workshop, text=f"Zettel {n}") for n in range(3)]
    voter = person(make_account())
    for note in (notes[0], notes[0], notes[1]):
        with transaction():
            commands.set_dot(note, actor=voter)
    with pytest.raises(Conflict), transaction():
        commands.set_dot(notes[2], actor=voter)
    for _ in range(2):
        with transaction():
            commands.take_dot_back(notes[0], actor=voter)
    with transaction():
        commands.set_dot(notes[2], actor=voter)
    wall = queries.walls_of([notes[0].stage_id])[notes[0].stage_id]
    assert [n.dots for n in wall.notes] == [0, 1, 1]
    assert queries.own_dots(notes[0].stage_id, voter) == {notes[1].subject_id, notes[2].subject_id}


def test_the_journal_does_not_know_who_set_a_dot(app: Flask) -> None:
    workshop = make_workshop(open_to=1)
    note, voter = make_note(workshop), person(make_account())
    before = db.session.scalar(select(func.count()).select_from(JournalEntry))
    with transaction():
        commands.set_dot(note, actor=voter)
    assert db.session.scalar(select(func.count()).select_from(JournalEntry)) == before


def test_dots_stay_as_they_were_when_the_stage_is_closed(app: Flask) -> None:
    workshop = make_workshop(open_to=1)
    note, voter = make_note(workshop), person(make_account())
    with transaction():
        commands.set_dot(note, actor=voter)
        commands.open_stage(workshop, 2, actor=HOUSE)
    with pytest.raises(NotAllowed), transaction():
        commands.take_dot_back(note, actor=voter)


def test_notes_from_paper_count_the_same_and_are_taken_once(app: Flask) -> None:
    workshop = make_workshop(open_to=2)
    for _ in range(2):
        with transaction():
            commands.enter_paper_notes(stage(workshop, 1), actor=HOUSE, lines="Brunnen | 5\nBänke", send_key="papier")
    wall = queries.walls_of([stage(workshop, 1).id])[stage(workshop, 1).id]
    assert [(n.text, n.dots, n.dots_offline) for n in wall.notes] == [("Brunnen", 5, 5), ("Bänke", 0, 0)]
    with pytest.raises(Conflict), transaction():
        commands.enter_paper_notes(stage(workshop, 3), actor=HOUSE, lines="zu früh")


def test_notes_are_grouped_and_ordered(app: Flask) -> None:
    workshop = make_workshop(open_to=1)
    a, b, c = (make_note(workshop, text=text) for text in "abc")
    here = stage(workshop, 1)
    with transaction():
        group = commands.create_group(here, title="Kühlung", actor=HOUSE)
        assert commands.create_group(here, title=" Kühlung ", actor=HOUSE).id == group.id
        moves = {a.subject_id: group.id, c.subject_id: group.id, b.subject_id: None}
        assert commands.arrange_notes(here, moves=moves, actor=HOUSE) == 2
    with transaction():
        commands.raise_note(c, actor=HOUSE)
    wall = queries.walls_of([here.id])[here.id]
    assert [(g.title, [n.text for n in g.notes]) for g in wall.groups] == [("Kühlung", ["c", "a"]), ("", ["b"])]
    with transaction():
        commands.lower_note(c, actor=HOUSE)
        commands.lower_note(c, actor=HOUSE)
    assert [n.text for n in queries.walls_of([here.id])[here.id].notes] == ["a", "c", "b"]


def test_notes_do_not_move_into_groups_of_another_stage(app: Flask) -> None:
    workshop = make_workshop(open_to=2)
    note = make_note(workshop, 2)
    with transaction():
        group = commands.create_group(stage(workshop, 1), title="Kühlung", actor=HOUSE)
    with pytest.raises(Invalid), transaction():
        commands.arrange_notes(stage(workshop, 2), moves={note.subject_id: group.id}, actor=HOUSE)


def test_a_hidden_note_leaves_its_place_with_the_reason_and_can_come_back(app: Flask) -> None:
    workshop = make_workshop(open_to=1)
    note = make_note(workshop)
    with pytest.raises(Invalid), transaction():
        commands.hide_note(note, actor=HOUSE, reason=" ")
    with transaction():
        commands.hide_note(note, actor=HOUSE, reason="nennt eine Person")
    on_wall = queries.walls_of([note.stage_id])[note.stage_id].notes[0]
    assert (on_wall.is_shown, on_wall.reason) == (False, "nennt eine Person")
    assert db.session.get_one(Subject, note.subject_id).state is State.HIDDEN
    voter = person(make_account())
    with pytest.raises(Conflict), transaction():
        commands.set_dot(note, actor=voter)
    with transaction():
        commands.restore_note(note, actor=HOUSE, reason="Der Name ist der eines Platzes.")
    assert queries.walls_of([note.stage_id])[note.stage_id].notes[0].is_shown


def test_people_take_back_their_own_notes_only(app: Flask) -> None:
    workshop, author = make_workshop(open_to=1), make_account()
    note = make_note(workshop, author=author)
    stranger = person(make_account())
    with pytest.raises(NotAllowed), transaction():
        commands.withdraw_note(note, actor=stranger)
    with transaction():
        commands.withdraw_note(note, actor=person(author))
        commands.withdraw_note(note, actor=person(author))
    assert queries.walls_of([note.stage_id])[note.stage_id].notes == []


def test_the_timer_is_extended_once_per_page(app: Flask) -> None:
    workshop = make_workshop(open_to=1)
    row = stage(workshop, 1)
    version = row.version
    with transaction():
        assert commands.extend_timer(row, minutes=5, version=version, actor=HOUSE)
        assert not commands.extend_timer(row, minutes=5, version=version, actor=HOUSE)
    left = stage(workshop, 1).timer_ends_at
    assert left is not None
    assert timedelta(minutes=4) < left - now() < timedelta(minutes=6)


def test_a_stage_summary_is_not_overwritten_unseen(app: Flask) -> None:
    row = stage(make_workshop(open_to=1), 1)
    version = row.version
    with transaction():
        commands.summarise_stage(row, summary="Zu heiß.", version=version, actor=HOUSE)
    with pytest.raises(Conflict), transaction():
        commands.summarise_stage(row, summary="anders", version=version, actor=HOUSE)


def test_finishing_needs_a_summary_and_closes_everything(app: Flask) -> None:
    workshop = make_workshop(open_to=3)
    with pytest.raises(Invalid):
        commands.finish_workshop(workshop, summary="", actor=HOUSE)
    for _ in range(2):
        with transaction():
            commands.finish_workshop(workshop, summary="Drei Dinge.", participants=31, actor=HOUSE)
    done = seen(workshop)
    assert (done.state, done.participants) == (WorkshopState.FINISHED, 31)
    assert not any(s.is_open for s in done.stages)
    assert [h.event for h in history_of(workshop.subject_id)].count("WorkshopFinished") == 1
    with pytest.raises(Conflict), transaction():
        commands.open_stage(workshop, 4, actor=HOUSE)


def test_a_workshop_that_never_began_cannot_be_finished(app: Flask) -> None:
    workshop = make_workshop()
    with pytest.raises(Conflict), transaction():
        commands.finish_workshop(workshop, summary="nichts", actor=HOUSE)


def test_results_go_on_as_ideas_and_both_ends_show_it(app: Flask) -> None:
    process = make_process(phase=PhaseKind.WORKSHOP)
    workshop, board = make_workshop(process, open_to=5), make_board(process)
    prototype, note = make_prototype(workshop), make_note(workshop, 5)
    leader = person(make_facilitator(workshop))
    for source in (prototype, note):
        for _ in range(2):
            with transaction():
                idea = commands.hand_on_as_idea(
                    source,
                    board,
                    actor=leader,
                    title="Sonnensegel",
                    text="Zum Ausleihen.",
                    send_key=f"weiter-{source.subject_id}",
                )
        assert idea.origin is Origin.WORKSHOP
        assert [s.subject_id for s in what_grew_from(HOUSE, source.subject_id)] == [idea.subject_id]
        assert [s.subject_id for s in what_it_grew_from(HOUSE, idea.subject_id)] == [source.subject_id]
    assert db.session.scalar(select(func.count()).select_from(Idea)) == 2


def test_what_is_handed_on_keeps_whose_words_it_is_and_its_place(app: Flask) -> None:
    process = make_process(phase=PhaseKind.WORKSHOP)
    workshop, board = make_workshop(process, open_to=5), make_board(process)
    author, card, leader = make_account(), make_prototype(workshop), person(make_facilitator(workshop))
    with transaction():
        idea = commands.hand_on_as_idea(
            card, board, actor=leader, title="Sonnensegel",
            text="Zum Ausleihen.", author_id=author.id, street="Donauufer",
        )  # fmt: skip
    assert (idea.author_id, idea.street, idea.origin) == (author.id, "Donauufer", Origin.WORKSHOP)


def test_results_stay_in_their_process(app: Flask) -> None:
    workshop = make_workshop(open_to=1)
    note, board = make_note(workshop), make_board()
    with pytest.raises(Invalid), transaction():
        commands.hand_on_as_idea(note, board, actor=HOUSE, title="Idee", text="Text")


def test_a_result_card_is_made_once_and_revised_with_care(app: Flask) -> None:
    workshop = make_workshop(open_to=1)
    card, same = make_prototype(workshop, send_key="k"), make_prototype(workshop, send_key="k")
    assert card.subject_id == same.subject_id
    with transaction():
        commands.revise_prototype(card, actor=HOUSE, version=1, title="Segel")
    with pytest.raises(Conflict), transaction():
        commands.revise_prototype(card, actor=HOUSE, version=1, title="anders")
    assert db.session.get_one(Subject, card.subject_id).title == "Segel"


def test_notes_of_an_unpublished_process_are_for_its_staff_only(app: Flask) -> None:
    workshop = make_workshop(make_process(phase=PhaseKind.WORKSHOP, publish=False))
    assert queries.workshop_by_slug(workshop.slug, person(make_account())) is None
    assert queries.workshop_by_slug(workshop.slug, HOUSE) is not None
    assert db.session.scalar(select(func.count()).select_from(Note)) == 0
