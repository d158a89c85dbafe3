"""People's texts become safe HTML."""

from __future__ import annotations

import pytest

from participation.core.markdown import plain_excerpt, render_markdown


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "[klick](javascript:alert(1))",
        "<img src=x onerror=alert(1)>",
        "![x](https://example.org/pixel.png)",
        "<style>body{display:none}</style>",
        "[a](data:text/html;base64,PHNjcmlwdD4=)",
    ],
)
def test_nothing_runs_and_nothing_loads(text: str) -> None:
    html = render_markdown(text)
    for forbidden in ("<script", "<img", "<style", 'href="javascript', 'href="data'):
        assert forbidden not in html.lower()


def test_headings_start_at_the_third_level_and_links_are_marked() -> None:
    html = render_markdown("# Groß\n\n[Stadt](https://example.org)")
    assert "<h3>Groß</h3>" in html
    assert 'rel="nofollow ugc noopener"' in html


def test_an_excerpt_ends_at_a_word() -> None:
    assert plain_excerpt("**Mehr** Bänke & Bäume am Ufer", length=14) == "Mehr Bänke & …"
