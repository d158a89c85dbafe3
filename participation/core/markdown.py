"""People's texts become safe HTML in one place: a Markdown parser without raw HTML, then a sanitiser."""

from __future__ import annotations

import html
import re
from functools import lru_cache

import bleach
from markdown_it import MarkdownIt

ALLOWED_TAGS = frozenset(
    {"p", "br", "strong", "em", "ul", "ol", "li", "a", "blockquote", "h3", "h4", "h5", "hr", "code", "pre"}
    | {"table", "thead", "tbody", "tr", "th", "td"}
)
ALLOWED_ATTRIBUTES = {"a": ["href", "title", "rel"], "ol": ["start"], "th": ["scope"]}
ALLOWED_PROTOCOLS = frozenset({"http", "https", "mailto", "tel"})

_parser = MarkdownIt("commonmark", {"html": False, "linkify": False, "breaks": True}).enable("table")
_cleaner = bleach.sanitizer.Cleaner(
    tags=ALLOWED_TAGS, attributes=ALLOWED_ATTRIBUTES, protocols=ALLOWED_PROTOCOLS, strip=True
)
_stored = bleach.sanitizer.Cleaner(
    tags={*ALLOWED_TAGS, "h2"}, attributes=ALLOWED_ATTRIBUTES, protocols=ALLOWED_PROTOCOLS, strip=True
)
_TAG = re.compile(r"<[^>]*>")
_HEADING = re.compile(r"<(/?)h([1-6])>")


def render_markdown(text: str) -> str:
    """Safe HTML of a Markdown text: headings start at h3, links get rel="nofollow ugc noopener"."""
    made = _HEADING.sub(lambda m: f"<{m[1]}h{min(int(m[2]) + 2, 5)}>", _parser.render(text or ""))
    made = made.replace("<a href=", '<a rel="nofollow ugc noopener" href=')
    return str(_cleaner.clean(made)).strip()


def plain_words(safe_html: str) -> str:
    """The words of a text that `render_markdown` made, in one line and without markup."""
    return " ".join(html.unescape(_TAG.sub(" ", safe_html)).split())


@lru_cache(maxsize=1000)
def cleaned(html: str) -> str:
    """Stored HTML with nothing in it but what `render_markdown` lets through, and the h2 of a whole page's text,
    whatever happened to it in between."""
    return str(_stored.clean(html))


def plain_excerpt(text: str, *, length: int = 180) -> str:
    """The first `length` characters of a Markdown text as plain words, cut at a word."""
    words = " ".join(bleach.clean(_parser.render(text or ""), tags=set(), strip=True).split())
    words = words.replace("&amp;", "&").replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", '"')
    if len(words) <= length:
        return words
    return words[:length].rsplit(" ", 1)[0].rstrip(",;:.- ") + " …"
