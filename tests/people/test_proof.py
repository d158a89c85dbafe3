"""Acts of weight ask once more who it is, and nothing that was typed is lost."""

from __future__ import annotations

from datetime import timedelta

from flask import Flask

from participation.core.actor import Role
from participation.core.clock import now, stopped_at
from tests.browser import Browser
from tests.factories.authenticators import set_up
from tests.factories.people import PASSWORD, make_account, make_department, make_staff, person

LATER = timedelta(minutes=16)


def test_a_page_of_weight_asks_for_the_password_first(client: Browser) -> None:
    administrator, account = make_staff(Role.ADMINISTRATOR), make_account()
    client.sign_in(administrator)
    with stopped_at(now() + LATER):
        client.open("/verwaltung/menschen")
        path = f"/verwaltung/menschen/{account.id}/aufgabe?aufgabe=coordinator"
        client.open(path, status=303)
        assert client.follow().heading == "Sind Sie es noch?"
        assert client.send("/noch-einmal", password="falsch", status=422).shows("nicht Ihr Passwort")
        client.send("/noch-einmal", password=PASSWORD)
        assert client.follow().shows("Aufgabe geben")
        client.open("/anmelden/noch-einmal?next=https://boese.example", status=303)
        assert client.page is not None
        assert client.page.location == "/"


def test_a_form_that_was_open_too_long_is_kept_and_sent_on(app: Flask, client: Browser) -> None:
    administrator, account = make_staff(Role.ADMINISTRATOR), make_account()
    department = make_department("Stadtgrün")
    client.sign_in(administrator)
    client.open(f"/verwaltung/menschen/{account.id}/aufgabe?aufgabe=moderator")
    with stopped_at(now() + LATER):
        page = client.send("/aufgabe", scope=department.subject_id, until="", status=403)
        assert page.heading == "Sind Sie es noch?"
        assert not person(account).is_staff
        page = client.send("/noch-einmal", password="falsch", status=422)
        page = client.send("/noch-einmal", password=PASSWORD, status=200)
        assert page.shows("Ihre Eingaben sind noch da")
        client.send(f"/verwaltung/menschen/{account.id}/aufgabe")
        assert person(account).has_role(Role.MODERATOR, department.subject_id)


def test_with_a_second_factor_the_code_is_asked(client: Browser) -> None:
    administrator = make_staff(Role.ADMINISTRATOR)
    _app, codes = set_up(administrator, person(administrator))
    client.sign_in(administrator)
    with stopped_at(now() + LATER):
        client.open("/verwaltung/einladungen/neu", status=303)
        client.follow()
        client.send("/noch-einmal", code=codes[0])
        assert client.follow().heading == "Jemanden einladen"


def test_htmx_is_led_to_the_question(client: Browser) -> None:
    administrator = make_staff(Role.ADMINISTRATOR)
    client.sign_in(administrator)
    with stopped_at(now() + LATER):
        headers = {"HX-Request": "true", "HX-Current-URL": "http://localhost/verwaltung/einladungen/neu?aufgabe=editor"}
        answer = client.client.get("/verwaltung/einladungen/neu", headers=headers)
    assert answer.status_code == 204
    assert answer.headers["HX-Redirect"].startswith("/anmelden/noch-einmal?next=")


def test_what_is_not_ours_is_not_sent_on(client: Browser) -> None:
    account = make_account()
    client.sign_in(account)
    with stopped_at(now() + LATER):
        client.open("/anmelden/noch-einmal")
        page = client.send(
            "/noch-einmal", password=PASSWORD, next="//boese.example/x", kept='[["name", "Wert"]]', status=200
        )
    assert page.form("/").get("action") != "//boese.example/x"
    assert "boese.example" not in page.body


def test_a_device_is_named_in_plain_words_and_its_last_use_is_noted(app: Flask, client: Browser) -> None:
    account = make_account()
    firefox = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:139.0) Gecko/20100101 Firefox/139.0"
    client.open("/anmelden", headers={"User-Agent": firefox})
    client.client.post(
        "/anmelden", headers={"User-Agent": firefox},
        data={"csrf_token": client.csrf_token(), "email": account.email, "password": PASSWORD},
    )  # fmt: skip
    assert client.open("/konto").shows("Firefox auf Windows")
    other = Browser(app).sign_in(account)
    with stopped_at(now() + timedelta(hours=3)):
        client.open("/konto")
        assert other.open("/konto").shows("zuletzt benutzt")
    with stopped_at(now() + timedelta(days=13)):
        client.open("/konto")
    with stopped_at(now() + timedelta(days=20)):
        client.open("/konto")
        other.open("/konto", status=303)
