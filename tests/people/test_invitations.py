"""Inviting somebody, and everything that can go wrong with the link in the mail."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select

from participation.core.actor import Role
from participation.core.clock import now, stopped_at, today
from participation.core.database import db
from participation.core.errors import Invalid, NotAllowed
from participation.core.transactions import transaction
from participation.people.accounts.models import Account
from participation.people.accounts.queries import account_by_email
from participation.people.accounts.rules import hash_password
from participation.people.departments.models import RoleGrant
from participation.people.invitations import commands
from participation.people.invitations.models import Invitation
from participation.records.journal.models import JournalEntry
from participation.records.mailbox.models import Mail
from participation.records.mailbox.rendering import render_mail
from participation.town.privacy.tasks import apply_retention
from tests.browser import Browser
from tests.factories.people import PASSWORD, make_account, make_department, make_staff, person
from tests.parallel import at_once

EMAIL = "kollegin@example.org"


@pytest.fixture
def administrator(app: Flask) -> Account:
    return make_staff(Role.ADMINISTRATOR, pseudonym="Verwalterin")


def invited(
    administrator: Account, scope_id: int | None = None, *, email: str = EMAIL, role: Role = Role.COORDINATOR
) -> str:
    """The token in the mail of a new invitation."""
    with transaction():
        commands.invite(email, role, scope_id=scope_id, until=None, language="de", actor=person(administrator))
    return newest_token()


def newest_token() -> str:
    mail = db.session.scalars(select(Mail).where(Mail.template == "invitation").order_by(Mail.id.desc()).limit(1)).one()
    return str(mail.context["token"])


def test_a_colleague_is_invited_makes_an_account_and_has_the_role(
    app: Flask, client: Browser, administrator: Account
) -> None:
    department = make_department("Stadtgrün")
    client.sign_in(administrator)
    client.open("/verwaltung/einladungen/neu")
    client.open("/verwaltung/einladungen/neu?aufgabe=moderator")
    assert client.send("/neu", email="keine", scope="", status=422).shows("keine vollständige E-Mail-Adresse")
    client.send("/neu", email="Kollegin@Example.org", scope=department.subject_id, language="de")
    assert client.follow().shows("kollegin@example.org")
    mail = db.session.scalars(select(Mail).order_by(Mail.id.desc()).limit(1)).one()
    text = render_mail(mail).get_content()
    assert "Moderation für „Stadtgrün“" in text
    colleague, token = Browser(app), newest_token()
    assert colleague.open(f"/einladung/{token}").shows("Stadtgrün")
    page = colleague.send("/konto", pseudonym="Kollegin", password="kurz", terms="y", status=422)
    assert page.shows("mindestens 10 Zeichen")
    colleague.send("/konto", pseudonym="Kollegin", password=PASSWORD, terms="y")
    assert colleague.follow().shows("Willkommen!")
    account = account_by_email(EMAIL)
    assert account is not None
    assert account.is_confirmed
    assert person(account).has_role(Role.MODERATOR, department.subject_id)
    assert not person(account).has_role(Role.MODERATOR)
    assert Browser(app).open(f"/einladung/{token}", status=410).shows("schon angenommen")
    assert client.open("/verwaltung/einladungen").shows("Keine offene Einladung")
    names = [entry.values for entry in db.session.scalars(select(JournalEntry))]
    assert EMAIL not in str(names)


def test_an_account_that_is_there_accepts_signed_in(app: Flask, client: Browser, administrator: Account) -> None:
    account, token = make_account(email=EMAIL), invited(administrator)
    page = client.open(f"/einladung/{token}")
    assert page.shows("gibt es schon ein Konto")
    assert not page.shows(EMAIL)
    client.post(f"/einladung/{token}/konto", {"pseudonym": "Dieb", "password": PASSWORD, "terms": "y"}, status=200)
    client.open(
        page.links()["Anmelden"] if "einladung" in page.links()["Anmelden"] else f"/anmelden?next=/einladung/{token}"
    )
    client.send("/anmelden", email=EMAIL, password=PASSWORD)
    client.follow()
    client.send(f"/einladung/{token}")
    assert client.follow().shows("Willkommen!")
    assert person(account).has_role(Role.COORDINATOR)


def test_another_address_cannot_accept(client: Browser, administrator: Account) -> None:
    stranger, token = make_account("Fremder"), invited(administrator)
    client.sign_in(stranger)
    page = client.open(f"/einladung/{token}", status=403)
    assert page.shows("für jemand anderen")
    assert page.shows("k•••@example.org")
    client.post(f"/einladung/{token}", status=403)
    with pytest.raises(NotAllowed), transaction():
        commands.accept(token, account_id=stranger.id)
    assert not person(stranger).is_staff
    assert Browser(client.app).open(f"/einladung/{token}").shows("Sie sind eingeladen")


def test_expired_withdrawn_and_made_up_links_have_their_pages(
    app: Flask, client: Browser, administrator: Account
) -> None:
    token = invited(administrator)
    with stopped_at(now() + timedelta(days=14, minutes=1)):
        assert client.open(f"/einladung/{token}", status=410).shows("ist abgelaufen")
        client.post(f"/einladung/{token}/konto", {"pseudonym": "Spät", "password": PASSWORD, "terms": "y"}, status=410)
    staff = Browser(app).sign_in(administrator)
    staff.open("/verwaltung/einladungen")
    staff.send("/zurueckziehen")
    assert staff.follow().shows("Keine offene Einladung")
    assert client.open(f"/einladung/{token}", status=410).shows("zurückgezogen")
    assert client.open("/einladung/ausgedacht", status=410).shows("Diesen Einladungslink gibt es nicht")
    assert account_by_email(EMAIL) is None


def test_sending_again_ends_the_old_link_and_starts_the_days_anew(
    app: Flask, client: Browser, administrator: Account
) -> None:
    old = invited(administrator)
    with stopped_at(now() + timedelta(days=20)):
        client.sign_in(administrator)
        assert client.open("/verwaltung/einladungen").shows("abgelaufen")
        client.send("/noch-einmal")
        new = newest_token()
        visitor = Browser(app)
        assert visitor.open(f"/einladung/{old}", status=410).shows("Diesen Einladungslink gibt es nicht")
        assert visitor.open(f"/einladung/{new}").shows("Sie sind eingeladen")
    assert new != old


def test_only_hashes_of_links_are_kept(app: Flask, administrator: Account) -> None:
    token = invited(administrator)
    assert token not in str([row.token_hash for row in db.session.scalars(select(Invitation))])


def test_nobody_is_invited_twice_or_to_what_they_have(app: Flask, administrator: Account) -> None:
    invited(administrator)
    with pytest.raises(Invalid, match="schon eingeladen"):
        invited(administrator)
    coordinator = make_staff(Role.COORDINATOR)
    with pytest.raises(Invalid, match="hat die Aufgabe schon"):
        invited(administrator, email=coordinator.email)


def test_only_administration_invites(app: Flask, administrator: Account) -> None:
    with pytest.raises(NotAllowed):
        commands.invite(
            EMAIL, Role.MODERATOR, scope_id=None, until=None, language="de", actor=person(make_staff(Role.COORDINATOR))
        )


def test_an_account_that_was_never_confirmed_goes_to_who_owns_the_address(
    app: Flask, client: Browser, administrator: Account
) -> None:
    """Somebody signed up with the colleague's address before: they neither learn of it nor keep a way in."""
    squatter = make_account("Besetzer", email=EMAIL, confirmed=False)
    thief = Browser(app).sign_in(squatter)
    token = invited(administrator)
    client.open(f"/einladung/{token}")
    client.send("/konto", pseudonym="Die Richtige", password="ein ganz anderer Satz", terms="y")
    account = db.session.get(Account, squatter.id, populate_existing=True)
    assert account is not None
    assert (account.pseudonym, account.is_confirmed) == ("Die Richtige", True)
    thief.open("/konto", status=303)


def test_a_longer_role_is_not_shortened_by_an_invitation(app: Flask, administrator: Account) -> None:
    account = make_account(email=EMAIL)
    with transaction():
        commands.invite(
            EMAIL, Role.COORDINATOR, scope_id=None, until=now() + timedelta(days=5), language="de",
            actor=person(administrator),
        )  # fmt: skip
    from participation.people.departments.commands import give_role

    with transaction():
        give_role(account.id, Role.COORDINATOR, scope_id=None, actor=person(administrator))
    with transaction():
        commands.accept(newest_token(), account_id=account.id)
    assert db.session.scalars(select(RoleGrant.valid_until).where(RoleGrant.account_id == account.id)).all() == [None]


def test_old_invitations_and_their_addresses_are_forgotten(app: Flask, administrator: Account) -> None:
    invited(administrator)
    with stopped_at(now() + timedelta(days=45)):
        apply_retention()
    assert db.session.scalar(select(Invitation.id)) is None


@pytest.mark.parametrize("known", [True, False])
def test_of_two_who_accept_at_the_same_moment_one_does(live_app: Flask, known: bool) -> None:
    with live_app.app_context():
        token = invited(make_staff(Role.ADMINISTRATOR))
        account_id = make_account(email=EMAIL).id if known else None

    def accept(number: int) -> None:
        with transaction():
            if account_id is not None:
                commands.accept(token, account_id=account_id)
            else:
                commands.join(token, pseudonym=f"Person {number} hier", password_hash=hash_password(PASSWORD))

    answers = at_once(live_app, accept, count=8, threads=8)
    assert [type(answer).__name__ for answer in answers].count("NoneType") == 1
    assert {type(answer).__name__ for answer in answers} == {"NoneType", "Invalid"}
    with live_app.app_context():
        assert db.session.scalar(select(func.count()).where(RoleGrant.role == Role.COORDINATOR)) == 1
        accepted = db.session.scalar(select(func.count()).where(JournalEntry.event == "InvitationAccepted"))
        assert accepted == 1


def test_a_role_by_invitation_ends_on_its_day(app: Flask, client: Browser, administrator: Account) -> None:
    client.sign_in(administrator)
    client.open("/verwaltung/einladungen/neu?aufgabe=coordinator")
    client.send("/neu", email=EMAIL, until=today() + timedelta(days=2))
    account = make_account(email=EMAIL)
    with transaction():
        commands.accept(newest_token(), account_id=account.id)
    assert person(account).is_staff
    with stopped_at(now() + timedelta(days=4)):
        assert not person(account).is_staff
