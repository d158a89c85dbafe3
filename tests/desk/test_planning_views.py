"""The process desk, as an editor sees it."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask import Flask

from participation.core.actor import HOUSE, Role
from participation.core.database import db
from participation.core.transactions import transaction
from participation.desk.planning.patterns import PATTERNS
from participation.dialogue.processes.commands import WrittenFile, add_document, add_entry, draft_news
from participation.dialogue.processes.models import EntryKind, Invitation, Process, Release
from participation.dialogue.processes.queries import phases_of
from participation.people.departments.models import Department
from tests.browser import Browser
from tests.factories.dialogue import make_board, make_process
from tests.factories.people import make_department, make_staff


@pytest.fixture
def department(app: Flask) -> Department:
    return make_department("Abteilung Grün", slug="gruen")


@pytest.fixture
def editor(app: Flask, department: Department) -> Browser:
    return Browser(app).sign_in(make_staff(Role.EDITOR, department.subject_id, "Redaktion Grün"))


def made(editor: Browser, pattern: str = "ideensammlung", **values: str) -> Process:
    editor.open(f"/schreibtisch/verfahren/neu/{pattern}")
    editor.send("/neu/", title="Mehr Schatten", **values)
    editor.follow()
    process = db.session.query(Process).order_by(Process.subject_id.desc()).first()
    assert process is not None
    return process


def test_an_editor_without_a_process_is_invited_to_make_one(editor: Browser) -> None:
    page = editor.open("/schreibtisch/verfahren")
    assert page.shows("Noch kein Verfahren")
    assert page.links()["Neues Verfahren"] == "/schreibtisch/verfahren/neu"


@pytest.mark.parametrize("pattern", [pattern.slug for pattern in PATTERNS])
def test_a_process_from_a_pattern_is_whole_but_for_its_holes(editor: Browser, pattern: str) -> None:
    process = made(editor, pattern)
    page = editor.page
    assert page is not None
    assert page.heading == "Mehr Schatten"
    assert "{" not in page.soup.find("main").get_text()  # type: ignore[union-attr]
    assert page.shows("In „Was steht schon fest?“ steht noch eine Lücke")
    assert not page.shows("Es gibt noch keine Phase")
    assert not page.shows("Zwischen der Ankündigung")
    assert process.published_at is None
    editor.open("/schreibtisch/verfahren")
    editor.open(f"/schreibtisch/verfahren/{process.slug}/veroeffentlichen")


PAGES = (
    "", "/frage", "/vier-fragen", "/gebiet", "/kontakt", "/rechtlicher-charakter", "/sichtbarkeit", "/ankuendigung",
    "/leichte-sprache", "/bild", "/phasen/neu", "/themen/neu", "/spielraum/neu", "/partner/neu",
    "/fragen-und-antworten/neu", "/neuigkeiten/neu", "/unterlagen/neu", "/vorschau", "/vorschau/seite",
    "/veroeffentlichen", "/abschluss", "/kopie",
)  # fmt: skip


def test_every_form_of_the_desk_opens(editor: Browser, department: Department) -> None:
    make_board(make_process(slug="ufer", department_id=department.subject_id))
    for path in PAGES:
        editor.open(f"/schreibtisch/verfahren/ufer{path}")
    for path in ("", "/aenderungen"):
        Browser(editor.app).open(f"/verfahren/ufer{path}")


def test_another_department_comes_to_no_page_of_the_desk(app: Flask, department: Department) -> None:
    make_process(slug="ufer", department_id=department.subject_id)
    make_process(slug="heimlich", department_id=department.subject_id, publish=False)
    stranger = Browser(app).sign_in(make_staff(Role.EDITOR, make_department().subject_id))
    for path in PAGES:
        stranger.open(f"/schreibtisch/verfahren/ufer{path}", status=403)
        stranger.open(f"/schreibtisch/verfahren/heimlich{path}", status=404)
    moderator = Browser(app).sign_in(make_staff(Role.MODERATOR, department.subject_id))
    for path in PAGES:
        moderator.open(f"/schreibtisch/verfahren/ufer{path}", status=403)


def test_another_department_can_send_nothing_to_a_process(app: Flask, department: Department) -> None:
    """Every POST route of the desk, filled with what the process really holds."""
    process = make_process(slug="ufer", department_id=department.subject_id)
    board = make_board(process)
    with transaction():
        entry = add_entry(process, EntryKind.OPEN, title="Die Farbe", actor=HOUSE)
        news = draft_news(process, title="Neu", body="Text", actor=HOUSE)
        file = WrittenFile(Path("/"), "0" * 40, "application/pdf", 7, "0" * 64)
        document = add_document(process, title="Plan", note="", file=file, actor=HOUSE)
        release = Release(process_id=process.subject_id, requested_by_ref="someone")
        invitation = Invitation(process_id=process.subject_id)
        db.session.add_all([release, invitation])
    values = {
        "slug": "ufer", "phase_id": phases_of(process.subject_id)[0].id, "subject_id": board.subject_id,
        "entry_id": entry.id, "news_id": news.id, "document_id": document.id, "release_id": release.id,
        "invitation_id": invitation.id,
    }  # fmt: skip
    stranger = Browser(app).sign_in(make_staff(Role.EDITOR, make_department().subject_id))
    liaison = Browser(app).sign_in(make_staff(Role.LIAISON, department.subject_id))
    adapter, asked = app.url_map.bind("localhost"), 0
    for rule in app.url_map.iter_rules():
        if not rule.endpoint.startswith("planning.") or "slug" not in rule.arguments:
            continue
        needed = {name: value for name, value in values.items() if name in rule.arguments}
        path = adapter.build(rule.endpoint, {**(rule.defaults or {}), **needed}, method=next(iter(rule.methods or ())))
        for browser in (stranger, liaison):
            if "POST" in (rule.methods or ()):
                browser.post(path, status=403)
            else:
                browser.open(path, status=403)
            asked += 1
    assert asked > 80
    assert process.version == db.session.get_one(Process, process.subject_id).version


def test_each_gap_leads_to_its_field(editor: Browser) -> None:
    process = made(editor)
    page = editor.open(f"/schreibtisch/verfahren/{process.slug}")
    links = [str(a["href"]) for a in page.soup.select(".checklist a")]
    assert any(link.endswith("/vier-fragen#block_fixed") for link in links)
    for link in links:
        path, _, anchor = link.partition("#")
        assert editor.open(path).soup.find(id=anchor) or not anchor, link
