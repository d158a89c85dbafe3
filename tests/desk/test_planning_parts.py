"""Writing the parts of a process: phases, boards, lists, news; bad input and two people at once."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from flask import Flask
from sqlalchemy import select

from participation.core.actor import HOUSE, Role
from participation.core.clock import now, today
from participation.core.database import db
from participation.core.transactions import transaction
from participation.desk.planning.rules import Stretch, chart_of, usual_beginning
from participation.dialogue.boards.models import Board, Category
from participation.dialogue.boards.queries import boards_of
from participation.dialogue.processes import commands
from participation.dialogue.processes.models import EntryKind, News, Phase, PhaseKind, Process
from participation.dialogue.processes.queries import phases_of
from participation.dialogue.processes.rules import NOTICE_DAYS, days_of_notice, first_day, last_day, midnight
from participation.people.accounts.models import Account
from participation.people.departments.models import Department
from participation.town.settings.commands import change_settings
from tests.browser import Browser, fields_of
from tests.factories.dialogue import make_board, make_idea, make_process
from tests.factories.people import make_account, make_staff
from tests.factories.planning import make_editors, make_ready
from tests.factories.town import make_district
from tests.parallel import at_once

DESK = "/schreibtisch/verfahren/mehr-schatten"
SQUARE = '{"type":"Polygon","coordinates":[[[9.9,48.3],[9.95,48.3],[9.95,48.35],[9.9,48.35],[9.9,48.3]]]}'


@pytest.fixture
def office(app: Flask) -> tuple[Department, Account]:
    department, [account] = make_editors()
    return department, account


@pytest.fixture
def process(office: tuple[Department, Account]) -> Process:
    return make_ready(office[0])


@pytest.fixture
def editor(app: Flask, office: tuple[Department, Account], process: Process) -> Browser:
    return Browser(app).sign_in(office[1])


def value(browser: Browser, name: str) -> str:
    assert browser.page is not None
    field = browser.page.soup.find(attrs={"name": name})
    assert field is not None
    return str(field.get("value") or field.get_text())


def test_a_phase_that_ends_before_it_begins_is_refused_beside_its_field(editor: Browser) -> None:
    editor.open(f"{DESK}/phasen/neu")
    page = editor.send(
        "/phasen/neu", status=422, title="Besprechen", kind="discuss", first_day="2030-05-09", last_day="2030-05-01"
    )
    assert page.soup.select_one("#last_day-error").get_text(strip=True).endswith("bevor sie beginnt.")  # type: ignore[union-attr]
    assert value(editor, "title") == "Besprechen"
    assert value(editor, "first_day") == "2030-05-09"


def test_a_phase_that_overlaps_another_is_refused_and_drawn(editor: Browser, process: Process) -> None:
    begin = first_day(phases_of(process.subject_id)[0].starts_at)
    editor.open(f"{DESK}/phasen/neu")
    page = editor.send(
        "/phasen/neu", status=422, title="Besprechen", kind="discuss", first_day=begin.isoformat(),
        last_day=(begin + timedelta(days=3)).isoformat(),
    )  # fmt: skip
    assert page.shows("Diese Phase überschneidet sich mit einer anderen.")
    assert page.soup.select_one(".phase-chart__row--overlap")


def test_a_gap_between_two_phases_is_drawn_as_a_pause(editor: Browser, process: Process) -> None:
    end = last_day(phases_of(process.subject_id)[0].ends_at)
    editor.open(f"{DESK}/phasen/neu")
    editor.send(
        "/phasen/neu", title="Besprechen", kind="discuss", first_day=(end + timedelta(days=8)).isoformat(),
        last_day=(end + timedelta(days=20)).isoformat(),
    )  # fmt: skip
    row = editor.follow().soup.select_one(".phase-chart__row--pause")
    assert row is not None
    assert "7 Tage" in row.get_text()


def test_a_phase_in_which_people_wrote_is_not_shortened_into_the_past_unasked(
    app: Flask, office: tuple[Department, Account]
) -> None:
    board = make_board(make_process(slug="ufer", department_id=office[0].subject_id))
    make_idea(board)
    phase = phases_of(board.process_id)[0]
    editor = Browser(app).sign_in(office[1])
    page = editor.open(f"/schreibtisch/verfahren/ufer/phasen/{phase.id}")
    assert page.shows("1 Idee und 0 Kommentare sind eingegangen")
    yesterday = (today() - timedelta(days=1)).isoformat()
    page = editor.send(f"/phasen/{phase.id}", status=422, last_day=yesterday)
    assert page.shows("Bitte bestätigen Sie, dass das so sein soll.")
    assert phases_of(board.process_id)[0].ends_at > now()
    editor.send(f"/phasen/{phase.id}", last_day=yesterday, accepted="y")
    db.session.expire_all()
    assert phases_of(board.process_id)[0].ends_at <= now()
    editor.post(f"/schreibtisch/verfahren/ufer/phasen/{phase.id}/entfernen", status=409)
    assert len(phases_of(board.process_id)) == 1


def test_a_phase_without_contributions_can_go(editor: Browser, process: Process) -> None:
    phase = phases_of(process.subject_id)[0]
    editor.open(f"{DESK}/phasen/{phase.id}/entfernen")
    editor.send("/entfernen")
    assert editor.follow().shows("Es gibt noch keine Phase.")


def test_phases_never_overlap_whoever_plans_at_the_same_moment(live_app: Flask) -> None:
    with live_app.app_context():
        department, _ = make_editors()
        process = make_ready(department)
        with transaction():
            second = commands.add_phase(
                process, kind=PhaseKind.DISCUSS, title="Zweite", starts_at=now() + timedelta(days=200),
                ends_at=now() + timedelta(days=210), actor=HOUSE,
            )  # fmt: skip
        number, second_id = process.subject_id, second.id

    def plan(which: int) -> str:
        """One moves the second phase to a place, the others add phases there."""
        found = db.session.get_one(Process, number)
        start = midnight(date(2031, 1, 1 + which))
        with transaction():
            if which == 0:
                phase = db.session.get_one(Phase, second_id)
                commands.change_phase(
                    found, phase, version=1, kind=phase.kind, starts_at=start, ends_at=start + timedelta(days=20),
                    actor=HOUSE,
                )  # fmt: skip
            else:
                commands.add_phase(
                    found, kind=PhaseKind.INFORM, title=f"Nummer {which}", starts_at=start,
                    ends_at=start + timedelta(days=20), actor=HOUSE,
                )  # fmt: skip
        return "planned"

    answers = at_once(live_app, plan, count=6, threads=6)
    assert answers.count("planned") == 1
    with live_app.app_context():
        phases = phases_of(number)
        assert all(one.ends_at <= other.starts_at for one, other in pairwise(phases))


def test_two_people_on_different_parts_are_in_nobodys_way(app: Flask, office: tuple[Department, Account]) -> None:
    make_ready(office[0])
    first = Browser(app).sign_in(office[1])
    second = Browser(app).sign_in(make_staff(Role.EDITOR, office[0].subject_id))
    first.open(f"{DESK}/frage")
    second.open(f"{DESK}/kontakt")
    second.send("/kontakt", contact_name="Grüntelefon")
    first.send("/frage", title="Noch mehr Schatten")
    page = first.follow()
    assert page.heading == "Noch mehr Schatten"
    assert page.shows("Grüntelefon")


def test_two_people_on_the_same_part_both_see_both_texts(app: Flask, office: tuple[Department, Account]) -> None:
    process = make_ready(office[0])
    first = Browser(app).sign_in(office[1])
    second = Browser(app).sign_in(make_staff(Role.EDITOR, office[0].subject_id))
    first.open(f"{DESK}/vier-fragen")
    second.open(f"{DESK}/vier-fragen")
    second.send("/vier-fragen", block_fixed="Der Etat beträgt 50.000 Euro.")
    page = first.send("/vier-fragen", status=409, block_fixed="Die Linden bleiben stehen.")
    assert page.shows("Jemand hat das inzwischen geändert")
    assert page.shows("Der Etat beträgt 50.000 Euro.")
    assert value(first, "block_fixed").strip() == "Die Linden bleiben stehen."
    first.send("/vier-fragen", block_fixed="Der Etat beträgt 50.000 Euro. Die Linden bleiben stehen.")
    db.session.expire_all()
    assert "Linden" in db.session.get_one(Process, process.subject_id).block_fixed


def test_bad_input_stands_beside_its_field_with_what_was_typed(editor: Browser) -> None:
    for path, name, typed, words in (
        ("kontakt", "contact_email", "gruen@", "Das sieht nicht wie eine E-Mail-Adresse aus."),
        ("frage", "title", "", "Bitte geben Sie dem Verfahren einen Titel."),
        ("frage", "question", "x" * 301, "höchstens 300 Zeichen"),
        ("gebiet", "area", "kein GeoJSON", "Das ist kein GeoJSON."),
        ("gebiet", "area", '{"type":"Point","coordinates":[9.9,48.3]}', "Der Umriss muss eine Fläche sein"),
        ("rechtlicher-charakter", "external_url", "javascript:alert(1)", "vollständige Adresse"),
        ("sichtbarkeit", "minimum_age", "3", "Alter zwischen 6 und 99"),
        ("vier-fragen", "decider", "", "Bitte sagen Sie, wer am Ende entscheidet."),
    ):
        editor.open(f"{DESK}/{path}")
        page = editor.send(f"/{path}", status=422, **{name: typed})
        assert words in page.soup.select_one(f"#{name}-error").get_text(), (path, typed)  # type: ignore[union-attr]
        assert value(editor, name).strip() == typed


def test_a_published_process_keeps_its_blocks_and_its_visibility(
    app: Flask, office: tuple[Department, Account]
) -> None:
    make_process(slug="ufer", department_id=office[0].subject_id)
    editor = Browser(app).sign_in(office[1])
    editor.open("/schreibtisch/verfahren/ufer/vier-fragen")
    page = editor.send("/vier-fragen", status=422, block_how=" ")
    assert page.shows("Solange das Verfahren öffentlich ist, darf dieses Feld nicht leer sein.")
    editor.open("/schreibtisch/verfahren/ufer/sichtbarkeit")
    page = editor.send("/sichtbarkeit", status=422, audience="internal")
    assert page.shows("Nach der Veröffentlichung bleibt die Sichtbarkeit, wie sie ist")


def test_areas_are_taken_and_shown(editor: Browser, process: Process) -> None:
    editor.open(f"{DESK}/gebiet")
    editor.send("/gebiet", area=SQUARE)
    assert editor.follow().shows("mit einer genauen Fläche")
    editor.open(f"{DESK}/gebiet")
    editor.send("/gebiet")
    db.session.expire_all()
    assert db.session.get_one(Process, process.subject_id).area["type"] == "Polygon"  # type: ignore[index]
    make_district("Mitte", slug="mitte")
    editor.open(f"{DESK}/spielraum/neu")
    editor.send("/spielraum/neu", kind="fixed", title="Die Brücke", area=SQUARE)
    edit = editor.follow().links()["Die Brücke"]
    editor.open(edit)
    editor.send("/eintrag/", title="Die Brücken")
    page = editor.open(f"{DESK}/vorschau/seite")
    assert page.shows("Eingezeichnet: Mehr Schatten, Die Brücke")
    assert len(page.soup.select(".district-map__area--drawn")) == 2


def test_leeway_stands_on_the_page_and_beside_the_form_for_ideas(
    app: Flask, office: tuple[Department, Account]
) -> None:
    board = make_board(make_process(slug="ufer", department_id=office[0].subject_id))
    editor = Browser(app).sign_in(office[1])
    for kind, title in (("fixed", "Die Brücke bleibt"), ("open", "Wo Bänke stehen"), ("later", "Die Farbe")):
        editor.open("/schreibtisch/verfahren/ufer/spielraum/neu")
        editor.send("/spielraum/neu", kind=kind, title=title)
    page = Browser(app).open("/verfahren/ufer")
    assert page.shows("Das steht fest Die Brücke bleibt")
    assert page.shows("Das wird später entschieden Die Farbe")
    page = Browser(app).sign_in(make_account()).open(f"/boards/{board.slug}/idee-einreichen")
    assert page.shows("Wo Bänke stehen")


def test_a_stale_line_is_shown_beside_the_saved_one(app: Flask, office: tuple[Department, Account]) -> None:
    process = make_ready(office[0])
    with transaction():
        entry = commands.add_entry(process, EntryKind.QUESTION, title="Wer zahlt?", text="Die Stadt.", actor=HOUSE)
    browsers = [Browser(app).sign_in(office[1]) for _ in range(2)]
    for browser in browsers:
        browser.open(f"{DESK}/eintrag/{entry.id}")
    browsers[0].send("/eintrag/", text="Der Bund.")
    page = browsers[1].send("/eintrag/", status=409, text="Das Land.")
    assert page.shows("Der Bund.")
    assert value(browsers[1], "text").strip() == "Das Land."
    browsers[1].send("/eintrag/")
    browsers[1].open(f"{DESK}/eintrag/{entry.id}/entfernen")
    browsers[1].send("/entfernen")
    assert not browsers[1].follow().shows("Wer zahlt?")


def test_lines_and_phases_of_another_process_are_not_there(app: Flask, office: tuple[Department, Account]) -> None:
    make_ready(office[0])
    other = make_process(slug="ufer")
    with transaction():
        entry = commands.add_entry(other, EntryKind.PARTNER, title="Verein", actor=HOUSE)
        news = commands.draft_news(other, title="Neu", body="Text", actor=HOUSE)
    editor = Browser(app).sign_in(office[1])
    for path in (f"eintrag/{entry.id}", f"phasen/{phases_of(other.subject_id)[0].id}", f"neuigkeiten/{news.id}"):
        editor.open(f"{DESK}/{path}", status=404)
        editor.post(f"{DESK}/{path}", status=404)
        editor.post(f"/schreibtisch/verfahren/ufer/{path}", status=403)


def test_a_board_is_made_changed_and_removed_while_nobody_sees_it(editor: Browser, process: Process) -> None:
    editor.open(f"{DESK}/themen/neu")
    page = editor.send("/themen/neu", status=422, title="Plätze", categories="\n".join("abcdefghi"))
    assert page.shows("Bitte nennen Sie höchstens acht Kategorien.")
    editor.send("/themen/neu", title="Plätze", categories="Sitzen\nTrinken")
    board = boards_of(process.subject_id)[1]
    editor.open(f"{DESK}/themen/{board.subject_id}")
    editor.send(f"/themen/{board.subject_id}", title="Plätze und Höfe", categories="Trinken\nSpielen")
    names = db.session.scalars(
        select(Category.name).where(Category.board_id == board.subject_id).order_by(Category.position)
    ).all()
    assert names == ["Trinken", "Spielen"]
    editor.open(f"{DESK}/themen/{board.subject_id}/entfernen")
    editor.send("/entfernen")
    assert not editor.follow().shows("Plätze und Höfe")
    assert db.session.get(Board, board.subject_id) is None


def test_categories_that_ideas_have_stay(app: Flask, office: tuple[Department, Account]) -> None:
    board = make_board(make_process(slug="ufer", department_id=office[0].subject_id))
    used = db.session.scalars(select(Category).where(Category.board_id == board.subject_id)).first()
    assert used is not None
    make_idea(board, category_id=used.id)
    editor = Browser(app).sign_in(office[1])
    editor.open(f"/schreibtisch/verfahren/ufer/themen/{board.subject_id}")
    editor.send(f"/themen/{board.subject_id}", categories="Neues")
    names = set(db.session.scalars(select(Category.name).where(Category.board_id == board.subject_id)))
    assert names == {used.name, "Neues"}
    editor.post(f"/schreibtisch/verfahren/ufer/themen/{board.subject_id}/entfernen", status=409)


def test_news_is_a_draft_until_it_is_published(app: Flask, office: tuple[Department, Account]) -> None:
    make_process(slug="ufer", department_id=office[0].subject_id)
    editor = Browser(app).sign_in(office[1])
    editor.open("/schreibtisch/verfahren/ufer/neuigkeiten/neu")
    editor.send("/neuigkeiten/neu", title="Erste Bank", body="Sie steht.")
    editor.follow()
    assert not Browser(app).open("/verfahren/ufer").shows("Erste Bank")
    assert "Erste Bank" not in Browser(app).client.get("/verfahren/ufer/neues.atom").get_data(as_text=True)
    editor.send("/veroeffentlichen")
    assert Browser(app).open("/verfahren/ufer").shows("Erste Bank")
    news = db.session.scalars(select(News).where(News.title == "Erste Bank")).one()
    editor.open(f"/schreibtisch/verfahren/ufer/neuigkeiten/{news.id}")
    editor.send(f"/neuigkeiten/{news.id}", body="Sie steht am Ufer.")
    assert Browser(app).open("/verfahren/ufer").shows("Sie steht am Ufer.")
    assert Browser(app).open("/verfahren/ufer/aenderungen").shows("Eine Neuigkeit wurde berichtigt.")
    editor.post(f"/schreibtisch/verfahren/ufer/neuigkeiten/{news.id}/verwerfen", status=409)


def test_a_statutory_process_says_that_contributions_are_no_statements(
    app: Flask, office: tuple[Department, Account]
) -> None:
    make_process(slug="ufer", department_id=office[0].subject_id)
    editor = Browser(app).sign_in(office[1])
    editor.open("/schreibtisch/verfahren/ufer/rechtlicher-charakter")
    editor.send(
        "/rechtlicher-charakter", legal_character="statutory", external_url="https://www.example.org/bebauungsplan"
    )
    page = Browser(app).open("/verfahren/ufer")
    assert page.shows("keine Stellungnahmen im Sinne des Planungsrechts")
    assert page.links()["Zum förmlichen Verfahren"] == "https://www.example.org/bebauungsplan"


def test_a_late_announcement_is_warned_of(editor: Browser, process: Process) -> None:
    begin = first_day(phases_of(process.subject_id)[0].starts_at)
    editor.open(f"{DESK}/ankuendigung")
    editor.send("/ankuendigung", announced_on=(begin - timedelta(days=20)).isoformat())
    assert editor.follow().shows("liegen 20 Tage. Empfohlen sind mindestens 21.")
    assert days_of_notice(begin - timedelta(days=NOTICE_DAYS), phases_of(process.subject_id)) == NOTICE_DAYS
    editor.open(f"{DESK}/ankuendigung")
    editor.send("/ankuendigung", announced_on=(begin - timedelta(days=21)).isoformat())
    assert not editor.follow().shows("Empfohlen sind mindestens 21.")


def test_a_city_says_itself_how_early_it_announces(editor: Browser, process: Process) -> None:
    begin = first_day(phases_of(process.subject_id)[0].starts_at)
    editor.open(f"{DESK}/ankuendigung")
    editor.send("/ankuendigung", announced_on=(begin - timedelta(days=20)).isoformat())
    for days, warned in (("28", True), ("14", False), ("0", False)):
        with transaction():
            change_settings({"notice_days": days}, actor=HOUSE)
        page = editor.open(DESK)
        assert page.shows("Empfohlen sind mindestens") is warned
        assert page.shows(f"mindestens {days}.") is warned


def test_the_preview_is_the_public_page_for_editors_alone(app: Flask, editor: Browser) -> None:
    page = editor.open(f"{DESK}/vorschau/seite")
    assert page.shows("Vorschau: So sieht ein Gast diese Seite.")
    assert page.shows("Anmelden")
    assert not page.shows("Noch nicht veröffentlicht")
    assert page.heading == "Mehr Schatten"
    assert "'self'" in page.response.headers["Content-Security-Policy"].split("frame-ancestors")[1]
    assert editor.open(f"{DESK}/vorschau").soup.find("iframe", width="375")
    Browser(app).open("/verfahren/mehr-schatten", status=404)
    assert Browser(app).client.get(f"{DESK}/vorschau/seite").status_code == 302 or 303
    Browser(app).sign_in(make_account()).open(f"{DESK}/vorschau/seite", status=403)


def test_a_copy_says_the_same_and_begins_anew(app: Flask, office: tuple[Department, Account]) -> None:
    source = make_process(slug="ufer", department_id=office[0].subject_id)
    make_idea(make_board(source, title="Bänke"))
    with transaction():
        commands.add_entry(source, EntryKind.OPEN, title="Die Farbe", actor=HOUSE)
    editor = Browser(app).sign_in(office[1])
    editor.open("/schreibtisch/verfahren/ufer/kopie")
    editor.send("/kopie", title="Noch ein Ufer", begins_on="2031-03-03")
    page = editor.follow()
    assert page.heading == "Noch ein Ufer"
    assert page.shows("Die Farbe")
    assert page.shows("3. März 2031")
    copy = db.session.scalars(select(Process).where(Process.title == "Noch ein Ufer")).one()
    assert copy.block_how == source.block_how
    old, new = phases_of(source.subject_id)[0], phases_of(copy.subject_id)[0]
    assert last_day(new.ends_at) - first_day(new.starts_at) == last_day(old.ends_at) - first_day(old.starts_at)
    assert [board.title for board in boards_of(copy.subject_id)] == ["Bänke"]
    editor.post("/schreibtisch/verfahren/ufer/kopie", {"title": ""}, status=422)


def test_sending_the_form_of_a_new_process_twice_makes_one(editor: Browser) -> None:
    form = editor.open("/schreibtisch/verfahren/neu/kaskade").form("/neu/kaskade")
    typed = {**fields_of(form), "title": "Einmal"}
    for _ in range(2):
        editor.post("/schreibtisch/verfahren/neu/kaskade", typed)
    found = db.session.scalars(select(Process).where(Process.title == "Einmal")).all()
    assert len(found) == 1
    assert len(phases_of(found[0].subject_id)) == 5


def test_the_same_form_sent_at_the_same_moment_is_one_process(live_app: Flask) -> None:
    with live_app.app_context():
        department, _ = make_editors()
        number = department.subject_id

    def make(which: int) -> str:
        with transaction():
            made = commands.create_process(
                "Bänke", department_id=number, question="Wo?", actor=HOUSE, send_key="gleich" if which < 4 else None
            )
            return made.slug

    slugs = at_once(live_app, make, count=8, threads=8)
    assert not [slug for slug in slugs if isinstance(slug, Exception)], slugs
    assert len(set(slugs[:4])) == 1
    assert len(set(slugs)) == 5


def test_a_process_is_made_for_ones_own_departments_alone(app: Flask, editor: Browser) -> None:
    stranger, _ = make_editors()
    editor.open("/schreibtisch/verfahren/neu/kaskade")
    page = editor.send("/neu/kaskade", status=422, title="Fremd", department=str(stranger.subject_id))
    assert page.soup.select_one("#department-error")
    editor.open("/schreibtisch/verfahren/neu/gibt-es-nicht", status=404)


def test_the_usual_beginning_leaves_time_to_announce() -> None:
    for day in (date(2027, 1, 1) + timedelta(days=n) for n in range(14)):
        begin = usual_beginning(day)
        assert begin.weekday() == 0
        assert (begin - day).days >= NOTICE_DAYS


def test_the_chart_knows_pauses_overlaps_and_today() -> None:
    chart = chart_of(
        [
            Stretch(date(2027, 1, 1), date(2027, 1, 10), "A"),
            Stretch(date(2027, 1, 21), date(2027, 1, 31), "B"),
            Stretch(date(2027, 1, 30), date(2027, 2, 9), "C"),
        ],
        today=date(2027, 1, 11),
    )
    assert chart is not None
    assert [(p.first.day, p.last.day, p.days) for p in chart.pauses] == [(11, 20, 10)]
    assert [(p.first.day, p.last.day) for p in chart.overlaps] == [(30, 31)]
    assert chart.today == 250.0
    assert chart.months == [775.0]
    assert chart_of([], today=date(2027, 1, 1)) is None
