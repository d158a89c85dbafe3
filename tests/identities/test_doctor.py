"""What the doctor says of the broker; nothing secret stands in it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from flask import Flask

from participation.cli.doctor.broker import examine_broker, examine_broker_roles
from participation.cli.doctor.findings import Finding, Level
from tests.conftest import settings_for
from tests.factories.people import make_department
from tests.identities.conftest import Provider

GIVEN = settings_for("sqlite://", Path("/nowhere"))


def test_without_a_broker_nothing_is_said() -> None:
    assert list(examine_broker(GIVEN)) == []


def test_a_broker_that_answers_is_well_and_tells_what_it_must_know(provider: Provider) -> None:
    (found,) = examine_broker(provider.settings(GIVEN))
    assert found.level is Level.OK
    assert "http://localhost/anmelden/stadtkonto/zurueck" in found.said
    assert "a secret that both know" not in str(found)


def test_a_broker_of_another_name_or_none_is_a_problem(provider: Provider) -> None:
    provider.sees("calls_itself_otherwise")
    (found,) = examine_broker(provider.settings(GIVEN))
    assert found.level is Level.PROBLEM
    assert "https://evil.example" in found.said
    (silent,) = examine_broker(replace(GIVEN, oidc_issuer="http://127.0.0.1:9", oidc_client_id="x"))
    assert silent.level is Level.PROBLEM
    assert "meanwhile people sign in by password" in silent.advice
    (something_else,) = examine_broker(replace(provider.settings(GIVEN), oidc_issuer=f"{provider.issuer}/jwks"))
    assert something_else.level is Level.PROBLEM


def test_without_a_secret_it_warns(provider: Provider) -> None:
    found = list(examine_broker(replace(provider.settings(GIVEN), oidc_client_secret="")))
    assert [one.level for one in found] == [Level.OK, Level.WARNING]


def test_a_department_that_is_not_there_is_named(app: Flask, provider: Provider) -> None:
    settings = provider.settings(GIVEN)
    (found,) = examine_broker_roles(settings)
    assert isinstance(found, Finding)
    assert "stadtplanung" in found.said
    make_department("Stadtplanung", slug="stadtplanung")
    assert list(examine_broker_roles(settings)) == []
