"""Answering ideas: what changes, who may, what happens when it is sent twice."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select

from participation.core.actor import HOUSE, Role
from participation.core.clock import now, today
from participation.core.database import db
from participation.core.errors import Conflict, Invalid, NotAllowed
from participation.core.transactions import transaction
from participation.desk.answers import queries
from participation.desk.answers.commands import answer_idea, take_into_review
from participation.desk.answers.models import Answer, AnswerOutcome
from participation.dialogue.ideas.models import Idea, IdeaStatus
from participation.dialogue.processes.commands import add_entry
from participation.dialogue.processes.models import EntryKind, Process
from participation.records.commitments.models import Commitment, CommitmentState
from participation.records.journal.queries import history_of
from participation.records.subjects.models import State
from tests.browser import Browser, fields_of
from tests.factories.desk import department_of, make_answer, make_moderator
from tests.factories.dialogue import make_board, make_idea
from tests.factories.people import make_account, make_department, make_staff, person
from tests.parallel import at_once


def fresh(idea: Idea) -> Idea:
    return db.session.scalars(
        select(Idea).where(Idea.subject_id == idea.subject_id).execution_options(populate_existing=True)
    ).one()


def answers_in(idea: Idea) -> int:
    return int(db.session.scalar(select(func.count()).where(Answer.subject_id == idea.subject_id)) or 0)


@pytest.mark.parametrize(
    ("outcome", "status"),
    [
        (AnswerOutcome.TAKEN_UP, IdeaStatus.ANSWERED),
        (AnswerOutcome.PARTLY, IdeaStatus.ANSWERED),
        (AnswerOutcome.NOT_OURS, IdeaStatus.ANSWERED),
        (AnswerOutcome.DECLINED, IdeaStatus.DECLINED),
    ],
)
def test_an_answer_moves_the_status_and_is_noted(app: Flask, outcome: AnswerOutcome, status: IdeaStatus) -> None:
    idea = make_idea()
    make_answer(idea, actor=person(make_moderator(idea)), outcome=outcome)
    assert fresh(idea).status is status
    assert [h.event for h in history_of(idea.subject_id)][-2:] == ["IdeaStatusChanged", "IdeaAnswered"]
    assert history_of(idea.subject_id)[-1].values["outcome"] == outcome.value


def test_a_next_step_with_a_day_becomes_a_promise(app: Flask) -> None:
    idea = make_idea()
    due = today() + timedelta(days=20)
    make_answer(idea, next_step="Wir stellen die Bank auf.", next_step_due=due)
    promise = db.session.scalars(select(Commitment).where(Commitment.subject_id == idea.subject_id)).one()
    assert (promise.due_on, promise.state, promise.department_id) == (due, CommitmentState.OPEN, department_of(idea))
    given = queries.answer_of(idea.subject_id)
    assert given is not None
    assert given.commitment_id == promise.id


def test_a_promise_stays_in_view_where_a_newer_answer_says_nothing_of_it(client: Browser) -> None:
    idea = make_idea()
    make_answer(idea, next_step="Wir stellen die Bank auf.", next_step_due=today() + timedelta(days=20))
    make_answer(idea, reason="Die Bank ist bestellt und wird gerade gebaut.")
    holds = client.open(f"/ideen/{idea.subject_id}").soup.find(class_="answer")
    assert holds is not None
    assert "Die Bank ist bestellt" in holds.get_text()
    assert "Wir stellen die Bank auf." in holds.get_text()
    assert "Zugesagt bis" in holds.get_text()


def test_an_answer_without_what_its_outcome_needs_changes_nothing(app: Flask) -> None:
    idea = make_idea()
    actor = person(make_moderator(idea))
    cases = [
        ({"outcome": AnswerOutcome.TAKEN_UP, "reason": " "}, "reason"),
        ({"outcome": AnswerOutcome.PASSED_ON, "reason": "Das macht der Bund."}, "passed_on_to"),
        ({"outcome": AnswerOutcome.MERGED, "reason": "Doppelt."}, "merged_into"),
        ({"outcome": AnswerOutcome.TAKEN_UP, "reason": "Ja.", "next_step_due": today()}, "next_step"),
        (
            {"outcome": AnswerOutcome.TAKEN_UP, "reason": "Ja.", "next_step": "Bank",
             "next_step_due": today() - timedelta(days=1)}, "next_step_due",
        ),
    ]  # fmt: skip
    for values, field in cases:
        with pytest.raises(Invalid) as caught, transaction():
            answer_idea(idea, actor=actor, **values)
        assert caught.value.field == field
    assert answers_in(idea) == 0
    assert fresh(idea).status is IdeaStatus.SUBMITTED
    assert db.session.scalar(select(func.count()).where(Commitment.subject_id == idea.subject_id)) == 0


def test_a_second_answer_holds_and_the_first_stays_readable(app: Flask) -> None:
    idea = make_idea()
    make_answer(idea, reason="Zuerst nicht.", outcome=AnswerOutcome.DECLINED)
    make_answer(idea, reason="Jetzt doch.", outcome=AnswerOutcome.TAKEN_UP)
    history = queries.answers_history(idea.subject_id)
    assert [(a.number, a.reason) for a in history] == [(2, "Jetzt doch."), (1, "Zuerst nicht.")]
    assert fresh(idea).status is IdeaStatus.ANSWERED


def test_merging_by_an_answer_leads_to_the_other_idea(app: Flask) -> None:
    board = make_board()
    idea, other = make_idea(board), make_idea(board, title="Mehr Bänke")
    make_answer(idea, outcome=AnswerOutcome.MERGED, merged_into=other, reason="Dieselbe Bank.")
    assert (fresh(idea).status, fresh(idea).state) == (IdeaStatus.MERGED, State.MERGED)
    given = queries.answer_of(idea.subject_id)
    assert given is not None
    assert (given.merged_id, given.merged_title) == (other.subject_id, "Mehr Bänke")
    with pytest.raises(Conflict):
        make_answer(idea)


def test_an_idea_in_a_measure_keeps_that_status(app: Flask) -> None:
    from participation.core.actor import HOUSE
    from participation.dialogue.ideas.commands import mark_promoted

    idea = make_idea()
    with transaction():
        mark_promoted(idea, actor=HOUSE)
    make_answer(idea)
    assert fresh(idea).status is IdeaStatus.PROMOTED
    with pytest.raises(Conflict, match="Maßnahme"):
        make_answer(idea, outcome=AnswerOutcome.DECLINED)


def test_other_departments_do_not_answer(app: Flask) -> None:
    idea = make_idea()
    stranger = make_staff(Role.MODERATOR, make_department().subject_id)
    editor = make_staff(Role.EDITOR, department_of(idea))
    for account in (stranger, editor, make_account()):
        with pytest.raises(NotAllowed):
            make_answer(idea, actor=person(account))
        with pytest.raises(NotAllowed), transaction():
            take_into_review(idea, actor=person(account))
    assert answers_in(idea) == 0


def test_a_stranger_gets_a_page_that_says_why(client: Browser) -> None:
    idea = make_idea()
    client.sign_in(make_staff(Role.MODERATOR, make_department().subject_id))
    page = client.open(f"/schreibtisch/ideen/{idea.subject_id}/antwort", status=403)
    assert page.shows("beantwortet die Fachabteilung, zu deren Verfahren sie gehört")
    client.open("/schreibtisch")
    client.post(f"/schreibtisch/ideen/{idea.subject_id}/antwort", {"outcome": "declined", "reason": "Nein"}, status=403)
    client.post(f"/schreibtisch/ideen/{idea.subject_id}/pruefung", status=403)
    assert answers_in(idea) == 0


def test_a_moderator_answers_and_moves_on_to_the_next(client: Browser) -> None:
    board = make_board()
    author = make_account("Donauspatz")
    first = make_idea(board, title="Bank am Ufer", author_id=author.id, submitted_at=now() - timedelta(days=40))
    second = make_idea(board, title="Trinkbrunnen", submitted_at=now() - timedelta(days=3))
    client.sign_in(make_moderator(first))
    page = client.open("/schreibtisch")
    assert page.shows("2 Ideen warten auf eine Antwort, 1 davon ist überfällig")
    assert page.shows("überfällig seit 12 Tagen")
    client.open(page.links()["Antworten"])
    assert client.page is not None
    assert client.page.shows("Sie geht an Donauspatz.")
    page = client.send("/antwort", status=422)
    assert page.shows("Bitte wählen Sie, was aus der Idee wird.")
    page = client.send("/antwort", outcome="taken_up", reason="Kommt.", next_step_due="2099-01-01", status=422)
    assert page.shows("Bitte sagen Sie, was bis zu diesem Tag geschieht.")
    assert page.soup.find("textarea", {"name": "reason"}).get_text().strip() == "Kommt."  # type: ignore[union-attr]
    assert answers_in(first) == 0
    client.send("/antwort", outcome="taken_up", reason="Kommt.", next_step="Aufstellen")
    page = client.follow()
    assert page.shows("Die Antwort auf „Bank am Ufer“ ist veröffentlicht.")
    assert page.soup.find(id="vorschau").get_text() == second.title  # type: ignore[union-attr]
    assert page.shows("1 Idee wartet auf eine Antwort")


def test_the_last_answer_leaves_an_empty_desk(client: Browser) -> None:
    idea = make_idea()
    client.sign_in(make_moderator(idea))
    client.open(f"/schreibtisch/ideen/{idea.subject_id}/antwort")
    client.send("/antwort", outcome="answered", reason="Das gibt es schon.")
    assert client.follow().shows("Alles beantwortet")


def test_sending_the_same_answer_twice_answers_once(client: Browser) -> None:
    idea = make_idea()
    client.sign_in(make_moderator(idea))
    form = client.open(f"/schreibtisch/ideen/{idea.subject_id}/antwort")
    client.send("/antwort", outcome="taken_up", reason="Kommt.")
    client.page = form
    client.send("/antwort", outcome="taken_up", reason="Kommt.")
    assert answers_in(idea) == 1


def test_who_did_not_see_the_newest_answer_is_told(client: Browser) -> None:
    idea = make_idea()
    client.sign_in(make_moderator(idea))
    client.open(f"/schreibtisch/ideen/{idea.subject_id}/antwort")
    make_answer(idea)
    page = client.send("/antwort", outcome="declined", reason="Nein.", status=422)
    assert page.shows("wurde inzwischen beantwortet")
    assert answers_in(idea) == 1


def test_an_idea_is_merged_by_its_address(client: Browser) -> None:
    board = make_board()
    idea, other = make_idea(board), make_idea(board)
    client.sign_in(make_moderator(idea))
    client.open(f"/schreibtisch/ideen/{idea.subject_id}/antwort")
    page = client.send("/antwort", outcome="merged", reason="Doppelt.", merged_into="die andere", status=422)
    assert page.shows("Nummer oder die Adresse der anderen Idee")
    page = client.send("/antwort", outcome="merged", reason="Doppelt.", merged_into=str(idea.subject_id), status=422)
    assert page.shows("Bitte wählen Sie eine andere Idee")
    assert answers_in(idea) == 0
    address = f"http://localhost/ideen/{other.subject_id}#kommentare"
    client.send("/antwort", outcome="merged", reason="Doppelt.", merged_into=address)
    assert fresh(idea).merged_into_id == other.subject_id


def test_taking_into_review_is_told_once(client: Browser) -> None:
    idea = make_idea()
    client.sign_in(make_moderator(idea))
    page = client.open("/schreibtisch")
    client.send("/pruefung")
    client.page = page
    client.send("/pruefung")
    assert client.follow().shows("in Prüfung")
    assert [h.event for h in history_of(idea.subject_id)].count("IdeaStatusChanged") == 1


def test_twenty_parallel_answers_with_one_key_answer_once(live_app: Flask) -> None:
    with live_app.app_context():
        idea = make_idea()
        actor = person(make_moderator(idea))
        subject_id = idea.subject_id

    def answer(_: int) -> None:
        with transaction():
            found = db.session.get_one(Idea, subject_id)
            answer_idea(
                found, actor=actor, outcome=AnswerOutcome.TAKEN_UP, reason="Kommt.", next_step="Bank",
                next_step_due=today(), send_key="ein Schlüssel",
            )  # fmt: skip

    assert at_once(live_app, answer, count=20, threads=10) == [None] * 20
    with live_app.app_context():
        assert db.session.scalar(select(func.count()).select_from(Answer)) == 1
        assert db.session.scalar(select(func.count()).select_from(Commitment)) == 1


def test_leeway_is_quoted_into_the_reason_and_nothing_is_sent_yet(app: Flask, client: Browser) -> None:
    board = make_board()
    idea = make_idea(board)
    with transaction():
        process = db.session.get_one(Process, board.process_id)
        fixed = add_entry(process, EntryKind.FIXED, title="Die Lage der Haltestelle", text="Die Gleise.", actor=HOUSE)
        partner = add_entry(process, EntryKind.PARTNER, title="Verkehrsverbund", actor=HOUSE)
    client.sign_in(make_moderator(idea))
    address = f"/schreibtisch/ideen/{idea.subject_id}/antwort"
    client.open(address)
    page = client.send(address, status=200, reason="Das prüfen wir.", next_step="Ein Plan", zitat=str(fixed.id))
    assert fields_of(page.form(address)) | {"next_step": "Ein Plan"} == fields_of(page.form(address))
    quoted = "Das prüfen wir.\n\n> **Das steht fest:** Die Lage der Haltestelle\n> Die Gleise."
    assert str(fields_of(page.form(address))["reason"]).strip() == quoted
    assert answers_in(idea) == 0
    client.send(address, outcome="taken_up")
    assert answers_in(idea) == 1
    client.open(address)
    for other in (partner.id, 10**30, "x"):
        client.send(address, status=404, at=address, zitat=str(other))
        client.open(address)
