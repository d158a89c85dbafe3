"""How parts of a page are marked whose language is not the page's."""

import pytest
from flask import Flask, render_template_string
from markupsafe import Markup

from participation.web.languages import ENVIRON_KEY, lang_of, spoken, spoken_block

GERMAN, ENGLISH = {}, {ENVIRON_KEY: "en"}


@pytest.mark.parametrize(
    ("page", "language", "shown"),
    [
        (GERMAN, None, "Bänke & Bäume"),
        (GERMAN, "de", "Bänke & Bäume"),
        (GERMAN, "en", Markup('<span lang="en">Bänke &amp; Bäume</span>')),
        (ENGLISH, None, Markup('<span lang="de">Bänke &amp; Bäume</span>')),
        (ENGLISH, "de", Markup('<span lang="de">Bänke &amp; Bäume</span>')),
        (ENGLISH, "en", Markup("Bänke &amp; Bäume")),
    ],
)
def test_a_text_is_marked_where_the_page_speaks_another_language(
    app: Flask, page: dict[str, str], language: str | None, shown: str
) -> None:
    with app.test_request_context(environ_overrides=page):
        marked = spoken("Bänke & Bäume", language)
        assert (marked, type(marked)) == (shown, type(shown))
        assert spoken(marked) == shown, "and not twice"


def test_a_text_that_is_html_is_told_and_not_done(app: Flask) -> None:
    with app.test_request_context(environ_overrides=ENGLISH):
        assert spoken("<script>") == '<span lang="de">&lt;script&gt;</span>'
        assert lang_of('"><script>') == ' lang="&#34;&gt;&lt;script&gt;"'


def test_nothing_stays_nothing_and_the_words_of_the_interface_stay_as_they_are(app: Flask) -> None:
    with app.test_request_context(environ_overrides=ENGLISH):
        assert spoken("") == ""
        assert render_template_string("{{ none|spoken or '–' }}") == "–"
        assert render_template_string("{{ _('Ideen')|spoken }}") == render_template_string("{{ _('Ideen') }}")


def test_paragraphs_get_an_element_of_their_own_only_where_they_need_it(app: Flask) -> None:
    text = Markup("<p>Bänke</p>")
    with app.test_request_context():
        assert spoken_block(text) is text
        assert lang_of() == ""
    with app.test_request_context(environ_overrides=ENGLISH):
        assert spoken_block(text) == '<div lang="de"><p>Bänke</p></div>'
        assert spoken_block(text, "en") is text
        assert lang_of() == ' lang="de"'
