"""Articles, glossary and legal pages: there from the first start, and left alone once somebody edited them."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import func, select

from participation.core.actor import HOUSE, VISITOR
from participation.core.database import db
from participation.core.errors import Conflict
from participation.core.transactions import transaction
from participation.records.journal.models import JournalEntry
from participation.records.search.queries import found
from participation.town.background import queries
from participation.town.background.commands import create_article, load_texts, revise_article
from participation.town.background.models import Article, ArticleKind
from participation.town.background.rules import LEGAL_PAGES, as_page, fill
from tests.browser import Browser

TITLES = {
    "datenschutz": "Datenschutz",
    "nutzungsbedingungen": "Nutzungsbedingungen",
    "impressum": "Impressum",
    "leichte-sprache": "Leichte Sprache",
    "barrierefreiheit-leichte-sprache": "Erklärung zur Barrierefreiheit in Leichter Sprache",
}


@pytest.mark.parametrize("slug", LEGAL_PAGES)
def test_legal_pages_are_there_in_a_fresh_installation(client: Browser, slug: str) -> None:
    page = client.open(f"/{slug}")
    assert page.heading == TITLES[slug]
    assert len(page.text) > 600
    assert "{" not in page.soup.main.get_text()  # type: ignore[union-attr]
    if slug == "barrierefreiheit-leichte-sprache":
        return
    assert page.links()[TITLES[slug]].endswith(f"/{slug}")
    current = page.soup.select("footer [aria-current=page]")
    assert [link.get_text() for link in current] == [TITLES[slug]]


def test_what_the_operator_has_not_set_is_told(client: Browser) -> None:
    assert client.open("/impressum").shows("(noch nicht hinterlegt)")


def test_every_article_can_be_reached_from_the_overview(client: Browser) -> None:
    page = client.open(client.open("/").links()["Hintergrund"])
    titles = [card.get_text(strip=True) for card in page.soup.select(".card__title a")]
    assert titles[0] == "Von der Idee zum Ergebnis"
    assert titles[-1] == "Glossar"
    for title in titles:
        assert client.open(page.links()[title]).heading == title
    assert client.open("/hintergrund/gibt-es-nicht", status=404)
    assert client.open("/hintergrund/datenschutz", status=404)


def test_the_glossary_explains_words_in_their_order(client: Browser) -> None:
    page = client.open("/glossar")
    words = [tag.get_text() for tag in page.soup.select("dt")]
    assert len(words) > 20
    assert words == sorted(words, key=str.casefold)
    assert page.soup.find(id="zielstufe")


def test_articles_are_found_by_search(client: Browser) -> None:
    page = client.open("/suche?q=Barrierefreiheit")
    assert client.open(page.links()["Erklärung zur Barrierefreiheit in Leichter Sprache"]).shows("Schlichtungs-Stelle")


def test_in_another_language_the_german_text_says_that_it_is_german(client: Browser) -> None:
    page = client.open("/en/datenschutz")
    prose = page.soup.find(id="text")
    assert prose is not None
    assert prose["lang"] == "de"
    assert page.soup.select("main .notice")
    with transaction():
        create_article(
            "datenschutz", title="Privacy", body="# Short\n\nRead all.", kind=ArticleKind.LEGAL, language="en",
            actor=HOUSE,
        )  # fmt: skip
    assert client.open("/en/datenschutz").heading == "Privacy"
    assert client.open("/datenschutz").heading == "Datenschutz"


def test_loading_twice_changes_nothing_and_leaves_edited_texts_alone(app: Flask) -> None:
    lines = db.session.scalar(select(func.count()).select_from(JournalEntry))
    with transaction():
        assert load_texts() == 0
    article = queries.article_by_slug("impressum", language="de", kinds=(ArticleKind.LEGAL,))
    assert article is not None
    assert db.session.scalar(select(func.count()).select_from(JournalEntry)) == lines
    with transaction():
        revise_article(article, title="Impressum", lead="", body="Anschrift: Quellenhof 3", version=1, actor=HOUSE)
    with transaction():
        assert load_texts() == 0
    assert article.body == "Anschrift: Quellenhof 3"
    assert found(VISITOR, "Quellenhof") == [article.subject_id]
    with pytest.raises(Conflict), transaction():
        revise_article(article, title="Impressum", lead="", body="anders", version=1, actor=HOUSE)


def test_a_shipped_text_that_nobody_edited_is_renewed(app: Flask) -> None:
    article = db.session.scalars(select(Article).where(Article.slug == "wie-wir-zaehlen")).one()
    with transaction():
        article.body = "alt"
    with transaction():
        assert load_texts() == 1
    assert article.body.startswith("# Unterstützungen")


def test_an_address_is_given_once(app: Flask) -> None:
    with pytest.raises(Conflict), transaction():
        create_article("impressum", title="Noch eines", body="…", kind=ArticleKind.LEGAL, actor=HOUSE)


def test_headings_of_a_page_stand_below_its_title_and_names_are_filled_in() -> None:
    assert as_page("# A\n\n## B\n\n<b>x</b>") == "<h2>A</h2>\n<h3>B</h3>\n<p>&lt;b&gt;x&lt;/b&gt;</p>"
    assert fill("In {stadt} und {anderswo}", {"stadt": "Ulm"}) == "In Ulm und {anderswo}"
