"""Publishing a process: what it lacks, who has to agree, when the clock does it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from participation.core import clock
from participation.core.actor import HOUSE, Role
from participation.core.clock import now
from participation.core.database import db
from participation.core.errors import Conflict, Invalid, NotAllowed
from participation.core.transactions import transaction
from participation.desk.planning import commands
from participation.desk.planning.tasks import publish_what_is_due, remind_of_summaries
from participation.dialogue.processes.commands import edit_part
from participation.dialogue.processes.models import Process, Release, ReleaseState
from participation.dialogue.processes.queries import open_release, values_of
from participation.dialogue.processes.rules import ProcessPart, fingerprint
from participation.people.departments.commands import grant_role
from participation.people.notifications.models import Notification
from participation.people.notifications.tasks import tell_people
from participation.records.journal.models import JournalEntry
from participation.records.journal.tasks import chain_new_entries
from participation.records.subjects.models import State, Subject
from tests.browser import Browser
from tests.factories.people import make_account, person
from tests.factories.planning import make_editors, make_ready
from tests.parallel import at_once

DESK = "/schreibtisch/verfahren/mehr-schatten"


def fresh(process: Process) -> Process:
    db.session.rollback()
    return db.session.scalars(
        select(Process).where(Process.subject_id == process.subject_id).execution_options(populate_existing=True)
    ).one()


def events(name: str) -> int:
    return db.session.scalar(select(func.count()).where(JournalEntry.event == name)) or 0


def test_an_editor_publishes_what_lacks_nothing(app: Flask) -> None:
    department, [account] = make_editors()
    make_ready(department)
    browser = Browser(app).sign_in(account)
    Browser(app).open("/verfahren/mehr-schatten", status=404)
    browser.open(f"{DESK}/veroeffentlichen")
    browser.send("/veroeffentlichen")
    assert browser.follow().shows("Das Verfahren ist veröffentlicht.")
    page = Browser(app).open("/verfahren/mehr-schatten")
    assert page.heading == "Mehr Schatten"
    assert page.shows("Angekündigt")
    browser.post(f"{DESK}/veroeffentlichen", {"when": "jetzt"}, status=409)
    assert events("ProcessPublished") == 1


@pytest.mark.parametrize("name", ["block_how", "block_fixed", "block_influence", "block_outcome", "decider"])
def test_nothing_is_published_while_one_of_the_four_blocks_is_empty(app: Flask, name: str) -> None:
    department, [account] = make_editors()
    process = make_ready(department, **{name: ""})
    browser = Browser(app).sign_in(account)
    assert browser.open(f"{DESK}/veroeffentlichen").shows("Das fehlt noch")
    browser.post(f"{DESK}/veroeffentlichen", {"when": "jetzt"}, status=422)
    with pytest.raises(Invalid), transaction():
        commands.publish_now(process, actor=person(account))


def test_a_hole_in_a_prefilled_text_keeps_it_a_draft(app: Flask) -> None:
    department, [account] = make_editors()
    process = make_ready(department, block_fixed="[Bitte ergänzen: Was feststeht.]")
    with pytest.raises(Invalid), transaction():
        commands.publish_now(process, actor=person(account))


def test_other_departments_and_other_roles_publish_nothing(app: Flask) -> None:
    department, _ = make_editors()
    _, [stranger] = make_editors()
    process = make_ready(department)
    coordinator = make_account()
    with transaction():
        grant_role(coordinator.id, Role.COORDINATOR, scope_id=None, actor=HOUSE)
    for account in (stranger, coordinator):
        with pytest.raises(NotAllowed), transaction():
            commands.publish_now(process, actor=person(account))
    browser = Browser(app).sign_in(stranger)
    browser.post(f"{DESK}/veroeffentlichen", {"when": "jetzt"}, status=404)
    Browser(app).sign_in(coordinator).post(f"{DESK}/veroeffentlichen", {"when": "jetzt"}, status=403)


def test_a_second_person_releases_and_nobody_their_own_request(app: Flask) -> None:
    department, [first, second] = make_editors(2, needs_release=True)
    process = make_ready(department)
    with transaction():  # a second role changes nothing: it is the person who counts
        grant_role(first.id, Role.EDITOR, scope_id=process.subject_id, actor=HOUSE)
        grant_role(first.id, Role.MODERATOR, scope_id=department.subject_id, actor=HOUSE)
    asking, deciding = Browser(app).sign_in(first), Browser(app).sign_in(second)
    assert asking.open(f"{DESK}/veroeffentlichen").shows("Es kommt 1 Person dafür in Frage.")
    asking.send("/veroeffentlichen")
    assert asking.follow().shows("um Freigabe gebeten")
    asked = open_release(process.subject_id)
    assert asked is not None
    assert not asking.open(f"{DESK}/veroeffentlichen").soup.find("form", action=f"{DESK}/freigeben/{asked.id}")
    asking.post(f"{DESK}/freigeben/{asked.id}", status=403)
    asking.post(f"{DESK}/zurueckgeben/{asked.id}", {"reason": "Doch nicht"}, status=403)
    assert fresh(process).published_at is None
    deciding.open(f"{DESK}/veroeffentlichen")
    deciding.send("/freigeben/")
    assert deciding.follow().shows("Das Verfahren ist veröffentlicht.")
    deciding.post(f"{DESK}/freigeben/{asked.id}", status=409)
    assert events("ProcessPublished") == 1


def test_without_a_second_person_nothing_is_published_at_once_or_later(app: Flask) -> None:
    department, [account] = make_editors(needs_release=True)
    process = make_ready(department)
    for publish in (
        lambda: commands.publish_now(process, actor=person(account)),
        lambda: commands.publish_later(process, at=now() + timedelta(days=1), actor=person(account)),
    ):
        with pytest.raises(NotAllowed), transaction():
            publish()


def test_the_database_itself_refuses_a_release_by_who_asked(app: Flask) -> None:
    department, _ = make_editors(needs_release=True)
    process = make_ready(department)
    own = Release(process_id=process.subject_id, requested_by_ref="a", decided_by_ref="a", state=ReleaseState.RELEASED)
    with pytest.raises(IntegrityError), transaction():
        db.session.add(own)


def test_a_process_comes_back_with_a_reason(app: Flask) -> None:
    department, [first, second] = make_editors(2, needs_release=True)
    process = make_ready(department)
    with transaction():
        asked = commands.request_release(process, at=None, actor=person(first))
    browser = Browser(app).sign_in(second)
    browser.open(f"{DESK}/veroeffentlichen")
    browser.send("/zurueckgeben/", status=422, reason="")
    assert browser.page is not None
    assert browser.page.shows("Bitte schreiben Sie, was noch zu ändern ist.")
    browser.send("/zurueckgeben/", reason="Die Phase ist zu kurz.")
    assert browser.follow().shows("Die Phase ist zu kurz.")
    db.session.expire_all()
    assert db.session.get_one(Release, asked.id).state is ReleaseState.RETURNED


def test_who_changes_something_withdraws_the_request(app: Flask) -> None:
    """What the second person saw is what is released, nothing else."""
    department, [first, second] = make_editors(2, needs_release=True)
    process = make_ready(department)
    with transaction():
        asked = commands.request_release(process, at=None, actor=person(first))
    seen = fingerprint(values_of(fresh(process), ProcessPart.EASY_LANGUAGE))
    with transaction():
        edit_part(process, ProcessPart.EASY_LANGUAGE, seen=seen, easy_language="Anders.", actor=person(first))
    with pytest.raises(Conflict), transaction():
        commands.release(process, asked.id, actor=person(second))
    assert fresh(process).published_at is None


def test_a_time_that_was_released_does_not_hold_for_other_words(app: Flask) -> None:
    department, [first, second] = make_editors(2, needs_release=True)
    process = make_ready(department)
    with transaction():
        asked = commands.request_release(process, at=now() + timedelta(days=2), actor=person(first))
    with transaction():
        commands.release(process, asked.id, actor=person(second))
    assert fresh(process).publish_at is not None
    seen = fingerprint(values_of(fresh(process), ProcessPart.EASY_LANGUAGE))
    with transaction():
        edit_part(process, ProcessPart.EASY_LANGUAGE, seen=seen, easy_language="Anders.", actor=person(first))
    assert fresh(process).publish_at is None


def test_the_clock_publishes_once_when_the_time_has_come(app: Flask) -> None:
    department, [account] = make_editors()
    process = make_ready(department)
    browser = Browser(app).sign_in(account)
    tomorrow = clock.today() + timedelta(days=1)
    browser.open(f"{DESK}/veroeffentlichen")
    browser.send("/veroeffentlichen", when="spaeter", day=tomorrow.isoformat(), time="09:30")
    assert browser.follow().shows("09:30 Uhr")
    publish_what_is_due()
    assert fresh(process).published_at is None
    with clock.stopped_at(now() + timedelta(days=3)):
        publish_what_is_due()
        publish_what_is_due()
        assert fresh(process).published_at is not None
    assert events("ProcessPublished") == 1
    assert db.session.get_one(Subject, process.subject_id).state is State.PUBLIC


def test_a_time_in_the_past_is_refused_beside_its_field(app: Flask) -> None:
    department, [account] = make_editors()
    make_ready(department)
    browser = Browser(app).sign_in(account)
    browser.open(f"{DESK}/veroeffentlichen")
    page = browser.send("/veroeffentlichen", status=422, when="spaeter", day="2020-01-01")
    assert page.shows("Bitte wählen Sie einen Zeitpunkt, der noch vor uns liegt.")
    assert page.soup.find("input", {"name": "day"})["value"] == "2020-01-01"  # type: ignore[index]
    page = browser.send("/veroeffentlichen", status=422, when="spaeter", day="")
    assert page.shows("Bitte wählen Sie einen Tag.")


def test_what_lacks_something_when_its_time_comes_stays_a_draft(app: Flask) -> None:
    department, [account] = make_editors()
    process = make_ready(department)
    with transaction():
        commands.publish_later(process, at=now() + timedelta(days=1), actor=person(account))
    with transaction():
        db.session.get_one(Process, process.subject_id).block_how = " "
    with clock.stopped_at(now() + timedelta(days=2)):
        publish_what_is_due()
    assert fresh(process).published_at is None
    assert fresh(process).publish_at is None
    assert events("ScheduleCancelled") == 1


def test_two_clocks_at_once_publish_once(live_app: Flask) -> None:
    with live_app.app_context():
        department, [account] = make_editors()
        process = make_ready(department)
        with transaction():
            commands.publish_later(process, at=now() + timedelta(hours=1), actor=person(account))
        number = process.subject_id

    def tick(_number: int) -> None:
        with clock.stopped_at(now() + timedelta(hours=2)):
            publish_what_is_due()

    assert set(at_once(live_app, tick, count=8, threads=4)) == {None}
    with live_app.app_context():
        assert db.session.get_one(Process, number).published_at is not None
        assert events("ProcessPublished") == 1


def test_two_releases_at_once_are_one(live_app: Flask) -> None:
    with live_app.app_context():
        department, [first, *others] = make_editors(4, needs_release=True)
        process = make_ready(department)
        with transaction():
            asked = commands.request_release(process, at=None, actor=person(first))
        number, asked_id, actors = process.subject_id, asked.id, [person(one) for one in others]

    def release(which: int) -> str:
        with transaction():
            commands.release(db.session.get_one(Process, number), asked_id, actor=actors[which])
        return "released"

    answers = at_once(live_app, release, count=3, threads=3)
    assert answers.count("released") == 1
    assert sum(isinstance(answer, Conflict) for answer in answers) == 2


def test_editors_are_told_of_a_request_and_reminded_of_a_result_once(app: Flask) -> None:
    department, [first, second] = make_editors(2, needs_release=True)
    process = make_ready(department)
    with transaction():
        asked = commands.request_release(process, at=None, actor=person(first))
    with transaction():
        commands.release(process, asked.id, actor=person(second))
    with clock.stopped_at(now() + timedelta(days=70)):
        remind_of_summaries()
        assert events("SummaryReminded") == 0
    with clock.stopped_at(now() + timedelta(days=73)):
        remind_of_summaries()
        remind_of_summaries()
        chain_new_entries()
        tell_people()
    assert events("SummaryReminded") == 1
    told = db.session.execute(
        select(Notification.account_id, Notification.event).where(Notification.subject_id == process.subject_id)
    ).all()
    assert set(told) == {
        (second.id, "ReleaseRequested"), (first.id, "ReleaseGranted"), (first.id, "SummaryReminded"),
        (second.id, "SummaryReminded"),
    }  # fmt: skip
    page = Browser(app).sign_in(second).open("/konto/mitteilungen")
    assert page.shows("Was kam heraus? „Mehr Schatten“ ist zu Ende")


def test_the_end_asks_for_the_result_and_then_for_the_archive(app: Flask) -> None:
    department, [account] = make_editors()
    process = make_ready(department)
    with transaction():
        commands.publish_now(process, actor=person(account))
    with pytest.raises(Conflict), transaction():
        commands.archive(process, actor=person(account))
    with clock.stopped_at(now() + timedelta(days=90)):
        browser = Browser(app).sign_in(account)
        assert browser.open(DESK).shows("Erzählen Sie, was herauskam")
        with pytest.raises(Conflict), transaction():
            commands.archive(process, actor=person(account))
        browser.open(f"{DESK}/abschluss")
        browser.send("/abschluss", status=422, results="")
        browser.send("/abschluss", results="Zwölf neue Bäume.")
        browser.follow()
        browser.send("/archivieren")
        assert browser.follow().shows("Archiviert seit")
        assert Browser(app).open("/verfahren/mehr-schatten").shows("Zwölf neue Bäume.")
        for path in ("/frage", "/phasen/neu", "/neuigkeiten/neu", "/unterlagen/neu", "/bild", "/spielraum/neu"):
            browser.open(f"{DESK}{path}", status=409)
        browser.post(f"{DESK}/frage", {"title": "Anders"}, status=409)
        assert browser.open("/schreibtisch/verfahren?stand=archiv").shows("Mehr Schatten")


def test_the_change_log_says_what_and_when_but_not_who(app: Flask) -> None:
    department, [account] = make_editors()
    process = make_ready(department)
    with transaction():
        commands.publish_now(process, actor=person(account))
    browser = Browser(app).sign_in(account)
    browser.open(f"{DESK}/kontakt")
    browser.send("/kontakt", contact_name="Frau Muster")
    page = Browser(app).open("/verfahren/mehr-schatten/aenderungen")
    assert page.shows("Der Kontakt wurde geändert.")
    assert page.shows("Das Verfahren wurde veröffentlicht.")
    assert page.shows(f"Redaktion, {department.name}")
    assert not page.shows("Eine Phase kam hinzu.")
    assert account.pseudonym not in page.text
