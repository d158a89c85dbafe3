"""The list of processes, the page of a process, following it, the page of its department."""

from __future__ import annotations

from datetime import timedelta

from flask import Flask

from participation.core.actor import HOUSE
from participation.core.clock import now, stopped_at
from participation.core.database import db
from participation.core.transactions import transaction
from participation.dialogue.ideas.commands import set_status
from participation.dialogue.ideas.models import IdeaStatus
from participation.dialogue.meetings.commands import create_meeting
from participation.dialogue.meetings.models import MeetingKind
from participation.dialogue.processes.commands import publish_news
from participation.dialogue.processes.models import LegalCharacter
from participation.people.notifications.queries import follows
from participation.records.subjects.commands import add_subject
from participation.records.subjects.models import SubjectKind
from participation.town.districts.models import District
from tests.browser import Browser
from tests.factories.dialogue import make_board, make_idea, make_process
from tests.factories.people import make_account, make_department
from tests.statements import counting


def test_the_list_tells_what_runs_comes_and_is_over(app: Flask, client: Browser) -> None:
    running = make_process(title="Läuft gerade")
    with stopped_at(now() + timedelta(days=60)):
        coming = make_process(title="Kommt bald")
    with stopped_at(now() - timedelta(days=90)):
        make_process(title="War schon")
    page = client.open("/verfahren")
    sections = {s.h2.get_text(strip=True): s.get_text(" ") for s in page.soup.select("section.section")}
    assert running.title in sections["Läuft jetzt"]
    assert coming.title in sections["Demnächst"]
    assert "War schon" in sections["Abgeschlossen"]
    assert "noch 30 Tage" in sections["Läuft jetzt"]


def test_an_empty_town_has_pages_that_say_so(client: Browser) -> None:
    assert "Zurzeit läuft kein Verfahren" in client.open("/verfahren").text
    assert "Zurzeit läuft kein Verfahren" in client.open("/").text
    assert "Zurzeit ist kein Termin angekündigt" in client.open("/termine").text
    assert "Hier gibt es noch keine Ideen" in client.open("/ideen").text


def test_a_process_answers_the_four_questions_and_shows_what_belongs_to_it(client: Browser) -> None:
    process = make_process(slug="ufer", title="Am Ufer")
    board = make_board(process, title="Sitzen")
    make_idea(board)
    with transaction():
        publish_news(process, title="Es geht los", body="Kommen **Sie** vorbei.", actor=HOUSE)
        create_meeting(
            "Rundgang", kind=MeetingKind.ON_SITE, starts_at=now() + timedelta(days=3), actor=HOUSE, place="Herdbrücke",
            process_id=process.subject_id,
        )  # fmt: skip
    page = client.open("/verfahren/ufer")
    for card in page.soup.select(".term__card"):
        card.decompose()
    for words in (
        "Wie kann ich mitmachen? Reichen Sie hier Ihre Idee ein.", "Was steht schon fest? Das Budget steht fest.",
        "Wie viel Einfluss habe ich, und wer entscheidet? Ihre Ideen fließen", "Was kam heraus? Im Herbst",
        "Es geht los", "Rundgang", "Herdbrücke", "1 Idee",
    ):  # fmt: skip
        assert words in page.text, words
    assert page.links()["Sitzen"] == f"/boards/{board.slug}"
    assert page.links()["Idee einreichen"] == f"/boards/{board.slug}/idee-einreichen"
    assert page.soup.select_one(".timeline__item--current")


def test_a_statutory_process_is_linked_out(client: Browser) -> None:
    make_process(slug="plan", legal_character=LegalCharacter.STATUTORY, external_url="https://example.org/plan")
    page = client.open("/verfahren/plan")
    assert page.links()["Zum förmlichen Verfahren"] == "https://example.org/plan"
    assert "Sie können Ideen einreichen" not in page.text


def test_a_person_follows_and_lets_go(client: Browser) -> None:
    process, account = make_process(slug="ufer"), make_account()
    assert "Anmelden und folgen" in client.open("/verfahren/ufer").links()
    client.sign_in(account)
    client.open("/verfahren/ufer")
    client.send("/folgen")
    assert follows(process.subject_id, account.id)
    assert "Sie folgen" in client.follow().text
    client.send("/nicht-mehr-folgen", htmx=True, status=200)
    assert not follows(process.subject_id, account.id)


def test_markup_in_titles_and_blocks_stays_harmless(client: Browser) -> None:
    evil = "<script>alert(1)</script>"
    make_board(make_process(slug="ufer", title=evil, block_how=f"{evil} [x](javascript:alert(1))"), title=evil)
    page = client.open("/verfahren/ufer")
    assert page.heading == evil
    assert not [s for s in page.soup.find_all("script") if "alert" in s.get_text()]
    assert not page.soup.find("a", href=lambda h: h and h.startswith("javascript"))


def test_a_department_shows_its_contact_and_its_processes(client: Browser) -> None:
    department = make_department("Abteilung Grün", slug="gruen", email="gruen@example.org", phone="0731 1")
    mine, other = make_process(department_id=department.subject_id), make_process()
    page = client.open("/fachabteilungen/gruen")
    assert page.heading == "Abteilung Grün"
    assert page.links()["gruen@example.org"] == "mailto:gruen@example.org"
    assert mine.title in page.text
    assert other.title not in page.links()
    client.open("/fachabteilungen/nirgends", status=404)


def test_the_start_page_shows_what_runs_in_a_district_and_what_became_of_ideas(client: Browser) -> None:
    with transaction():
        place = {}
        for slug in ("mitte", "west"):
            subject = add_subject(SubjectKind.DISTRICT, slug, path="")
            place[slug] = District(subject_id=subject.id, slug=slug, name=slug.title())
            place[slug].level = 1
            db.session.add(place[slug])
            db.session.flush()
    make_process(title="Nur in der Mitte", district_ids=(place["mitte"].subject_id,))
    make_process(title="Überall")
    make_idea(make_board(make_process(title="Im Westen", district_ids=(place["west"].subject_id,))))
    page = client.open("/?stadtteil=mitte")
    found = page.soup.select_one(".near__found")
    assert found is not None
    assert "2 Verfahren betreffen Mitte" in found.get_text()
    assert "Im Westen" not in found.get_text()
    assert "1 Idee" in page.text
    assert page.links()["1 Idee"] == "/ideen"
    assert client.open("/?stadtteil=gibt-es-nicht").status == 200


def test_each_number_of_the_start_page_leads_to_the_list_that_it_counts(client: Browser) -> None:
    board = make_board()
    made = [make_idea(board) for _ in range(5)]
    with transaction():
        for idea, status in zip(made, (IdeaStatus.ANSWERED, IdeaStatus.PROMOTED, IdeaStatus.IN_REVIEW), strict=False):
            set_status(idea, status, actor=HOUSE)
    stats = client.open("/").soup.select(".stat__link")
    found = {
        s.select_one(".stat__label").get_text(): (s.select_one(".stat__value").get_text(), s["href"]) for s in stats
    }  # type: ignore[union-attr]
    assert [found[label][0] for label in ("Ideen", "von der Stadt beantwortet", "in Maßnahmen aufgegangen")] == [
        "5",
        "2",
        "1",
    ]
    for label in ("Ideen", "von der Stadt beantwortet", "in Maßnahmen aufgegangen"):
        number, address = found[label]
        assert client.open(str(address)).soup.select_one(".result-head__count").get_text().startswith(f"{number} Idee")  # type: ignore[union-attr]


def test_the_start_page_tells_signed_in_people_about_their_ideas(client: Browser) -> None:
    account = make_account()
    make_idea(title="Meine Bank", author_id=account.id)
    assert "Ihre Beiträge" not in client.open("/").text
    page = client.sign_in(account).open("/")
    assert "Ihre Beiträge" in page.text
    assert "Meine Bank" in page.links()


def test_pages_ask_few_statements_whatever_they_show(app: Flask) -> None:
    account, first = make_account(), make_process()
    for _ in range(3):
        process = make_process()
        for _ in range(2):
            make_idea(make_board(process), author_id=account.id)
        with transaction():
            create_meeting(
                "Forum", kind=MeetingKind.FORUM, starts_at=now() + timedelta(days=3), actor=HOUSE,
                process_id=process.subject_id,
            )  # fmt: skip
            publish_news(process, title="Neu", body="Text", actor=HOUSE)
    Browser(app).open(f"/verfahren/{first.slug}")  # settings and glossary are read once, until they change
    for path in ("/", "/verfahren", f"/verfahren/{process.slug}", "/termine", "/ideen"):
        with counting(app) as said:
            Browser(app).open(path)
        assert len(said) <= 8, (path, len(said), said)
        browser = Browser(app).sign_in(account)
        with counting(app) as said:
            browser.open(path)
        assert len(said) <= 11, (path, len(said), said)


def test_public_pages_set_no_cookie(client: Browser) -> None:
    process = make_process(slug="ufer")
    board = make_board(process)
    for path in ("/", "/verfahren", "/verfahren/ufer", f"/boards/{board.slug}", "/ideen", "/termine"):
        page = client.open(path)
        assert "Set-Cookie" not in page.response.headers
        assert "public" in page.response.headers["Cache-Control"]
        assert not page.soup.find("form", method="post")
