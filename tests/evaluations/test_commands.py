"""Rounds, ratings, publications."""

from __future__ import annotations

import json
import threading
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError

from participation.action.evaluations import rules
from participation.action.evaluations.commands import (
    assess_own_measure,
    open_round,
    publish_round,
    rate,
    reopen_round,
)
from participation.action.evaluations.models import EvaluationRound, Publication, Review, RoundState
from participation.action.evaluations.queries import as_csv, newest_publication, recompute, round_by_slug
from participation.action.measures.commands import add_source
from participation.action.measures.models import MeasureStage
from participation.action.monitoring.commands import add_indicator, record_reached_level, record_reading
from participation.action.monitoring.models import Dimension
from participation.core.actor import HOUSE, VISITOR, Role
from participation.core.clock import today
from participation.core.database import db
from participation.core.errors import Conflict, DomainError, Invalid, NotAllowed
from participation.core.transactions import transaction
from participation.people.accounts.models import Account
from participation.people.departments.commands import grant_role
from participation.people.departments.queries import person_of_account
from participation.records.subjects.queries import what_grew_from
from tests.factories.action import (
    make_editor,
    make_goal,
    make_measure,
    make_publication,
    make_ratings,
    make_reviewer,
    make_round,
)
from tests.factories.dialogue import make_idea
from tests.factories.people import make_staff, person


def test_reviewers_rate_once_each_and_can_change_their_mind(app: Flask) -> None:
    round_, measure = make_round(), make_measure(stage=MeasureStage.IMPLEMENTATION)
    reviewer = person(make_reviewer(round_))
    for level in (2, 3):
        with transaction():
            rate(round_, measure.subject_id, level=level, reason="Gesehen.", actor=reviewer)
    [review] = db.session.scalars(select(Review)).all()
    assert (review.level, review.version, review.reviewer_number) == (3, 2, 1)
    for level, reason in ((5, "Gesehen."), (3, " ")):
        with pytest.raises(Invalid), transaction():
            rate(round_, measure.subject_id, level=level, reason=reason, actor=reviewer)


def test_who_is_not_named_or_leads_the_measure_may_not_review_it(app: Flask) -> None:
    round_, measure = make_round(), make_measure(stage=MeasureStage.IMPLEMENTATION)
    outsider = person(make_reviewer(make_round()))
    with pytest.raises(NotAllowed), transaction():
        rate(round_, measure.subject_id, level=3, reason="Gesehen.", actor=outsider)
    lead = make_editor(measure)
    with transaction():
        grant_role(lead.id, Role.REVIEWER, scope_id=round_.subject_id, actor=HOUSE)
    with pytest.raises(NotAllowed) as refusal, transaction():
        rate(round_, measure.subject_id, level=4, reason="Läuft.", actor=person(lead))
    assert "Selbsteinschätzung" in str(refusal.value)
    deputy = make_editor(measure)
    for account, level in ((lead, 4), (deputy, 3)):
        with transaction():
            assess_own_measure(round_, measure, level=level, reason="Läuft.", actor=person(account))
    assert [(r.kind.value, r.level) for r in db.session.scalars(select(Review))] == [("self", 3)]


def test_only_coordination_opens_and_publishes(app: Flask) -> None:
    editor = person(make_staff(Role.EDITOR))
    with pytest.raises(NotAllowed), transaction():
        open_round("Runde", slug="r", starts_on=today(), ends_on=today(), actor=editor)
    round_ = make_round()
    with pytest.raises(NotAllowed), transaction():
        publish_round(round_, actor=editor)


def test_a_publication_is_a_snapshot_that_can_be_recomputed_and_holds_no_personal_data(app: Flask) -> None:
    goal, idea = make_goal("offen"), make_idea(title="Ein Titel, der nicht in den Daten steht")
    measure = make_measure(stage=MeasureStage.IMPLEMENTATION, goal_ids=[goal.subject_id])
    with transaction():
        add_source(measure, source_id=idea.subject_id, actor=HOUSE, reason="Der Ort.")
        indicator = add_indicator(measure, dimension=Dimension.OUTPUT, name="Geräte", actor=HOUSE, target=24.5)
        record_reading(measure, indicator, read_on=today(), value=19, source="Protokoll", actor=HOUSE)
        record_reached_level(measure, 3, reached_on=today(), evidence="Protokoll", actor=HOUSE)
    round_ = make_round()
    make_ratings(round_, measure.subject_id, 4, 2, 3, 2)
    publication = make_publication(round_)
    db.session.expire_all()
    found = db.session.get_one(Publication, publication.subject_id)
    data = found.data
    assert recompute(data) == data["results"]
    assert rules.digest_of(data) == found.digest
    assert data["results"]["measures"][measure.slug]["level"] == 2
    assert data["results"]["goals"][goal.slug]["assessment"] == "partly"
    assert [review["level"] for review in data["measures"][0]["reviews"]] == [2, 2, 3, 4]
    said = json.dumps(data, ensure_ascii=False)
    for account in db.session.scalars(select(Account)):
        for secret in (account.email, account.actor_ref, account.pseudonym):
            assert secret not in said
    assert idea.title not in said
    table = as_csv(data).splitlines()
    assert table[0].startswith("kind,slug,title,level,assessment")
    assert any(row.startswith(f"measure,{measure.slug}") for row in table)
    targets = [link.subject_id for link in what_grew_from(VISITOR, measure.subject_id)]
    assert set(targets) == {goal.subject_id, publication.subject_id}


def test_a_correction_is_a_new_number_with_a_reason(app: Flask) -> None:
    measure, round_ = make_measure(stage=MeasureStage.IMPLEMENTATION), make_round()
    make_ratings(round_, measure.subject_id, 3)
    first = make_publication(round_, number=1)
    with pytest.raises(Conflict), transaction():
        publish_round(round_, actor=HOUSE, number=1, reason="noch einmal gesendet")
    with pytest.raises(Invalid), transaction():
        publish_round(round_, actor=HOUSE)
    with pytest.raises(Conflict):
        make_ratings(round_, measure.subject_id, 1)
    with transaction():
        reopen_round(round_, actor=HOUSE, reason="Eine Zahl war falsch.")
    make_ratings(round_, measure.subject_id, 1)
    second = make_publication(round_, reason="Eine Zahl war falsch.")
    assert (first.number, second.number) == (1, 2)
    assert first.data["results"]["measures"][measure.slug]["level"] == 3
    assert second.data["results"]["measures"][measure.slug]["level"] == 1
    found = newest_publication()
    assert found is not None
    assert found[0].subject_id == second.subject_id
    assert db.session.get_one(EvaluationRound, round_.subject_id).state is RoundState.PUBLISHED


def test_the_change_since_the_last_round_is_told(app: Flask) -> None:
    measure = make_measure(stage=MeasureStage.IMPLEMENTATION)
    earlier, later = make_round(ends_on=today() - timedelta(days=365)), make_round()
    make_ratings(earlier, measure.subject_id, 2)
    make_publication(earlier)
    make_ratings(later, measure.subject_id, 3)
    data = make_publication(later).data
    assert data["previous"]["round"] == earlier.slug
    assert data["results"]["measures"][measure.slug]["change"] == "up"


@pytest.mark.parametrize("statement", ["UPDATE publications SET reason = 'x'", "DELETE FROM publications"])
def test_the_database_lets_nobody_touch_a_publication(app: Flask, statement: str) -> None:
    measure, round_ = make_measure(stage=MeasureStage.IMPLEMENTATION), make_round()
    make_ratings(round_, measure.subject_id, 3)
    make_publication(round_)
    with pytest.raises(DBAPIError), transaction():
        db.session.execute(text(statement))


def test_a_round_without_ratings_or_summary_is_not_published(app: Flask) -> None:
    unrated = make_round()
    with pytest.raises(Conflict), transaction():
        publish_round(unrated, actor=HOUSE)
    measure = make_measure(stage=MeasureStage.IMPLEMENTATION)
    with transaction():
        bare = open_round("Kahl", slug="kahl", starts_on=today(), ends_on=today(), actor=HOUSE)
    make_ratings(bare, measure.subject_id, 3)
    with pytest.raises(Conflict), transaction():
        publish_round(bare, actor=HOUSE)


@pytest.mark.parametrize(("number", "rows"), [(1, [1]), (None, list(range(1, 7)))])
def test_publishing_in_parallel_gives_each_publication_a_number_of_its_own(
    live_app: Flask, number: int | None, rows: list[int]
) -> None:
    with live_app.app_context():
        measure, round_ = make_measure(stage=MeasureStage.IMPLEMENTATION), make_round(slug="runde")
        make_ratings(round_, measure.subject_id, 3)
        db.session.remove()
    faults: list[str] = []
    start = threading.Barrier(6)

    def publish() -> None:
        with live_app.app_context():
            start.wait()
            try:
                with transaction():
                    found = round_by_slug("runde")
                    assert found is not None
                    publish_round(found, actor=HOUSE, number=number, reason="Berichtigung")
            except DomainError as error:
                faults.append(type(error).__name__)
            finally:
                db.session.remove()

    threads = [threading.Thread(target=publish) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert faults == ["Conflict"] * (6 - len(rows))
    with live_app.app_context():
        assert sorted(db.session.scalars(select(Publication.number))) == rows
        db.session.remove()


def test_a_reviewer_who_sends_twice_at_once_has_one_rating(live_app: Flask) -> None:
    with live_app.app_context():
        measure, round_ = make_measure(stage=MeasureStage.IMPLEMENTATION), make_round(slug="runde")
        account = make_reviewer(round_)
        measure_id, account_id = measure.subject_id, account.id
        db.session.remove()
    start = threading.Barrier(6)

    def send() -> None:
        with live_app.app_context():
            actor = person_of_account(account_id)
            assert actor is not None
            db.session.rollback()
            start.wait()
            with transaction():
                found = round_by_slug("runde")
                assert found is not None
                rate(found, measure_id, level=3, reason="Gesehen.", actor=actor)
            db.session.remove()

    threads = [threading.Thread(target=send) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with live_app.app_context():
        assert list(db.session.scalars(select(Review.level))) == [3]
        db.session.remove()
