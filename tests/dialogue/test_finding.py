"""Finding ideas: orders by an index, counts that need no counting, words marked, places, feeds, boards followed."""

from __future__ import annotations

import random
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select, text

from participation.core.actor import HOUSE
from participation.core.clock import now
from participation.core.database import db
from participation.core.places import Circle, Point, metres_between
from participation.core.transactions import transaction, unseen_transaction
from participation.dialogue.boards.models import Board, Category
from participation.dialogue.comments.commands import hide_comment
from participation.dialogue.ideas import commands, queries
from participation.dialogue.ideas.commands.tallying import fold_tallies, tallies_are_long
from participation.dialogue.ideas.models import Idea, IdeaStatus, IdeaTally
from participation.dialogue.ideas.queries import Facets, IdeaChoice, Order
from participation.records.search.highlighting import marked, marked_excerpt
from participation.records.search.rules import query_terms
from participation.records.subjects.models import State
from tests.browser import Browser, Page, fields_of
from tests.dialogue.test_board_list import district, titles
from tests.factories.desk import make_answer
from tests.factories.dialogue import make_board, make_comment, make_idea
from tests.factories.people import make_account
from tests.parallel import at_once
from tests.statements import counting

MIDDLE = Point(9.9876, 48.3984)


@pytest.fixture
def board(app: Flask) -> Board:
    return make_board(slug="ufer", title="Am Ufer", allows_opposing=True)


def with_numbers(board: Board, numbers: list[tuple[int, int, int]]) -> list[Idea]:
    """Ideas with so many votes for and against, and comments; the last one the newest."""
    author, made = make_account().id, []
    for position, _ in enumerate(numbers):
        moment = now() - timedelta(hours=len(numbers) - position)
        made.append(make_idea(board, title=f"Idee {position}", author_id=author, submitted_at=moment))
    with transaction():
        for idea, (votes, against, comments) in zip(made, numbers, strict=True):
            row = db.session.get_one(Idea, idea.subject_id)
            row.votes = row.votes_online = votes
            row.votes_against, row.comments = against, comments
    return made


def test_contested_answered_and_little_discussed_are_what_they_say(client: Browser, board: Board) -> None:
    made = with_numbers(board, [(40, 1, 3), (20, 18, 0), (9, 50, 0), (0, 60, 7)])
    assert titles(client.open("/boards/ufer?sortierung=umstritten")) == ["Idee 1", "Idee 2", "Idee 0", "Idee 3"]
    assert titles(client.open("/boards/ufer?sortierung=wenig-kommentiert"))[:2] == ["Idee 1", "Idee 2"]
    make_answer(made[0])
    make_answer(made[2])
    answered = titles(client.open("/boards/ufer?sortierung=beantwortet"))
    assert answered == ["Idee 2", "Idee 0", "Idee 3", "Idee 1"], "answered first, then the newest that wait"


INDEXES = {
    Order.NEWEST: "ix_ideas_newest", Order.MOST_SUPPORTED: "ix_ideas_most_supported",
    Order.MOST_DISCUSSED: "ix_ideas_most_discussed", Order.LITTLE_DISCUSSED: "ix_ideas_most_discussed",
    Order.MOST_CONTESTED: "ix_ideas_most_contested", Order.NEWLY_ANSWERED: "ix_ideas_newly_answered",
    Order.SHUFFLED: "ix_ideas_shuffled",
}  # fmt: skip


@pytest.mark.parametrize("order", list(Order))
def test_every_order_walks_along_its_index_and_sorts_nothing(app: Flask, board: Board, order: Order) -> None:
    with_numbers(board, [(n, n % 3, n % 2) for n in range(30)])
    choice = IdeaChoice((board.subject_id,))
    first = queries.ideas_chosen(choice, order=order, seed=5, size=4)
    said: list[str] = []
    with explaining(said):
        queries.ideas_chosen(choice, order=order, seed=5, place=first.after, size=4)
    plans = "\n".join(said)
    assert INDEXES[order] in plans, plans
    assert "->  Sort " not in plans, plans
    assert "TEMP B-TREE" not in plans, plans


class explaining:  # noqa: N801 - reads as a word
    """Notes how the database goes about each list of ideas; it may not walk through the whole table."""

    def __init__(self, said: list[str]) -> None:
        self.said = said

    def __enter__(self) -> None:
        db.session.execute(text("SELECT 1"))
        self.engine = db.session.connection()
        self.is_sqlite = self.engine.dialect.name == "sqlite"
        if not self.is_sqlite:
            for setting in ("enable_seqscan", "enable_sort", "enable_bitmapscan"):
                self.engine.exec_driver_sql(f"SET LOCAL {setting} = off")
        from sqlalchemy import event

        event.listen(self.engine, "before_cursor_execute", self.note)

    def note(self, connection: object, cursor: object, statement: str, parameters: object, *_rest: object) -> None:
        if not statement.startswith("SELECT ideas.subject_id"):
            return
        raw = self.engine.connection.dbapi_connection.cursor()  # type: ignore[union-attr]
        raw.execute(("EXPLAIN QUERY PLAN " if self.is_sqlite else "EXPLAIN ") + statement, parameters)
        self.said += [str(row) for row in raw.fetchall()]

    def __exit__(self, *_: object) -> None:
        from sqlalchemy import event

        event.remove(self.engine, "before_cursor_execute", self.note)


def counted(choice: IdeaChoice) -> Facets:
    return Facets(choice, queries.cells_on(choice.boards))


def test_tallies_follow_whatever_happens_to_ideas(app: Flask, board: Board) -> None:
    chance = random.Random(7)
    categories = [c.id for c in db.session.query(Category).filter_by(board_id=board.subject_id)]
    made = [make_idea(board, category_id=chance.choice(categories)) for _ in range(8)]
    with transaction():
        commands.hide_idea(made[0], actor=HOUSE, reason="Werbung")
        commands.merge_idea(made[1], into=made[2], actor=HOUSE, reason="dasselbe")
        commands.mark_in_review(made[3], actor=HOUSE)
        db.session.get_one(Idea, made[4].subject_id).category_id = None
        commands.restore_idea(made[0], actor=HOUSE, reason="doch nicht")
        db.session.get_one(Idea, made[5].subject_id).visible_from = now() + timedelta(days=1)
    choice = IdeaChoice((board.subject_id,))
    assert counted(choice).total == queries.count_chosen(choice) == 6
    for category in categories:
        narrowed = IdeaChoice((board.subject_id,), category_ids=(category,))
        assert counted(choice).categories[category] == queries.count_chosen(narrowed)
    for status in IdeaStatus:
        assert counted(choice).statuses[status] == queries.count_chosen(
            IdeaChoice((board.subject_id,), statuses=(status,))
        )
    assert queries.tallies_amiss() == []


def test_folding_changes_no_number_and_leaves_a_row_per_cell(
    app: Flask, board: Board, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("participation.dialogue.ideas.commands.tallying.FOLD_FROM", 3)
    idea = make_idea(board)
    for _ in range(4):
        with transaction():
            commands.hide_idea(idea, actor=HOUSE, reason="Werbung")
        with transaction():
            commands.restore_idea(idea, actor=HOUSE, reason="doch nicht")
    assert tallies_are_long()
    with unseen_transaction():
        assert fold_tallies() == 8
    assert not tallies_are_long()
    assert db.session.scalar(select(func.count()).select_from(IdeaTally)) == 1
    assert queries.tallies_amiss() == []


def test_tallies_hold_while_many_hide_restore_and_fold_at_once(live_app: Flask) -> None:
    with live_app.app_context():
        board = make_board()
        ideas = [make_idea(board).subject_id for _ in range(6)]

    def act(number: int) -> None:
        if number % 7 == 6:
            with unseen_transaction():
                fold_tallies()
            return
        with transaction():
            idea = db.session.get_one(Idea, ideas[number % 6])
            (commands.hide_idea if number % 2 else commands.restore_idea)(idea, actor=HOUSE, reason="Grund")

    assert [e for e in at_once(live_app, act, count=60, threads=6) if isinstance(e, Exception)] == []
    with live_app.app_context():
        assert queries.tallies_amiss() == []
        left = db.session.scalar(select(func.count()).select_from(Idea).where(Idea.state == State.PUBLIC))
        assert sum(cell.number for cell in queries.cells_on((board.subject_id,))) == left


def test_filters_say_how_many_ideas_they_find_with_the_other_filters(client: Browser, board: Board) -> None:
    green, traffic = (
        db.session.query(Category).filter_by(board_id=board.subject_id, slug=slug).one().id
        for slug in ("gruen", "verkehr")
    )
    with transaction():
        middle = district("mitte")
        part = district("altstadt", middle)
    for _ in range(3):
        make_idea(board, category_id=green, district_id=part)
    lamp = make_idea(board, title="Licht am Weg", category_id=traffic)
    with transaction():
        commands.mark_in_review(lamp, actor=HOUSE)
    page = client.open("/boards/ufer")
    assert {"Grün und Erholung (3)", "Verkehr (1)", "eingereicht (3)", "in Prüfung (1)"} <= labels(page)
    options = {" ".join(o.get_text().split()) for o in page.soup.select("#stadtteil option")}
    assert {"Mitte (3)", "Altstadt (3)"} <= options
    page = client.open("/boards/ufer?kategorie=gruen")
    assert {"Grün und Erholung (3)", "Verkehr (1)", "eingereicht (3)", "in Prüfung (0)"} <= labels(page)
    assert {"Verkehr (1)", "Grün und Erholung (0)"} <= labels(client.open("/boards/ufer?q=licht"))
    part_page = client.open("/boards/ufer?kategorie=gruen", headers={"HX-Request": "true"})
    anew = part_page.soup.find(id="zahl-status-in_review")
    assert anew is not None
    assert anew["hx-swap-oob"] == "true"
    assert anew.get_text() == "(0)"


def labels(page: Page) -> set[str]:
    return {" ".join(label.get_text().split()) for label in page.soup.select("#ideen-filter .kern-form-check label")}


@pytest.mark.parametrize(
    ("query", "written", "expected"),
    [
        ("raeder", "Zwei Räder am Rathaus", "Zwei <mark>Räder</mark> am Rathaus"),
        ("Bänke", "Eine Bank und Baenke", "Eine <mark>Bank</mark> und <mark>Baenke</mark>"),
        ("strasse", "Die Straßen <b>hier</b>", "Die <mark>Straßen</mark> &lt;b&gt;hier&lt;/b&gt;"),
        ("rad", "Radweg", "<mark>Radweg</mark>"),
        ("und", "Auf und ab", "Auf <mark>und</mark> ab"),
    ],
)
def test_words_are_marked_as_they_are_found(query: str, written: str, expected: str) -> None:
    assert str(marked(written, query_terms(query))) == expected


def test_an_excerpt_stands_around_the_first_hit() -> None:
    text_ = "Anfang " * 60 + "hier steht der Brunnen im Schatten " + "Ende " * 60
    found = str(marked_excerpt(text_, query_terms("brunnen")))
    assert "<mark>Brunnen</mark>" in found
    assert found.startswith("… ")
    assert found.endswith(" …")
    assert len(found) < 260


def test_a_hit_in_a_comment_shows_its_idea_and_what_was_said(client: Browser, board: Board) -> None:
    bench, other = make_idea(board, title="Sitzen am Fluss"), make_idea(board, title="Licht")
    said = make_comment(bench.subject_id, text="Bitte auch an Trinkbrunnen denken.")
    page = client.open("/boards/ufer?q=trinkbrunnen")
    assert titles(page) == ["Sitzen am Fluss"]
    told = page.soup.select_one(".card__said")
    assert told is not None
    assert "In einem Kommentar:" in told.get_text()
    assert told.mark is not None
    assert told.mark.get_text() == "Trinkbrunnen"
    with transaction():
        hide_comment(said, actor=HOUSE, reason="Werbung")
    assert titles(client.open("/boards/ufer?q=trinkbrunnen")) == []
    assert other.title not in client.open("/boards/ufer?q=trinkbrunnen").text


def test_a_search_asks_few_statements(app: Flask, board: Board) -> None:
    bench = make_idea(board, title="Bank am Fluss")
    with transaction():
        commands.mark_promoted(bench, actor=HOUSE)
    make_comment(make_idea(board, title="Licht").subject_id, text="Und eine Bank.")
    Browser(app).open("/ideen")
    with counting(app) as said:
        page = Browser(app).open("/boards/ufer?q=bank")
    assert len(titles(page)) == 2
    assert len(said) <= 8, said
    person = make_account()
    browser = Browser(app).sign_in(person)
    with counting(app) as said:
        browser.open("/boards/ufer?q=bank")
    assert len(said) <= 11, said


def test_around_a_place_only_what_lies_near_is_found(client: Browser, board: Board) -> None:
    near = Point(MIDDLE.lon + 0.006, MIDDLE.lat)
    far = Point(MIDDLE.lon + 0.009, MIDDLE.lat + 0.006)
    make_idea(board, title="Nah", point=near)
    make_idea(board, title="Fern", point=far)
    make_idea(board, title="Ohne Ort")
    assert metres_between(MIDDLE, near) < 500 < metres_between(MIDDLE, far) < 1000
    here = f"lon={MIDDLE.lon}&lat={MIDDLE.lat}"
    assert titles(client.open(f"/boards/ufer?{here}&umkreis=500")) == ["Nah"]
    page = client.open(f"/boards/ufer?{here}&umkreis=1000")
    assert set(titles(page)) == {"Nah", "Fern"}
    assert page.links()["1 km um den gewählten Ort entfernen"] == "/boards/ufer"
    for wrong in (f"{here}&umkreis=501", f"{here}", "umkreis=500", "lon=500&lat=x&umkreis=500"):
        assert len(titles(client.open(f"/boards/ufer?{wrong}"))) == 3, wrong


def test_the_plane_agrees_with_the_great_circle(app: Flask) -> None:
    chance = random.Random(3)
    for _ in range(300):
        metres = chance.choice((500, 1000, 3000))
        circle = Circle(MIDDLE, metres)
        place = Point(MIDDLE.lon + chance.uniform(-0.05, 0.05), MIDDLE.lat + chance.uniform(-0.04, 0.04))
        east, north = (place.lon - MIDDLE.lon) * circle.narrowing, place.lat - MIDDLE.lat
        distance = metres_between(MIDDLE, place)
        if abs(distance - metres) > 1:
            assert (east * east + north * north <= circle.square) is (distance <= metres), distance
        if distance <= metres:
            assert circle.box.contains(place)


def test_without_a_map_one_looks_around_the_middle_of_a_district(client: Browser, board: Board) -> None:
    from participation.town.districts.commands import add_district

    west, east, south, north = MIDDLE.lon - 0.02, MIDDLE.lon + 0.02, MIDDLE.lat - 0.02, MIDDLE.lat + 0.02
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    with transaction():
        add_district("Mitte", geometry={"type": "Polygon", "coordinates": [ring]})
    make_idea(board, title="Nah", point=Point(MIDDLE.lon + 0.001, MIDDLE.lat))
    make_idea(board, title="Am Rand", point=Point(MIDDLE.lon + 0.018, MIDDLE.lat))
    page = client.open("/boards/ufer/umkreis")
    form = page.form("/boards/ufer")
    assert form["method"] == "get"
    page = client.open("/boards/ufer?stadtteil=mitte&umkreis=500&lon=&lat=")
    assert titles(page) == ["Nah"]
    assert "0,5 km um die Mitte von Mitte entfernen" in page.links()


def test_where_nothing_is_found_filters_come_off_one_by_one(client: Browser, board: Board) -> None:
    page = client.open("/boards/ufer?q=nichts&status=declined")
    assert page.links()["Ohne „Suche: nichts“ suchen"] == "/boards/ufer?status=declined"
    assert page.links()["Ohne „nicht aufgenommen“ suchen"] == "/boards/ufer?q=nichts"
    assert page.links()["Reichen Sie sie ein."] == "/boards/ufer/idee-einreichen"


def test_declined_ideas_are_shown_without_asking(client: Browser, board: Board) -> None:
    idea = make_idea(board, title="Seilbahn")
    with transaction():
        commands.set_status(idea, IdeaStatus.DECLINED, actor=HOUSE)
    page = client.open("/boards/ufer")
    assert titles(page) == ["Seilbahn"]
    assert "nicht aufgenommen" in page.text


def test_a_card_says_how_old_an_idea_is(client: Browser, board: Board) -> None:
    make_idea(board, submitted_at=now() - timedelta(days=3))
    assert "vor 3 Tagen" in client.open("/boards/ufer").text


def test_every_list_has_its_feed_with_the_same_filters(client: Browser, board: Board) -> None:
    make_idea(board, title="Bank am Fluss")
    lamp = make_idea(board, title="Licht am Weg")
    with transaction():
        commands.mark_in_review(lamp, actor=HOUSE)
    for path, slug in (("/boards/ufer", "boards/ufer"), ("/ideen", "ideen")):
        page = client.open(f"{path}?status=in_review")
        link = page.soup.select_one('link[rel="alternate"][type="application/atom+xml"]')
        assert link is not None
        assert link["href"] == f"/feeds/{slug}.atom?status=in_review"
        feed = client.client.get(str(link["href"]))
        assert feed.content_type.startswith("application/atom+xml")
        assert "Licht am Weg" in feed.text
        assert "Bank am Fluss" not in feed.text
        assert f'href="http://localhost{path}?status=in_review"' in feed.text


def test_who_follows_a_board_hears_of_new_ideas_without_mails(app: Flask, client: Browser, board: Board) -> None:
    from participation.people.notifications.queries import followed_by, inbox_of
    from participation.web.jobs import run_soon_tasks
    from tests.factories.people import person

    reader = make_account("Zuhörerin")
    client.sign_in(reader)
    form = client.open("/boards/ufer").form(f"/folgen/{board.subject_id}")
    client.post(f"/folgen/{board.subject_id}", fields_of(form))
    assert [(one.title, one.by_mail) for one in followed_by(person(reader))] == [("Am Ufer", False)]
    idea = make_idea(board, title="Bank am Fluss")
    run_soon_tasks()
    (message,) = inbox_of(person(reader))
    assert message.path == f"/ideen/{idea.subject_id}"
    assert "Neue Idee auf dem Themenboard „Am Ufer“" in client.open("/konto/mitteilungen").text
