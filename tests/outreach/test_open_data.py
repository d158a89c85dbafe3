"""Open data: what everyone may see, in three formats, and nothing of people."""

from __future__ import annotations

import csv
import io
import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from flask import Flask

from participation.action.evaluations.models import Publication
from participation.action.measures.models import Measure
from participation.core.actor import HOUSE
from participation.core.clock import stopped_at
from participation.core.database import db
from participation.core.places import Point
from participation.core.transactions import transaction
from participation.desk.answers.commands import answer_idea
from participation.desk.answers.models import AnswerOutcome
from participation.dialogue.ideas.commands import hide_idea, withdraw_idea
from participation.outreach.open_data import rules
from participation.outreach.open_data.queries import RESOURCES
from participation.outreach.open_data.rules import feature_of, in_pages, table_lines
from participation.outreach.open_data.views import resources
from participation.records.subjects.commands import add_subject, link_subjects
from participation.records.subjects.models import LinkKind, SubjectKind
from participation.town.districts.models import District
from tests.browser import Browser
from tests.factories.action import make_goal, make_measure, make_publication, make_ratings, make_round
from tests.factories.dialogue import make_board, make_idea, make_process
from tests.factories.people import make_account, make_staff, person
from tests.outreach.schema import faults
from tests.statements import counting


def get(client: Browser, path: str, status: int = 200, **headers: str) -> Any:
    response = client.client.get(path, headers={k.replace("_", "-"): v for k, v in headers.items()})
    assert response.status_code == status, response.get_data(as_text=True)[:500]
    return response


def data(client: Browser, path: str) -> list[dict[str, Any]]:
    return list(get(client, path).json["data"])


def make_district() -> District:
    ring = [[9.9123456789, 48.39], [10.02, 48.39], [10.02, 48.42], [9.9123456789, 48.39]]
    with transaction():
        subject = add_subject(SubjectKind.DISTRICT, "Testviertel", path="")
        district = District(
            subject_id=subject.id, slug="testviertel", name="Testviertel",
            geometry={"type": "Polygon", "coordinates": [ring]},
        )  # fmt: skip
        db.session.add(district)
    return district


def make_all() -> dict[str, Any]:
    district = make_district()
    board = make_board(slug="park")
    idea = make_idea(
        board, title="=1+1 Bank", text="Eine Bank;\n\nbitte, \"bald\".", point=Point(9.98765432, 48.4),
        category_id=board_categories(board.subject_id)[0], district_id=district.subject_id,
    )  # fmt: skip
    measure = make_measure(
        title="Mehr Bänke", lon=9.99, lat=48.41, cost=40000, goal_ids=[make_goal("Offen").subject_id]
    )
    with transaction():
        link_subjects(idea.subject_id, measure.subject_id, LinkKind.GREW_FROM)
        answer_idea(idea, actor=HOUSE, outcome=AnswerOutcome.TAKEN_UP, reason="Wird gebaut.")
    return {"board": board, "idea": idea, "measure": measure, "publication": publish(measure)}


def publish(measure: Measure) -> Publication:
    round_ = make_round()
    make_ratings(round_, measure.subject_id, 3)
    return make_publication(round_)


def board_categories(board_id: int) -> list[int]:
    from sqlalchemy import select

    from participation.dialogue.boards.models import Category

    return list(db.session.scalars(select(Category.id).where(Category.board_id == board_id).order_by(Category.id)))


def contract(client: Browser) -> dict[str, Any]:
    return dict(get(client, "/api/v1/openapi.json").json)


def test_every_answer_is_what_the_description_promises(client: Browser) -> None:
    make_all()
    root = contract(client)
    assert root["openapi"].startswith("3.1")
    seen = 0
    for path, item in root["paths"].items():
        response = get(client, f"/api/v1{path}")
        ((kind, content),) = item["get"]["responses"]["200"]["content"].items()
        assert response.mimetype == kind
        if kind != "text/csv":
            body = json.loads(response.get_data(as_text=True))
            assert faults(body, content["schema"], root) == [], path
            seen += len(body.get("data", body.get("features", [])))
        for parameter in item["get"].get("parameters", []):
            name = parameter.get("name") or parameter["$ref"].rsplit("/", 1)[1]
            value = {"limit": "5", "after": "0", "changed_since": "2020-01-01"}.get(name)
            value = value or (parameter["schema"].get("enum") or ["irgendwas"])[0]
            get(client, f"/api/v1{path}?{name}={value}")
    assert seen >= 11


def test_the_described_fields_are_the_columns_of_the_tables(client: Browser) -> None:
    root = contract(client)
    for name, resource in RESOURCES.items():
        assert tuple(root["components"]["schemas"][name]["properties"]) == resource.columns
        documented = {p["name"] for p in root["paths"][f"/{name}"]["get"]["parameters"] if "name" in p}
        assert documented == set(resource.filters)


def test_an_idea_carries_its_place_its_answer_and_its_measures_but_no_person(client: Browser) -> None:
    made = make_all()
    (record,) = data(client, "/api/v1/ideas?board=park")
    assert record["url"] == f"http://localhost/ideen/{made['idea'].subject_id}"
    assert (record["longitude"], record["latitude"]) == (9.987654, 48.4)
    assert (record["answer_outcome"], record["answer_reason"]) == ("taken_up", "Wird gebaut.")
    assert record["measures"] == [made["measure"].subject_id]
    assert record["category"] == "verkehr"
    (measure,) = data(client, "/api/v1/measures")
    assert measure["ideas"] == [record["id"]]
    assert measure["goals"]
    assert measure["level_1"].startswith("Alles ist geplant")


def test_no_answer_names_a_person_or_their_number(client: Browser) -> None:
    author = make_account("Unverwechselbare Urheberin")
    voter = make_account("Unverwechselbarer Unterstützer")
    board = make_board(slug="park")
    idea = make_idea(board, author_id=author.id)
    from participation.dialogue.ideas.commands import cast_vote
    from participation.dialogue.processes.queries import phases_of

    with transaction():
        cast_vote(idea, actor=person(voter), phases=phases_of(board.process_id))
    for path in (*(f"/api/v1{p}" for p in contract(client)["paths"]), "/feeds/boards/park.atom", "/daten"):
        body = get(client, path).get_data(as_text=True)
        for secret in (author, voter):
            for word in (secret.pseudonym, secret.email, secret.actor_ref):
                assert word not in body, path
        assert not any(f'"{name}"' in body for name in ("author", "author_id", "account_id", "voters")), path
    assert data(client, "/api/v1/ideas")[0]["supports"] == 1


def test_what_is_hidden_withdrawn_or_not_published_is_in_no_format(client: Browser) -> None:
    board = make_board(slug="park")
    place = Point(9.99, 48.4)
    hidden, taken_back = make_idea(board, title="Verborgenes", point=place), make_idea(board, title="Zurückgezogenes")
    draft = make_board(make_process(publish=False, title="Unveröffentlichtes"), title="Unveröffentlichtes Board")
    make_idea(draft, title="Unveröffentlichte Idee", point=place)
    with transaction():
        hide_idea(hidden, actor=HOUSE, reason="Gegen die Regeln.")
        withdraw_idea(taken_back, actor=person(db_account(taken_back.author_id)))
    for path in (*(f"/api/v1{p}" for p in contract(client)["paths"]), "/feeds/boards/park.atom"):
        body = get(client, path).get_data(as_text=True)
        for word in ("Verborgenes", "Zurückgezogenes", "Unveröffentlicht"):
            assert word not in body, path


def db_account(account_id: int | None) -> Any:
    from participation.people.accounts.models import Account

    return db.session.get_one(Account, account_id)


def test_staff_get_the_same_data_as_everyone(client: Browser) -> None:
    from participation.core.actor import Role

    idea = make_idea(title="Nur für Mitarbeitende")
    with transaction():
        hide_idea(idea, actor=HOUSE, reason="Gegen die Regeln.")
    client.sign_in(make_staff(Role.ADMINISTRATOR))
    assert "Nur für Mitarbeitende" not in get(client, "/api/v1/ideas").get_data(as_text=True)
    assert "Set-Cookie" not in get(client, "/api/v1/ideas").headers


def test_pages_follow_each_other_without_gap_or_double(client: Browser) -> None:
    board = make_board()
    made = [make_idea(board).subject_id for _ in range(7)]
    path, seen = "/api/v1/ideas?limit=3", []
    while path:
        answer = get(client, path)
        seen += [record["id"] for record in answer.json["data"]]
        path = (answer.json["next"] or "").removeprefix("http://localhost")
        assert ('rel="next"' in answer.headers.get("Link", "")) is bool(path)
    assert seen == made


def test_filters_narrow_and_bad_parameters_get_a_sentence_in_json(client: Browser) -> None:
    make_all()
    other = make_idea(make_board(slug="ufer"))
    assert [r["id"] for r in data(client, "/api/v1/ideas?board=ufer")] == [other.subject_id]
    assert len(data(client, "/api/v1/ideas?district=testviertel")) == 1
    assert data(client, "/api/v1/ideas?status=realised") == []
    assert len(data(client, "/api/v1/results?kind=goal")) < len(data(client, "/api/v1/results"))
    for query in ("limit=0", "limit=501", "limit=x", "after=-1", "status=quatsch", "changed_since=gestern", "bord=park",
                  "after=²", "changed_since=9999-99-99"):  # fmt: skip
        answer = get(client, f"/api/v1/ideas?{query}", 422)
        assert answer.json["status"] == 422
        assert query.split("=")[0] in answer.json["error"]
    assert get(client, "/api/v1/ideas.csv?limit=3", 422).is_json
    assert get(client, "/api/v1/nichts", 404).json["error"] == "Unter dieser Adresse gibt es nichts."
    assert get(client, "/api/v1/boards.csv", 404).is_json
    assert get(client, "/api/v2/ideas", 404).is_json
    assert client.client.post("/api/v1/ideas", data={}).status_code in {400, 405}


def test_changed_since_gives_what_changed_since_then(client: Browser) -> None:
    moment = datetime(2026, 3, 1, 12, tzinfo=UTC)
    board = make_board()
    with stopped_at(moment):
        old = make_idea(board)
    with stopped_at(moment + timedelta(days=5)):
        new = make_idea(board)
    assert [r["id"] for r in data(client, "/api/v1/ideas?changed_since=2026-03-01")] == [old.subject_id, new.subject_id]
    for since in ("2026-03-02", "2026-03-01T12:00:01Z", "2026-03-01T13:30:00%2B01:00"):
        assert [r["id"] for r in data(client, f"/api/v1/ideas?changed_since={since}")] == [new.subject_id]


def test_nothing_new_is_told_without_asking_for_the_records(client: Browser, app: Flask) -> None:
    make_idea(make_board())
    for path in ("/api/v1/ideas", "/api/v1/ideas.csv", "/api/v1/ideas.geojson", "/api/v1/"):
        etag = get(client, path).headers["ETag"]
        with counting(app) as statements:
            answer = get(client, path, 304, If_None_Match=etag)
        assert not answer.data
        assert all("data_version" in statement for statement in statements), statements
    make_idea(make_board())
    get(client, "/api/v1/ideas", 200, If_None_Match=etag)


def test_other_sites_may_read_it_in_the_browser(client: Browser) -> None:
    assert get(client, "/api/v1/ideas").headers["Access-Control-Allow-Origin"] == "*"
    assert get(client, "/api/v1/ideas?limit=0", 422).headers["Access-Control-Allow-Origin"] == "*"
    preflight = client.client.options("/api/v1/ideas")
    assert preflight.headers["Access-Control-Allow-Headers"] == "If-None-Match"
    assert "Access-Control-Allow-Origin" not in get(client, "/").headers


def test_tables_are_read_back_and_hold_no_formula(client: Browser) -> None:
    make_all()
    answer = get(client, "/api/v1/ideas.csv")
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert not answer.data.startswith(b"\xef\xbb\xbf")
    (row,) = csv.DictReader(io.StringIO(answer.get_data(as_text=True), newline=""))
    assert row["title"] == "'=1+1 Bank"
    assert row["text"] == 'Eine Bank;\n\nbitte, "bald".'
    assert row["longitude"] == "9.987654"
    answer = get(client, "/api/v1/ideas.csv?for=spreadsheet")
    assert answer.data.startswith(b"\xef\xbb\xbf")
    (row,) = csv.DictReader(io.StringIO(answer.data.decode("utf-8-sig"), newline=""), delimiter=";")
    assert (row["title"], row["longitude"]) == ("'=1+1 Bank", "9,987654")
    assert len(list(csv.reader(io.StringIO(get(client, "/api/v1/results.csv").get_data(as_text=True))))) > 2


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t", "\r"])
def test_a_text_that_looks_like_a_formula_is_defused(sign: str) -> None:
    *_, line = table_lines(("a", "b"), [{"a": f"{sign}x", "b": -1.5}], for_spreadsheet=False)
    assert next(csv.reader(io.StringIO(line, newline=""))) == [f"'{sign}x", "-1.5"]


def test_maps_hold_points_and_areas_with_six_decimals(client: Browser) -> None:
    made = make_all()
    make_idea(made["board"], title="ohne Ort")
    answer = get(client, "/api/v1/ideas.geojson")
    assert answer.mimetype == "application/geo+json"
    (feature,) = json.loads(answer.data)["features"]
    assert feature["id"] == made["idea"].subject_id
    assert feature["geometry"] == {"type": "Point", "coordinates": [9.987654, 48.4]}
    assert feature["properties"]["title"] == "=1+1 Bank"
    (district,) = json.loads(get(client, "/api/v1/districts.geojson").data)["features"]
    assert district["geometry"]["coordinates"][0][0] == [9.912346, 48.39]
    assert feature_of({"id": 1, "longitude": None, "latitude": None}) is None


def test_long_tables_are_read_in_pages_and_sent_in_pieces(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    from tests.records.test_search import corpus

    board = make_board()
    texts = corpus(12)
    for title, text in texts:
        make_idea(board, title=title, text=text)
    monkeypatch.setattr(rules, "MOST", 5)
    asked = rules.asked_as_a_whole({}, RESOURCES["ideas"].filters)
    assert len(list(in_pages(RESOURCES["ideas"], asked))) == 12
    pieces = list(resources._gathered(iter([b"x" * 40_000] * 4)))
    assert [len(piece) for piece in pieces] == [80_000, 80_000, 0]


def test_few_statements_however_many_records(client: Browser, app: Flask) -> None:
    board = make_board()
    for _ in range(12):
        make_idea(board)
    publish(make_measure())
    for name in RESOURCES:
        with counting(app) as statements:
            get(client, f"/api/v1/{name}")
        assert len(statements) <= 6, (name, statements)


def test_results_keep_their_numbers_and_the_highest_publication_holds(client: Browser) -> None:
    measure = make_measure()
    publication = publish(measure)
    first = data(client, "/api/v1/results")
    publish(measure)
    assert data(client, "/api/v1/results")[: len(first)] == first
    one = first[0]
    assert data(client, f"/api/v1/results?after={one['id'] - 1}&limit=1") == [one]
    assert one["digest"] == publication.digest
    assert data(client, "/api/v1/results?holds=true")


def test_people_find_formats_fields_and_licence_on_a_page(client: Browser) -> None:
    page = client.open(client.open("/").links()["Daten & Schnittstellen"])
    assert page.heading == "Daten & Schnittstellen"
    assert page.shows("Datenlizenz Deutschland")
    links = [a["href"] for a in page.soup.select("main a") if a["href"].startswith("/api/")]
    assert len(links) > 12
    for link in links:
        get(client, link)


def test_a_board_and_a_process_have_a_feed(client: Browser) -> None:
    import xml.etree.ElementTree as ElementTree

    board = make_board(slug="park", title="Park & Ufer")
    idea = make_idea(board, title="Bänke <jetzt>")
    atom = "{http://www.w3.org/2005/Atom}"
    answer = get(client, "/feeds/boards/park.atom")
    assert answer.mimetype == "application/atom+xml"
    feed = ElementTree.fromstring(answer.data)
    assert feed.findtext(f"{atom}title") == "Park & Ufer"
    (entry,) = feed.findall(f"{atom}entry")
    assert entry.findtext(f"{atom}title") == "Bänke <jetzt>"
    assert entry.findtext(f"{atom}id") == f"http://localhost/ideen/{idea.subject_id}"
    for tag in ("id", "updated", "title"):
        assert feed.findtext(f"{atom}{tag}")
        assert entry.findtext(f"{atom}{tag}")
    get(client, "/feeds/boards/nichts.atom", 404)
    process = make_process(slug="quartier")
    from participation.dialogue.processes.commands import publish_news

    with transaction():
        publish_news(process, title="Ergebnis da", body="Lesen **Sie** nach.", actor=HOUSE)
    feed = ElementTree.fromstring(get(client, "/feeds/verfahren/quartier.atom").data)
    assert feed.findtext(f"{atom}entry/{atom}summary") == "Lesen Sie nach."
