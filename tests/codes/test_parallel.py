"""A code is used as often as it can be used, whatever the number of parallel requests."""

from __future__ import annotations

from flask import Flask
from sqlalchemy import func, select

from participation.core.assurance import Assurance
from participation.core.database import db
from participation.core.errors import Conflict
from participation.core.transactions import transaction
from participation.dialogue.codes.commands import join_with_code, redeem_letter
from participation.dialogue.codes.models import Code, CodeKind, Guest, LevelProof
from participation.dialogue.processes.models import Process
from participation.people.accounts.models import Account
from participation.people.departments.queries import person_of_account
from tests.browser import Browser
from tests.factories.codes import KEY, make_batch
from tests.factories.dialogue import make_process
from tests.factories.people import make_account
from tests.parallel import at_once


def count(table: type) -> int:
    return db.session.scalar(select(func.count()).select_from(table)) or 0


def test_fifty_people_at_once_redeem_one_letter_once(live_app: Flask) -> None:
    with live_app.app_context():
        _batch, [code] = make_batch(make_process(assurance=Assurance.CODE_LETTER))
        accounts = [make_account().id for _ in range(50)]

    def redeem(number: int) -> None:
        person = person_of_account(accounts[number])
        assert person is not None
        with transaction():
            redeem_letter(code, key=KEY, actor=person)

    answers = at_once(live_app, redeem)
    assert sum(answer is None for answer in answers) == 1
    assert all(isinstance(answer, Conflict) for answer in answers if answer is not None)
    with live_app.app_context():
        assert count(LevelProof) == 1
        assert db.session.scalars(select(Code.uses_left)).one() == 0


def test_one_person_with_many_letters_uses_one(live_app: Flask) -> None:
    with live_app.app_context():
        _batch, codes = make_batch(make_process(assurance=Assurance.CODE_LETTER), count=30)
        account = make_account()
    browser = Browser(live_app).sign_in(account)
    token, cookie = browser.csrf_token(), browser.client.get_cookie("sitzung")
    assert cookie is not None

    def redeem(number: int) -> int:
        client = live_app.test_client()
        client.set_cookie("sitzung", cookie.value)
        return client.post("/code", data={"csrf_token": token, "code": codes[number]}).status_code

    assert sorted(at_once(live_app, redeem, count=30)) == [303, *[422] * 29]
    with live_app.app_context():
        assert count(LevelProof) == 1
        assert sum(db.session.scalars(select(Code.uses_left))) == 29


def test_a_class_code_with_thirty_uses_lets_thirty_of_fifty_in(live_app: Flask) -> None:
    with live_app.app_context():
        process = make_process(assurance=Assurance.GUEST_CODE)
        process_id = process.subject_id
        _batch, [code] = make_batch(process, CodeKind.GROUP, uses=30)

    def join(number: int) -> int:
        with transaction():
            found = db.session.get_one(Process, process_id)
            return join_with_code(code, found, pseudonym=f"Kind {number}", key=KEY)[0].id

    answers = at_once(live_app, join)
    assert sum(isinstance(answer, int) for answer in answers) == 30
    assert sum(isinstance(answer, Conflict) for answer in answers) == 20
    with live_app.app_context():
        assert count(Guest) == 30
        assert db.session.scalars(select(Code.uses_left)).one() == 0


def test_the_same_join_form_sent_many_times_at_once_is_one_guest(live_app: Flask) -> None:
    with live_app.app_context():
        process = make_process(assurance=Assurance.GUEST_CODE, slug="ufer")
        _batch, [code] = make_batch(process, CodeKind.GROUP)
    browser = Browser(live_app)
    browser.open("/code")
    page = browser.send("/code", status=200, code=code)
    form = {str(f["name"]): str(f.get("value", "")) for f in page.form("/mitmachen").find_all("input")}
    cookie = browser.client.get_cookie("sitzung")
    assert cookie is not None

    def send(_number: int) -> int:
        client = live_app.test_client()
        client.set_cookie("sitzung", cookie.value)
        return client.post("/verfahren/ufer/mitmachen", data={**form, "pseudonym": "Igel"}).status_code

    assert set(at_once(live_app, send, count=24)) == {303}
    with live_app.app_context():
        assert count(Guest) == 1
        assert db.session.scalars(select(Code.uses_left)).one() == 0
        assert db.session.scalars(select(Account.pseudonym).where(Account.only_in_id.is_not(None))).all() == ["Igel"]
