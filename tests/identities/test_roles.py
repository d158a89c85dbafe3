"""Roles that follow the broker: given, ended when it no longer names them, and never more than the mapping says."""

from __future__ import annotations

import logging

import pytest
from flask import Flask
from sqlalchemy import select

from config import Settings, SettingsError
from participation.core.actor import HOUSE, Role
from participation.core.database import db
from participation.core.transactions import transaction
from participation.people.accounts.models import Account
from participation.people.accounts.queries import account_by_email
from participation.people.departments.commands import end_role, give_role, grant_role
from participation.people.departments.models import RoleGrant
from participation.people.identities import rules
from participation.people.identities.commands import link, note_sign_in
from participation.people.identities.models import BrokerRole
from participation.records.journal.models import JournalEntry
from tests.factories.people import make_account, make_department, make_staff, person
from tests.identities.conftest import ROLES, Person, Provider
from tests.identities.test_signing_in import joins
from tests.parallel import at_once


def joined(somebody: Person) -> Account:
    joins(somebody)
    account = account_by_email("spatz@example.org")
    assert account is not None
    return account


def signs_in(app: Flask, provider: Provider, *roles: str) -> Person:
    provider.sees(roles=list(roles))
    browser = Person(app)
    browser.comes_back()
    assert browser.is_signed_in()
    db.session.rollback()
    return browser


def lines(event: str) -> list[JournalEntry]:
    return list(db.session.scalars(select(JournalEntry).where(JournalEntry.event == event).order_by(JournalEntry.id)))


def test_roles_come_with_the_sign_in_and_go_when_the_broker_no_longer_names_them(
    app: Flask, provider: Provider, somebody: Person
) -> None:
    department = make_department("Stadtplanung", slug="stadtplanung")
    provider.sees(roles=["planung"])
    account = joined(somebody)
    assert person(account).grants.held == {(Role.EDITOR, department.subject_id)}
    assert somebody.open("/schreibtisch/verfahren").status == 200
    administrator = Person(app)
    administrator.sign_in(make_staff(Role.ADMINISTRATOR))
    page = administrator.open(f"/verwaltung/menschen/{account.id}")
    assert page.shows("aus dem Verzeichnis der Stadt")
    assert page.shows("Meldet sich über die Stadt an.")
    signs_in(app, provider, "planung", "leitung")
    assert person(account).grants.held == {(Role.EDITOR, department.subject_id), (Role.COORDINATOR, None)}
    signs_in(app, provider)
    assert person(account).grants.held == set()
    assert db.session.scalars(select(BrokerRole)).all() == []
    assert somebody.open("/schreibtisch/verfahren", status=403)
    signs_in(app, provider, "planung")
    assert person(account).has_role(Role.EDITOR, department.subject_id)


def test_an_unknown_role_gives_nothing_and_leaves_one_line(
    app: Flask, provider: Provider, somebody: Person, caplog: pytest.LogCaptureFixture
) -> None:
    provider.sees(roles=["administrator", "Leitung", "planung=administrator", "ADMIN", 7, {"a": 1}])
    account = joined(somebody)
    assert person(account).grants.held == set()
    (line,) = lines("BrokerRolesIgnored")
    assert line.values["count"] == 4
    assert line.values["person_ref"] == account.actor_ref
    (told,) = [r for r in caplog.records if r.levelno == logging.WARNING]
    assert "administrator" in told.__dict__["names"]
    signs_in(app, provider, "administrator", "Leitung", "planung=administrator", "ADMIN")
    assert len(lines("BrokerRolesIgnored")) == 1, "told once, until the names change"
    assert somebody.open("/verwaltung/menschen", status=403)


def test_a_department_that_is_not_there_gives_nothing_instead_of_everything(
    app: Flask, provider: Provider, somebody: Person
) -> None:
    provider.sees(roles=["planung"])
    account = joined(somebody)
    assert person(account).grants.held == set()
    assert len(lines("BrokerRolesIgnored")) == 1


def test_roles_given_by_hand_stay(app: Flask, provider: Provider, somebody: Person) -> None:
    account = joined(somebody)
    with transaction():
        grant_role(account.id, Role.COORDINATOR, scope_id=None, actor=HOUSE)
    signs_in(app, provider, "leitung")
    assert db.session.scalars(select(BrokerRole)).all() == [], "it was there before; the broker has not given it"
    signs_in(app, provider)
    assert person(account).grants.held == {(Role.COORDINATOR, None)}


def test_what_somebody_ended_by_hand_stays_ended_until_the_broker_names_it_anew(
    app: Flask, provider: Provider, somebody: Person
) -> None:
    administrator = make_staff(Role.ADMINISTRATOR)
    provider.sees(roles=["leitung"])
    account = joined(somebody)
    with transaction():
        end_role(
            db.session.scalars(select(RoleGrant.id).where(RoleGrant.account_id == account.id)).one(),
            actor=person(administrator),
        )
    signs_in(app, provider, "leitung")
    assert person(account).grants.held == set()
    signs_in(app, provider)
    signs_in(app, provider, "leitung")
    assert person(account).grants.held == {(Role.COORDINATOR, None)}


def test_administration_comes_only_by_name_and_the_last_one_stays(
    app: Flask, provider: Provider, somebody: Person
) -> None:
    provider.sees(roles=["chef"])
    account = joined(somebody)
    assert person(account).grants.held == {(Role.ADMINISTRATOR, None)}
    signs_in(app, provider)
    assert person(account).has_role(Role.ADMINISTRATOR), "nobody else would be left"
    assert len(lines("BrokerRoleKept")) == 1
    other = make_staff(Role.COORDINATOR)
    with transaction():
        give_role(other.id, Role.ADMINISTRATOR, scope_id=None, actor=HOUSE)
    signs_in(app, provider)
    assert person(account).grants.held == set()


def test_where_only_staff_may_sign_up_others_are_told_how(app: Flask, provider: Provider, somebody: Person) -> None:
    app.extensions["PARTICIPATION"], kept = (
        provider.settings(app.extensions["PARTICIPATION"], oidc_sign_up="staff"), app.extensions["PARTICIPATION"],
    )  # fmt: skip
    try:
        assert somebody.comes_back().location.endswith("/hinweis/staff_only")
        assert "Konto anlegen" in somebody.follow(status=403).links()
        provider.sees(roles=["leitung"])
        joins(somebody)
        assert somebody.is_signed_in()
    finally:
        app.extensions["PARTICIPATION"] = kept


def test_roles_lie_deeper_in_some_claims() -> None:
    deep = {"realm_access": {"roles": ["a", "b"]}, "https://stadt.example/rollen": "c"}
    assert rules.told_roles(deep, "realm_access.roles") == ("a", "b")
    assert rules.told_roles(deep, "https://stadt.example/rollen") == ("c",)
    assert rules.told_roles(deep, "roles") == ()
    assert rules.meant_roles(["planung", "x"], ROLES) == {(Role.EDITOR, "stadtplanung")}


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("OIDC_ISSUER", "http://konto.stadt.example"), ("OIDC_ROLES", "chef=king"), ("OIDC_ROLES", "chef"),
        ("OIDC_ROLES", "chef=administrator@amt"), ("OIDC_LEVELS", "hoch=sicher"), ("OIDC_SIGN_UP", "nobody"),
        ("OIDC_SCOPES", "email"), ("OIDC_CLIENT_ID", ""),
    ],
)  # fmt: skip
def test_a_wrong_setting_stops_the_start_with_a_clear_line(name: str, value: str) -> None:
    given = {"OIDC_ISSUER": "https://konto.stadt.example", "OIDC_CLIENT_ID": "mitreden", "SECRET_KEY": "x" * 40}
    with pytest.raises(SettingsError, match=name):
        Settings.from_environment({**given, name: value})
    read = Settings.from_environment({**given, "OIDC_ROLES": "a=editor@amt b=coordinator", "OIDC_LEVELS": "hoch=eid"})
    assert read.oidc_roles == (("a", "editor@amt"), ("b", "coordinator"))
    assert "geheim" not in repr(Settings.from_environment({**given, "OIDC_CLIENT_SECRET": "geheim"}))


def test_sign_ins_at_the_same_moment_give_a_role_once_and_end_it_once(live_app: Flask) -> None:
    with live_app.app_context():
        account = make_account()
        with transaction():
            identity = link(rules.Proof("https://konto.example", "a" * 64), account_id=account.id).id
    proofs = [rules.Proof("https://konto.example", "a" * 64, roles=roles) for roles in ((), ("leitung",))]

    def sign_in(number: int) -> None:
        with transaction():
            note_sign_in(identity, proofs[number % 2], roles=ROLES)

    assert [found for found in at_once(live_app, sign_in, count=24, threads=8) if found is not None] == []
    with live_app.app_context():
        sign_in(1)
        assert person(account).grants.held == {(Role.COORDINATOR, None)}
        assert len(db.session.scalars(select(RoleGrant)).all()) == 1
        assert len(db.session.scalars(select(BrokerRole)).all()) == 1
        sign_in(0)
        assert person(account).grants.held == set()
