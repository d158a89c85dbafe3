"""Linking an account that is there already, taking the link away, and the way back for whoever has no password."""

from __future__ import annotations

import io
import json
import zipfile
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from participation.core.actor import HOUSE, Role
from participation.core.clock import now, stopped_at
from participation.core.database import db
from participation.core.transactions import transaction
from participation.people.accounts.commands import sign_up
from participation.people.accounts.models import Account, SignIn
from participation.people.accounts.queries import account_by_email
from participation.people.identities import commands
from participation.people.identities.models import Arrival, Identity
from participation.people.identities.queries import identities_of, proven_assurance
from participation.people.second_factors.commands import require_second_factor
from participation.records.mailbox.models import Mail
from tests.browser import Browser
from tests.conftest import Databases
from tests.factories.authenticators import set_up
from tests.factories.people import PASSWORD, make_account, person
from tests.identities.conftest import Person, Provider
from tests.identities.test_roles import joined, signs_in
from tests.parallel import at_once

LATER = timedelta(minutes=16)


def mails(template: str) -> list[Mail]:
    return list(db.session.scalars(select(Mail).where(Mail.template == template)))


def test_an_equal_address_never_takes_an_account_over(provider: Provider, somebody: Person) -> None:
    account = make_account("Altbekannt", email="spatz@example.org")
    somebody.comes_back()
    somebody.follow()
    page = somebody.send("/willkommen", pseudonym="Neuer", terms="y", status=422)
    assert page.shows("gibt es hier schon ein Konto")
    assert identities_of(account.id) == []
    assert not somebody.is_signed_in()


def test_whoever_has_an_account_signs_in_to_it_and_links_it(app: Flask, provider: Provider, somebody: Person) -> None:
    account = make_account("Altbekannt", email="spatz@example.org")
    somebody.comes_back()
    somebody.open(somebody.follow().links()["Mit dem bisherigen Konto anmelden"])
    somebody.send("/anmelden", email=account.email, password="falsch", status=422)
    somebody.send("/anmelden", email=account.email, password=PASSWORD)
    page = somebody.follow()
    assert page.heading == "Diesen Zugang verbinden?"
    assert page.shows("s•••@example.org")
    assert identities_of(account.id) == []
    somebody.send("/konto/zugaenge/neu")
    assert somebody.follow().shows("Verbunden")
    assert len(mails("identity_linked")) == 1
    somebody.post("/konto/zugaenge/neu")
    assert len(identities_of(account.id)) == 1, "an arrival is good once"
    other = signs_in(app, provider)
    assert other.open("/konto").shows("Altbekannt")


def test_linking_an_account_with_a_second_step_takes_that_step(provider: Provider, somebody: Person) -> None:
    account = make_account(email="spatz@example.org")
    _maker, codes = set_up(account, person(account))
    somebody.comes_back()
    somebody.open(somebody.follow().links()["Mit dem bisherigen Konto anmelden"])
    somebody.send("/anmelden", email=account.email, password=PASSWORD)
    assert somebody.open("/konto/zugaenge/neu", status=303).location.startswith("/anmelden")
    somebody.open("/anmelden/zweiter-schritt")
    somebody.send("/zweiter-schritt", code=codes[0])
    assert somebody.follow().heading == "Diesen Zugang verbinden?"


def test_whoever_is_signed_in_links_from_their_account_and_must_be_fresh(
    app: Flask, provider: Provider, somebody: Person
) -> None:
    account = make_account()
    somebody.sign_in(account)
    with stopped_at(now() + LATER):
        assert somebody.comes_back("/konto/zugaenge/verbinden").location == "/konto/zugaenge/neu"
        assert somebody.follow(status=303).location.startswith("/anmelden/noch-einmal")
        somebody.post("/konto/zugaenge/neu", status=403)
    assert identities_of(account.id) == []
    assert somebody.comes_back("/konto/zugaenge/verbinden").location == "/konto/zugaenge/neu"
    somebody.follow()
    somebody.send("/konto/zugaenge/neu")
    assert len(identities_of(account.id)) == 1
    other = Person(app)
    other.sign_in(make_account())
    assert other.comes_back("/konto/zugaenge/verbinden").location.endswith("/hinweis/taken")
    assert other.follow(status=409).shows("gehört schon zu einem Konto")


def test_coming_back_alone_links_nothing_to_whoever_is_signed_in(provider: Provider, somebody: Person) -> None:
    """Somebody is led to the broker with another's session there: they are asked, and nothing happens by itself."""
    account = make_account()
    somebody.sign_in(account)
    somebody.comes_back("/konto/zugaenge/verbinden")
    assert identities_of(account.id) == []


def test_unlinking_ends_what_came_by_it_but_never_the_last_way_in(
    app: Flask, provider: Provider, somebody: Person
) -> None:
    provider.sees(roles=["leitung"])
    account = joined(somebody)
    number = identities_of(account.id)[0].id
    assert "loesen" not in somebody.open("/konto/zugaenge").body
    somebody.post(f"/konto/zugaenge/{number}/loesen")
    assert somebody.follow().shows("Das ist Ihr einziger Weg in Ihr Konto")
    somebody.open("/konto/daten/passwort")
    somebody.send("/konto/daten/passwort", password="ein ganz neuer langer Satz")
    other = signs_in(app, provider, "leitung")
    somebody.open("/konto/zugaenge")
    somebody.send(f"/{number}/loesen")
    assert identities_of(account.id) == []
    assert person(account).grants.held == set()
    assert somebody.is_signed_in()
    assert not other.is_signed_in()
    assert len(mails("identity_unlinked")) == 1
    stranger = Browser(app).sign_in(make_account())
    stranger.open("/konto")
    stranger.post(f"/konto/zugaenge/{number}/loesen", status=404)


def test_acts_of_weight_ask_whoever_has_no_password_at_the_broker(
    app: Flask, provider: Provider, somebody: Person
) -> None:
    provider.sees(roles=["chef"])
    account = joined(somebody)
    other = make_account()
    somebody.open(f"/verwaltung/menschen/{other.id}/aufgabe?aufgabe=coordinator")
    with transaction():
        sign_in = db.session.scalars(select(SignIn).where(SignIn.account_id == account.id)).one()
        sign_in.proved_at = now() - LATER
    page = somebody.send("/aufgabe", status=403)
    assert page.heading == "Sind Sie es noch?"
    kept = page
    assert somebody.send("/noch-einmal", status=422).shows("noch nicht bestätigt")
    provider.sees(asked_ago=3600, roles=["chef"])
    address = kept.links()["Mit Stadtkonto bestätigen, dass Sie es sind (neues Fenster)"]
    assert somebody.comes_back(address).location.endswith("/untrusted"), "the broker did not ask again"
    (asked,) = provider.is_told()["asked"]
    assert (asked["prompt"], asked["max_age"]) == ("login", "0")
    provider.sees(sub="another")
    assert somebody.comes_back(address).location.endswith("/somebody_else")
    provider.sees(roles=["chef"])
    assert somebody.comes_back(address).location == "/anmelden/stadtkonto/bestaetigt"
    assert somebody.follow().heading == "Danke, das ist bestätigt"
    somebody.page = kept
    assert somebody.send("/noch-einmal", status=200).shows("Ihre Eingaben sind noch da")
    somebody.send(f"/verwaltung/menschen/{other.id}/aufgabe")
    assert person(other).has_role(Role.COORDINATOR)


def test_a_page_of_weight_leads_there_and_back(provider: Provider, somebody: Person) -> None:
    account = joined(somebody)
    with transaction():
        db.session.scalars(select(SignIn).where(SignIn.account_id == account.id)).one().proved_at = now() - LATER
    somebody.open("/konto/zweiter-faktor/einrichten", status=303)
    address = somebody.follow().links()["Mit Stadtkonto bestätigen"]
    assert somebody.comes_back(address).location == "/konto/zweiter-faktor/einrichten"


def test_without_a_password_one_takes_ones_data_along_and_erases_them(provider: Provider, somebody: Person) -> None:
    provider.sees(acr="level-high")
    account = joined(somebody)
    page = somebody.open("/konto/daten/mitnehmen")
    assert 'name="password"' not in page.body
    answer = somebody.client.post("/konto/daten/mitnehmen", data={"csrf_token": somebody.csrf_token()})
    with zipfile.ZipFile(io.BytesIO(answer.data)) as archive:
        data = json.loads(archive.read("daten.json"))
    told = str(data)
    assert provider.issuer in told
    assert "eid" in told
    assert "4711" not in told
    with transaction():
        db.session.scalars(select(SignIn).where(SignIn.account_id == account.id)).one().proved_at = now() - LATER
    assert "/noch-einmal" in somebody.open("/konto/loeschen", status=303).location


def test_the_brokers_second_step_counts_where_the_city_says_so(
    app: Flask, provider: Provider, somebody: Person
) -> None:
    provider.sees(roles=["leitung"])
    account = joined(somebody)
    with transaction():
        require_second_factor(actor=HOUSE)
    assert somebody.open("/schreibtisch", status=303).location == "/konto/zweiter-faktor"
    provider.sees(roles=["leitung"], amr=["pwd", "mfa"])
    other = Person(app)
    other.comes_back()
    assert other.open("/schreibtisch").status == 200
    set_up(account, person(account))
    third = Person(app)
    third.comes_back()
    assert third.is_signed_in(), "the broker has asked already"
    provider.sees(roles=["leitung"], amr=["pwd"])
    fourth = Person(app)
    assert fourth.comes_back().location == "/anmelden/zweiter-schritt"
    assert not fourth.is_signed_in()


def test_an_address_that_the_broker_did_not_confirm_is_confirmed_by_mail(
    app: Flask, provider: Provider, somebody: Person
) -> None:
    provider.sees(email="spatz@example.org", email_verified="true")
    somebody.comes_back()
    somebody.follow()
    somebody.send("/willkommen", pseudonym="Donauspatz", email="spatz@example.org", terms="y")
    assert somebody.page is not None
    assert somebody.page.location == "/konto/post"
    account = account_by_email("spatz@example.org")
    assert account is not None
    assert not account.is_confirmed
    assert not somebody.is_signed_in()
    assert identities_of(account.id) == [], "nobody has shown yet that the address is theirs"
    (mail,) = mails("confirm")
    somebody.open(f"/konto/bestaetigen/{mail.context['token']}")
    assert somebody.send().location == "/konto/zugaenge/neu"
    somebody.follow()
    somebody.send("/konto/zugaenge/neu")
    assert len(identities_of(account.id)) == 1


def test_whoever_types_a_known_address_learns_nothing_and_gets_nothing(provider: Provider, somebody: Person) -> None:
    account = make_account(email="alt@example.org")
    provider.sees(email="", email_verified=False)
    somebody.comes_back()
    somebody.follow()
    somebody.send("/willkommen", pseudonym="Donauspatz", email="alt@example.org", terms="y")
    assert somebody.page is not None
    assert somebody.page.location == "/konto/post"
    assert identities_of(account.id) == []
    assert len(mails("account_exists")) == 1


def test_an_account_that_nobody_confirmed_goes_to_whose_address_it_is(
    app: Flask, provider: Provider, somebody: Person
) -> None:
    with transaction():
        sign_up("spatz@example.org", pseudonym="Vorlaut", password_hash="x", language="de")
    account = joined(somebody)
    assert (account.pseudonym, account.password_hash, account.is_confirmed) == ("Donauspatz", "", True)


def test_a_taken_pseudonym_is_told_beside_the_field_and_nothing_is_lost(provider: Provider, somebody: Person) -> None:
    make_account("Donauspatz")
    somebody.comes_back()
    somebody.follow()
    assert somebody.send("/willkommen", pseudonym="donau spatz", terms="y", status=422).shows("schon vergeben")
    somebody.send("/willkommen", pseudonym="Blauspatz", terms="y")
    assert somebody.is_signed_in()


def test_the_strongest_level_of_all_ways_in_counts_and_an_erased_account_frees_the_person(
    app: Flask, provider: Provider, somebody: Person
) -> None:
    provider.sees(acr="level-low")
    account = joined(somebody)
    assert proven_assurance(account.id) == "email"
    provider.sees(sub="another", acr="level-high")
    somebody.comes_back("/konto/zugaenge/verbinden")
    somebody.follow()
    somebody.send("/konto/zugaenge/neu")
    assert proven_assurance(account.id) == "eid"
    provider.sees(acr="made-up")
    Person(app).comes_back()
    assert proven_assurance(account.id) == "eid"
    with transaction():
        commands.forget_person(account.id, address="spatz@example.org")
    assert proven_assurance(account.id) is None
    assert db.session.scalars(select(Arrival)).all() == []


def test_old_answers_and_arrivals_are_forgotten(provider: Provider, somebody: Person) -> None:
    somebody.comes_back()
    with stopped_at(now() + timedelta(hours=2)), transaction():
        commands.forget_old_answers()
    assert db.session.scalars(select(Arrival)).all() == []


def test_one_identity_has_one_account_however_many_try(databases: Databases, live_app: Flask) -> None:
    from participation.people.identities.rules import Proof

    with live_app.app_context():
        accounts = [make_account().id for _ in range(4)]
    proof = Proof("https://konto.example", "a" * 64)

    def link(number: int) -> int:
        with transaction():
            return commands.link(proof, account_id=accounts[number % 4]).account_id

    found = at_once(live_app, link, count=8, threads=4)
    assert sum(isinstance(one, int) for one in found) == 1
    with live_app.app_context():
        assert len(db.session.scalars(select(Identity)).all()) == 1
        assert db.session.scalars(select(Account)).all()


def test_an_account_that_nobody_confirmed_cannot_be_linked(provider: Provider, somebody: Person) -> None:
    """Whose address it is would find somebody else's way in after confirming it."""
    account = make_account(confirmed=False)
    somebody.sign_in(account)
    somebody.comes_back("/konto/zugaenge/verbinden")
    somebody.follow()
    somebody.send("/konto/zugaenge/neu")
    assert somebody.follow().shows("Bitte bestätigen Sie zuerst Ihre E-Mail-Adresse")
    assert identities_of(account.id) == []


def test_one_step_there_does_not_stand_in_for_the_code_here(app: Flask, provider: Provider, somebody: Person) -> None:
    account = joined(somebody)
    set_up(account, person(account))
    somebody.sign_in(account)
    path = "/anmelden/stadtkonto/noch-einmal?next=/konto"
    assert somebody.comes_back(path).location.endswith("/one_step")
    provider.sees(amr=["mfa"])
    assert somebody.comes_back(path).location == "/konto"


@pytest.mark.parametrize("email", ["a@b\r\nBcc: x@example.org", "kein", {"a": 1}, "x@y@example.org"])
def test_an_address_that_is_none_is_not_taken(provider: Provider, somebody: Person, email: Any) -> None:
    provider.sees(email=email)
    somebody.comes_back()
    assert 'name="email"' in somebody.follow().body
