"""At the process desk a board becomes a call, and the pattern for a call makes one."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from participation.core.clock import TOWN, now, today
from participation.core.database import db
from participation.core.transactions import transaction
from participation.desk.planning.commands import copy_process, make_from_pattern
from participation.desk.planning.patterns import pattern_called
from participation.dialogue.boards.models import Board
from participation.dialogue.boards.queries import boards_of
from participation.dialogue.calls.queries import conditions_of
from participation.dialogue.processes.models import Process
from participation.dialogue.processes.queries import phases_of
from participation.people.accounts.models import Account
from tests.browser import Browser, fields_of
from tests.factories.calls import make_application
from tests.factories.dialogue import make_board, make_process
from tests.factories.people import person
from tests.factories.planning import make_editors

DESK = "/schreibtisch/verfahren/hof"


@pytest.fixture
def account(app: Flask) -> Account:
    department, [account] = make_editors()
    make_board(make_process(slug="hof", department_id=department.subject_id), slug="hof")
    return account


@pytest.fixture
def editor(app: Flask, account: Account) -> Browser:
    return Browser(app).sign_in(account)


def board() -> Board:
    return db.session.scalars(select(Board).where(Board.slug == "hof").execution_options(populate_existing=True)).one()


def test_a_board_becomes_a_call_and_its_form_says_so_again(editor: Browser) -> None:
    closes = (now() + timedelta(days=3)).astimezone(TOWN).replace(second=0, microsecond=0, tzinfo=None)
    form = f"{DESK}/themen/{board().subject_id}"
    editor.open(form)
    editor.send(
        "/themen/", is_call="y", conditions="Wir machen es selbst.\n\n Wir  berichten. \nWir machen es selbst.",
        takes_teams="y", most_files="3", files_wanted="ein Kostenplan", hides_applications="y",
        deadline=closes.isoformat(timespec="minutes"),
    )  # fmt: skip
    made = board()
    assert (made.is_call, made.takes_teams, made.most_files) == (True, True, 3)
    assert made.hidden_until == made.deadline == closes.replace(tzinfo=TOWN)
    assert [one.text for one in conditions_of(made.subject_id)] == ["Wir machen es selbst.", "Wir berichten."]
    page = editor.open(form)
    fields = page.form("/themen/")
    assert fields.find("input", {"name": "deadline"})["value"] == closes.isoformat(timespec="minutes")  # type: ignore[index]
    assert fields.find("textarea", {"name": "conditions"}).get_text().strip().splitlines() == [  # type: ignore[union-attr]
        "Wir machen es selbst.", "Wir berichten.",
    ]  # fmt: skip
    assert Browser(editor.app).open("/boards/hof").shows("So bewerben Sie sich")


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"deadline": "2099-01-01T12:00"}, "Die Frist liegt außerhalb der Phase"),
        ({"deadline": "irgendwann"}, "Not a valid"),
        ({"most_files": "99"}, "eine Zahl von 0 bis 10"),
        ({"conditions": "\n".join(f"Satz {n}" for n in range(13))}, "höchstens zwölf Bedingungen"),
        ({"conditions": "x" * 501}, "höchstens 500 Zeichen"),
    ],
)
def test_terms_that_cannot_hold_are_refused_beside_the_field(
    editor: Browser, typed: dict[str, str], words: str
) -> None:
    editor.open(f"{DESK}/themen/{board().subject_id}")
    page = editor.send("/themen/", status=422, title="Neuer Name", is_call="y", **typed)
    if words != "Not a valid":
        assert page.shows(words)
    assert page.form("/themen/").find("input", {"name": "title"})["value"] == "Neuer Name"  # type: ignore[index]
    assert not board().is_call


def test_only_a_call_hides(editor: Browser) -> None:
    editor.open(f"{DESK}/themen/{board().subject_id}")
    page = editor.send("/themen/", status=422, hides_applications="y")
    assert page.shows("Verdeckte Bewerbungen gibt es nur bei einem Aufruf")


def test_what_applicants_were_promised_stands(editor: Browser) -> None:
    form = f"{DESK}/themen/{board().subject_id}"
    editor.open(form)
    editor.send("/themen/", is_call="y", hides_applications="y", takes_teams="y")
    make_application(board())
    db.session.commit()
    editor.open(form)
    assert editor.page is not None
    typed = {k: v for k, v in fields_of(editor.page.form("/themen/")).items() if k != "hides_applications"}
    assert editor.post(form, typed, status=422).shows("zugesagt")
    assert board().hides_applications


def test_the_pattern_and_a_copy_make_a_call(app: Flask, account: Account) -> None:
    pattern = pattern_called("wettbewerb")
    assert pattern is not None
    department_id = db.session.scalars(select(Process.department_id)).first()
    assert department_id is not None
    with transaction():
        made = make_from_pattern(
            pattern, title="Aufruf", question="Was haben Sie vor?", department_id=department_id, begins_on=today(),
            decider="der Gemeinderat", town="Ulm", actor=person(account),
        )  # fmt: skip
        copied = copy_process(
            made, title="Noch einer", question="Was haben Sie vor?", department_id=department_id,
            begins_on=today() + timedelta(days=100), actor=person(account),
        )  # fmt: skip
    for process in (made, copied):
        call = db.session.get_one(Board, boards_of(process.subject_id)[0].subject_id)
        assert (call.is_call, call.takes_teams, call.most_files) == (True, True, 2)
        assert call.hidden_until == phases_of(process.subject_id)[0].ends_at
        assert len(conditions_of(call.subject_id)) == 2


def test_a_phase_that_moves_at_the_desk_moves_the_deadline(editor: Browser) -> None:
    editor.open(f"{DESK}/themen/{board().subject_id}")
    editor.send("/themen/", is_call="y", hides_applications="y", takes_teams="y")
    phase = phases_of(board().process_id)[0]
    editor.open(f"{DESK}/phasen/{phase.id}")
    editor.send("/phasen/", last_day=(today() + timedelta(days=50)).isoformat())
    assert board().hidden_until > now() + timedelta(days=49)  # type: ignore[operator]
