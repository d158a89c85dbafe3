"""What the provider must not say: each false answer comes from the provider itself, and lets nobody in."""

from __future__ import annotations

from datetime import timedelta

import pytest
import requests
from flask import Flask
from sqlalchemy import func, select

from participation import create_app
from participation.core.clock import now, stopped_at
from participation.core.database import db
from participation.people.accounts.models import Account, SignIn
from participation.people.identities.models import Arrival, Identity
from tests.conftest import Databases, settings_for
from tests.identities.conftest import Person, Provider
from tests.identities.test_signing_in import joins

REFUSED = "/anmelden/stadtkonto/hinweis/"
UNTRUSTED = {
    "wrong_nonce": ["InvalidClaimError"], "no_nonce": ["MissingClaimError"], "wrong_audience": ["MissingClaimError"],
    "audience_behind_azp": ["ValueError"], "several_audiences": ["InvalidClaimError"],
    "wrong_issuer": ["InvalidClaimError"], "expired": ["ExpiredTokenError"], "unknown_key": ["InvalidKeyIdError"],
    "forged_key": ["BadSignatureError"], "alg_none": ["UnsupportedAlgorithmError"],
    "hs256_with_public_key": ["UnsupportedAlgorithmError"], "no_id_token": ["ValueError"],
    "no_subject": ["MissingClaimError"], "other_iss": [], "token_500": ["HTTPError"],
    "calls_itself_otherwise": ["ValueError"],
}  # fmt: skip
"""False answers, and the kind of error that each is refused with."""


def nobody_came_in(person: Person) -> bool:
    db.session.rollback()
    counts = [db.session.scalar(select(func.count()).select_from(table)) for table in (Arrival, Identity, SignIn)]
    return counts == [0, 0, 0] and not person.is_signed_in()


@pytest.mark.parametrize("lie", UNTRUSTED)
def test_a_false_answer_lets_nobody_in(
    app: Flask, provider: Provider, somebody: Person, lie: str, caplog: pytest.LogCaptureFixture
) -> None:
    if lie == "calls_itself_otherwise":
        provider.sees(lie)
        assert somebody.open("/anmelden/stadtkonto", status=303).location == f"{REFUSED}untrusted"
    else:
        provider.sees(lie)
        reason = "unreachable" if lie == "token_500" else "untrusted"
        assert somebody.comes_back().location == f"{REFUSED}{reason}", lie
    assert [record.__dict__["kind"] for record in caplog.records] == UNTRUSTED[lie], "refused for its own reason"
    page = somebody.follow(status=None)
    assert page.status in {400, 503}
    assert "Zur Anmeldung" in page.links()
    assert nobody_came_in(somebody)
    provider.sees()
    app.extensions.pop("broker", None)
    assert somebody.comes_back().location == "/anmelden/stadtkonto/willkommen", "the next true answer is taken"


def test_an_id_token_of_an_earlier_sign_in_is_refused(app: Flask, provider: Provider, somebody: Person) -> None:
    somebody.comes_back()
    provider.sees("replay")
    other = Person(app)
    assert other.comes_back().location == f"{REFUSED}untrusted"
    assert not other.is_signed_in()


def test_an_answer_is_taken_once_even_if_cookie_and_code_are_kept(app: Flask, provider: Provider) -> None:
    first = Person(app)
    joins(first)
    provider.sees("codes_for_ever")
    person = Person(app)
    address = person.goes_to_provider()
    cookie = person.client.get_cookie("sitzung")
    assert cookie is not None
    assert person.open(address, status=303).location == "/"
    assert person.is_signed_in()
    assert person.open(address, status=303).location == f"{REFUSED}lost", "the same browser"
    thief = Person(app)
    assert thief.open(address, status=303).location == f"{REFUSED}lost", "another browser"
    thief.client.set_cookie(cookie.key, cookie.value)
    assert thief.open(address, status=303).location == f"{REFUSED}lost", "another browser with the old cookie"
    assert not thief.is_signed_in()


@pytest.mark.parametrize("lie", ["forged_state", "no_state"])
def test_an_answer_that_this_browser_did_not_ask_for_is_refused(provider: Provider, somebody: Person, lie: str) -> None:
    provider.sees(lie)
    assert somebody.comes_back().location == f"{REFUSED}lost"
    assert somebody.follow(status=400).heading == "Bitte fangen Sie noch einmal an"
    assert nobody_came_in(somebody)


def test_an_answer_that_comes_too_late_is_refused(provider: Provider, somebody: Person) -> None:
    address = somebody.goes_to_provider()
    with stopped_at(now() + timedelta(minutes=61)):
        assert somebody.open(address, status=303).location == f"{REFUSED}lost"
    somebody.client.delete_cookie("sitzung")
    assert somebody.open(address, status=303).location == f"{REFUSED}lost"


def test_whoever_presses_cancel_reads_a_kind_sentence(provider: Provider, somebody: Person) -> None:
    provider.sees("cancel")
    assert somebody.comes_back("/en/anmelden/stadtkonto").location == f"/en{REFUSED}cancelled"
    assert somebody.follow().heading == "You cancelled signing in"
    provider.sees("error")
    assert somebody.comes_back().location == f"{REFUSED}refused"
    assert "<b>x</b>" not in somebody.follow(status=400).body
    assert nobody_came_in(somebody)


def test_a_provider_that_is_down_leaves_the_other_ways_open(databases: Databases, tmp_path) -> None:  # type: ignore[no-untyped-def]
    url = databases.copy()
    settings = Provider("http://127.0.0.1:9").settings(settings_for(url, tmp_path))
    app = create_app(settings)
    person = Person(app)
    try:
        assert "Mit Stadtkonto anmelden" in person.open("/anmelden").links()
        assert person.open("/anmelden/stadtkonto", status=303).location == f"{REFUSED}unreachable"
        page = person.follow(status=503)
        assert page.shows("Wir erreichen „Stadtkonto“ im Moment nicht")
        assert page.links()["Zur Anmeldung"] == "/anmelden"
    finally:
        with app.app_context():
            app.extensions["data_version"].close()
            db.session.remove()
            db.engine.dispose()
        databases.drop(url)


def test_many_begun_ways_do_not_fill_the_cookie(provider: Provider, somebody: Person) -> None:
    for _ in range(12):
        address = somebody.goes_to_provider()
    cookie = somebody.client.get_cookie("sitzung")
    assert cookie is not None
    assert len(cookie.value) < 2500
    assert somebody.open(address, status=303).location == "/anmelden/stadtkonto/willkommen"


def test_the_question_to_the_provider_holds_pkce_nonce_state_and_the_exact_address(
    provider: Provider, somebody: Person
) -> None:
    somebody.goes_to_provider("/en/anmelden/stadtkonto")
    (asked,) = provider.is_told()["asked"]
    assert asked["redirect_uri"] == "http://localhost/anmelden/stadtkonto/zurueck"
    assert asked["code_challenge_method"] == "S256"
    assert len(asked["code_challenge"]) == 43
    assert asked["response_type"] == "code"
    assert asked["nonce"]
    assert asked["state"]


def test_the_provider_refuses_a_code_without_its_verifier(provider: Provider, somebody: Person) -> None:
    address = somebody.goes_to_provider()
    code = address.split("code=")[1].split("&")[0]
    answer = requests.post(
        f"{provider.issuer}/token", auth=("mitreden", "a secret that both know"), timeout=10,
        data={
            "grant_type": "authorization_code", "code": code,
            "redirect_uri": "http://localhost/anmelden/stadtkonto/zurueck",
        },
    )  # fmt: skip
    assert answer.status_code == 400


def test_an_arrival_is_over_after_an_hour_and_good_once(app: Flask, provider: Provider, somebody: Person) -> None:
    somebody.comes_back()
    somebody.follow()
    with stopped_at(now() + timedelta(minutes=61)):
        page = somebody.send("/willkommen", pseudonym="Spät", terms="y")
        assert page.location == f"{REFUSED}lost"
    assert db.session.scalar(select(func.count()).select_from(Account)) == 0
