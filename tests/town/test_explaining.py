"""Words of the glossary explain themselves in texts: once each, as whole words, nowhere where they would disturb."""

from __future__ import annotations

import pytest
from flask import Flask

from participation.core.actor import HOUSE
from participation.core.markdown import render_markdown
from participation.core.transactions import transaction
from participation.town.background.commands import create_article, draft_article
from participation.town.background.models import ArticleKind
from participation.town.background.rules.explaining import Explainer, Term, card
from tests.browser import Browser

TERMS = [
    Term(title, title.lower(), f"Was {title} heißt")
    for title in ("Maßnahme", "Beschluss", "Idee", "Weg der Idee", "Gremium", "Antwort der Stadt", "Übung", "Ort")
]


def marked(html: str, **values: str) -> str:
    return Explainer(TERMS).explain(html, lambda word, term: f"[{word}|{term.title}]", **values)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Die Maßnahmen wirken.", "Die [Maßnahmen|Maßnahme] wirken."),
        ("Eine MASSNAHME nicht.", "Eine MASSNAHME nicht."),
        ("Zwei Beschlüsse und ein Beschluss.", "Zwei [Beschlüsse|Beschluss] und ein Beschluss."),
        ("Der Weg der Idee und die Ideen.", "Der [Weg der Idee|Weg der Idee] und die [Ideen|Idee]."),
        ("Ideenreich und Ideen-Markt.", "Ideenreich und Ideen-Markt."),
        ("Die Übungen.", "Die [Übungen|Übung]."),
        ("Orte", "Orte"),
        ("Ort", "[Ort|Ort]"),
        ("Antwort der\nStadt", "[Antwort der\nStadt|Antwort der Stadt]"),
    ],
)
def test_words_are_found_with_simple_endings_and_umlauts(text: str, expected: str) -> None:
    assert marked(f"<p>{text}</p>") == f"<p>{expected}</p>"


@pytest.mark.parametrize(
    "html",
    [
        '<p><a href="/x">Idee</a></p>', "<h2>Idee</h2>", "<p><code>Idee</code></p>", "<pre>Idee</pre>",
        '<p><a href="/Idee" title="Idee"><strong>Idee</strong></a></p>', '<img alt="Idee">',
    ],
)  # fmt: skip
def test_nothing_is_touched_where_it_would_disturb(html: str) -> None:
    assert marked(html) == html


def test_each_word_is_explained_once_in_a_text_and_not_in_its_own() -> None:
    assert marked("<p>Idee</p><p>Idee</p>") == "<p>[Idee|Idee]</p><p>Idee</p>"
    assert marked("<p>Idee</p>", without="idee") == "<p>Idee</p>"
    assert Explainer([]).explain("<p>Idee</p>", lambda word, _term: word) == "<p>Idee</p>"


def test_nothing_that_is_written_in_the_glossary_runs() -> None:
    bad = Term("<b>Idee</b>", "idee", "<script>alert(1)</script>")
    made = card("Idee", bad, number=1, address='/glossar#"><x', link="<i>", link_language="de")
    assert "<script" not in made
    assert "<x" not in made
    assert "<b>" not in made
    text = render_markdown("Idee <script>x</script> &amp; Idee")
    assert marked(text).count("[Idee|Idee]") == 1


def test_a_word_in_an_article_opens_its_card_without_a_script(client: Browser, app: Flask) -> None:
    with transaction():
        create_article("probe", title="Probe", body="# Maßnahme\n\nDie Maßnahmen und die Maßnahme.", actor=HOUSE)
        draft_article(ArticleKind.TERM, title="Probewort", body="Noch nicht", actor=HOUSE)
    page = client.open("/hintergrund/probe")
    buttons = page.soup.select("main button.term")
    assert [button.get_text() for button in buttons] == ["Maßnahmen"]
    shown = page.soup.find(id=str(buttons[0]["popovertarget"]))
    assert shown is not None
    assert shown.has_attr("popover")
    link = shown.find("a")
    assert client.open(str(link["href"])).soup.find(id="massnahme")  # type: ignore[index]
