"""Handing over everything that somebody holds who leaves."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask

from participation.core.actor import HOUSE, Role
from participation.core.clock import now
from participation.core.errors import Conflict, Invalid
from participation.core.transactions import transaction
from participation.people.accounts.models import Account
from participation.people.departments.commands import Successor, grant_role, hand_over, name_deputy
from participation.people.departments.queries import holdings_of, standing_in_for
from tests.browser import Browser
from tests.factories.action import make_measure
from tests.factories.people import make_account, make_department, make_staff, person


@pytest.fixture
def administrator(app: Flask) -> Account:
    return make_staff(Role.ADMINISTRATOR, pseudonym="Verwalterin")


def held(account: Account) -> dict[str, int]:
    return {h.role.value: h.grant_id for h in holdings_of(account.id) if not h.is_over}


def leaving(department_id: int) -> Account:
    account = make_staff(Role.MODERATOR, department_id, "Geht bald")
    with transaction():
        grant_role(account.id, Role.EDITOR, scope_id=department_id, actor=HOUSE)
    return account


def test_everything_goes_to_others_in_one_step(app: Flask, client: Browser, administrator: Account) -> None:
    department = make_department("Stadtgrün")
    make_measure(department_id=department.subject_id, title="Bäume am Ring")
    account, heir, other = leaving(department.subject_id), make_account("Erbin"), make_account("Zweite")
    client.sign_in(administrator)
    page = client.open(f"/verwaltung/menschen/{account.id}/uebergabe")
    assert page.shows("Bäume am Ring")
    editor = f"nachfolge-{held(account)['editor']}"
    page = client.send("/uebergabe", everything="Niemand", status=422)
    assert page.shows("Dazu gibt es kein bestätigtes Konto")
    page = client.send("/uebergabe", everything="", **{editor: "zweite"}, status=422)
    assert page.shows("Bitte nennen Sie, wer das übernimmt")
    assert page.soup.find(id="fehler") is not None
    assert page.soup.find("input", {"name": editor})["value"] == "zweite"  # type: ignore[index]
    assert held(account).keys() == {"moderator", "editor"}
    client.send("/uebergabe", everything="erbin", **{editor: "zweite"})
    page = client.follow()
    assert page.shows("2 Aufgaben sind übergeben")
    assert page.shows("Keine Aufgabe")
    assert person(heir).has_role(Role.MODERATOR, department.subject_id)
    assert held(other).keys() == {"editor"}
    assert not person(account).is_staff


def test_deputies_stay_with_the_role_and_a_deputy_who_succeeds_holds_it_for_good(
    app: Flask, administrator: Account
) -> None:
    department, actor = make_department(), person(administrator)
    account, heir, deputy = leaving(department.subject_id), make_account("Erbin"), make_account("Vertreterin")
    grants = held(account)
    with transaction():
        for role in ("moderator", "editor"):
            name_deputy(grants[role], account_id=deputy.id, since=now(), until=now() + timedelta(days=9), actor=actor)
    with transaction():
        count = hand_over(
            account.id, [Successor(grants["moderator"], heir.id), Successor(grants["editor"], deputy.id)], actor=actor
        )
    assert count == 2
    assert [h.pseudonym for h in standing_in_for(heir.id)] == ["Vertreterin"]
    own = next(h for h in holdings_of(deputy.id) if h.role is Role.EDITOR)
    assert (own.deputy_for, own.until) == (None, None)


def test_it_can_end_without_a_successor_but_not_the_last_administrator(app: Flask, administrator: Account) -> None:
    department, actor = make_department(), person(administrator)
    account = leaving(department.subject_id)
    with transaction():
        assert hand_over(account.id, [Successor(g, None) for g in held(account).values()], actor=actor) == 0
    assert held(account) == {}
    with pytest.raises(Invalid, match="letzte Person"), transaction():
        hand_over(administrator.id, [Successor(held(administrator)["administrator"], None)], actor=actor)
    heir = make_account("Neue Verwalterin")
    with transaction():
        hand_over(administrator.id, [Successor(held(administrator)["administrator"], heir.id)], actor=actor)
    assert person(heir).has_role(Role.ADMINISTRATOR)
    assert not person(administrator).is_staff


def test_what_was_given_meanwhile_is_not_forgotten(app: Flask, administrator: Account) -> None:
    department, actor = make_department(), person(administrator)
    account, heir = leaving(department.subject_id), make_account()
    list_of_yesterday = [Successor(held(account)["moderator"], heir.id)]
    with pytest.raises(Conflict):
        hand_over(account.id, list_of_yesterday, actor=actor)
    with pytest.raises(Invalid, match="Person selbst"):
        hand_over(account.id, [Successor(g, account.id) for g in held(account).values()], actor=actor)


def test_who_holds_the_role_already_holds_it_as_long_as_either(app: Flask, administrator: Account) -> None:
    department, actor = make_department(), person(administrator)
    account, heir = leaving(department.subject_id), make_account()
    with transaction():
        grant_role(
            heir.id, Role.MODERATOR, scope_id=department.subject_id, actor=HOUSE, until=now() + timedelta(days=3)
        )
        hand_over(account.id, [Successor(g, heir.id) for g in held(account).values()], actor=actor)
    assert {(h.role, h.until) for h in holdings_of(heir.id)} == {(Role.MODERATOR, None), (Role.EDITOR, None)}
