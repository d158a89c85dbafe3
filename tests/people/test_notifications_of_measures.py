"""What becomes of an idea is told to those who wrote and follow it, up to the published result."""

from __future__ import annotations

from flask import Flask

from participation.action.evaluations.commands import publish_round, rate
from participation.action.measures.commands import promote_idea
from participation.action.measures.models import MeasureStage
from participation.action.monitoring.commands import record_reached_level
from participation.core.actor import HOUSE
from participation.core.clock import today
from participation.core.transactions import transaction
from participation.dialogue.processes.commands import publish_news
from participation.people.notifications.queries import inbox_of
from participation.records.mailbox.rendering import render_mail
from tests.factories.action import make_measure, make_reviewer, make_round, move_measure
from tests.factories.desk import department_of
from tests.factories.dialogue import make_idea, make_process
from tests.factories.people import make_account, person
from tests.people.test_notifications import following, forget_mails, mails, subjects_of, work


def test_the_way_of_an_idea_is_told_to_its_author_and_followers(app: Flask) -> None:
    author, reader = make_account(), make_account()
    idea = make_idea(author_id=author.id, title="Messen")
    following(reader, idea.subject_id)
    with transaction():
        measure = promote_idea(
            idea, actor=HOUSE, department_id=department_of(idea), title="Messnetz für Luft", reason="Viele fragten."
        )
    work()
    assert subjects_of(mails()) == ["„Messen“ ist jetzt Teil einer Maßnahme"] * 2
    assert measure.slug in render_mail(mails()[0]).get_content()
    forget_mails()
    move_measure(measure, MeasureStage.PROJECT_IDEA)
    work()
    assert [(m.recipient, s) for m, s in zip(mails(), subjects_of(mails()), strict=True)] == [
        (reader.email, "„Messnetz für Luft“ ist jetzt eine Projektidee")
    ]
    assert "weil Sie einem Beitrag folgen, aus dem das entstanden ist" in render_mail(mails()[0]).get_content()
    assert inbox_of(person(author))[0].event == "StageChanged"


def test_who_stops_the_mails_on_a_measure_still_follows_the_idea(app: Flask) -> None:
    from participation.people.notifications.commands import stop_mails

    reader = make_account()
    idea = make_idea()
    following(reader, idea.subject_id)
    with transaction():
        measure = promote_idea(idea, actor=HOUSE, department_id=department_of(idea), title="Netz", reason="Ja.")
        stop_mails(measure.subject_id, account_id=reader.id)
    work()
    forget_mails()
    move_measure(measure, MeasureStage.PROJECT_IDEA)
    work()
    assert mails() == []
    assert inbox_of(person(reader))[0].event == "StageChanged"


def test_a_published_result_is_one_message_that_names_the_measures(app: Flask) -> None:
    reader = make_account()
    first = make_measure(title="Luft messen", stage=MeasureStage.IMPLEMENTATION)
    second = make_measure(title="Schatten spenden", stage=MeasureStage.IMPLEMENTATION)
    for measure in (first, second):
        following(reader, measure.subject_id)
        with transaction():
            record_reached_level(
                measure, 2, evidence="Die ersten Geräte hängen.", evidence_url="https://example.org/bericht",
                reached_on=today(), actor=HOUSE,
            )  # fmt: skip
    work()
    assert "„Luft messen“ steht jetzt auf Zielstufe 2" in subjects_of(mails())
    forget_mails()
    made = make_round("Evaluation 2026")
    reviewer = person(make_reviewer(made))
    with transaction():
        for measure in (first, second):
            rate(made, measure.subject_id, level=2, reason="Die Geräte hängen.", actor=reviewer)
        publish_round(made, actor=HOUSE)
    work()
    assert subjects_of(mails()) == ["Neues Ergebnis: „Evaluation 2026“"]
    text = render_mail(mails()[0]).get_content()
    assert "- Luft messen" in text
    assert "- Schatten spenden" in text
    assert "/ergebnisse/" in text


def test_news_of_a_process_are_told_to_its_followers(app: Flask) -> None:
    process, reader = make_process(title="Grüne Höfe"), make_account()
    following(reader, process.subject_id)
    with transaction():
        publish_news(process, title="Der Plan liegt aus", body="Im Rathaus.", actor=HOUSE)
    work()
    assert subjects_of(mails()) == ["Neues im Verfahren „Grüne Höfe“"]
    assert "Der Plan liegt aus" in render_mail(mails()[0]).get_content()
