"""From the page about open data one takes ideas, measures and results in every format, and finds them on the site."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, Response, expect

from tests.journeys.people import People

Records = list[dict[str, Any]]
KINDS = {"ideas": "Ideen", "measures": "Maßnahmen", "results": "Ergebnisse"}


@pytest.fixture
def guide(people: People) -> Page:
    """The page about open data, found from the start page."""
    page = people.visitor()
    page.get_by_role("contentinfo").get_by_role("link", name="Daten & Schnittstellen").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Daten & Schnittstellen")
    return page


def offered(guide: Page, name: str, form: str) -> Locator:
    """The link to a format of a resource."""
    return guide.locator(f"#{name}").get_by_role("link", name=re.compile(f"^{form}\\s*: {KINDS[name]}$"))


def downloaded(guide: Page, name: str, form: str, folder: Path) -> str:
    """A file that the browser keeps, as text."""
    with guide.expect_download() as kept:
        offered(guide, name, form).click()
    path = folder / kept.value.suggested_filename
    kept.value.save_as(path)
    return path.read_bytes().decode()


def followed(guide: Page, name: str, form: str) -> Response:
    """What the browser shows after a click."""
    with guide.expect_navigation() as shown:
        offered(guide, name, form).click()
    return shown.value


def all_pages(guide: Page, name: str) -> Records:
    """Every record in JSON: the first page by its link, each further one by the address in `next`."""
    found: Records = []
    answer: Response | None = followed(guide, name, "JSON")
    while answer:
        content = answer.json()
        found += content["data"]
        assert content["licence"]["url"].startswith("https://")
        answer = guide.goto(content["next"]) if content["next"] else None
    guide.goto("/daten")
    return found


@pytest.mark.parametrize("name", KINDS)
def test_a_table_and_a_map_hold_what_the_pages_of_json_hold(guide: Page, name: str, tmp_path: Path) -> None:
    records = all_pages(guide, name)
    numbers = [str(record["id"]) for record in records]
    assert len(set(numbers)) == len(numbers) > 10

    rows = list(csv.DictReader(io.StringIO(downloaded(guide, name, "CSV", tmp_path))))
    assert [row["id"] for row in rows] == numbers
    for_spreadsheets = downloaded(guide, name, "CSV für Tabellenprogramme", tmp_path)
    assert for_spreadsheets.startswith("\ufeff")
    assert len(list(csv.reader(io.StringIO(for_spreadsheets), delimiter=";"))) == len(numbers) + 1

    features = followed(guide, name, "GeoJSON").json()["features"]
    places = {str(record["id"]): [record["longitude"], record["latitude"]] for record in records if record["longitude"]}
    assert {str(f["id"]): f["geometry"]["coordinates"] for f in features} == places
    assert places
    assert all(9.8 < lon < 10.2 and 48.2 < lat < 48.6 for lon, lat in places.values())


def test_there_is_more_than_one_page_and_a_record_is_what_the_site_shows(guide: Page) -> None:
    pages: list[str] = []
    guide.on("response", lambda answer: pages.append(answer.url) if "/api/v1/ideas" in answer.url else None)
    ideas = all_pages(guide, "ideas")
    assert len(pages) > 1
    most = max(ideas, key=lambda idea: int(idea["supports"]))
    guide.goto(most["url"])
    expect(guide.get_by_role("heading", level=1)).to_have_text(most["title"])
    expect(guide.locator(".support-box__number")).to_have_text(str(most["supports"]))
    expect(guide.get_by_role("heading", name=f"Kommentare ({most['comments']})")).to_be_visible()

    guide.goto("/daten")
    measure = next(measure for measure in all_pages(guide, "measures") if measure["reached_level"] == 3)
    guide.goto(measure["url"])
    expect(guide.get_by_role("heading", level=1)).to_have_text(measure["title"])
    expect(guide.get_by_role("main")).to_contain_text("Erreicht ist Zielstufe 3 von 4.")

    guide.goto("/daten")
    goal = next(result for result in all_pages(guide, "results") if result["kind"] == "goal" and result["level"])
    guide.goto(goal["url"])
    expect(guide.locator("code.digest")).to_have_text(goal["digest"])
    expect(guide.get_by_role("link", name=goal["title"], exact=True)).to_be_visible()


def test_the_fields_are_explained_beside_the_data(guide: Page) -> None:
    fields = guide.locator("#ideas details")
    expect(fields.get_by_text("supports", exact=True)).to_be_hidden()
    fields.get_by_text("Felder: Ideen").click()
    explained = fields.get_by_role("term").all_inner_texts()
    assert set(all_pages(guide, "ideas")[0]) == set(explained)
