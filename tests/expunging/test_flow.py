"""Two people: one asks, another one confirms or declines; nobody decides on their own request."""

from __future__ import annotations

from datetime import timedelta

import pytest
import sqlalchemy as sa
from flask import Flask

from participation.core import clock
from participation.core.actor import Role
from participation.core.clock import now
from participation.core.database import db
from participation.core.errors import Conflict, NotAllowed
from participation.core.transactions import transaction
from participation.desk.expunging import commands, tasks
from participation.desk.expunging.models import Expunging, Extent, Kind, Standing
from participation.dialogue.ideas.models import Idea
from participation.records.mailbox.models import Mail
from participation.records.subjects.models import State, Subject
from tests.browser import Browser
from tests.expunging.marked import asked, expunge, make_marked_measure, where_said, work
from tests.factories.desk import department_of, make_moderator
from tests.factories.dialogue import make_board, make_comment, make_idea
from tests.factories.people import make_account, make_staff, person


@pytest.fixture
def idea(app: Flask) -> Idea:
    return make_idea(title="Bank am Ufer", text="Dort, wo Frau Muster in der Hausnummer sieben wohnt, fehlt eine Bank.")


def test_two_people_expunge_an_idea_and_its_author_is_told(app: Flask, client: Browser, idea: Idea) -> None:
    author = idea.author_id
    first, second = make_moderator(idea), make_moderator(idea)
    client.sign_in(first).open(f"/ideen/{idea.subject_id}")
    assert client.page is not None
    assert "Tilgen beantragen" in client.page.text
    page = client.open(f"/schreibtisch/tilgen/idee/{idea.subject_id}")
    assert page.shows("1 Fassung")
    client.send("tilgen/idee", status=303, ground="others", reason="Der Text nennt, wo jemand wohnt.")
    page = client.follow()
    assert page.shows("Es entscheidet eine zweite Person")
    assert not page.shows("Ich habe gelesen")
    number = db.session.scalars(sa.select(Expunging.id)).one()
    work()
    asked_by_mail = set(db.session.scalars(sa.select(Mail.recipient).where(Mail.template == "expunging_requested")))
    assert asked_by_mail == {second.email}
    client.post(f"/schreibtisch/tilgen/{number}/bestaetigen", {"understood": "y"}, status=403)
    client.sign_in(second).open("/schreibtisch/tilgen")
    client.open(f"/schreibtisch/tilgen/{number}")
    client.send("bestaetigen", status=422)
    client.open(f"/schreibtisch/tilgen/{number}")
    client.send("bestaetigen", status=303, understood="y")
    work()
    page = client.open(f"/schreibtisch/tilgen/{number}")
    assert page.shows("Erledigt")
    assert not page.shows("Hausnummer sieben")
    mail = db.session.scalars(sa.select(Mail).where(Mail.template == "contribution_expunged")).one()
    assert mail.account_ref == db.session.scalar(
        sa.text("SELECT actor_ref FROM accounts WHERE id = :id"), {"id": author}
    )
    assert where_said(app, "Hausnummer sieben") == []
    assert client.open(f"/ideen/{idea.subject_id}").shows("Dieser Beitrag wurde getilgt")


def test_people_of_other_departments_are_refused(client: Browser, idea: Idea) -> None:
    client.sign_in(make_moderator(make_idea())).open(f"/schreibtisch/tilgen/idee/{idea.subject_id}", status=403)
    request = asked(Kind.IDEA, idea.subject_id)
    client.open(f"/schreibtisch/tilgen/{request.id}", status=403)
    assert not client.open("/schreibtisch/tilgen").shows("Antrag")
    client.sign_in(make_account()).open("/schreibtisch/tilgen", status=403)


def test_an_editor_asks_but_does_not_decide(client: Browser, idea: Idea) -> None:
    request = asked(Kind.IDEA, idea.subject_id)
    client.sign_in(make_staff(Role.EDITOR, department_of(idea)))
    client.open(f"/schreibtisch/tilgen/idee/{idea.subject_id}")
    assert client.open(f"/schreibtisch/tilgen/{request.id}").shows("Über das Tilgen entscheidet")
    client.post(f"/schreibtisch/tilgen/{request.id}/bestaetigen", {"understood": "y"}, status=403)


def test_declined_with_a_reason_nothing_goes(client: Browser, idea: Idea) -> None:
    request = asked(Kind.IDEA, idea.subject_id)
    client.sign_in(make_moderator(idea)).open(f"/schreibtisch/tilgen/{request.id}")
    client.send("ablehnen", status=422, answer="")
    client.open(f"/schreibtisch/tilgen/{request.id}")
    client.send("ablehnen", status=303, answer="Die Straße ist öffentlich bekannt.")
    work()
    assert client.follow().shows("Die Straße ist öffentlich bekannt.")
    assert db.session.get_one(Idea, idea.subject_id).state is State.PUBLIC


def test_a_request_lapses_after_fourteen_days(idea: Idea) -> None:
    request = asked(Kind.IDEA, idea.subject_id)
    second = person(make_staff(Role.COORDINATOR))
    with clock.stopped_at(now() + timedelta(days=14, minutes=1)):
        with pytest.raises(Conflict, match="verfallen"), transaction():
            commands.confirm_expunging(request, actor=second)
        tasks.let_old_requests_lapse()
    assert db.session.get_one(Expunging, request.id, populate_existing=True).state is Standing.LAPSED


def test_only_who_asked_takes_a_request_back(idea: Idea) -> None:
    account = make_staff(Role.ADMINISTRATOR)
    request = asked(Kind.IDEA, idea.subject_id, by=account)
    other = person(make_staff(Role.ADMINISTRATOR))
    with pytest.raises(NotAllowed), transaction():
        commands.withdraw_request(request, actor=other)
    with transaction():
        commands.withdraw_request(request, actor=person(account))
    with pytest.raises(Conflict), transaction():
        commands.confirm_expunging(request, actor=other)


def test_an_expunged_comment_leaves_a_mark_and_its_answers(client: Browser, idea: Idea) -> None:
    comment = make_comment(idea.subject_id, text="Ich wohne in der Hausnummer sieben.")
    make_comment(idea.subject_id, parent_id=comment.subject_id, text="Das wusste ich nicht.")
    before = db.session.get_one(Idea, idea.subject_id, populate_existing=True).comments
    expunge(Kind.COMMENT, comment.subject_id)
    page = client.open(f"/ideen/{idea.subject_id}")
    assert page.shows("Dieser Beitrag wurde am")
    assert page.shows("Das wusste ich nicht.")
    assert db.session.get_one(Idea, idea.subject_id, populate_existing=True).comments == before - 1
    english = client.open(f"/en/ideen/{idea.subject_id}")
    assert english.shows("This contribution was expunged on")


def test_an_expunged_idea_does_not_come_back_by_old_forms(client: Browser, app: Flask) -> None:
    author = make_account()
    idea = make_idea(make_board(), author_id=author.id)
    moderator = make_moderator(idea)
    writer, desk = Browser(app).sign_in(author), client.sign_in(moderator)
    writer.open(f"/ideen/{idea.subject_id}/bearbeiten")
    desk.open(f"/moderation/idee/{idea.subject_id}/verbergen")
    expunge(Kind.IDEA, idea.subject_id)
    writer.send("bearbeiten", status=None, title="Wieder da", text="Ein Satz, der lang genug ist.")
    desk.send("verbergen", status=None, cause="insult")
    desk.post(f"/moderation/idee/{idea.subject_id}/zeigen", {"reason": "Doch."}, status=404)
    writer.post(f"/ideen/{idea.subject_id}/zurueckziehen", status=None)
    found = db.session.get_one(Idea, idea.subject_id, populate_existing=True)
    assert (found.state, found.text) == (State.EXPUNGED, "")


def test_a_text_of_a_measure_goes_and_its_title_with_the_readable_address(app: Flask, client: Browser) -> None:
    measure = make_marked_measure()
    for part in ("solution", "title"):
        expunge(Kind.MEASURE, measure.subject_id, Extent.FIELD, part)
    assert where_said(app) == []
    path = db.session.get_one(Subject, measure.subject_id, populate_existing=True).path
    assert client.open(path).shows("Dieser Text wurde am")
