"""Signing in with two steps: setting it up, codes that work once, losing the phone."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pyotp
import pytest
from flask import Flask
from sqlalchemy import select

from participation import create_app
from participation.core.actor import Role
from participation.core.clock import now, stopped_at
from participation.core.database import db
from participation.core.errors import Invalid, NotAllowed
from participation.core.transactions import transaction
from participation.extensions import limiter
from participation.people.accounts.commands import request_password_reset
from participation.people.accounts.models import Account, SignIn
from participation.people.second_factors import commands, queries, rules
from participation.people.second_factors.models import Authenticator, RecoveryCode
from participation.people.second_factors.queries import SETTING
from participation.records.journal.models import JournalEntry
from participation.records.mailbox.models import Mail
from participation.records.mailbox.rendering import render_mail
from participation.town.settings.models import SiteSetting
from tests.browser import Browser
from tests.conftest import Databases, settings_for
from tests.factories.authenticators import KEY, set_up
from tests.factories.people import PASSWORD, make_account, make_staff, person
from tests.parallel import at_once

MOMENT = datetime(2026, 3, 3, 10, 0, 5, tzinfo=UTC)


def password_step(browser: Browser, account: Account) -> None:
    browser.open("/anmelden?next=/konto/zweiter-faktor")
    browser.send("/anmelden", email=account.email, password=PASSWORD)
    assert browser.page is not None
    assert browser.page.location == "/anmelden/zweiter-schritt"
    browser.follow()


def require_it() -> None:
    with transaction():
        db.session.merge(SiteSetting(name=SETTING, value=True))


def test_a_person_sets_it_up_and_signs_in_with_the_code(app: Flask, client: Browser) -> None:
    account = make_account()
    other = Browser(app).sign_in(account)
    client.sign_in(account)
    client.open("/konto/zweiter-faktor")
    client.send("/anfangen")
    page = client.follow()
    assert page.soup.find("svg") is not None
    secret = page.soup.find("code", {"class": "qr__secret"}).get_text().replace(" ", "")  # type: ignore[union-attr]
    assert client.send("/einrichten", code="000 000", status=422).shows("Dieser Code stimmt nicht")
    code = pyotp.TOTP(secret).now()
    page = client.send("/einrichten", code=f"{code[:3]} {code[3:]}", status=200)
    codes = re.findall(r"(?:[2-9a-z]{4}-){3}[2-9a-z]{4}", page.text)
    assert len(codes) == 10
    assert page.response.headers["Cache-Control"] == "private, no-store"
    answer = client.send("notfallcodes.txt", status=200).response
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert all(code in answer.get_data(as_text=True) for code in codes)
    client.page = page
    client.send("notfallcodes.txt", codes="was anderes", status=404)
    assert not client.open("/konto/zweiter-faktor").shows(codes[0])
    client.open("/konto/zweiter-faktor/einrichten", status=303)
    other.open("/konto", status=303)
    kept = db.session.scalars(select(Authenticator)).one()
    assert secret not in kept.secret
    assert codes[0] not in str(db.session.scalars(select(RecoveryCode.code_hash)).all())
    again = Browser(app)
    password_step(again, account)
    again.open("/konto", status=303)
    again.open("/anmelden/zweiter-schritt")
    again.send("/zweiter-schritt", code=codes[3].upper().replace("-", " "))
    assert again.follow().shows("Noch 9 Codes")


def test_a_code_of_the_app_works_once(app: Flask) -> None:
    account = make_account()
    with stopped_at(MOMENT):
        app_of, _codes = set_up(account, person(account))
        code = app_of.at(MOMENT)
        with transaction():
            commands.prove_by_code(account.id, code, key=KEY)
        with pytest.raises(Invalid, match="schon benutzt"), transaction():
            commands.prove_by_code(account.id, code, key=KEY)
    with stopped_at(MOMENT + timedelta(seconds=30)), pytest.raises(Invalid), transaction():
        commands.prove_by_code(account.id, code, key=KEY)


@pytest.mark.parametrize(("seconds", "good"), [(0, True), (-30, True), (30, True), (90, False), (-90, False)])
def test_clocks_may_be_half_a_minute_off(seconds: int, good: bool) -> None:
    secret = rules.new_secret()
    code = pyotp.TOTP(secret).at(MOMENT + timedelta(seconds=seconds))
    assert (rules.step_of_code(secret, code, at=MOMENT) is not None) is good


def test_under_another_key_a_secret_is_worth_nothing() -> None:
    text = rules.sealed("GEHEIM", key="eins")
    assert rules.unsealed(text, key="eins") == "GEHEIM"
    assert rules.unsealed(text, key="zwei") is None


@pytest.mark.parametrize("kind", ["app", "recovery"])
def test_of_two_who_use_a_code_at_the_same_moment_one_comes_in(live_app: Flask, kind: str) -> None:
    with live_app.app_context():
        account = make_account()
        app_of, codes = set_up(account, person(account))
        code = codes[0] if kind == "recovery" else app_of.now()

    def use(_number: int) -> None:
        with transaction():
            commands.prove_by_code(account.id, code, key=KEY)

    answers = [type(answer).__name__ for answer in at_once(live_app, use, count=8, threads=8)]
    assert sorted(answers) == ["Invalid"] * 7 + ["NoneType"]


def test_the_password_alone_opens_nothing(app: Flask, client: Browser) -> None:
    account = make_account()
    app_of, _codes = set_up(account, person(account))
    password_step(client, account)
    client.open("/konto", status=303)
    client.open("/anmelden/zweiter-schritt")
    assert client.send("/zweiter-schritt", code="000000", status=422).shows("Dieser Code stimmt nicht")
    client.send("/zweiter-schritt", code=app_of.now())
    assert client.follow().shows("Eingerichtet seit")


def test_the_second_step_waits_ten_minutes_and_once(app: Flask, client: Browser) -> None:
    account = make_account()
    _app, codes = set_up(account, person(account))
    password_step(client, account)
    with stopped_at(now() + timedelta(minutes=11)):
        client.send("/zweiter-schritt", code=codes[0])
        assert client.follow().shows("zu lange gedauert")
    Browser(app).open("/anmelden/zweiter-schritt", status=303)


def test_a_new_password_by_mail_does_not_pass_by_the_second_step(app: Flask, client: Browser) -> None:
    account = make_account()
    set_up(account, person(account))
    with transaction():
        request_password_reset(account.email)
    token = db.session.scalars(select(Mail).order_by(Mail.id.desc()).limit(1)).one().context["token"]
    client.open(f"/passwort/neu/{token}")
    client.send("", password="ein neuer langer Satz")
    assert client.page is not None
    assert client.page.location == "/anmelden/zweiter-schritt"
    client.open("/konto", status=303)


def test_where_it_is_required_staff_set_it_up_first(client: Browser) -> None:
    staff, participant = make_staff(Role.ADMINISTRATOR), make_account()
    require_it()
    client.sign_in(staff)
    client.open("/verwaltung/menschen", status=303)
    assert client.follow().shows("ist der zweite Schritt vorgeschrieben")
    set_up(staff, person(staff))
    client.sign_in(staff)
    client.open("/verwaltung/menschen")
    client.open("/konto/zweiter-faktor/entfernen", status=303)
    with pytest.raises(NotAllowed):
        commands.remove_second_factor(staff.id, required=True, actor=person(staff))
    client.sign_in(participant)
    client.open("/konto")


def test_administration_makes_it_a_duty_and_sees_who_lacks_it(client: Browser) -> None:
    administrator, coordinator = make_staff(Role.ADMINISTRATOR), make_staff(Role.COORDINATOR, pseudonym="Ohne Schritt")
    set_up(administrator, person(administrator))
    client.sign_in(administrator)
    page = client.open("/verwaltung/zweiter-faktor")
    assert page.shows("1 von 2 Menschen")
    assert page.shows("Ohne Schritt")
    client.send("/verwaltung/zweiter-faktor")
    assert client.follow().shows("Der zweite Schritt ist Pflicht")
    assert queries.second_factor_is_required()
    client.send("/verwaltung/zweiter-faktor")
    assert client.follow().shows("Der zweite Schritt ist freiwillig")
    with pytest.raises(NotAllowed):
        commands.require_second_factor(actor=person(coordinator))


def test_it_can_be_removed_and_new_codes_end_the_old(client: Browser) -> None:
    account = make_account()
    _app, codes = set_up(account, person(account))
    client.sign_in(account)
    client.open("/konto/zweiter-faktor")
    page = client.send("/notfallcodes", status=200)
    assert not page.shows(codes[0])
    with pytest.raises(Invalid), transaction():
        commands.prove_by_code(account.id, codes[0], key=KEY)
    client.open("/konto/zweiter-faktor/entfernen")
    client.send("/entfernen")
    assert client.follow().shows("Jetzt einrichten")
    assert not queries.has_second_factor(account.id)


def test_administration_resets_it_and_the_person_is_told(app: Flask, client: Browser) -> None:
    administrator, account = make_staff(Role.ADMINISTRATOR), make_account("Verlorene")
    set_up(account, person(account))
    Browser(app).sign_in(account)
    client.sign_in(administrator)
    client.open(f"/verwaltung/menschen/{account.id}/zweiter-faktor")
    client.send("/zweiter-faktor")
    assert client.follow().shows("Meldet sich nur mit Passwort an")
    mail = db.session.scalars(select(Mail).order_by(Mail.id.desc()).limit(1)).one()
    assert (mail.recipient, mail.template) == (account.email, "second_factor_reset")
    assert "überall abgemeldet" in render_mail(mail).get_content()
    entry = db.session.scalars(select(JournalEntry).where(JournalEntry.event == "SecondFactorReset")).one()
    assert entry.values == {"person_ref": account.actor_ref}
    assert db.session.scalars(
        select(SignIn.id).where(SignIn.account_id == account.id, SignIn.ended_at.is_(None))
    ).all() == []  # fmt: skip
    with pytest.raises(NotAllowed):
        commands.reset_second_factor(administrator.id, actor=person(account))


def test_guessing_codes_is_stopped_however_often_one_begins_anew(databases: Databases, tmp_path: Path) -> None:
    url = databases.copy()
    app: Flask = create_app(replace(settings_for(url, tmp_path), rate_limits=True))
    with app.app_context():
        account = make_account()
        set_up(account, person(account))
    for attempt in range(3):
        browser = Browser(app)
        password_step(browser, account)
        for _ in range(4 if attempt < 2 else 2):
            browser.send("/zweiter-schritt", code="000000", status=422)
    assert browser.send("/zweiter-schritt", code="000000", status=429).shows("Einen Moment bitte")
    limiter.enabled = False  # the extension is shared with the application of the other tests
    app.extensions["data_version"].close()
    with app.app_context():
        db.session.remove()
        db.engine.dispose()
    databases.drop(url)
