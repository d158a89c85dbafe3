"""Passkeys: in addition to the app, for the second step."""

from __future__ import annotations

import json

import pytest
from flask import Flask

from participation.core.clock import now, stopped_at
from participation.core.errors import Invalid
from participation.core.transactions import transaction
from participation.people.accounts.models import Account
from participation.people.second_factors import commands, queries
from participation.people.second_factors.commands.passkeys import ANSWER_WITHIN, Site
from tests.browser import Browser
from tests.factories.authenticators import Device, set_up
from tests.factories.people import PASSWORD, make_account, person

SITE = Site("localhost", "http://localhost", "Mitreden")


@pytest.fixture
def account(app: Flask) -> Account:
    made = make_account()
    set_up(made, person(made))
    return made


def ask(account: Account, **values: str) -> str:
    with transaction():
        return commands.ask_passkey(account.id, site=SITE, **values)


def add(account: Account, device: Device) -> None:
    options = ask(account, pseudonym=account.pseudonym)
    with transaction():
        commands.add_passkey(account.id, device.create(options), name="Laptop", site=SITE, actor=person(account))


def prove(account: Account, answer: str) -> None:
    with transaction():
        commands.prove_by_passkey(account.id, answer, site=SITE)


def test_a_passkey_is_added_and_replaces_the_code(app: Flask, client: Browser, account: Account) -> None:
    device = Device()
    client.sign_in(account)
    page = client.open("/konto/zweiter-faktor")
    assert page.form("/konto/passkeys").has_attr("hidden")
    options = client.post("/konto/passkeys/frage", status=200).body
    client.open("/konto/zweiter-faktor")
    client.send("/konto/passkeys", name="", answer=device.create(options), status=422)
    assert client.page is not None
    assert client.page.soup.find(id="passkey-answer")["value"] == ""  # type: ignore[index]
    options = client.post("/konto/passkeys/frage", status=200).body
    client.open("/konto/zweiter-faktor")
    client.send("/konto/passkeys", name="Arbeitsrechner", answer=device.create(options))
    assert client.follow().shows("Arbeitsrechner")
    other = Browser(app)
    other.open("/anmelden")
    other.send("/anmelden", email=account.email, password=PASSWORD)
    page = other.follow()
    asked = other.client.post("/anmelden/passkey/frage", data={"csrf_token": other.csrf_token()})
    other.send("/anmelden/passkey", answer=device.get(asked.get_data(as_text=True)))
    other.follow()
    assert other.open("/konto").shows("Mein Konto")
    client.open("/konto/zweiter-faktor")
    client.send("/entfernen")
    assert not client.follow().shows("Arbeitsrechner")


def test_an_answer_is_taken_once(account: Account) -> None:
    device = Device()
    add(account, device)
    answer = device.get(ask(account))
    prove(account, answer)
    with pytest.raises(Invalid):
        prove(account, answer)


def test_false_answers_are_refused(account: Account) -> None:
    device, stranger = Device(), Device()
    add(account, device)
    for wrong in (stranger, Device(origin="http://evil.example"), Device(host="evil.example")):
        wrong.id = device.id
        wrong.key = stranger.key if wrong is stranger else device.key
        with pytest.raises(Invalid):
            prove(account, wrong.get(ask(account)))
    late = device.get(ask(account))
    with stopped_at(now() + ANSWER_WITHIN * 2), pytest.raises(Invalid):
        prove(account, late)
    for nonsense in ("", "{}", "[]", '"x"', json.dumps({"response": {"clientDataJSON": "%%%"}})):
        with pytest.raises(Invalid):
            prove(account, nonsense)


def test_a_copy_whose_counter_runs_behind_is_refused(account: Account) -> None:
    device = Device()
    add(account, device)
    for _ in range(3):
        prove(account, device.get(ask(account)))
    device.count = 0
    with pytest.raises(Invalid):
        prove(account, device.get(ask(account)))


def test_somebody_elses_question_or_passkey_is_worth_nothing(account: Account) -> None:
    other, device = make_account(), Device()
    set_up(other, person(other))
    add(account, device)
    with pytest.raises(Invalid):
        prove(other, device.get(ask(account)))
    with pytest.raises(Invalid):
        prove(other, device.get(ask(other)))


def test_without_the_app_there_is_no_passkey(app: Flask) -> None:
    account = make_account()
    with pytest.raises(Invalid):
        add(account, Device())
    assert queries.passkeys_of(account.id) == []
