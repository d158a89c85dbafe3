"""A board's ideas: filters, orders, pages, the state in the address, who sees what, how many statements it takes."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from flask import Flask

from participation.core.actor import HOUSE, VISITOR, Role
from participation.core.clock import now
from participation.core.database import db
from participation.core.transactions import transaction
from participation.dialogue.boards.models import Board, Category
from participation.dialogue.boards.views import asked
from participation.dialogue.ideas import commands, queries
from participation.dialogue.ideas.models import Idea, IdeaStatus
from participation.dialogue.ideas.queries import IdeaChoice, Order
from participation.dialogue.processes.models import PhaseKind
from participation.records.subjects.commands import add_subject, link_subjects
from participation.records.subjects.models import Audience, LinkKind, SubjectKind
from participation.town.districts.models import District
from tests.browser import Browser, Page, fields_of
from tests.factories.dialogue import make_board, make_idea, make_process
from tests.factories.people import make_account, make_department, make_staff
from tests.statements import counting


def titles(page: Page) -> list[str]:
    return [" ".join(h.get_text().split()) for h in page.soup.select(".card__title")]


def category(board: Board, slug: str) -> int:
    return db.session.query(Category).filter_by(board_id=board.subject_id, slug=slug).one().id


def district(slug: str, parent_id: int | None = None) -> int:
    subject = add_subject(SubjectKind.DISTRICT, slug, path="")
    level = 1 if parent_id is None else 2
    db.session.add(District(subject_id=subject.id, slug=slug, name=slug.title(), parent_id=parent_id, level=level))
    db.session.flush()
    return subject.id


@pytest.fixture
def board(app: Flask) -> Board:
    return make_board(slug="ufer", title="Am Ufer")


def test_an_empty_board_invites_and_says_how_a_good_idea_looks(client: Browser, board: Board) -> None:
    page = client.open("/boards/ufer")
    assert "Noch ist hier Platz für die erste Idee" in page.text
    assert page.links()["Die erste Idee einreichen"].endswith("/boards/ufer/idee-einreichen")
    assert page.heading == "Welche Idee haben Sie?"


def test_filters_find_by_category_district_status_and_words(client: Browser, board: Board) -> None:
    with transaction():
        middle = district("mitte")
        part = district("altstadt", middle)
    make_idea(board, title="Bank am Fluss", category_id=category(board, "gruen"), district_id=part)
    lamp = make_idea(board, title="Licht am Weg", category_id=category(board, "verkehr"))
    with transaction():
        commands.mark_in_review(lamp, actor=HOUSE)
    assert titles(client.open("/boards/ufer?kategorie=gruen")) == ["Bank am Fluss"]
    assert titles(client.open("/boards/ufer?stadtteil=mitte")) == ["Bank am Fluss"]
    assert titles(client.open("/boards/ufer?status=in_review")) == ["Licht am Weg"]
    assert titles(client.open("/boards/ufer?q=licht")) == ["Licht am Weg"]
    assert len(titles(client.open("/boards/ufer?kategorie=gruen&kategorie=verkehr"))) == 2
    page = client.open("/boards/ufer?q=nichts+davon&kategorie=gruen")
    assert "Dazu haben wir keine Idee gefunden" in page.text


def test_what_the_address_says_wrongly_is_left_out(client: Browser, board: Board) -> None:
    make_idea(board, title="Bank am Fluss")
    wrong = "kategorie=x&stadtteil=y&status=z&sortierung=w&seite=-1&nach=abc&vor=1-&mischung=neun"
    assert titles(client.open(f"/boards/ufer?{wrong}")) == ["Bank am Fluss"]
    assert titles(client.open("/boards/ufer?nach=99999999999999999-1&sortierung=neueste")) == ["Bank am Fluss"]
    assert client.open("/boards/ufer?seite=99999999999999999999").status == 200
    far = "9" * 17
    for order in Order:
        for place in (f"{far}-{far}", f"{far}-1", f"1-{far}"):
            for way in ("nach", "vor"):
                assert client.open(f"/boards/ufer?{way}={place}&sortierung={order}").status == 200
    assert client.open(f"/boards/ufer?sortierung=gemischt&mischung={'9' * 11}").status == 200


def test_without_a_seed_the_order_is_shuffled_anew_each_day(
    client: Browser, board: Board, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(12):
        make_idea(board)
    seen = set()
    for day in range(1, 8):
        monkeypatch.setattr(asked, "today", lambda day=day: date(2026, 6, day))
        client.app.extensions["page_store"].clear()
        seen.add(tuple(titles(client.open("/boards/ufer?sortierung=gemischt"))))
    assert len(seen) > 3


def test_active_filters_are_chips_that_take_themselves_off(client: Browser, board: Board) -> None:
    make_idea(board, category_id=category(board, "gruen"))
    page = client.open("/boards/ufer?kategorie=gruen&status=submitted&q=bank")
    assert "Filter (3)" in page.text
    links = page.links()
    assert "kategorie" not in links["Grün und Erholung entfernen"]
    assert "status=submitted" in links["Grün und Erholung entfernen"]
    assert links["Alle entfernen"] == "/boards/ufer"
    form = page.form("/boards/ufer")
    assert [box["value"] for box in form.find_all("input", checked=True, attrs={"name": "kategorie"})] == ["gruen"]


def make_many(board: Board, count: int) -> list[Idea]:
    """Ideas with different numbers of supports, the last one the newest."""
    author = make_account().id
    made = [
        make_idea(board, title=f"Idee {n:03}", author_id=author, submitted_at=now() - timedelta(minutes=count - n))
        for n in range(count)
    ]
    with transaction():
        for n, idea in enumerate(made):
            row = db.session.get_one(Idea, idea.subject_id)
            row.votes = row.votes_online = n % 7
            row.comments = n % 5
    return made


def walk(client: Browser, path: str) -> list[list[str]]:
    """The titles of all pages, followed by "Weitere Ideen"."""
    pages = []
    while True:
        page = client.open(path)
        pages.append(titles(page))
        if "Weitere Ideen" not in page.links():
            return pages
        path = page.links()["Weitere Ideen"]


@pytest.mark.parametrize("order", list(Order))
def test_every_order_shows_each_idea_once_and_leads_back_the_same_way(
    client: Browser, board: Board, order: Order
) -> None:
    make_many(board, 55)
    pages = walk(client, f"/boards/ufer?sortierung={order}&mischung=1234567")
    assert [len(page) for page in pages] == [24, 24, 7]
    assert len({title for page in pages for title in page}) == 55
    assert client.page is not None
    assert "Seite 3 von 3" in client.page.text
    assert titles(client.open(client.page.links()["Zurück"])) == pages[1]
    assert titles(client.open(client.page.links()["Zurück"])) == pages[0]


def test_orders_are_what_they_say(client: Browser, board: Board) -> None:
    make_many(board, 9)
    assert titles(client.open("/boards/ufer"))[0] == "Idee 008"
    assert titles(client.open("/boards/ufer?sortierung=unterstuetzt"))[:2] == ["Idee 006", "Idee 005"]
    assert titles(client.open("/boards/ufer?sortierung=kommentiert"))[:2] == ["Idee 004", "Idee 008"]


def test_a_new_idea_moves_nothing_on_the_pages_that_follow(client: Browser, board: Board) -> None:
    make_many(board, 30)
    following = client.open("/boards/ufer").links()["Weitere Ideen"]
    before = titles(client.open(following))
    make_idea(board, title="Gerade eben")
    assert titles(client.open(following)) == before


def test_a_shuffled_list_starts_where_its_seed_says(client: Browser, board: Board) -> None:
    make_many(board, 12)
    numbers = sorted(row.shuffle for row in db.session.query(Idea))
    seed = numbers[6]
    choice = IdeaChoice((board.subject_id,))
    entries = queries.ideas_chosen(choice, order=Order.SHUFFLED, seed=seed).entries
    assert [e.shuffle for e in entries] == numbers[6:] + numbers[:6]
    link = client.open("/boards/ufer").links()["gemischt"]
    assert "mischung=" in link
    assert titles(client.open(link)) == titles(client.open(link))


def test_htmx_gets_the_list_alone_with_its_tidy_address_and_announces_the_number(client: Browser, board: Board) -> None:
    make_many(board, 26)
    page = client.open("/boards/ufer?q=&stadtteil=&kategorie=", headers={"HX-Request": "true"})
    assert page.soup.html is None
    assert page.soup.find(id="treffer")["data-announce"] == "26 Ideen gefunden"  # type: ignore[index]
    assert page.response.headers["HX-Push-Url"] == "/boards/ufer"
    assert "HX-Request" in page.response.headers["Vary"]
    link = client.open("/boards/ufer").links()["Weitere Ideen"]
    more = client.open(link, headers={"HX-Request": "true"})
    assert more.soup.select_one("#karten > li:first-child a[data-focus]"), "the first new idea takes the focus"
    assert more.soup.select_one("#karten > li")["data-announce"] == "2 weitere Ideen. Seite 2 von 2"  # type: ignore[index]
    back = client.open(client.open(link).links()["Zurück"], headers={"HX-Request": "true"})
    assert back.soup.select_one("h2[data-refocus]")


def test_visitors_get_links_to_sign_in_and_no_cookie(client: Browser, board: Board) -> None:
    idea = make_idea(board)
    page = client.open("/boards/ufer")
    assert "Set-Cookie" not in page.response.headers
    assert not page.soup.find("form", method="post")
    assert f"ideen%2F{idea.subject_id}%2Fstimme" in str(page.soup) or f"ideen/{idea.subject_id}/stimme" in str(
        page.soup
    )


def test_a_person_supports_from_the_list_and_comes_back_to_it(client: Browser, board: Board) -> None:
    idea = make_idea(board, title="Bank am Fluss")
    client.sign_in(make_account("Wasserfreund"))
    page = client.open("/boards/ufer?sortierung=unterstuetzt")
    button = page.soup.select_one(f"#stimme-{idea.subject_id} button")
    assert button is not None
    assert button["form"] == "stimmen"
    sent = fields_of(page.soup.find(id="stimmen"))  # type: ignore[arg-type]
    client.post(str(button["formaction"]), sent)
    assert client.page is not None
    assert client.page.location == f"/boards/ufer?sortierung=unterstuetzt#stimme-{idea.subject_id}"
    page = client.follow()
    assert "1 Unterstützung" in page.text
    assert "Unterstützt · zurücknehmen" in page.text
    button = page.soup.select_one(f"#stimme-{idea.subject_id} button")
    assert button is not None
    part = client.post(str(button["formaction"]), sent, status=200, headers={"HX-Request": "true"})
    assert part.soup.find(id=f"stimme-{idea.subject_id}")
    assert "0 Unterstützungen" in part.text


@pytest.mark.parametrize("kind", [PhaseKind.DECIDE, PhaseKind.DISCUSS])
def test_what_the_phase_has_closed_is_not_offered(app: Flask, kind: PhaseKind) -> None:
    board = make_board(phase=kind, slug="zu")
    make_idea(board)
    page = Browser(app).sign_in(make_account()).open("/boards/zu")
    assert "Idee einreichen" not in page.links()
    assert ("Unterstützen" in page.text) == (kind is PhaseKind.DISCUSS)


def test_a_card_says_which_measure_an_idea_became(client: Browser, board: Board) -> None:
    idea = make_idea(board)
    with transaction():
        measure = add_subject(SubjectKind.MEASURE, "Sitzen am Fluss", path="/massnahmen/sitzen")
        link_subjects(idea.subject_id, measure.id, LinkKind.GREW_FROM)
        commands.mark_promoted(idea, actor=HOUSE)
    page = client.open("/boards/ufer")
    assert page.links()["wurde zur Maßnahme „Sitzen am Fluss“"] == "/massnahmen/sitzen"
    assert "in einer Maßnahme" in page.text


def test_hidden_and_merged_ideas_are_not_listed_but_merged_ones_can_be_asked_for(client: Browser, board: Board) -> None:
    hidden, merged, target = (make_idea(board, title=t) for t in ("Verborgen", "Doppelt", "Bleibt stehen"))
    with transaction():
        commands.hide_idea(hidden, actor=HOUSE, reason="Werbung")
        commands.merge_idea(merged, into=target, actor=HOUSE, reason="dasselbe")
    assert titles(client.open("/boards/ufer")) == ["Bleibt stehen"]
    assert titles(client.open("/boards/ufer?status=merged")) == ["Doppelt"]


def test_markup_in_a_title_stays_text(client: Browser, board: Board) -> None:
    make_idea(board, title='<script>alert("1")</script>', text="<img src=x onerror=alert(1)> und noch mehr Text dazu.")
    page = client.open('/boards/ufer?q="><script>alert(2)</script>')
    assert "alert(2)" not in str(page.soup.find_all("script"))
    page = client.open("/boards/ufer")
    assert titles(page) == ['<script>alert("1")</script>']
    assert not page.soup.select(".card img")


def test_a_draft_is_seen_by_its_department_alone(app: Flask, client: Browser) -> None:
    department = make_department()
    process = make_process(publish=False, department_id=department.subject_id, slug="entwurf")
    make_board(process, slug="entwurf-board")
    other = make_staff(Role.EDITOR, make_department().subject_id)
    for browser in (client, Browser(app).sign_in(other), Browser(app).sign_in(make_account())):
        for path in ("/verfahren/entwurf", "/boards/entwurf-board"):
            browser.open(path, status=404)
        assert process.title not in browser.open("/verfahren").text
    editor = Browser(app).sign_in(make_staff(Role.EDITOR, department.subject_id))
    assert "Noch nicht veröffentlicht" in editor.open("/verfahren/entwurf").text
    editor.open("/boards/entwurf-board")


def test_an_internal_process_is_not_public(app: Flask, client: Browser) -> None:
    department = make_department()
    process = make_process(audience=Audience.INTERNAL, department_id=department.subject_id, slug="intern")
    idea = make_idea(make_board(process, slug="intern-board"), title="Nur für innen")
    client.open("/verfahren/intern", status=404)
    client.open("/boards/intern-board", status=404)
    assert idea.title not in client.open("/ideen").text
    inside = Browser(app).sign_in(make_staff(Role.EDITOR, department.subject_id))
    assert "Nur für innen" in inside.open("/boards/intern-board").text


def test_all_ideas_lists_every_board_and_names_it(client: Browser, board: Board) -> None:
    make_idea(board, title="Bank am Fluss")
    make_idea(make_board(title="Schulwege"), title="Zebrastreifen")
    page = client.open("/ideen")
    assert set(titles(page)) == {"Bank am Fluss", "Zebrastreifen"}
    assert "Schulwege" in page.text
    assert titles(client.open("/ideen?q=zebrastreifen")) == ["Zebrastreifen"]


def test_a_search_that_finds_more_than_is_looked_through_says_so(
    client: Browser, board: Board, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_many(board, 4)
    assert queries.count_chosen(IdeaChoice((board.subject_id,))) == 4
    monkeypatch.setattr("participation.records.search.queries.MOST_RANKED", 3)
    monkeypatch.setattr("participation.dialogue.ideas.queries.tallies.MOST_RANKED", 3)
    assert "4 Ideen" in client.open("/boards/ufer").text, "what is tallied is known exactly"
    page = client.open("/boards/ufer?q=idee")
    assert "Mindestens 3 Ideen" in page.text
    assert "Sehr viele Treffer" in page.text


def test_the_list_asks_the_same_number_of_statements_however_many_rows(app: Flask, board: Board) -> None:
    person = make_account()
    counts: dict[str, list[int]] = {"out": [], "in": []}
    for _ in range(2):
        made = make_many(board, 20)
        with transaction():
            commands.mark_promoted(made[0], actor=HOUSE)
        for path in ("/boards/ufer", "/boards/ufer?sortierung=gemischt&mischung=5&kategorie=gruen"):
            with counting(app) as said:
                Browser(app).open(path)
            counts["out"].append(len(said))
            browser = Browser(app).sign_in(person)
            with counting(app) as said:
                browser.open(path)
            counts["in"].append(len(said))
    assert max(counts["out"]) <= 8, counts
    assert max(counts["in"]) <= 11, counts


def test_an_answered_status_counts_only_what_it_says(app: Flask, board: Board) -> None:
    make_idea(board)
    answered = make_idea(board)
    with transaction():
        commands.set_status(answered, IdeaStatus.ANSWERED, actor=HOUSE)
    numbers = queries.idea_numbers(VISITOR)
    assert numbers.with_status() == 2
    assert numbers.with_status(IdeaStatus.ANSWERED) == 1
    assert numbers.by_process == {board.process_id: 2}


def test_the_map_of_a_board_keeps_the_filters_of_the_list(client: Browser, board: Board) -> None:
    make_idea(board, category_id=category(board, "gruen"))
    page = client.open("/boards/ufer?kategorie=gruen&q=bank&sortierung=unterstuetzt")
    on_map = page.soup.select_one(".segments a[href*=karte]")
    assert on_map is not None
    assert on_map["href"] == "/boards/ufer/karte?q=bank&kategorie=gruen"
