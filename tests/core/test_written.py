"""Characters that nobody sees do not get into what people write; what they meant stays."""

from __future__ import annotations

import pytest

from participation.core.markdown import cleaned, render_markdown
from participation.core.written import normalised


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Zeb\u200bra\u2060strei\ufefffen", "Zebrastreifen"),
        ("harm\u202elos\u202c und \u2066frei\u2069\u200f", "harmlos und frei"),
        ("a\x00b\x07c\x7f\x9fd", "abcd"),
        ("Rad\u00adweg", "Radweg"),
        ("eins\r\nzwei\rdrei\u2028vier\tfünf", "eins\nzwei\ndrei\nvier\tfünf"),
        ("Bu\u0308rgersteig", "Bürgersteig"),
        ("\ud83d halb", " halb"),
        ("\u3164\u115f", ""),
        ("\U000e0041\U000e007f!", "!"),
        ("un\u200dsicht\u200cbar\u200d", "unsichtbar"),
    ],
)
def test_what_nobody_sees_is_taken_out(typed: str, kept: str) -> None:
    assert normalised(typed) == kept
    assert normalised(kept) == kept


@pytest.mark.parametrize(
    "text",
    [
        "3\u00a0% mehr – „Bäume“, 20 m² & <b>", "👩\u200d👩\u200d👧 und 🏳\ufe0f\u200d🌈", "👍🏽", "می\u200cخواهم",
        "क\u094d\u200dष", "שלום", "مرحبا", "Žižkov, İzmir, Việt Nam",
    ],
)  # fmt: skip
def test_what_people_mean_stays(text: str) -> None:
    assert normalised(text) == text


def test_stored_html_is_cleaned_again_on_its_way_out_and_good_html_stays_as_it_is() -> None:
    assert "<script" not in cleaned("<p>Hallo<script>alert(1)</script></p>")
    assert "onerror" not in cleaned('<img src="x" onerror="alert(1)"><a href="javascript:alert(1)" onclick="x">x</a>')
    link = "[hier](https://example.org/?a=1&b=2)"
    html = render_markdown(f"**Gut**: {link}\n\n- eins\n- zwei\n\n| a | b |\n|--|--|\n| 1 | 2 |")
    assert cleaned(html) == html
    assert 'rel="nofollow ugc noopener"' in html
