"""Anybody can report a barrier from any page, and gets an answer within a month."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select

from participation import create_app
from participation.core.actor import HOUSE, Role
from participation.core.clock import now, stopped_at, today
from participation.core.database import db
from participation.core.errors import Conflict, InvalidTransition, NotAllowed
from participation.core.transactions import transaction
from participation.desk.barriers import commands, rules
from participation.desk.barriers.models import BarrierReport, BarrierState
from participation.extensions import limiter
from participation.records.journal.models import JournalDetail, JournalEntry
from participation.records.mailbox.models import Mail
from participation.town.privacy.tasks import apply_retention
from participation.town.settings.commands import change_settings
from tests.browser import Browser
from tests.conftest import Databases, settings_for
from tests.factories.people import make_account, make_department, make_staff, person

TEXT = "Die Schaltfläche hat keinen Namen."


@contextmanager
def later(seconds: float) -> Iterator[None]:
    with stopped_at(now() + timedelta(seconds=seconds)):
        yield


def make_report(**values: str) -> BarrierReport:
    with transaction():
        return commands.report_barrier(
            values.pop("text", TEXT), page="/karte", send_key=values.pop("send_key", "eins"),
            contact="stadt@example.org", **values,
        )  # fmt: skip


def mails() -> list[Mail]:
    return list(db.session.scalars(select(Mail).order_by(Mail.id)))


def test_a_barrier_is_reported_from_the_page_where_it_is(client: Browser) -> None:
    page = client.open("/massnahmen?sortierung=neueste")
    assert "Set-Cookie" not in page.response.headers
    form = client.open(page.links()["Barriere melden"])
    assert form.form("/barriere-melden").find("input", {"name": "page"})["value"] == "/massnahmen"  # type: ignore[index]
    with later(20):
        client.send("/barriere-melden", text=TEXT, aids="Vorleseprogramm", email="ich@example.org")
    receipt = client.follow()
    report = db.session.scalars(select(BarrierReport)).one()
    assert receipt.shows(f"Barriere {report.id}")
    assert not receipt.shows(TEXT)
    assert (report.page, report.aids, report.state) == ("/massnahmen", "Vorleseprogramm", BarrierState.OPEN)
    assert [(mail.recipient, mail.template) for mail in mails()] == [
        ("beteiligung@ulm.example", "barrier_reported"), ("ich@example.org", "barrier_received"),
    ]  # fmt: skip
    assert TEXT not in str(mails()[1].context)


def test_the_link_tells_no_secret_of_a_mail_and_nothing_after_the_question_mark(client: Browser) -> None:
    page = client.open("/passwort/neu/geheimer-link", status=410)
    assert page.links()["Barriere melden"] == "/barriere-melden"
    assert client.open("/suche?q=geheim").links()["Barriere melden"] == "/barriere-melden?von=/suche"
    assert client.open("/en/karte").links()["Report a barrier"] == "/en/barriere-melden?von=/en/karte"


def test_who_reports_in_english_comes_back_to_the_english_page(client: Browser) -> None:
    client.open("/en/barriere-melden?von=/en/karte")
    with later(20):
        client.send("/barriere-melden", text="No name")
    assert client.follow().links()["Back to the page"] == "/en/karte"
    assert db.session.scalars(select(BarrierReport.page)).one() == "/karte"
    assert rules.path_on_site("https://mitreden.example/karte", "https://mitreden.example/") == "/karte"


@pytest.mark.parametrize("target", ["https://evil.example/", "//evil.example", "javascript:alert(1)"])
def test_no_address_elsewhere_is_filled_in(client: Browser, target: str) -> None:
    form = client.open(f"/barriere-melden?von={target}").form("/barriere-melden")
    assert form.find("input", {"name": "page"})["value"] == ""  # type: ignore[index]


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"text": ""}, "Bitte beschreiben Sie, was Sie gehindert hat."),
        ({"text": "x" * 4001}, "höchstens 4.000 Zeichen"),
        ({"text": TEXT, "email": "keine"}, "Das ist keine vollständige E-Mail-Adresse"),
        ({"text": TEXT, "page": "x" * 501}, "höchstens 500 Zeichen"),
        ({"text": TEXT, "website": "https://spam.example"}, "Ein unsichtbares Feld war ausgefüllt"),
        ({"text": TEXT, "opened": "erfunden"}, "Das ging sehr schnell"),
    ],
)
def test_what_cannot_be_taken_is_said_and_nothing_is_lost(client: Browser, values: dict[str, str], said: str) -> None:
    client.open("/barriere-melden")
    with later(20):
        page = client.send("/barriere-melden", status=422, **{"aids": "Lupe", **values})
    assert page.shows(said)
    assert page.form("/barriere-melden").find("input", {"name": "aids"})["value"] == "Lupe"  # type: ignore[index]
    assert db.session.scalar(select(func.count()).select_from(BarrierReport)) == 0


def test_who_was_too_quick_sends_again(client: Browser) -> None:
    client.open("/barriere-melden")
    page = client.send("/barriere-melden", status=422, text=TEXT)
    assert page.shows("Das ging sehr schnell")
    with later(4):
        client.send("/barriere-melden")
    assert client.follow().shows("Ihre Meldung ist angekommen")


def test_sent_twice_is_one_report(client: Browser) -> None:
    client.open("/barriere-melden")
    form = client.page
    with later(20):
        first = client.send("/barriere-melden", text=TEXT)
        client.page = form
        second = client.send("/barriere-melden", text=TEXT)
    assert first.location == second.location
    assert len(mails()) == 1


def test_a_receipt_that_is_none_does_not_exist(client: Browser) -> None:
    client.open("/barriere-melden/eingang/1", status=404)


def test_the_city_answers_within_a_month_or_as_it_has_set(app: Flask) -> None:
    assert rules.due_day(date(2026, 1, 31)) == date(2026, 2, 28)
    assert rules.due_day(date(2026, 12, 5)) == date(2027, 1, 5)
    assert rules.due_day(date(2026, 11, 21), days=14) == date(2026, 12, 5)
    with transaction():
        change_settings({"barrier_days": 10}, actor=HOUSE)
    assert make_report().due_on == today() + timedelta(days=10)


def test_coordination_answers_by_mail_and_closes(client: Browser) -> None:
    report = make_report(email="ich@example.org", language="en")
    client.sign_in(make_staff(Role.COORDINATOR))
    desk = client.open("/schreibtisch/barrieren")
    client.open(desk.links()[f"Barriere {report.id}"])
    assert client.page is not None
    assert client.page.shows("ich@example.org")
    client.send(f"/schreibtisch/barrieren/{report.id}", answer="Die Schaltfläche hat jetzt einen Namen.")
    assert client.follow().shows("Die Antwort geht per E-Mail hinaus.")
    sent = mails()[-1]
    assert (sent.recipient, sent.template, sent.language) == ("ich@example.org", "barrier_answered", "en")
    client.open(f"/schreibtisch/barrieren/{report.id}")
    client.send("abschliessen")
    client.follow()
    client.open(f"/schreibtisch/barrieren/{report.id}")
    client.send("oeffnen")
    client.follow()
    ours = select(JournalEntry.event).where(JournalEntry.event.like("Barrier%"))
    events = list(db.session.scalars(ours.order_by(JournalEntry.id)))
    assert events == ["BarrierReported", "BarrierAnswered", "BarrierClosed", "BarrierReopened"]
    assert db.session.scalar(select(func.count()).select_from(JournalDetail)) == 0


def test_without_an_address_the_answer_is_noted(client: Browser) -> None:
    report = make_report()
    client.sign_in(make_staff(Role.ADMINISTRATOR))
    page = client.open(f"/schreibtisch/barrieren/{report.id}")
    assert page.shows("keine Adresse angegeben")
    assert client.send(f"/barrieren/{report.id}", status=422, answer="  ").shows("Bitte schreiben Sie, was Sie tun")
    client.send(f"/barrieren/{report.id}", answer="Behoben.")
    assert client.follow().shows("Die Antwort ist vermerkt.")
    assert len(mails()) == 1


def test_what_waits_too_long_is_marked_in_words(client: Browser) -> None:
    with stopped_at(now() - timedelta(days=60)):
        make_report()
    client.sign_in(make_staff(Role.COORDINATOR))
    page = client.open("/schreibtisch/barrieren")
    assert page.shows("1 Meldung ist überfällig")
    assert page.shows("Antwort war zugesagt")
    assert page.soup.find(string="überfällig")


def test_the_list_is_for_administration_and_coordination(client: Browser, app: Flask) -> None:
    report = make_report()
    client.open("/schreibtisch/barrieren", status=303)
    for role in (Role.MODERATOR, Role.EDITOR):
        client.sign_in(make_staff(role, make_department().subject_id))
        client.open("/schreibtisch/barrieren", status=403)
        client.post(f"/schreibtisch/barrieren/{report.id}", {"answer": "x", "version": "1"}, status=403)
    somebody = person(make_account())
    with pytest.raises(NotAllowed), transaction():
        commands.close_barrier(report, version=1, actor=somebody)


def test_who_answers_second_sees_what_was_answered_first(client: Browser) -> None:
    report = make_report()
    client.sign_in(make_staff(Role.COORDINATOR))
    client.open(f"/schreibtisch/barrieren/{report.id}")
    with transaction():
        commands.answer_barrier(report, answer="Von der anderen", version=1, actor=HOUSE)
    page = client.send(f"/barrieren/{report.id}", status=409, answer="Von mir")
    assert page.shows("Von der anderen")
    assert page.form(f"/barrieren/{report.id}").find("textarea").get_text().strip() == "Von mir"  # type: ignore[union-attr]
    client.send(f"/barrieren/{report.id}")


def test_a_closed_report_is_not_answered(app: Flask) -> None:
    report = make_report()
    with transaction():
        commands.close_barrier(report, version=1, actor=HOUSE)
    with pytest.raises(InvalidTransition), transaction():
        commands.answer_barrier(report, answer="zu spät", version=2, actor=HOUSE)


def test_one_of_many_who_answer_at_once_is_heard(live_app: Flask) -> None:
    with live_app.app_context():
        number = make_report(email="ich@example.org").id

    def answer(text: str) -> bool:
        with live_app.app_context():
            try:
                with transaction():
                    row = db.session.get_one(BarrierReport, number)
                    commands.answer_barrier(row, answer=text, version=1, actor=HOUSE)
            except Conflict:
                return False
            return True

    with ThreadPoolExecutor(6) as pool:
        heard = list(pool.map(answer, "abcdef"))
    with live_app.app_context():
        assert heard.count(True) == 1
        assert [mail.template for mail in mails()].count("barrier_answered") == 1


def test_words_and_addresses_go_a_year_after_the_end(app: Flask) -> None:
    with stopped_at(now() - timedelta(days=400)):
        old, open_one = make_report(email="ich@example.org"), make_report(send_key="zwei")
        with transaction():
            commands.close_barrier(old, version=1, actor=HOUSE)
    recent = make_report(send_key="drei")
    with transaction():
        commands.close_barrier(recent, version=1, actor=HOUSE)
    apply_retention()
    db.session.expire_all()
    assert (old.text, old.email) == ("", "")
    assert (open_one.text, recent.text) == (TEXT, TEXT)


def test_who_sends_too_often_is_asked_to_wait(databases: Databases, tmp_path: Path) -> None:
    url = databases.copy()
    app = create_app(replace(settings_for(url, tmp_path), rate_limits=True))
    browser = Browser(app)
    browser.open("/barriere-melden")
    answers = [browser.send("/barriere-melden", status=None).status for _ in range(11)]
    limiter.enabled = False  # the extension is shared with the application of the other tests
    app.extensions["data_version"].close()
    with app.app_context():
        db.session.remove()
        db.engine.dispose()
    databases.drop(url)
    assert answers == [422] * 10 + [429]
