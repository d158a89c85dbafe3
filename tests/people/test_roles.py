"""Giving, changing and ending roles, deputies, the last administrator, and the pages for it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from participation.core.actor import Role
from participation.core.clock import now, stopped_at, today
from participation.core.database import db
from participation.core.errors import Conflict, Invalid, NotAllowed
from participation.core.transactions import transaction
from participation.people.accounts.models import Account, SignIn
from participation.people.departments.commands import change_role, end_role, give_role, name_deputy
from participation.people.departments.models import RoleGrant
from participation.records.journal.models import JournalEntry
from tests.browser import Browser
from tests.factories.dialogue import make_process
from tests.factories.people import make_account, make_department, make_staff, person
from tests.parallel import at_once
from tests.statements import counting


@pytest.fixture
def administrator(app: Flask) -> Account:
    return make_staff(Role.ADMINISTRATOR, pseudonym="Verwalterin")


def grant_of(account: Account, role: Role) -> RoleGrant:
    statement = select(RoleGrant).where(RoleGrant.account_id == account.id, RoleGrant.role == role)
    return db.session.scalars(statement.execution_options(populate_existing=True)).one()


def events() -> list[str]:
    return list(db.session.scalars(select(JournalEntry.event).order_by(JournalEntry.id)))


def test_a_role_holds_for_its_scope_and_its_days_only(app: Flask, administrator: Account) -> None:
    account, department, other = make_account(), make_department(), make_department()
    since, until = now() + timedelta(days=2), now() + timedelta(days=5)
    with transaction():
        give_role(
            account.id, Role.MODERATOR, scope_id=department.subject_id, actor=person(administrator), since=since,
            until=until,
        )  # fmt: skip
    held = {}
    for day in (0, 3, 6):
        with stopped_at(now() + timedelta(days=day)):
            held[day] = person(account).has_role(Role.MODERATOR, department.subject_id)
            assert not person(account).has_role(Role.MODERATOR, other.subject_id)
    assert held == {0: False, 3: True, 6: False}


def test_nobody_but_administration_gives_roles(app: Flask, administrator: Account) -> None:
    department = make_department()
    for role in (Role.MODERATOR, Role.EDITOR, Role.COORDINATOR):
        account = make_staff(role, department.subject_id if role is not Role.COORDINATOR else None)
        actor = person(account)
        with pytest.raises(NotAllowed):
            give_role(account.id, Role.ADMINISTRATOR, scope_id=None, actor=actor)
        with pytest.raises(NotAllowed):
            change_role(grant_of(account, role).id, until=None, version=1, actor=actor)
        with pytest.raises(NotAllowed):
            end_role(grant_of(administrator, Role.ADMINISTRATOR).id, actor=actor)


def test_a_role_cannot_be_held_for_what_it_is_not_for(app: Flask, administrator: Account) -> None:
    account, department, process = make_account(), make_department(), make_process()
    actor = person(administrator)
    for role, scope_id in (
        (Role.ADMINISTRATOR, department.subject_id), (Role.REVIEWER, department.subject_id),
        (Role.LIAISON, process.subject_id), (Role.MODERATOR, 999_999),
    ):  # fmt: skip
        with pytest.raises(Invalid):
            give_role(account.id, role, scope_id=scope_id, actor=actor)


def test_a_role_given_again_after_its_end_is_held_again(app: Flask, administrator: Account) -> None:
    account, actor = make_staff(Role.COORDINATOR), person(administrator)
    with transaction():
        end_role(grant_of(account, Role.COORDINATOR).id, actor=actor)
    assert not person(account).is_staff
    with transaction():
        end_role(grant_of(account, Role.COORDINATOR).id, actor=actor)
        give_role(account.id, Role.COORDINATOR, scope_id=None, actor=actor)
    assert person(account).has_role(Role.COORDINATOR)
    with pytest.raises(Invalid, match="hat die Person schon"):
        give_role(account.id, Role.COORDINATOR, scope_id=None, actor=actor)
    assert events().count("RoleEnded") == 1


def test_a_stale_form_does_not_overwrite(app: Flask, administrator: Account) -> None:
    account, actor = make_staff(Role.COORDINATOR), person(administrator)
    grant_id = grant_of(account, Role.COORDINATOR).id
    with transaction():
        change_role(grant_id, until=now() + timedelta(days=9), version=1, actor=actor)
    with pytest.raises(Conflict):
        change_role(grant_id, until=None, version=1, actor=actor)


def test_the_last_administrator_stays(app: Flask, administrator: Account) -> None:
    actor, grant_id = person(administrator), grant_of(administrator, Role.ADMINISTRATOR).id
    for attempt in (
        lambda: end_role(grant_id, actor=actor),
        lambda: change_role(grant_id, until=now() + timedelta(days=9), version=1, actor=actor),
    ):
        with pytest.raises(Invalid, match="letzte Person"):
            attempt()
    waiting = make_account(confirmed=False)
    with transaction():
        give_role(waiting.id, Role.ADMINISTRATOR, scope_id=None, actor=actor)
    with pytest.raises(Invalid, match="letzte Person"):
        end_role(grant_id, actor=actor)
    second = make_staff(Role.ADMINISTRATOR)
    with transaction():
        end_role(grant_id, actor=actor)
    assert not person(administrator).is_staff
    with pytest.raises(Invalid, match="letzte Person"):
        end_role(grant_of(second, Role.ADMINISTRATOR).id, actor=person(second))


def test_two_administrators_who_end_each_other_at_once_leave_one(live_app: Flask) -> None:
    with live_app.app_context():
        one, two = make_staff(Role.ADMINISTRATOR), make_staff(Role.ADMINISTRATOR)
        grants = [grant_of(two, Role.ADMINISTRATOR).id, grant_of(one, Role.ADMINISTRATOR).id]
        actors = [person(one), person(two)]

    def end(number: int) -> None:
        with transaction():
            end_role(grants[number], actor=actors[number])

    answers = at_once(live_app, end, count=2, threads=2)
    assert sorted(type(answer).__name__ for answer in answers) == ["Invalid", "NoneType"]


def test_a_deputy_may_the_same_for_a_while_and_goes_with_the_role(app: Flask, administrator: Account) -> None:
    department, actor = make_department(), person(administrator)
    moderator, deputy = make_staff(Role.MODERATOR, department.subject_id), make_account()
    grant_id, since, until = grant_of(moderator, Role.MODERATOR).id, now(), now() + timedelta(days=7)
    with pytest.raises(Invalid, match="letzten Tag"):
        name_deputy(grant_id, account_id=deputy.id, since=since, until=None, actor=actor)
    with pytest.raises(Invalid, match="Person selbst"):
        name_deputy(grant_id, account_id=moderator.id, since=since, until=until, actor=actor)
    with transaction():
        made = name_deputy(grant_id, account_id=deputy.id, since=since, until=until, actor=actor)
    assert person(deputy).has_role(Role.MODERATOR, department.subject_id)
    with stopped_at(until + timedelta(hours=1)):
        assert not person(deputy).is_staff
    with pytest.raises(Invalid, match="nicht selbst vertreten"):
        name_deputy(made.id, account_id=make_account().id, since=since, until=until, actor=actor)
    with pytest.raises(Invalid, match="letzten Tag"):
        change_role(made.id, until=None, version=made.version, actor=actor)
    with transaction():
        end_role(grant_id, actor=actor)
    assert not person(deputy).is_staff


def test_the_journal_names_nobody(app: Flask, administrator: Account) -> None:
    account = make_account("Margarethe", email="margarethe@example.org")
    with transaction():
        give_role(account.id, Role.COORDINATOR, scope_id=None, actor=person(administrator))
    entry = db.session.scalars(select(JournalEntry).order_by(JournalEntry.id.desc()).limit(1)).one()
    assert entry.event == "RoleGranted"
    assert entry.values == {"role": "coordinator", "person_ref": account.actor_ref}
    assert entry.actor_ref == administrator.actor_ref


def test_administration_finds_people_and_gives_a_first_role(client: Browser, administrator: Account) -> None:
    department = make_department("Stadtgrün")
    account = make_account("Neuling", email="neu@example.org")
    make_staff(Role.EDITOR, department.subject_id, "Gärtnerin")
    client.sign_in(administrator)
    page = client.open("/verwaltung/menschen")
    assert page.shows("Gärtnerin")
    assert not page.shows("Neuling")
    for query in ("q=neuling", "q=NEU@example.org"):
        page = client.open(f"/verwaltung/menschen?{query}")
        assert page.shows("Neuling")
        assert page.shows("n•••@example.org")
    for query in ("q=neul", "q=@example"):
        assert not client.open(f"/verwaltung/menschen?{query}").shows("Neuling")
    assert client.open("/verwaltung/menschen?q=gärtn").shows("Gärtnerin")
    assert not client.open(f"/verwaltung/menschen/{account.id}").shows("neu@example.org")
    assert client.open("/verwaltung/menschen?q=%25").shows("Niemand gefunden")
    assert client.open(f"/verwaltung/menschen?abteilung={department.slug}&aufgabe=editor").shows("Gärtnerin")
    assert client.open(f"/verwaltung/menschen?abteilung={department.slug}&aufgabe=moderator").shows("Niemand gefunden")
    client.open(f"/verwaltung/menschen/{account.id}/aufgabe")
    client.open(f"/verwaltung/menschen/{account.id}/aufgabe?aufgabe=moderator")
    page = client.send("/aufgabe", scope="", since="31.2.2026", until="gestern", status=422)
    assert page.shows("Bitte geben Sie einen Tag an")
    assert page.shows("wofür die Aufgabe gilt")
    tomorrow = today() + timedelta(days=1)
    page = client.send("/aufgabe", scope=department.subject_id, since=tomorrow, until=today(), status=422)
    assert page.shows("Der letzte Tag liegt vor dem ersten")
    client.send("/aufgabe", scope=department.subject_id, since="", until=tomorrow)
    page = client.follow()
    assert page.shows("Moderation : Stadtgrün")
    with stopped_at(now() + timedelta(days=3)):
        assert not person(account).is_staff


def test_the_list_asks_the_same_however_many_there_are(app: Flask, client: Browser, administrator: Account) -> None:
    department, asked = make_department(), []
    client.sign_in(administrator)
    for _ in range(2):
        for _ in range(6):
            make_staff(Role.EDITOR, department.subject_id)
        client.open("/verwaltung/menschen")
        with counting(app) as said:
            client.open("/verwaltung/menschen")
        asked.append(len(said))
    assert asked[0] == asked[1] <= 8


def test_forged_fields_raise_nobodys_rights(client: Browser, administrator: Account) -> None:
    department = make_department()
    editor = make_staff(Role.EDITOR, department.subject_id)
    client.sign_in(editor)
    client.open("/konto")
    for path in (
        f"/verwaltung/menschen/{editor.id}/aufgabe?aufgabe=administrator",
        "/verwaltung/einladungen/neu?aufgabe=administrator",
    ):
        client.post(path, {"scope": "alles", "account_id": str(editor.id), "email": "x@example.org"}, status=403)
    client.sign_in(administrator)
    client.open(f"/verwaltung/menschen/{editor.id}/aufgabe?aufgabe=moderator")
    client.send("/aufgabe", scope="999999", status=422)
    client.post(f"/verwaltung/menschen/{editor.id}/aufgabe?aufgabe=koenig", {"scope": "alles"}, status=404)
    assert not person(editor).has_role(Role.ADMINISTRATOR)


def test_a_role_that_ended_is_gone_at_the_next_click(client: Browser, administrator: Account) -> None:
    department = make_department()
    moderator = make_staff(Role.MODERATOR, department.subject_id)
    client.sign_in(moderator)
    client.open("/schreibtisch")
    with transaction():
        end_role(grant_of(moderator, Role.MODERATOR).id, actor=person(administrator))
    client.open("/schreibtisch", status=403)


def test_a_role_is_extended_and_ended_on_its_page(client: Browser, administrator: Account) -> None:
    account = make_staff(Role.COORDINATOR, pseudonym="Koordinator")
    client.sign_in(administrator)
    client.open(f"/verwaltung/menschen/{account.id}")
    grant_id = grant_of(account, Role.COORDINATOR).id
    client.open(f"/verwaltung/aufgaben/{grant_id}")
    client.send(f"/verwaltung/aufgaben/{grant_id}", until=today() + timedelta(days=30))
    assert client.follow().shows("bis ")
    client.open(f"/verwaltung/aufgaben/{grant_id}")
    client.send("/beenden")
    assert client.follow().shows("Keine Aufgabe")
    own = grant_of(administrator, Role.ADMINISTRATOR).id
    client.open(f"/verwaltung/aufgaben/{own}")
    assert client.send("/beenden", status=422).shows("Das wäre die letzte Person")


def test_a_deputy_is_named_on_a_page(client: Browser, administrator: Account) -> None:
    department = make_department("Mobilität")
    moderator, deputy = make_staff(Role.MODERATOR, department.subject_id, "Chefin"), make_account("Vertreter")
    client.sign_in(administrator)
    client.open(f"/verwaltung/aufgaben/{grant_of(moderator, Role.MODERATOR).id}/vertretung")
    page = client.send("/vertretung", who="Unbekannt", since=today(), until=today(), status=422)
    assert page.shows("Dazu gibt es kein bestätigtes Konto")
    client.send("/vertretung", who="vertreter", since=today(), until=today() + timedelta(days=3))
    assert client.follow().shows("Vertreter")
    assert client.open(f"/verwaltung/menschen/{deputy.id}").shows("vertritt Chefin")


def test_administration_signs_a_person_out_everywhere(app: Flask, client: Browser, administrator: Account) -> None:
    account = make_account()
    Browser(app).sign_in(account)
    client.sign_in(administrator)
    client.open(f"/verwaltung/menschen/{account.id}")
    client.send(f"/menschen/{account.id}/abmelden")
    left = select(SignIn.id).where(SignIn.account_id == account.id, SignIn.ended_at.is_(None))
    assert db.session.scalars(left).all() == []
    assert "SignInsEnded" in events()


def test_what_has_no_responsible_person_is_listed(client: Browser, administrator: Account) -> None:
    department = make_department("Stadtgrün")
    client.sign_in(administrator)
    assert client.open("/verwaltung/ohne-zustaendige").shows("Stadtgrün")
    for role in (Role.MODERATOR, Role.EDITOR):
        make_staff(role, department.subject_id)
    assert client.open("/verwaltung/ohne-zustaendige").shows("Alles hat jemand")
