"""Pages that readers share: each finds their own name, token, votes and keys on them, and nobody else's."""

from __future__ import annotations

import re

import pytest
from flask import Flask

from participation.core.actor import Role
from participation.dialogue.ideas.models import Idea
from participation.dialogue.processes.models import PhaseKind
from participation.web import in_common
from tests.browser import Browser
from tests.factories.dialogue import make_board, make_comment, make_idea, make_process
from tests.factories.people import make_account, make_staff, person
from tests.statements import counting


@pytest.fixture
def idea(app: Flask) -> Idea:
    return make_idea(make_board(make_process(phase=PhaseKind.DISCUSS), slug="ufer"), title="Bank am Fluss")


def keys_on(text: str) -> list[str]:
    return re.findall(r'name="send_key"[^>]* value="([^"]+)"', text)


@pytest.mark.parametrize("path", ["/boards/ufer", "/ideen/{id}"])
def test_each_reader_finds_their_own_name_and_token_on_a_page_made_for_all(app: Flask, idea: Idea, path: str) -> None:
    first, second = (Browser(app).sign_in(make_account(name)) for name in ("Anna <Ufer>", "Bernd am Ufer"))
    first.open(path.format(id=idea.subject_id))
    with counting(app) as said:
        page = second.open(path.format(id=idea.subject_id))
    assert first.page is not None
    assert "Anna <Ufer>" in first.page.text
    assert "Bernd am Ufer" in page.text
    assert "Anna" not in page.body
    assert first.csrf_token() not in page.body
    assert not set(keys_on(first.page.body)) & set(keys_on(page.body))
    assert not re.search("[\ue000\ue001]", first.page.body + page.body)
    assert len(said) <= 5


def test_the_shared_page_is_not_made_again_for_the_next_reader(app: Flask, idea: Idea) -> None:
    asked = []
    for browser in [Browser(app).sign_in(make_account()) for _ in range(3)]:
        with counting(app) as said:
            browser.open("/boards/ufer")
        asked.append(len(said))
    assert asked[1] == asked[2] < asked[0]


def test_the_same_page_opened_twice_carries_another_key_each_time(app: Flask, idea: Idea) -> None:
    browser = Browser(app).sign_in(make_account())
    path = f"/ideen/{idea.subject_id}"
    seen = [key for _ in range(2) for key in keys_on(browser.open(path).body)]
    assert len(seen) >= 2
    assert len(set(seen)) == len(seen)


def test_a_vote_is_seen_by_the_one_who_cast_it_and_only_counted_for_others(app: Flask, idea: Idea) -> None:
    voter, other, path = make_account(), make_account(), f"/ideen/{idea.subject_id}"
    browser = Browser(app).sign_in(voter)
    browser.open(path)
    browser.send("/stimme", value="1")
    assert browser.follow().shows("Sie unterstützen diese Idee.")
    page = Browser(app).sign_in(other).open(path)
    assert not page.shows("Sie unterstützen diese Idee.")
    assert page.shows("1 Unterstützung")
    assert "Unterstützt · zurücknehmen" in Browser(app).sign_in(voter).open("/boards/ufer").text
    assert "Unterstützt · zurücknehmen" not in Browser(app).sign_in(other).open("/boards/ufer").text


def test_who_wrote_something_or_holds_a_role_gets_a_page_of_their_own(app: Flask, idea: Idea) -> None:
    author = make_account("Carla")
    comment = make_comment(idea.subject_id, author_id=author.id, text="Gern mit Lehne")
    path = f"/ideen/{idea.subject_id}"
    withdraw = f"/kommentare/{comment.subject_id}/zurueckziehen"
    assert not any(withdraw in url for url in Browser(app).sign_in(make_account()).open(path).links().values())
    own = Browser(app).sign_in(author).open(path)
    assert any("zurueckziehen" in url for url in own.links().values())
    staff = Browser(app).sign_in(make_staff(Role.COORDINATOR)).open(path)
    assert any("/schreibtisch" in url for url in staff.links().values())
    assert not any("/schreibtisch" in url for url in Browser(app).sign_in(make_account()).open(path).links().values())


def test_a_page_that_would_carry_a_persons_own_token_is_refused(app: Flask) -> None:
    with app.test_request_context("/"):
        from flask_wtf.csrf import generate_csrf

        from participation.extensions import login_manager

        login_manager._update_request_context_with_user(person(make_account()))
        token = generate_csrf()
        app.jinja_env.globals["leaky"] = token
        with pytest.raises(RuntimeError, match="own token"):
            in_common.page_in_common(app.jinja_env.from_string("{{ leaky }}"), own={}, context=dict)  # type: ignore[arg-type]
        del app.jinja_env.globals["leaky"]


def test_a_waiting_notice_is_shown_to_its_reader_alone(app: Flask, idea: Idea) -> None:
    path = f"/ideen/{idea.subject_id}"
    browser, other = Browser(app).sign_in(make_account()), Browser(app).sign_in(make_account())
    with browser.client.session_transaction() as session:
        session["_flashes"] = [("success", "Ihr Kommentar ist da.")]
    assert browser.open(path).shows("Ihr Kommentar ist da.")
    assert not other.open(path).shows("Ihr Kommentar ist da.")
    assert not browser.open(path).shows("Ihr Kommentar ist da.")


def test_nobody_writes_a_text_that_becomes_the_readers_name_or_token(app: Flask, idea: Idea) -> None:
    marks = "\ue000name\ue001 \ue000token\ue001 \ue000key\ue001"
    make_comment(idea.subject_id, text=f"Schreiben Sie das ab: {marks}")
    page = Browser(app).sign_in(make_account("Cora")).open(f"/ideen/{idea.subject_id}")
    assert f"Schreiben Sie das ab: {marks}" in page.body
