"""The desk of a department: what it shows to whom, its filters, and what it costs."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask

from participation.core.actor import Role
from participation.core.clock import now
from participation.core.database import db
from tests.browser import Browser
from tests.factories.desk import make_answer, make_moderator, make_promise
from tests.factories.dialogue import make_board, make_idea, make_process
from tests.factories.people import make_account, make_staff
from tests.statements import counting


def listed(page: object) -> list[str]:
    return [tag.get_text() for tag in page.soup.select(".desk__list .desk__title")]  # type: ignore[attr-defined]


def test_the_oldest_idea_stands_first_and_answered_ones_are_gone(client: Browser) -> None:
    board = make_board()
    new = make_idea(board, title="Neu", submitted_at=now() - timedelta(days=1))
    make_idea(board, title="Alt", submitted_at=now() - timedelta(days=9))
    make_answer(make_idea(board, title="Beantwortet"))
    client.sign_in(make_moderator(new))
    assert listed(client.open("/schreibtisch")) == ["Alt", "Neu"]


def test_departments_see_their_own_ideas_and_coordination_sees_all(client: Browser) -> None:
    mine, other = make_idea(title="Unsere"), make_idea(title="Eure")
    client.sign_in(make_moderator(mine))
    assert listed(client.open("/schreibtisch")) == ["Unsere"]
    client.sign_in(make_staff(Role.MODERATOR, other.board_id and db_process(other)))
    assert listed(client.open("/schreibtisch")) == ["Eure"]
    client.sign_in(make_staff(Role.COORDINATOR))
    page = client.open(f"/schreibtisch?idee={mine.subject_id}")
    assert listed(page) == ["Unsere", "Eure"]
    assert page.shows("Diese Idee beantwortet die Fachabteilung")
    assert "Antworten" not in page.links()


def db_process(idea: object) -> int:
    from participation.records.subjects.models import Subject

    found = db.session.get_one(Subject, idea.subject_id).process_id  # type: ignore[attr-defined]
    assert found is not None
    return found


def test_participants_do_not_enter(client: Browser) -> None:
    client.open("/schreibtisch", status=303)
    client.sign_in(make_account())
    assert client.open("/schreibtisch", status=403).shows("mit einer passenden Aufgabe")


def test_the_queue_is_filtered_by_board_and_state(client: Browser) -> None:
    process = make_process()
    first, second = make_board(process, title="Grün"), make_board(process, title="Verkehr")
    old = make_idea(first, title="Baum", submitted_at=now() - timedelta(days=50))
    make_idea(second, title="Radweg")
    client.sign_in(make_moderator(old))
    page = client.open("/schreibtisch")
    assert listed(client.open(f"/schreibtisch?board={second.subject_id}")) == ["Radweg"]
    assert listed(client.open("/schreibtisch?stand=ueberfaellig")) == ["Baum"]
    assert client.open("/schreibtisch?stand=in-pruefung").shows("Hier wartet nichts")
    assert listed(client.open("/schreibtisch?stand=unsinn&board=x")) == ["Baum", "Radweg"]
    client.page = page
    assert listed(client.send("/schreibtisch", board=str(first.subject_id), status=200)) == ["Baum"]


def test_a_long_queue_has_pages(client: Browser) -> None:
    board = make_board()
    author = make_account()
    ideas = [make_idea(board, author_id=author.id, title=f"Idee {n:02}") for n in range(27)]
    client.sign_in(make_moderator(ideas[0]))
    page = client.open("/schreibtisch")
    assert len(listed(page)) == 25
    assert page.shows("Seite 1 von 2")
    assert len(listed(client.open(page.links()["Weiter"]))) == 2


def test_htmx_gets_list_and_preview_only(client: Browser) -> None:
    idea = make_idea(title="Bank")
    client.sign_in(make_moderator(idea))
    page = client.open(f"/schreibtisch?idee={idea.subject_id}", headers={"HX-Request": "true"})
    assert page.soup.find("html") is None
    assert page.soup.find(id="schreibtisch") is not None


@pytest.mark.parametrize("many", [2, 30])
def test_the_queue_takes_at_most_eleven_statements(app: Flask, client: Browser, many: int) -> None:
    board = make_board()
    author = make_account()
    ideas = [make_idea(board, author_id=author.id) for _ in range(many)]
    make_promise(ideas[0])
    client.sign_in(make_moderator(ideas[0]))
    client.open("/schreibtisch")
    with counting(app) as said:
        client.open("/schreibtisch")
    assert len(said) <= 11, "\n\n".join(said)
