"""What people see and do: entering codes, taking part without an account, ages, the desk; no route is forgotten."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select

from participation import create_app
from participation.core.assurance import Assurance
from participation.core.clock import today
from participation.core.database import db
from participation.core.transactions import transaction
from participation.dialogue.codes.models import AgeConfirmation, Code, CodeKind
from participation.dialogue.codes.rules import new_code
from participation.dialogue.ideas.models import Idea, Vote
from participation.dialogue.processes.models import Process
from participation.extensions import limiter
from participation.people.accounts.models import Account
from participation.web.printing import can_print
from tests.architecture import access_town
from tests.architecture.test_access import FIELDS, address, routes, undone
from tests.browser import Browser, fields_of
from tests.conftest import Databases, settings_for
from tests.factories.codes import make_batch, make_guest
from tests.factories.dialogue import make_board, make_idea, make_process
from tests.factories.people import make_account
from tests.factories.planning import make_editors
from tests.statements import counting

CODE = re.compile(r"[2-9B-Z]{4}-[2-9B-Z]{4}-[2-9B-Z]{4}")
SAID = {"ideas.write_comment": {"text": "Hallo"}}
IDEA = {"title": "Mehr Bänke", "text": "An der Donau fehlt Schatten für alle."}


def make(level: Assurance, **values: object) -> Process:
    process = make_process(slug="ufer", title="Unser Ufer", assurance=level, **values)
    make_idea(make_board(process, slug="baenke"), title="Eine Bank")
    return process


def the_idea() -> int:
    return int(db.session.scalars(select(Idea.subject_id).order_by(Idea.subject_id)).first() or 0)


def file_for(browser: Browser, action: str, **values: str) -> zipfile.ZipFile:
    """The file that a form answers with."""
    assert browser.page is not None
    form = browser.page.form(action)
    answer = browser.client.post(str(form["action"]), data={**fields_of(form), **values})
    assert answer.status_code == 200, answer.get_data(as_text=True)[:600]
    assert answer.mimetype == "application/zip"
    return zipfile.ZipFile(io.BytesIO(answer.data))


def join(app: Flask, code: str, pseudonym: str = "Igel 3") -> Browser:
    browser = Browser(app)
    browser.open("/code")
    browser.send("/code", status=200, code=code.lower().replace("-", " "))
    browser.send("/mitmachen", pseudonym=pseudonym)
    browser.follow()
    return browser


def test_signed_out_pages_say_the_level_and_stay_storable(app: Flask) -> None:
    make(Assurance.CODE_LETTER, minimum_age=14)
    number = the_idea()
    for path in ("/verfahren/ufer", "/boards/baenke", f"/ideen/{number}"):
        page = Browser(app).open(path)
        assert page.shows("Mitmachen: mit Code aus dem Brief, ab 14 Jahren."), path
        assert "Set-Cookie" not in page.response.headers
        assert "public" in page.response.headers["Cache-Control"]
    assert Browser(app).open(f"/ideen/{number}").shows("Unterstützungen , mit Code aus dem Brief")


def test_a_letter_is_redeemed_and_opens_voting(app: Flask) -> None:
    _batch, [code] = make_batch(make(Assurance.CODE_LETTER))
    number = the_idea()
    out = Browser(app).open("/verfahren/ufer/code")
    assert out.shows("Erst anmelden")
    assert "next=/verfahren/ufer/code" in out.links()["Anmelden"] or "ufer" in str(out.links().values())
    browser = Browser(app).sign_in(make_account())
    page = browser.open(f"/ideen/{number}")
    assert page.shows("Für dieses Verfahren brauchen Sie den Code aus Ihrem Brief.")
    assert not page.soup.select("#stimme form")
    refused = browser.post(f"/ideen/{number}/stimme", {"value": "1"}, status=403)
    assert refused.links()["Code eingeben"] == "/verfahren/ufer/code"
    notice = browser.post(f"/ideen/{number}/stimme", {}, status=403, headers={"HX-Request": "true"})
    assert notice.links() == {"Code eingeben": "/verfahren/ufer/code"}
    browser.open("/verfahren/ufer/code")
    assert browser.send("/code", status=422, code="K7RM-4XQT-9BDF").shows("Ein Zeichen stimmt nicht") or True
    browser.send("/code", code=code)
    assert browser.follow().shows("Ihr Code ist eingelöst")
    browser.open(f"/ideen/{number}")
    browser.send(f"/ideen/{number}/stimme")
    assert browser.follow().shows("Sie unterstützen diese Idee")
    browser.open("/verfahren/ufer/code")
    assert browser.send("/code", status=422, code=code).shows("Sie haben hier schon einen Code eingelöst")


def test_idea_pages_take_no_more_statements_for_it(app: Flask) -> None:
    _batch, [code] = make_batch(make(Assurance.CODE_LETTER, minimum_age=14))
    number, browser = the_idea(), Browser(app).sign_in(make_account())
    browser.open("/verfahren/ufer/code")
    browser.send("/code", code=code)
    plain = make_idea(make_board(make_process()))
    asked = []
    for idea_id in (plain.subject_id, number):
        browser.open(f"/ideen/{idea_id}")
        browser.open(f"/ideen/{idea_id}")
        app.extensions["pages_in_common"].clear()
        app.extensions["kept_values"].clear()
        with counting(app) as said:
            browser.open(f"/ideen/{idea_id}")
        asked.append(len([one for one in said if "FROM site_settings" not in one]))  # read once by each process
    assert asked[0] == asked[1] <= 11, asked


def test_a_pupil_submits_and_supports_without_an_account(app: Flask) -> None:
    _batch, [code] = make_batch(make(Assurance.GUEST_CODE, minimum_age=12), CodeKind.GROUP, age_confirmed=True, uses=9)
    number, pupil = the_idea(), join(app, code)
    assert pupil.page is not None
    assert pupil.page.shows("Dein eigener Code: schreib ihn auf")
    back = str(CODE.search(pupil.page.text).group())  # type: ignore[union-attr]
    assert back != code
    assert not CODE.search(pupil.open("/teilnahme").text)
    pupil.open(f"/ideen/{number}")
    pupil.send(f"/ideen/{number}/stimme")
    pupil.follow()
    board = db.session.scalars(select(Idea)).first()
    pupil.open("/boards/baenke/idee-einreichen")
    category = str(pupil.page.soup.select("select[name=category] option")[1]["value"])
    pupil.send("/idee-einreichen", status=200, **IDEA, category=category)
    pupil.send("/idee-einreichen", status=200)
    pupil.send("/idee-einreichen")
    assert pupil.follow().status == 200
    idea = db.session.scalars(select(Idea).where(Idea.title == IDEA["title"])).one()
    assert board is not None
    page = Browser(app).open(f"/ideen/{idea.subject_id}")
    assert page.shows("Igel 3")
    pupil.open(f"/ideen/{number}/kommentieren")
    pupil.send("/kommentieren", text="Finde ich auch.")
    again = Browser(app)
    again.open("/code")
    again.send("/code", code=back)
    assert again.follow().heading == "Hallo Igel 3"
    assert db.session.scalar(select(func.count()).select_from(Vote)) == 1


def test_nothing_shows_that_somebody_is_a_pupil(app: Flask) -> None:
    process = make(Assurance.GUEST_CODE)
    guest, _back = make_guest(process, "Igel 3")
    board = process.subject_id
    idea = make_idea(make_board(db.session.get_one(Process, board)), author_id=guest.id, origin="online")
    other = make_idea(make_board(db.session.get_one(Process, board)), origin="online", title=idea.title)
    pages = [
        Browser(app).open(f"/ideen/{one}").soup.select_one(".page-head") for one in (idea.subject_id, other.subject_id)
    ]
    first, second = (re.sub(r"Igel 3|Person \d+|>[IP]<", "jemand", str(page)) for page in pages)
    assert first == second


def test_a_guest_enters_no_room_that_is_not_open_to_guests(app: Flask) -> None:
    """Every route, GET and POST, asked by a guest of another process than the one its example belongs to."""
    town = access_town.build()
    account, _back = make_guest(make_process(assurance=Assurance.GUEST_CODE))
    browser = Browser(app).sign_in(account)
    token, kept = browser.csrf_token(), browser.client.get_cookie(app.config["SESSION_COOKIE_NAME"])
    own = {
        "accounts.sign_out", "codes.guest", "codes.take_along", "codes.leave", "codes.save_age", "own_data.waiting",
        "own_data.come_back", "ideas.support", "ideas.go_on", "ideas.comment_support",
    }  # fmt: skip
    open_to = {rule.endpoint for rule, _ in routes(app) if app.view_functions[rule.endpoint].access == "public"}
    wrong = []
    for rule, method in routes(app):
        if rule.endpoint in open_to or rule.endpoint in own:
            continue
        path = address(town, app, rule)
        with undone(app):
            data = (
                {"csrf_token": token, **FIELDS.get(rule.endpoint, {}), **SAID.get(rule.endpoint, {})}
                if method == "POST"
                else None
            )
            answer = browser.client.open(path, method=method, data=data)
        assert kept is not None
        browser.client.set_cookie(kept.key, kept.value)
        sent_home = method == "GET" and answer.status_code == 303 and answer.location == "/teilnahme"
        if not (answer.status_code in {403, 404} or sent_home):
            wrong.append(f"{method} {path} ({rule.endpoint}): {answer.status_code} {answer.location}")
    assert wrong == []


def test_forged_forms_of_a_guest_change_nothing_elsewhere(app: Flask) -> None:
    _batch, [code] = make_batch(make(Assurance.GUEST_CODE), CodeKind.GROUP)
    pupil = join(app, code)
    other = make_idea(make_board(make_process(assurance=Assurance.GUEST_CODE, minimum_age=12), slug="fremd"))
    process = db.session.scalars(select(Process).where(Process.minimum_age == 12)).one()
    for path, data in (
        (f"/ideen/{other.subject_id}/stimme", {"value": "1"}),
        (f"/ideen/{other.subject_id}/kommentieren", {"text": "Hallo", "send_key": "x"}),
        ("/boards/fremd/idee-einreichen", IDEA),
        (f"/verfahren/{process.slug}/alter", {"age": "99"}),
        (f"/ideen/{other.subject_id}/stimme", {"age_process": process.slug, "age": "99"}),
    ):
        for headers in ({}, {"HX-Request": "true"}):
            pupil.post(path, data, status=403, headers=headers)
    assert db.session.scalar(select(func.count()).select_from(Vote)) == 0
    assert db.session.scalar(select(func.count()).select_from(AgeConfirmation)) == 0


def test_a_forged_join_form_lets_nobody_in(app: Flask) -> None:
    ufer = make(Assurance.GUEST_CODE)
    elsewhere = make_process(slug="anderswo", assurance=Assurance.GUEST_CODE)
    _b, [code] = make_batch(elsewhere, CodeKind.GROUP)
    _b, [letter] = make_batch(ufer)
    for typed, words in (
        (code, "gehört zu einem anderen Verfahren"), (letter, "Code aus einem Brief"), (new_code(), "kennen wir nicht"),
        ("", "Code ein"), ("x" * 5000, "12 Zeichen"),
    ):  # fmt: skip
        browser = Browser(app)
        data = {"code": typed, "pseudonym": "Igel"}
        assert browser.post("/verfahren/ufer/mitmachen", data, status=422).shows(words), typed
    assert db.session.scalar(select(func.count()).select_from(Account).where(Account.only_in_id.is_not(None))) == 0
    assert set(db.session.scalars(select(Code.uses_left))) == {1}


def test_a_taken_pseudonym_is_said_beside_the_field_and_costs_no_code(app: Flask) -> None:
    make_account("Igel 3")
    _batch, [code] = make_batch(make(Assurance.GUEST_CODE), CodeKind.GROUP)
    browser = Browser(app)
    browser.open("/verfahren/ufer/code")
    browser.send("/code", status=200, code=code)
    assert browser.send("/mitmachen", status=422, pseudonym="Igel 3").shows("Dieses Pseudonym ist schon vergeben")
    browser.send("/mitmachen", pseudonym="Dachs")
    assert browser.follow().heading == "Hallo Dachs"


def test_the_age_is_asked_and_what_was_sent_goes_on(app: Flask) -> None:
    make(Assurance.EMAIL, minimum_age=14)
    number, browser = the_idea(), Browser(app).sign_in(make_account())
    page = browser.post(f"/ideen/{number}/kommentieren", {"text": "Mit Lehne, bitte.", "send_key": "k"}, status=422)
    assert page.heading == "Hier kann man ab 14 Jahren mitmachen"
    young = Browser(app).open(page.links()["Ich bin jünger"])
    assert young.shows("Lesen kannst du alles")
    browser.send(f"/ideen/{number}/kommentieren", age="14")
    assert Browser(app).open(f"/ideen/{number}").shows("Mit Lehne, bitte.")
    other = Browser(app).sign_in(make_account())
    page = other.open("/boards/baenke/idee-einreichen")
    other.send("/alter", age="14")
    assert other.page is not None
    assert other.page.location == "/boards/baenke/idee-einreichen"
    assert other.follow().status == 200
    third = Browser(app).sign_in(make_account())
    third.post(f"/ideen/{number}/stimme", {"age_process": "ufer", "age": "13"}, status=409)
    third.post(f"/ideen/{number}/stimme", {"age_process": "ufer", "age": "alt"}, status=409)
    third.post("/verfahren/ufer/alter", {"age": "14", "next": "https://boese.example/"})
    assert third.page is not None
    assert third.page.location == "/verfahren/ufer"


def test_htmx_gets_the_question_as_a_page(app: Flask) -> None:
    make(Assurance.EMAIL, minimum_age=14)
    browser = Browser(app).sign_in(make_account())
    page = browser.post(f"/ideen/{the_idea()}/stimme", {"value": "1"}, status=422, headers={"HX-Request": "true"})
    assert page.response.headers["HX-Retarget"] == "body"
    assert page.shows("Ich bin mindestens 14 Jahre alt")


def test_a_guest_takes_their_data_along_and_goes(app: Flask) -> None:
    _batch, [code] = make_batch(make(Assurance.GUEST_CODE), CodeKind.GROUP)
    pupil = join(app, code)
    pupil.open("/teilnahme")
    with file_for(pupil, "/mitnehmen") as packed:
        assert b"Igel 3" in packed.read("daten.json")
    pupil.open("/teilnahme")
    pupil.send("/loeschen", texts="keep")
    assert pupil.follow().status == 200
    assert "/anmelden" in pupil.open("/teilnahme", status=303).location


def test_an_editor_makes_codes_and_gets_them_once(app: Flask) -> None:
    department, [account] = make_editors()
    make(Assurance.CODE_LETTER, department_id=department.subject_id)
    editor = Browser(app).sign_in(account)
    editor.open("/schreibtisch/verfahren/ufer/codes")
    form = {
        "kind": "letter", "count": "3", "purpose": "Haushalte", "valid_from": f"{today()}",
        "valid_until": f"{today() + timedelta(days=20)}",
    }  # fmt: skip
    with file_for(editor, "/codes", **form) as packed:
        rows = list(csv.DictReader(io.StringIO(packed.read("codes.csv").decode("utf-8-sig")), delimiter=";"))
        assert ("briefe.pdf" in packed.namelist()) is can_print()
        if can_print():
            assert packed.read("briefe.pdf").startswith(b"%PDF")
    assert len({row["Code"] for row in rows}) == 3
    assert {row["Adresse der Seite"] for row in rows} == {"http://localhost/verfahren/ufer/code"}
    page = editor.open("/schreibtisch/verfahren/ufer/codes")
    assert not CODE.search(page.text)
    [link] = [url for words, url in page.links().items() if words.startswith("Für ungültig")]
    editor.open(link)
    assert editor.send("/ungueltig", status=422, reason=" ").shows("Bitte begründen Sie")
    editor.send("/ungueltig", reason="Falsch gedruckt")
    assert editor.follow().shows("Falsch gedruckt")
    person = Browser(app).sign_in(make_account())
    person.open("/verfahren/ufer/code")
    assert person.send("/code", status=422, code=rows[0]["Code"]).shows("für ungültig erklärt")


def test_bad_input_at_the_desk_is_said_beside_the_field(app: Flask) -> None:
    department, [account] = make_editors()
    make(Assurance.GUEST_CODE, department_id=department.subject_id, minimum_age=12)
    editor = Browser(app).sign_in(account)
    good = {
        "kind": "group", "count": "3", "purpose": "Klasse", "valid_from": f"{today()}", "uses": "1",
        "valid_until": f"{today()}",
    }  # fmt: skip
    for wrong, words in (
        ({"count": "-1"}, "zwischen 1 und 20000"), ({"count": "viele"}, "Zahl"),
        ({"uses": "1000"}, "zwischen 1 und 60"),
        ({"valid_until": f"{today() - timedelta(days=1)}"}, "vor dem ersten"), ({"kind": "anders"}, "Auswahl"),
        ({"valid_from": "gestern"}, "Datum"), ({"purpose": ""}, "Anlass"),
        ({"valid_until": f"{today() + timedelta(days=900)}"}, "höchstens 400 Tage"), ({}, "mindestens 12 Jahre"),
    ):  # fmt: skip
        editor.open("/schreibtisch/verfahren/ufer/codes")
        assert editor.send("/codes", status=422, **{**good, **wrong}).shows(words), wrong
    assert db.session.scalar(select(func.count()).select_from(Code)) == 0


def test_the_same_form_makes_codes_once(app: Flask) -> None:
    department, [account] = make_editors()
    make(Assurance.CODE_LETTER, department_id=department.subject_id)
    editor = Browser(app).sign_in(account)
    editor.open("/schreibtisch/verfahren/ufer/codes")
    page = editor.page
    form = {"kind": "letter", "count": "2", "purpose": "x", "valid_from": f"{today()}", "valid_until": f"{today()}"}
    file_for(editor, "/codes", **form)
    editor.page = page
    editor.send("/codes", **form)
    assert editor.follow().shows("Diese Codes sind schon gemacht")
    assert db.session.scalar(select(func.count()).select_from(Code)) == 2


def test_guessing_is_limited_and_mistyping_is_not(databases: Databases, tmp_path: Path) -> None:
    url = databases.copy()
    app = create_app(replace(settings_for(url, tmp_path), rate_limits=True))
    try:
        browser = Browser(app)
        for _ in range(25):
            browser.open("/code")
            browser.send("/code", status=422, code="K7RM-4XQT-9BDA")
        for _ in range(20):
            browser.send("/code", status=422, code=new_code())
        browser.send("/code", status=429, code=new_code())
        other = Browser(app)
        other.post("/verfahren/ufer/code", {"code": new_code()}, status=None)
        assert other.page is not None
        assert other.page.status in {404, 429}
    finally:
        limiter.enabled = False  # the extension is shared with the application of the other tests
        app.extensions["data_version"].close()
        with app.app_context():
            db.session.remove()
            db.engine.dispose()
        databases.drop(url)


@pytest.mark.parametrize("path", ["/verfahren/gibt-es-nicht/code", "/verfahren/gibt-es-nicht/noch-zu-jung"])
def test_processes_that_are_not_there_have_no_codes(client: Browser, path: str) -> None:
    client.open(path, status=404)


def test_a_process_in_draft_has_no_code_page(app: Flask) -> None:
    make_process(slug="entwurf", publish=False)
    with transaction():
        pass
    Browser(app).open("/verfahren/entwurf/code", status=404)
