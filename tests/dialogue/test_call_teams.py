"""Teams: a link that works once, joining, leaving, the lead, and what stays when somebody's account goes."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from participation.core import clock
from participation.core.clock import now
from participation.core.database import db
from participation.core.errors import Conflict, NotAllowed
from participation.core.transactions import transaction
from participation.dialogue.boards.models import Board
from participation.dialogue.calls import commands, rules
from participation.dialogue.calls.models import TeamInvitation, TeamMember
from participation.dialogue.calls.queries import files_of, members_of, team_of
from participation.dialogue.calls.tasks import forget_drafts_and_invitations
from participation.dialogue.ideas.models import Idea
from participation.people.accounts.models import Account
from participation.people.own_data.commands import request_erasure
from participation.people.own_data.models import Texts
from participation.records.mailbox.models import Mail
from participation.records.mailbox.rendering import render_mail
from participation.records.subjects.models import State
from participation.web import jobs
from tests.browser import Browser
from tests.factories.calls import SECRET, make_application, make_call
from tests.factories.people import make_account, person
from tests.parallel import at_once


@pytest.fixture
def board(app: Flask) -> Board:
    return make_call(board={"slug": "hof"}, deadline=now().replace(second=0, microsecond=0) + timedelta(hours=2))


@pytest.fixture
def lead(app: Flask) -> Account:
    return make_account("Hofgärtnerin")


def invited(idea: Idea, lead: Account, address: str = "lea@example.org") -> str:
    """Invite somebody; the token of the link in the mail."""
    with transaction():
        commands.invite_members(fresh(idea), [address], secret=SECRET, actor=person(lead))
    number = db.session.scalars(select(TeamInvitation.id).order_by(TeamInvitation.id.desc())).first()
    assert number is not None
    return rules.team_token(number, secret=SECRET)


def fresh(idea: Idea) -> Idea:
    return db.session.get_one(Idea, idea.subject_id, populate_existing=True)


def names(idea: Idea) -> list[tuple[str, bool]]:
    return [(one.pseudonym, one.is_lead) for one in members_of(idea.subject_id)]


def test_somebody_joins_by_the_link_in_the_mail(app: Flask, board: Board, lead: Account) -> None:
    idea = make_application(board, lead)
    token, lea = invited(idea, lead), make_account("Lea")
    mail = db.session.scalars(select(Mail).where(Mail.template == "team_invitation")).one()
    message = render_mail(mail)
    assert f"/team/{token}" in message.get_content()
    assert fresh(idea).title not in message.get_content()
    browser = Browser(app).sign_in(lea)
    browser.open(f"/ideen/{idea.subject_id}", status=404)
    browser.open(f"/team/{token}")
    browser.send("/team/")
    assert browser.follow().shows("Willkommen im Team.")
    assert names(idea) == [("Hofgärtnerin", True), ("Lea", False)]
    assert db.session.scalars(select(TeamInvitation.email)).all() == [""]
    browser.open(f"/ideen/{idea.subject_id}")
    other = Browser(app).sign_in(make_account())
    assert other.open(f"/team/{token}", status=409).shows("Jeder Link gilt nur einmal")
    other.post(f"/team/{token}", status=409)
    assert len(names(idea)) == 2


def test_an_invitation_that_was_ended_or_forged_leads_nowhere(app: Flask, board: Board, lead: Account) -> None:
    idea = make_application(board, lead)
    token = invited(idea, lead)
    browser = Browser(app).sign_in(lead)
    browser.open(f"/bewerbungen/{idea.subject_id}")
    browser.send("/beenden")
    stranger = Browser(app).sign_in(make_account())
    stranger.open(f"/team/{token}", status=409)
    stranger.open("/team/gefaelscht", status=404)
    stranger.open(f"/team/{token[:-2]}xx", status=404)


def test_after_the_deadline_nobody_joins(app: Flask, board: Board, lead: Account) -> None:
    idea = make_application(board, lead)
    token = invited(idea, lead)
    browser = Browser(app).sign_in(make_account())
    with clock.stopped_at(now() + timedelta(hours=3)):
        browser.open(f"/team/{token}", status=403)
        browser.post(f"/team/{token}", status=403)
        forget_drafts_and_invitations()
    assert db.session.scalars(select(TeamInvitation)).all() == []


def test_who_was_let_in_is_forgotten_once_everyone_sees_it(app: Flask, board: Board, lead: Account) -> None:
    idea = make_application(board, lead)
    forget_drafts_and_invitations()
    assert person(lead).is_admitted
    with clock.stopped_at(now() + timedelta(hours=3)):
        forget_drafts_and_invitations()
        assert not person(lead).is_admitted
        Browser(app).sign_in(lead).open(f"/bewerbungen/{idea.subject_id}")


def test_two_who_accept_one_invitation_at_once_are_one_member(live_app: Flask) -> None:
    with live_app.app_context():
        board, lead = make_call(), make_account()
        idea = make_application(board, lead)
        invited(idea, lead)
        number = db.session.scalars(select(TeamInvitation.id)).one()
        accounts = [make_account() for _ in range(8)]
        idea_id = idea.subject_id

    def accept(turn: int) -> str:
        with transaction():
            found = db.session.get_one(TeamInvitation, number)
            commands.accept_invitation(found, shows_name=False, actor=person(accounts[turn]))
        return "in"

    answers = at_once(live_app, accept, count=8, threads=8)
    assert [one for one in answers if one == "in"] == ["in"]
    assert {type(one) for one in answers if one != "in"} == {Conflict}
    with live_app.app_context():
        found = select(func.count()).select_from(TeamMember).where(TeamMember.idea_id == idea_id)
        assert db.session.scalar(found) == 2


def test_only_who_agreed_is_named_in_public(app: Flask, board: Board, lead: Account) -> None:
    shy, open_one = make_account("Scheu"), make_account("Offen")
    idea = make_application(board, lead, shy, open_one)
    with transaction():
        commands.show_name(fresh(idea), shows_name=True, actor=person(open_one))
    with clock.stopped_at(now() + timedelta(hours=3)):
        text = Browser(app).open(f"/ideen/{idea.subject_id}").text
    assert "Team Hof" in text
    assert "Offen" in text
    assert "Scheu" not in text
    assert "Hofgärtnerin" not in text


def test_the_lead_removes_hands_over_and_leaves(app: Flask, board: Board, lead: Account) -> None:
    second, third = make_account("Zweite"), make_account("Dritte")
    idea = make_application(board, lead, second, third)
    by_name = {one.pseudonym: one.id for one in members_of(idea.subject_id)}
    with pytest.raises(NotAllowed), transaction():
        commands.remove_member(fresh(idea), by_name["Dritte"], actor=person(second))
    with pytest.raises(Conflict, match="Leitung"), transaction():
        commands.leave_team(fresh(idea), actor=person(lead))
    browser = Browser(app).sign_in(lead)
    browser.post(f"/bewerbungen/{idea.subject_id}/mitglieder/{by_name['Dritte']}/entfernen")
    browser.post(f"/bewerbungen/{idea.subject_id}/mitglieder/{by_name['Zweite']}/leitung")
    browser.post(f"/bewerbungen/{idea.subject_id}/verlassen")
    assert names(idea) == [("Zweite", True)]
    assert fresh(idea).author_id == second.id
    browser.open(f"/ideen/{idea.subject_id}", status=404)
    browser.open(f"/bewerbungen/{idea.subject_id}", status=404)


def test_a_member_of_another_team_is_not_touched(app: Flask, board: Board, lead: Account) -> None:
    own, other = make_application(board, lead), make_application(board, make_account("Fremde"))
    foreign = members_of(other.subject_id)[0].id
    with transaction():
        commands.remove_member(fresh(own), foreign, actor=person(lead))
    with pytest.raises(Conflict), transaction():
        commands.hand_lead_over(fresh(own), foreign, actor=person(lead))
    assert names(other) == [("Fremde", True)]


def erase(account: Account, texts: Texts) -> None:
    with transaction():
        request_erasure(db.session.get_one(Account, account.id), texts=texts)
    with clock.stopped_at(now() + timedelta(days=7, minutes=1)):
        for _ in range(2):
            jobs.run_soon_tasks()


@pytest.mark.parametrize("texts", list(Texts))
def test_the_application_of_a_team_stands_when_its_lead_goes(app: Flask, board: Board, texts: Texts) -> None:
    lead, second = make_account("Geht"), make_account("Bleibt")
    idea = make_application(board, lead, second, files=("Kostenplan",))
    erase(lead, texts)
    assert names(idea) == [("Bleibt", True)]
    assert (fresh(idea).author_id, fresh(idea).title, fresh(idea).state) == (
        second.id, "Ein Beet im Hof", State.PUBLIC,
    )  # fmt: skip
    assert len(files_of(idea.subject_id)) == 1


def test_who_was_alone_takes_files_and_team_name_along(app: Flask, board: Board, lead: Account) -> None:
    idea = make_application(board, lead, files=("Kostenplan",))
    erase(lead, Texts.REMOVE)
    team = team_of(idea.subject_id)
    assert team is not None
    assert (team.name, team.members, team.files) == ("", [], [])
    assert fresh(idea).state is State.WITHDRAWN


def test_too_many_and_wrong_addresses_are_refused_beside_the_field(app: Flask, board: Board, lead: Account) -> None:
    idea = make_application(board, lead)
    browser = Browser(app).sign_in(lead)
    browser.open(f"/bewerbungen/{idea.subject_id}")
    cases: dict[str, Any] = {
        "keine adresse": "keine E-Mail-Adresse", "\n".join(f"p{n}@example.org" for n in range(20)): "höchstens 20",
    }  # fmt: skip
    for typed, words in cases.items():
        page = browser.send("/einladen", members=typed, status=422)
        assert page.shows(words), page.text
    assert db.session.scalars(select(TeamInvitation)).all() == []
