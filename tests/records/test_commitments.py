"""Promises: kept, moved, broken, and the page that shows them."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask

from participation.core.actor import Role
from participation.core.clock import today
from participation.core.errors import Invalid, InvalidTransition, NotAllowed
from participation.core.transactions import transaction
from participation.records.commitments import commands, queries
from participation.records.commitments.models import CommitmentState
from participation.records.journal.queries import history_of
from tests.browser import Browser
from tests.factories.desk import make_answer, make_moderator, make_promise
from tests.factories.dialogue import make_idea
from tests.factories.people import make_department, make_staff, person


def test_a_promise_is_moved_with_a_reason_and_then_kept(app: Flask) -> None:
    idea = make_idea()
    actor = person(make_moderator(idea))
    promise = make_promise(idea)
    first, later = promise.due_on, today() + timedelta(days=60)
    with transaction():
        commands.move_commitment(promise, actor=actor, due_on=later, reason="Die Lieferung kommt später.")
    with transaction():
        commands.keep_commitment(promise, actor=actor)
    with transaction():
        commands.keep_commitment(promise, actor=actor)
    assert (promise.first_due_on, promise.due_on, promise.state) == (first, later, CommitmentState.KEPT)
    events = [h.event for h in history_of(idea.subject_id)]
    assert events[-3:] == ["CommitmentMade", "CommitmentMoved", "CommitmentKept"]
    with pytest.raises(InvalidTransition), transaction():
        commands.break_commitment(promise, actor=actor, reason="Doch nicht.")


def test_moving_and_breaking_need_a_reason_and_a_day_to_come(app: Flask) -> None:
    idea = make_idea()
    actor = person(make_moderator(idea))
    promise = make_promise(idea)
    with pytest.raises(Invalid), transaction():
        commands.break_commitment(promise, actor=actor, reason=" ")
    with pytest.raises(Invalid), transaction():
        commands.move_commitment(promise, actor=actor, due_on=today() - timedelta(days=1), reason="Zu spät.")
    stranger = person(make_staff(Role.MODERATOR, make_department().subject_id))
    with pytest.raises(NotAllowed), transaction():
        commands.keep_commitment(promise, actor=stranger)


def test_everyone_reads_what_was_promised_and_what_is_late(client: Browser) -> None:
    idea = make_idea(title="Bank am Ufer")
    make_promise(idea, text="Wir pflanzen einen Baum")
    make_promise(idea, text="Wir streichen das Geländer", due_on=today() - timedelta(days=3))
    hidden = make_idea()
    make_promise(hidden, text="Wir sagen nichts")
    with transaction():
        from participation.core.actor import HOUSE
        from participation.dialogue.ideas.commands import hide_idea

        hide_idea(hidden, actor=HOUSE, reason="Beleidigung")
    page = client.open("/zusagen")
    assert page.text.index("Geländer") < page.text.index("Baum")
    assert page.shows("überfällig")
    assert not page.shows("Wir sagen nichts")
    assert page.links()["Bank am Ufer"] == f"/ideen/{idea.subject_id}"
    assert client.open("/zusagen?stand=gehalten").shows("Keine Zusage mit diesem Stand")
    assert "Set-Cookie" not in page.response.headers


def test_the_department_says_how_a_promise_stands(client: Browser) -> None:
    idea = make_idea()
    make_answer(idea, next_step="Bank aufstellen", next_step_due=today() + timedelta(days=5))
    client.sign_in(make_moderator(idea))
    page = client.open("/schreibtisch/zusagen")
    assert client.open("/schreibtisch").shows("1 Zusage wird diese Woche fällig")
    client.open(page.links()["Stand melden"])
    page = client.send("/zusagen/", state="moved", reason="", status=422)
    assert page.shows("Bitte wählen Sie den neuen Tag.")
    page = client.send("/zusagen/", state="broken", reason="", status=422)
    assert page.shows("Bitte nennen Sie den Grund")
    client.send("/zusagen/", state="broken", reason="Kein Geld im Haushalt.")
    client.follow()
    assert client.open("/zusagen").shows("Kein Geld im Haushalt.")
    assert queries.public_counts()[CommitmentState.BROKEN] == 1


def test_other_departments_do_not_settle(client: Browser) -> None:
    promise = make_promise(make_idea())
    client.sign_in(make_staff(Role.EDITOR, make_department().subject_id))
    assert client.open("/schreibtisch/zusagen").shows("Nichts offen")
    page = client.open(f"/schreibtisch/zusagen/{promise.id}", status=403)
    assert page.shows("nur die Fachabteilung, die sie gegeben hat")
    client.open("/schreibtisch/zusagen")
    client.post(f"/schreibtisch/zusagen/{promise.id}", {"state": "kept"}, status=403)
    client.open("/schreibtisch/zusagen/999999", status=404)
