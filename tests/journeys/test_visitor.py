"""A visitor reads everything, with JavaScript and without, and no cookie is set: from the start page to the results."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Locator, Page, expect


@pytest.fixture
def reader(either_page: Page) -> Iterator[Page]:
    """A visitor's page, which keeps nothing on the visitor's machine."""
    yield either_page
    assert either_page.context.cookies() == []


def number_in(text: str | None) -> int:
    """The first number of a text, German thousands included."""
    found = re.search(r"\d[\d.]*", text or "")
    assert found, text
    return int(found[0].replace(".", ""))


def titles(page: Page) -> list[str]:
    """The ideas of the list as it stands."""
    return page.locator(".card--idea .card__title a").all_inner_texts()


def supports(page: Page) -> list[int]:
    """How many support each idea of the list."""
    return [number_in(text) for text in page.locator(".card--idea .support__count strong").all_inner_texts()]


def same_elsewhere(page: Page) -> None:
    """Whoever gets this address sees the same list, and so does who loads the page again."""
    shown, count = titles(page), page.locator(".result-head__count").inner_text()
    assert shown
    page.reload()
    assert titles(page) == shown
    other = page.context.new_page()
    other.goto(page.url)
    expect(other.locator(".result-head__count")).to_have_text(count)
    assert titles(other) == shown
    other.close()


def section(page: Page, title: str) -> Locator:
    """The part of a page under this heading."""
    return page.locator("section, .section").filter(has=page.get_by_role("heading", name=title, level=2)).last


def test_the_start_page_shows_what_runs_what_comes_and_what_was_achieved(reader: Page) -> None:
    reader.goto("/")
    running = section(reader, "Jetzt mitmachen")
    expect(running.get_by_role("listitem")).to_have_count(4)
    for question in running.locator(".card__body").all():
        assert question.inner_text().endswith("?")
    reader.get_by_role("combobox", name="Stadtteil").select_option(label="\N{EM SPACE}Eselsberg")
    reader.get_by_role("button", name="Anzeigen").click()
    expect(reader.locator(".near__found")).to_contain_text("Sicher zur Schule und zum Bahnhof")

    chain = section(reader, "Das wurde daraus").locator(".chain", has_text="Leihräder für Stadt und Stadtteile")
    expect(chain).to_contain_text("Zielstufe 4 von 4 erreicht")
    numbers = section(reader, "Was daraus wurde, in Zahlen")
    told = {link: number_in(numbers.locator(".stat", has_text=link).inner_text()) for link in ("Ideen", "beantwortet")}
    for words, number in told.items():
        reader.goto("/")
        numbers.get_by_role("link", name=re.compile(words)).click()
        expect(reader.locator(".result-head__count")).to_have_text(f"{number} Ideen")

    reader.goto("/")
    dates = section(reader, "Nächste Termine")
    first = dates.get_by_role("link").filter(has_not_text=re.compile("Alle Termine")).first
    name = first.inner_text()
    first.click()
    expect(reader.get_by_role("heading", level=1)).to_have_text(name)


def test_a_process_says_how_what_is_fixed_who_decides_and_where_it_stands(reader: Page) -> None:
    reader.goto("/")
    section(reader, "Jetzt mitmachen").get_by_role("link", name="Sicher zur Schule und zum Bahnhof").click()
    expect(reader.get_by_role("heading", level=1)).to_have_text("Sicher zur Schule und zum Bahnhof")
    blocks = reader.locator(".four-blocks__block")
    expect(blocks.get_by_role("heading")).to_have_text(
        [
            "Wie kann ich mitmachen?",
            "Was steht schon fest?",
            "Wie viel Einfluss habe ich, und wer entscheidet?",
            "Was kam heraus?",
        ]
    )
    assert all(len(answer.inner_text()) > 30 for answer in blocks.locator(".four-blocks__answer").all())
    line = reader.locator(".phase-line")
    for words in ("Stellen und Ideen sammeln", "bis ", "Sie können Ideen einreichen", "Es entscheidet:"):
        expect(line).to_contain_text(words)
    steps = reader.get_by_role("list", name="Phasen des Verfahrens").get_by_role("listitem")
    expect(steps.first).to_contain_text("jetzt")
    expect(steps.first).to_have_attribute("aria-current", "step")
    expect(steps.nth(1)).to_contain_text("kommt noch")
    later = steps.nth(1).locator("details")
    later.locator("summary").click()
    expect(later.locator("div")).to_be_visible()
    section(reader, "Themenboards").get_by_role("link", name="Schulwege").click()
    expect(reader.get_by_role("heading", level=1)).to_contain_text("Schulweg")
    expect(reader.locator(".phase-line")).to_contain_text("Es entscheidet:")


def test_a_board_is_searched_filtered_sorted_and_turned_by_its_address(reader: Page, scripted: bool) -> None:
    reader.goto("/boards/schulwege")
    count = reader.locator(".result-head__count")
    everything = number_in(count.inner_text())
    first_page = titles(reader)
    reader.get_by_role("link", name="Weitere Ideen").click()
    expect(reader.locator(".pager__summary")).to_have_text("Seite 2 von 2")
    expect(reader).to_have_url(re.compile("seite=2"))
    if scripted:
        expect(reader.locator(".card--idea")).to_have_count(everything)
        assert titles(reader)[: len(first_page)] == first_page, "the next page joins the first"
        new = reader.locator(".card--idea .card__title a").nth(len(first_page))
        expect(new).to_be_focused()
        expect(reader.locator("#ansage")).to_contain_text("weitere Ideen. Seite 2 von 2")
        reader.go_back()
        expect(reader.locator(".pager__summary")).to_have_text("Seite 1 von 2")
        assert titles(reader) == first_page
        reader.go_forward()
        expect(reader.locator(".pager__summary")).to_have_text("Seite 2 von 2")
    assert len(first_page) + len(titles(reader)) == everything
    assert not set(first_page) & set(titles(reader))
    same_elsewhere(reader)
    reader.get_by_role("link", name="Zurück").click()
    expect(reader.locator(".pager__summary")).to_have_text("Seite 1 von 2")
    assert titles(reader) == first_page

    menu = reader.locator(".sort-menu summary")
    menu.click()
    reader.get_by_role("link", name="meiste Unterstützungen").click()
    expect(menu).to_have_text("Sortiert nach: meiste Unterstützungen")
    assert supports(reader) == sorted(supports(reader), reverse=True)
    same_elsewhere(reader)
    reader.get_by_role("link", name="Weitere Ideen").click()
    expect(reader.locator(".pager__summary")).to_have_text("Seite 2 von 2")
    assert supports(reader) == sorted(supports(reader), reverse=True)
    reader.reload()

    apply = reader.get_by_role("button", name="Anwenden")
    reader.get_by_label("Über die Straße kommen").check()
    if not scripted:
        apply.click()
    expect(reader).to_have_url(re.compile("kategorie="))
    expect(count).not_to_have_text(f"{everything} Ideen")
    in_category = number_in(count.inner_text())
    assert all(
        "Über die Straße kommen" in text for text in reader.locator(".card--idea .card__preline").all_inner_texts()
    )
    assert supports(reader) == sorted(supports(reader), reverse=True), "the order stays"
    reader.get_by_label("in Prüfung").check()
    if not scripted:
        apply.click()
    expect(reader).to_have_url(re.compile("status="))
    expect(count).not_to_have_text(f"{in_category} Ideen")
    assert set(reader.locator(".card--idea .status-tag").all_inner_texts()) == {"in Prüfung"}
    expect(reader.locator("#stadtteil option[value=eselsberg]")).to_have_text("\N{EM SPACE}Eselsberg (1)")
    reader.get_by_role("combobox", name="Stadtteil").select_option("eselsberg")
    if not scripted:
        apply.click()
    expect(reader).to_have_url(re.compile("stadtteil=eselsberg"))
    expect(count).to_have_text("1 Idee")
    assert titles(reader) == ["Zebrastreifen am Ruländerweg"]
    same_elsewhere(reader)
    reader.get_by_role("list", name="Aktive Filter").get_by_role("link", name="Alle entfernen").click()
    expect(count).to_have_text(f"{everything} Ideen")

    reader.get_by_label("Suche").fill("Zebrastreifen")
    reader.get_by_label("Suche").press("Enter")
    expect(reader).to_have_url(re.compile("q=Zebrastreifen"))
    expect(count).not_to_have_text(f"{everything} Ideen")
    assert "Zebrastreifen am Ruländerweg" in titles(reader)
    assert number_in(count.inner_text()) < 10
    expect(reader.locator(".card--idea mark").first).to_contain_text("Zebrastreifen")
    same_elsewhere(reader)
    reader.get_by_label("Suche").fill("Quastenflosser")
    apply.click()
    expect(reader.get_by_text("Dazu haben wir keine Idee gefunden")).to_be_visible()


def test_an_idea_shows_its_text_place_answer_history_and_comments(reader: Page) -> None:
    reader.goto("/boards/donauufer?sortierung=unterstuetzungen")
    reader.get_by_role("link", name="Sitzstufen hinunter zum Wasser").click()
    expect(reader.get_by_role("heading", level=1)).to_have_text("Sitzstufen hinunter zum Wasser")
    expect(reader.get_by_text("Breite Stufen aus Holz")).to_be_visible()
    expect(reader.get_by_role("img", name="Karte: Stadtmitte, Donauufer")).to_be_visible()
    expect(reader.locator("#stimme")).to_contain_text("162 Unterstützungen")
    expect(reader.locator("#stimme")).to_contain_text("Es entscheidet: Gemeinderat")
    answer = reader.locator("#antwort")
    for words in ("Wird aufgenommen", "Hochwasserschutz", "Wie es weitergeht:", "Zusage gehalten."):
        expect(answer).to_contain_text(words)
    history = reader.get_by_role("list", name="Weg der Idee").get_by_role("listitem")
    expect(history).to_contain_text(["Eingereicht", "Wurde Teil einer Maßnahme", "Antwort der Stadt"])
    expect(reader.get_by_role("heading", name="Kommentare (10)")).to_be_visible()
    expect(reader.locator(".comment")).to_have_count(10)
    reply = reader.locator(".comment .comment--official").first
    expect(reply).to_contain_text("für die Stadt")

    history.get_by_role("link", name="Wurde Teil einer Maßnahme").click()
    expect(reader.get_by_role("heading", level=1)).to_have_text("Sommerufer: Sitzstufen und Schatten an der Donau")


def test_the_same_ideas_lie_on_the_map(reader: Page, scripted: bool) -> None:
    reader.goto("/boards/schulwege")
    reader.get_by_label("Über die Straße kommen").check()
    reader.get_by_role("button", name="Anwenden").click()
    expect(reader).to_have_url(re.compile("kategorie="))
    expect(reader.get_by_role("list", name="Aktive Filter")).to_be_visible()
    expected = set(titles(reader))
    reader.get_by_role("navigation", name="Ansicht").get_by_role("link", name="Karte").click()
    expect(reader).to_have_url(re.compile("/boards/schulwege/karte.*kategorie="))
    listed = reader.locator(".map-page__list li a")
    expect(listed.first).to_be_visible()
    shown = listed.all_inner_texts()
    assert set(shown) <= expected
    assert number_in(reader.locator(".map-page__count").inner_text()) == len(shown)
    reader.get_by_text("Filter (1)").click()
    expect(reader.locator(".map-filter").get_by_label("Über die Straße kommen")).to_be_checked()
    listed.first.click(trial=True)
    if scripted:
        alone = reader.locator(".map-pin--idea:not(.map-pin--group)")
        groups = reader.locator(".map-pin--group.map-pin--idea")
        expect(alone.or_(groups).first).to_be_visible()
        assert alone.count() + sum(number_in(text) for text in groups.all_inner_texts()) == len(shown)
        alone.first.click()
        link = reader.locator(".map-popup__title a")
    else:
        expect(reader.get_by_role("img", name="Karte der Stadtteile")).to_be_visible()
        expect(reader.locator("noscript p")).to_contain_text("Die Liste zeigt dasselbe.")
        link = listed.first
    name = link.inner_text()
    assert name in expected
    link.click()
    expect(reader.get_by_role("heading", level=1)).to_have_text(name)


def test_a_workshops_result_leads_to_what_grew_from_it(reader: Page) -> None:
    reader.goto("/")
    reader.get_by_role("contentinfo").get_by_role("link", name="Werkstätten").click()
    reader.get_by_role("link", name="Werkstatt: Luft am Eselsberg").click()
    expect(reader.get_by_role("list", name="Etappen der Werkstatt").get_by_role("listitem")).to_have_count(6)
    prototypes = reader.locator(".prototype")
    expect(prototypes.first).to_be_visible()
    for words in ("Problem", "Idee", "Für wen", "Wie ausprobiert", "Was gelernt"):
        expect(prototypes.first.get_by_text(words, exact=True)).to_be_visible()
    expect(reader.locator(".wall__note").first).to_be_visible()
    grown = section(reader, "Was daraus wurde").get_by_role("listitem").filter(has_text="Maßnahme").get_by_role("link")
    name = grown.first.inner_text()
    grown.first.click()
    expect(reader.get_by_role("heading", level=1)).to_have_text(name)


def test_measures_and_results_lead_to_the_ideas_they_came_from(reader: Page, scripted: bool) -> None:
    reader.goto("/")
    menu = reader.get_by_role("navigation", name="Hauptmenü").first
    menu.get_by_role("link", name="Maßnahmen").click()
    measures = reader.locator("#massnahmen-liste")
    expect(measures.locator(".card--measure")).to_have_count(12)
    reader.get_by_label("Stand", exact=True).select_option("operation")
    if not scripted:
        reader.get_by_role("button", name="Anwenden").click()
    expect(reader).to_have_url(re.compile("stand=operation"))
    measures.get_by_role("link", name="Leihräder für Stadt und Stadtteile").click()
    for title in ("Was ändert sich für Sie?", "Meilensteine", "Woran wir es messen", "Wie es dazu kam"):
        expect(reader.get_by_role("heading", name=title)).to_be_visible()
    expect(reader.get_by_role("heading", name=re.compile("^Zielstufen"))).to_be_visible()

    menu.get_by_role("link", name="Ergebnisse").click()
    for title in ("Was gut lief", "Was nicht gelang", "Was daraus folgt"):
        expect(reader.get_by_role("heading", name=title)).to_be_visible()
    goals = reader.locator(".matrix tbody tr")
    expect(goals).to_have_count(10)
    reader.locator("#massnahmen").get_by_role("link", name="Leihräder für Stadt und Stadtteile").click()
    expect(reader.get_by_role("heading", level=1)).to_contain_text("Leihräder für Stadt und Stadtteile")
    reader.get_by_role("link", name=re.compile("Leihräder auch in den Stadtteilen")).first.click()
    expect(reader.get_by_role("heading", level=1)).to_have_text("Leihräder auch in den Stadtteilen")
    expect(reader.locator("#stimme")).to_contain_text("77 Unterstützungen")
