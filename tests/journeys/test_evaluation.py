"""A round is rated and published for good under a number, and from what it says one walks back to the idea."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

from playwright.sync_api import Locator, Page, expect

from tests.journeys.people import People, open_desk, told

FIRST_ROUND = "Erste Evaluationsrunde"
ROUND = "Zweite Evaluationsrunde"
RATED = "Offene Datenplattform der Stadt"
GOAL = "agil"
FIRST_REASON = "Zwei Ämter liefern ihre Daten noch nicht."
LATER_REASON = "Auch die beiden fehlenden Ämter liefern jetzt."
CORRECTION = "Zwei Lieferungen waren übersehen worden."

SENSORS = "Luftsensoren am Eselsberg"
IDEA = "Messpunkt an der Kreuzung Mähringer Weg"
WORKSHOP = "Werkstatt: Luft am Eselsberg"
NOTE = "Es gibt keine einzige Messung direkt hier"


def open_round(page: Page) -> None:
    """Go to the round on one's desk."""
    open_desk(page, "Evaluation")
    page.get_by_role("link", name=ROUND).click()


def rate(reviewer: Page, what: str, level: str, reason: str) -> None:
    """Say how far something is, and why."""
    open_round(reviewer)
    row = reviewer.get_by_role("row").filter(has=reviewer.get_by_role("rowheader", name=what, exact=True))
    row.get_by_role("link", name=re.compile("ändern|Bewerten")).click()
    reviewer.get_by_label(level).check()
    reviewer.get_by_label("Begründung").fill(reason)
    reviewer.get_by_role("button", name="Bewertung speichern").click()
    told(reviewer, "Ihre Bewertung ist gespeichert.")


def summarise(coordinator: Page) -> None:
    """Three sentences stand above the result."""
    open_round(coordinator)
    coordinator.get_by_role("link", name="Zusammenfassung").click()
    for label, words in {
        "Was gut lief": "Die Plattform trägt.", "Was nicht gelang": "Nicht alle liefern.",
        "Was daraus folgt": "Wir fragen vierteljährlich nach.",
    }.items():  # fmt: skip
        coordinator.get_by_label(label).fill(words)
    coordinator.get_by_role("button", name="Zusammenfassung speichern").click()
    told(coordinator, "Veröffentlicht wird es erst mit der Runde.")


def publish(coordinator: Page, number: int) -> None:
    """Publish what was seen before, under the number that was announced."""
    expect(coordinator.get_by_role("main")).to_contain_text(f"So würde Veröffentlichung Nr. {number} aussehen.")
    coordinator.get_by_role("button", name="Jetzt veröffentlichen").click()
    told(coordinator, f"Veröffentlicht als Nr. {number}. Daran ändert sich nichts mehr.")


def result_of(visitor: Page, what: str) -> Locator:
    """The row of a measure in the published result."""
    table = visitor.get_by_role("table").filter(has=visitor.get_by_role("columnheader", name="Entstanden aus"))
    return table.get_by_role("row").filter(has=visitor.get_by_role("link", name=what))


def read_result(visitor: Page, tmp_path: Path) -> tuple[str, str]:
    """What the publication says of the measure, and its digest, which is that of the file too."""
    digest = visitor.locator("code.digest").inner_text()
    with visitor.expect_download() as download:
        visitor.get_by_role("link", name="Daten als JSON").click()
    kept = tmp_path / download.value.suggested_filename
    download.value.save_as(kept)
    assert hashlib.sha256(kept.read_bytes()).hexdigest() == digest
    said = result_of(visitor, RATED).get_by_role("cell").first.inner_text()
    visitor.get_by_role("link", name="Zahlen selbst nachrechnen").click()
    expect(visitor.get_by_role("main")).to_contain_text("Gerade nachgerechnet: Alles stimmt überein")
    visitor.go_back()
    return said, digest


def test_a_round_is_rated_published_and_never_changed(people: People, tmp_path: Path) -> None:
    reviewer, coordinator = people.signed_in("reviewer"), people.signed_in("coordinator")
    rate(reviewer, RATED, "2 – teilweise auf Zielerreichungskurs", FIRST_REASON)
    rate(reviewer, GOAL, "3 – weitgehend auf Zielerreichungskurs", "Die Ämter lernen in kurzen Schritten.")
    summarise(coordinator)
    coordinator.get_by_role("link", name="Veröffentlichen", exact=True).click()
    publish(coordinator, 1)

    visitor = people.visitor()
    visitor.get_by_role("navigation", name="Hauptmenü").get_by_role("link", name="Ergebnisse").click()
    expect(visitor.get_by_role("main")).to_contain_text("Wir fragen vierteljährlich nach.")
    first = read_result(visitor, tmp_path)
    assert first[0] == "teilweise"
    result_of(visitor, RATED).get_by_role("link", name=RATED).click()
    expect(visitor.get_by_role("main")).to_contain_text(FIRST_REASON)
    expect(visitor.get_by_role("main")).not_to_contain_text("Expertenkreis Verwaltung")

    open_round(coordinator)
    coordinator.get_by_role("link", name="Wieder öffnen").click()
    coordinator.get_by_label("Warum öffnen Sie die Runde wieder?").fill(CORRECTION)
    coordinator.get_by_role("button", name="Runde wieder öffnen").click()
    told(coordinator, "Die Runde nimmt wieder Bewertungen an.")
    rate(reviewer, RATED, "3 – weitgehend auf Zielerreichungskurs", LATER_REASON)
    coordinator.get_by_role("link", name="Berichtigung veröffentlichen").click()
    coordinator.get_by_label("Grund der Berichtigung").fill(CORRECTION)
    publish(coordinator, 2)

    visitor.get_by_role("navigation", name="Hauptmenü").get_by_role("link", name="Ergebnisse").click()
    expect(visitor.get_by_role("main")).to_contain_text(f"Grund: {CORRECTION}")
    second = read_result(visitor, tmp_path)
    assert second[0] == "weitgehend"
    visitor.get_by_role("link", name=f"{ROUND}, Nr. 1").click()
    expect(visitor.get_by_role("main")).to_contain_text("Diese Veröffentlichung bleibt unverändert stehen.")
    assert read_result(visitor, tmp_path) == first != second


def box(page: Page, name: str) -> Locator:
    """A station in the picture of the way."""
    return page.get_by_role("list", name="Weg der Idee").locator(".lineage__box").filter(has_text=name)


def test_a_visitor_walks_from_a_published_result_to_the_note_it_began_with_and_forth_again(people: People) -> None:
    visitor = people.visitor()
    visitor.get_by_role("navigation", name="Hauptmenü").get_by_role("link", name="Ergebnisse").click()
    result_of(visitor, SENSORS).get_by_role("link", name=SENSORS).click()
    visitor.get_by_role("link", name="Die Maßnahme heute").click()
    expect(visitor.get_by_role("heading", level=1)).to_have_text(SENSORS)
    visitor.get_by_role("link", name="Den ganzen Weg mit allen Daten ansehen").click()

    counted = re.search(r"(\d+) Unterstützungen, (\d+) Kommentar", box(visitor, IDEA).inner_text())
    assert counted
    box(visitor, IDEA).get_by_role("link").click()
    expect(visitor.locator(".support-box__number")).to_have_text(counted[1])
    expect(visitor.get_by_role("heading", name=f"Kommentare ({counted[2]})")).to_be_visible()
    assert visitor.locator("article.comment").count() == int(counted[2])

    visitor.get_by_role("link", name="Den ganzen Weg ansehen").click()
    expect(box(visitor, WORKSHOP)).to_contain_text("1 Zettel")
    box(visitor, WORKSHOP).get_by_role("link").click()
    expect(visitor.locator(".wall__note", has_text=NOTE)).to_contain_text(re.compile(r"\d+ Punkte?"))

    visitor.get_by_role("list", name="Was daraus wurde").get_by_role("link", name=IDEA).click()
    visitor.get_by_role("link", name="Den ganzen Weg ansehen").click()
    steps = visitor.get_by_role("list", name="Was wann geschah")
    told_in_order = " ".join(steps.get_by_role("listitem").all_inner_texts())
    happened = (WORKSHOP, f"Idee „{IDEA}“ eingereicht", f"Ergebnis veröffentlicht: {FIRST_ROUND}")
    places = [told_in_order.index(words) for words in happened]
    assert places == sorted(places)
    steps.get_by_role("link", name=f"Maßnahme „{SENSORS}“").first.click()
    expect(visitor.get_by_role("heading", level=1)).to_have_text(SENSORS)
    box(visitor, "Evaluationsrunde").first.get_by_role("link").click()
    expect(visitor.get_by_role("heading", level=1)).to_have_text("Was die Stadt erreicht hat")
    expect(result_of(visitor, SENSORS)).to_contain_text("6 Ideen")
