"""A moderator answers, hides and restores with reasons, and makes a measure of an idea; a visitor sees each of it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from participation.core.clock import now
from tests.journeys.citizens import Citizen, fault_beside, join, letter_to, propose
from tests.journeys.people import People, open_desk, told

BOARD = "schulwege"
NEXT_STEP = "Nächster Schritt (freiwillig)"
TEXT = "Die Kinder aus der Siedlung stehen im Winter im Dunkeln. Eine Leuchte am Übergang würde reichen."


@pytest.fixture
def moderator(people: People) -> Page:
    return people.signed_in("moderator")


@pytest.fixture
def visitor(people: People) -> Page:
    return people.visitor()


@pytest.fixture
def citizen(people: People) -> Citizen:
    return join(people.visitor())


def read_post(page: Page, email: str, *words: str) -> None:
    """The newest letter to somebody says this."""
    page.goto("/demo/post")
    for said in words:
        expect(letter_to(page, email)).to_contain_text(said)


def test_an_idea_of_the_queue_is_taken_up_answered_with_a_reason_and_promised(moderator: Page, visitor: Page) -> None:
    open_desk(moderator, "Antworten")
    expect(moderator.get_by_role("heading", level=1)).to_have_text("Offene Antworten")
    moderator.get_by_role("navigation", name="Stand").get_by_role("link", name="Neu").click()
    preview = moderator.locator(".desk__preview")
    waiting = moderator.locator(".desk__item").nth(2)
    title = waiting.locator(".desk__title").inner_text()
    waiting.click()
    expect(preview.get_by_role("heading", name=title)).to_be_focused()
    public = preview.get_by_role("link", name="Öffentliche Seite").get_attribute("href") or ""
    preview.get_by_role("button", name="In Prüfung nehmen").click()
    told(moderator, "Die Idee ist jetzt „in Prüfung“.")
    visitor.goto(public)
    expect(visitor.get_by_role("main")).to_contain_text("in Prüfung")
    expect(visitor.get_by_role("list", name="Weg der Idee")).to_contain_text("Sie folgt hier, mit Begründung.")

    moderator.get_by_role("navigation", name="Stand").get_by_role("link", name="In Prüfung").click()
    moderator.locator(".desk__item", has_text=title).click()
    expect(preview.get_by_role("heading", name=title)).to_be_visible()
    preview.get_by_role("link", name="Antworten").click()
    expect(moderator.get_by_role("heading", level=1)).to_have_text(title)
    moderator.get_by_label("Wird aufgenommen", exact=True).check()
    moderator.get_by_label(NEXT_STEP).fill("Ortstermin mit der Schule")
    moderator.get_by_role("button", name="Antwort veröffentlichen").click()
    fault_beside(moderator, "Begründung", "Bitte begründen Sie die Antwort.")
    expect(moderator.get_by_label(NEXT_STEP)).to_have_value("Ortstermin mit der Schule")
    expect(moderator.get_by_label("Wird aufgenommen", exact=True)).to_be_checked()
    moderator.get_by_label("Begründung").fill("Die Stelle ist **bekannt**; die Mittel stehen im Haushalt bereit.")
    moderator.get_by_label("Nächster Schritt bis").fill((now() + timedelta(days=30)).strftime("%Y-%m-%d"))
    moderator.get_by_role("button", name="Antwort veröffentlichen").click()
    told(moderator, f"Die Antwort auf „{title}“ ist veröffentlicht.")

    visitor.reload()
    answer = visitor.locator("#antwort")
    for words in (
        "Wird aufgenommen",
        "die Mittel stehen im Haushalt bereit",
        "Ortstermin mit der Schule",
        "Zugesagt bis",
    ):
        expect(answer).to_contain_text(words)
    expect(answer.locator("strong", has_text="bekannt")).to_be_visible()
    expect(visitor.get_by_role("main")).to_contain_text("beantwortet")
    visitor.get_by_role("list", name="Weg der Idee").get_by_role("link", name="Antwort der Stadt").click()
    expect(answer).to_be_in_viewport()
    visitor.get_by_role("contentinfo").get_by_role("link", name="Zusagen").click()
    expect(visitor.get_by_role("main")).to_contain_text("Ortstermin mit der Schule")


def test_an_idea_is_hidden_with_a_reason_and_restored_with_a_reason(
    citizen: Citizen, moderator: Page, visitor: Page
) -> None:
    title = f"Ein Licht für {citizen.pseudonym}"
    address = propose(citizen, BOARD, title, TEXT)
    moderator.goto(address)
    moderator.get_by_role("link", name="Verbergen").first.click()
    expect(moderator.get_by_role("main")).to_contain_text(f"{citizen.pseudonym} erfährt per E-Mail")
    moderator.get_by_label("Erläuterung").fill("Die Adresse einer Familie ist zu erkennen.")
    moderator.get_by_role("button", name="Beitrag verbergen").click()
    expect(moderator.locator(".kern-fieldset--error")).to_contain_text("Bitte wählen Sie einen Grund.")
    expect(moderator.get_by_label("Erläuterung")).to_have_value("Die Adresse einer Familie ist zu erkennen.")
    moderator.get_by_role("radio").first.check()
    moderator.get_by_role("button", name="Beitrag verbergen").click()
    told(moderator, "Der Beitrag ist verborgen.")

    visitor.goto(address)
    expect(visitor.get_by_role("main")).to_contain_text("Dieser Beitrag ist verborgen")
    expect(visitor.get_by_role("main")).to_contain_text("Die Adresse einer Familie ist zu erkennen.")
    expect(visitor.get_by_text(TEXT[:40])).to_have_count(0)
    expect(visitor.get_by_text(title)).to_have_count(0)
    visitor.goto(f"/boards/{BOARD}")
    expect(visitor.locator(".card--idea").first).to_be_visible()
    expect(visitor.get_by_role("link", name=title, exact=True)).to_have_count(0)
    read_post(visitor, citizen.email, title, "Die Adresse einer Familie ist zu erkennen.")

    open_desk(moderator, "Verborgen")
    moderator.get_by_role("link", name=f"Wieder zeigen: {title}").click()
    moderator.get_by_role("button", name="Beitrag wieder zeigen").click()
    fault_beside(moderator, "Warum zeigen Sie den Beitrag wieder?", "Bitte begründen Sie")
    moderator.get_by_label("Warum zeigen Sie den Beitrag wieder?").fill("Die Adresse gehört dem Schulamt.")
    moderator.get_by_role("button", name="Beitrag wieder zeigen").click()
    told(moderator, "Der Beitrag ist wieder öffentlich.")
    visitor.goto(address)
    expect(visitor.get_by_role("heading", level=1)).to_have_text(title)
    expect(visitor.get_by_text(TEXT)).to_be_visible()
    history = visitor.get_by_role("list", name="Weg der Idee").get_by_role("listitem")
    expect(history).to_contain_text(["Eingereicht", "Von der Moderation verborgen", "Wieder sichtbar"])
    read_post(visitor, citizen.email, title, "Die Adresse gehört dem Schulamt.")


def test_a_comment_is_hidden_in_its_place_and_restored(citizen: Citizen, moderator: Page, visitor: Page) -> None:
    address = propose(citizen, BOARD, f"Ein Geländer für {citizen.pseudonym}", TEXT)
    words = f"Bei {citizen.pseudonym} war es schon dunkel."
    citizen.page.get_by_label("Ihr Kommentar").fill(words)
    citizen.page.get_by_role("button", name="Kommentar veröffentlichen").click()
    told(citizen.page, "Ihr Kommentar ist veröffentlicht.")
    moderator.goto(address)
    moderator.locator(".comment", has_text=words).get_by_role("link", name="Verbergen").click()
    moderator.get_by_role("radio").last.check()
    moderator.get_by_label("Erläuterung").fill("Ohne Bezug zur Sache.")
    moderator.get_by_role("button", name="Beitrag verbergen").click()
    told(moderator, "Der Beitrag ist verborgen.")
    visitor.goto(address)
    place = visitor.locator(".comment")
    expect(place).to_have_count(1)
    expect(place).to_contain_text("Von der Moderation verborgen.")
    expect(place).to_contain_text("Ohne Bezug zur Sache.")
    expect(visitor.get_by_text(words)).to_have_count(0)
    moderator.goto(address)
    moderator.locator(".comment").get_by_role("link", name="Wieder zeigen").click()
    moderator.get_by_label("Warum zeigen Sie den Beitrag wieder?").fill("Der Bezug ist doch da.")
    moderator.get_by_role("button", name="Beitrag wieder zeigen").click()
    visitor.reload()
    expect(place).to_contain_text(words)


def test_an_idea_becomes_a_measure_and_both_show_each_other(citizen: Citizen, moderator: Page, visitor: Page) -> None:
    title, measure = f"Ein Übergang für {citizen.pseudonym}", f"Leuchten an Übergängen für {citizen.pseudonym}"
    address = propose(citizen, BOARD, title, TEXT)
    moderator.goto(address)
    moderator.get_by_role("link", name="Zur Maßnahme machen").click()
    moderator.get_by_label("Titel der Maßnahme").fill(measure)
    moderator.get_by_role("button", name="Zur Maßnahme machen").click()
    fault_beside(moderator, "Warum nimmt die Stadt das auf?", "Bitte geben Sie eine Begründung an.")
    expect(moderator.get_by_label("Titel der Maßnahme")).to_have_value(measure)
    moderator.get_by_label("Warum nimmt die Stadt das auf?").fill("Der Übergang liegt auf drei Schulwegen.")
    moderator.get_by_role("button", name="Zur Maßnahme machen").click()
    told(moderator, "Aus der Idee ist eine Maßnahme geworden.")

    visitor.goto(f"/boards/{BOARD}")
    card = visitor.locator(".card--idea").filter(has=visitor.get_by_role("link", name=title, exact=True))
    expect(card).to_contain_text(f"wurde zur Maßnahme „{measure}“")
    card.get_by_role("link", name=title, exact=True).click()
    expect(visitor.get_by_role("main")).to_contain_text("in einer Maßnahme")
    step = visitor.get_by_role("list", name="Weg der Idee").get_by_role("listitem").filter(has_text=measure)
    expect(step).to_contain_text("Wurde Teil einer Maßnahme")
    step.get_by_role("link").click()
    expect(visitor.get_by_role("heading", level=1)).to_have_text(measure)
    expect(visitor.get_by_role("main")).to_contain_text("Der Übergang liegt auf drei Schulwegen.")
    visitor.get_by_role("list", name="Weg der Idee").get_by_role("link", name=title).click()
    expect(visitor).to_have_url(address)
    read_post(visitor, citizen.email, title, measure)
