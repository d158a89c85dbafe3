"""Hiding and restoring: with a reason, by the department only, once however often it is sent."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import select

from participation.core.actor import VISITOR, Role
from participation.core.database import db
from participation.core.errors import NotAllowed
from participation.core.transactions import transaction
from participation.desk.moderation.commands import hide_contribution
from participation.dialogue.comments.models import Comment
from participation.dialogue.ideas.models import Idea
from participation.records.journal.models import JournalEntry
from participation.records.journal.queries import history_of
from participation.records.subjects.models import State, SubjectKind
from participation.records.subjects.queries import subject_seen_by
from tests.browser import Browser
from tests.factories.desk import make_moderator
from tests.factories.dialogue import make_comment, make_idea
from tests.factories.people import make_account, make_department, make_staff, person
from tests.parallel import at_once


def test_a_moderator_hides_an_idea_with_a_reason_and_shows_it_again(client: Browser) -> None:
    idea = make_idea(title="Weg mit den anderen")
    client.sign_in(make_moderator(idea))
    page = client.open(f"/moderation/idee/{idea.subject_id}/verbergen")
    assert page.shows("erfährt per E-Mail, dass der Beitrag verborgen ist")
    assert client.send("/verbergen", status=422).shows("Bitte wählen Sie einen Grund.")
    assert client.send("/verbergen", cause="other", status=422).shows("in eigenen Worten")
    page = client.send("/verbergen", cause="insult", explanation="Gemeint sind die Nachbarn.")
    assert page.location == f"/ideen/{idea.subject_id}"
    assert subject_seen_by(VISITOR, idea.subject_id) is None
    page = client.open("/schreibtisch/verborgen")
    assert page.shows("Weg mit den anderen")
    assert page.shows("Der Beitrag beleidigt oder bedroht andere. Gemeint sind die Nachbarn.")
    client.open(page.links()["Wieder zeigen"])
    assert client.send("/zeigen", status=422).shows("Bitte begründen Sie")
    client.send("/zeigen", reason="Nach Beschwerde neu bewertet.")
    assert client.follow().shows("Der Beitrag ist wieder öffentlich.")
    assert subject_seen_by(VISITOR, idea.subject_id) is not None
    assert [h.event for h in history_of(idea.subject_id)][-2:] == ["IdeaHidden", "IdeaRestored"]


def test_hiding_a_comment_takes_it_from_the_count(client: Browser) -> None:
    idea = make_idea()
    comment = make_comment(idea.subject_id, text="Ihr spinnt doch alle")
    client.sign_in(make_moderator(idea))
    client.open(f"/moderation/kommentar/{comment.subject_id}/verbergen")
    client.send("/verbergen", cause="insult")
    found = db.session.scalars(select(Idea).execution_options(populate_existing=True)).one()
    assert found.comments == 0
    assert client.open(f"/moderation/kommentar/{comment.subject_id}/verbergen").shows("schon verborgen")
    page = client.open("/schreibtisch/verborgen")
    assert page.shows("Ihr spinnt doch alle")
    assert page.shows("Nichts zurückgezogen") is False
    client.open(f"/moderation/kommentar/{comment.subject_id}/zeigen")
    client.send("/zeigen", reason="War ein Missverständnis.")
    found = db.session.scalars(select(Idea).execution_options(populate_existing=True)).one()
    assert found.comments == 1


def test_other_departments_and_participants_do_not_moderate(client: Browser) -> None:
    idea = make_idea()
    address = f"/moderation/idee/{idea.subject_id}/verbergen"
    client.sign_in(make_staff(Role.MODERATOR, make_department().subject_id))
    assert client.open(address, status=403).shows("moderiert die Fachabteilung, zu deren Verfahren er gehört")
    assert client.open("/schreibtisch/verborgen").shows("Nichts verborgen")
    client.post(address, {"cause": "insult"}, status=403)
    client.post(address.replace("verbergen", "zeigen"), {"reason": "x"}, status=403)
    client.sign_in(make_staff(Role.COORDINATOR))
    client.open(address, status=403)
    client.open("/schreibtisch/verborgen")
    client.sign_in(make_account())
    client.open(address, status=403)
    nobody = person(make_account())
    with pytest.raises(NotAllowed), transaction():
        hide_contribution(idea.subject_id, SubjectKind.IDEA, actor=nobody, reason="x")


def test_a_wrong_kind_or_number_is_not_found(client: Browser) -> None:
    idea = make_idea()
    client.sign_in(make_moderator(idea))
    client.open(f"/moderation/kommentar/{idea.subject_id}/verbergen", status=404)
    client.open(f"/moderation/etwas/{idea.subject_id}/verbergen", status=404)
    client.open("/moderation/idee/999999/zeigen", status=404)


def test_twenty_parallel_hidings_hide_once(live_app: Flask) -> None:
    with live_app.app_context():
        idea = make_idea()
        comment = make_comment(idea.subject_id)
        actor = person(make_moderator(idea))
        numbers = idea.subject_id, comment.subject_id

    def hide(turn: int) -> None:
        with transaction():
            kind = (SubjectKind.IDEA, SubjectKind.COMMENT)[turn % 2]
            hide_contribution(numbers[turn % 2], kind, actor=actor, reason="Beleidigung")

    assert at_once(live_app, hide, count=20, threads=10) == [None] * 20
    with live_app.app_context():
        events = db.session.scalars(select(JournalEntry.event)).all()
        assert (events.count("IdeaHidden"), events.count("CommentHidden")) == (1, 1)
        assert db.session.get_one(Idea, numbers[0]).comments == 0
        assert db.session.get_one(Comment, numbers[1]).state is State.HIDDEN
