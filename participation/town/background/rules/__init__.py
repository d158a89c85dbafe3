"""What may stand in an article, and how it becomes a page."""

from __future__ import annotations

from collections.abc import Mapping

from participation.core.markdown import render_markdown
from participation.town.background.models import ArticleKind

LEGAL_PAGES = ("datenschutz", "nutzungsbedingungen", "impressum", "leichte-sprache", "barrierefreiheit-leichte-sprache")


def path_of(kind: ArticleKind, slug: str, *, process_path: str = "") -> str:
    """The address of an article of this kind; words of a process are explained on its page, at `process_path`."""
    if kind is ArticleKind.ARTICLE:
        return f"/hintergrund/{slug}"
    if kind is ArticleKind.QUESTION:
        return f"/fragen-und-antworten#{slug}"
    if kind is ArticleKind.TERM:
        return f"{process_path}#wort-{slug}" if process_path else f"/glossar#{slug}"
    return f"/{slug}"


def fill(text: str, values: Mapping[str, str]) -> str:
    """The text with what the installation has set in place of {names}; unknown names stay as they are."""
    for name, value in values.items():
        text = text.replace(f"{{{name}}}", value)
    return text


def as_page(markdown: str) -> str:
    """Safe HTML of a whole page's text: its first level of headings stands below the page's title."""
    html = render_markdown(markdown)
    for level in (3, 4, 5):
        html = html.replace(f"<h{level}>", f"<h{level - 1}>").replace(f"</h{level}>", f"</h{level - 1}>")
    return html
