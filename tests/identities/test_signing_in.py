"""Signing in through the broker, as it should be."""

from __future__ import annotations

from flask import Flask

from participation.people.accounts.queries import account_by_email
from participation.people.identities.queries import identities_of, proven_assurance
from tests.identities.conftest import Person, Provider


def joins(person: Person, pseudonym: str = "Donauspatz") -> None:
    person.comes_back()
    assert person.follow().heading == "Willkommen"
    person.send("/willkommen", pseudonym=pseudonym, terms="y")


def test_the_first_visit_asks_for_a_pseudonym_and_the_next_comes_straight_in(
    app: Flask, provider: Provider, somebody: Person
) -> None:
    provider.sees(acr="level-high", name="Erika Mustermann")
    assert "Stadtkonto" in somebody.open("/anmelden").text
    joins(somebody)
    assert somebody.follow().shows("Willkommen! Ihr Konto ist angelegt")
    account = account_by_email("spatz@example.org")
    assert account is not None
    assert (account.pseudonym, account.is_confirmed, account.password_hash) == ("Donauspatz", True, "")
    assert proven_assurance(account.id) == "eid"
    (identity,) = identities_of(account.id)
    assert "4711" not in identity.subject_hash
    other = Person(app)
    provider.sees(acr="level-low")
    assert other.comes_back("/anmelden/stadtkonto?next=/konto").location == "/konto"
    assert other.follow().shows("Donauspatz")
    assert proven_assurance(account.id) == "email"
