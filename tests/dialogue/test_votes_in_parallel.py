"""One account has one vote on an idea, whatever the number of clicks, tabs, retries or parallel requests."""

from __future__ import annotations

from flask import Flask
from sqlalchemy import func, select

from participation.core.database import db
from participation.dialogue.ideas.models import Idea, Vote
from tests.browser import Browser
from tests.factories.dialogue import make_idea
from tests.factories.people import make_account
from tests.parallel import at_once


def counted(app: Flask, idea_id: int) -> tuple[int, int]:
    with app.app_context():
        idea = db.session.get_one(Idea, idea_id)
        return idea.votes, db.session.scalar(select(func.count()).select_from(Vote).where(Vote.idea_id == idea_id)) or 0


def test_fifty_identical_requests_are_one_vote(live_app: Flask) -> None:
    with live_app.app_context():
        idea_id, account = make_idea().subject_id, make_account()
    browser = Browser(live_app).sign_in(account)
    token = browser.open("/konto/post").soup.find("meta", {"name": "csrf-token"})["content"]  # type: ignore[index]
    cookie = browser.client.get_cookie("sitzung")
    assert cookie is not None

    def vote(_number: int) -> int:
        client = live_app.test_client()
        client.set_cookie("sitzung", cookie.value)
        return client.post(f"/ideen/{idea_id}/stimme", data={"csrf_token": token, "value": "1"}).status_code

    assert set(at_once(live_app, vote)) == {303}
    assert counted(live_app, idea_id) == (1, 1)


def test_forty_people_at_once_are_forty_votes(live_app: Flask) -> None:
    with live_app.app_context():
        idea_id = make_idea().subject_id
        accounts = [make_account() for _ in range(40)]
    browsers = [Browser(live_app).sign_in(account) for account in accounts]

    def vote(number: int) -> int:
        browser = browsers[number]
        page = browser.open("/konto/post")
        token = page.soup.find("meta", {"name": "csrf-token"})["content"]  # type: ignore[index]
        return browser.client.post(f"/ideen/{idea_id}/stimme", data={"csrf_token": token}).status_code

    assert set(at_once(live_app, vote, count=40)) == {303}
    assert counted(live_app, idea_id) == (40, 40)
