"""Words of the glossary explain themselves in long texts: the first time that each stands there.

The word becomes a button that opens a small card by the browser's own means (popover), so that it works with the
keyboard and without JavaScript. Nothing is touched in links, headings, code and buttons. A word is found with the
simple endings and umlauts of German, as a whole word: `Maßnahme` also as `Maßnahmen`, `Beschluss` also as `Beschlüsse`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from markupsafe import escape

_TAG = re.compile(r"(<[^>]*>)")
_NAME = re.compile(r"</?([a-z0-9]+)")
_LEFT_ALONE = frozenset({"a", "h1", "h2", "h3", "h4", "h5", "h6", "code", "pre", "button", "summary", "label"})
_ENDINGS = "(?:e|en|er|ern|es|n|nen|s|se|sen)?"
_TURNS = {"a": "[aä]", "o": "[oö]", "u": "[uü]"}


@dataclass(frozen=True)
class Term:
    """A word of the glossary: what it means as plain text, and the path where it is explained."""

    title: str
    slug: str
    meaning: str
    path: str = ""


class Explainer:
    """Knows the words of one language; made anew when a text of the city changes."""

    def __init__(self, terms: Sequence[Term]) -> None:
        self.terms = sorted(terms, key=lambda term: (-len(term.title), term.title))
        parts = [f"(?P<t{number}>{_found_as(term.title)})" for number, term in enumerate(self.terms)]
        self.pattern = re.compile(rf"(?<![\w-])(?:{'|'.join(parts)})(?![\w-])") if parts else None

    def explain(self, html: str, write: Callable[[str, Term], str], *, without: str = "") -> str:
        """The text with each word's first place written by `write(word as it stands, term)`; `without` is the slug of
        a word that is not explained, because the text is about it."""
        if self.pattern is None:
            return html
        known, shut, written = {without}, 0, []

        def put(found: re.Match[str]) -> str:
            term = self.terms[int(str(found.lastgroup)[1:])]
            if term.slug in known:
                return found[0]
            known.add(term.slug)
            return write(found[0], term)

        for piece in _TAG.split(html):
            if piece.startswith("<"):
                shut = max(0, shut + _step(piece))
                written.append(piece)
            else:
                written.append(piece if shut else self.pattern.sub(put, piece))
        return "".join(written)


def card(word: str, term: Term, *, number: int, address: str, link: str, link_language: str) -> str:
    """A word as a button and the card that it opens. `word` is a piece of safe HTML, all else is plain text."""
    mark = f"wort-{term.slug}-{number}"
    return (
        f'<button type="button" class="term" popovertarget="{mark}">{word}</button>'
        f'<span class="term__card" popover id="{mark}"><strong>{escape(term.title)}</strong> '
        f"<span>{escape(term.meaning)}</span> "
        f'<a href="{escape(address)}" lang="{escape(link_language)}">{escape(link)}</a></span>'
    )


def _found_as(title: str) -> str:
    *first, last = title.split()
    start = "".join(rf"{re.escape(str(escape(word)))}\s+" for word in first)
    if len(last) < 4:
        return start + re.escape(str(escape(last)))
    return start + _with_umlaut(last) + _ENDINGS


def _with_umlaut(word: str) -> str:
    """The word with its last a, o or u also as umlaut, a final e optional, and ss also as ß."""
    stem = word[:-1] if word.endswith("e") else word
    places = [place for place, letter in enumerate(stem) if letter in _TURNS]
    turned = places[-1] if places else -1
    if turned > 0 and stem[turned - 1 : turned + 1] == "au":
        turned -= 1
    letters = [_TURNS[letter] if place == turned else re.escape(letter) for place, letter in enumerate(stem)]
    return "".join(letters).replace("ss", "(?:ss|ß)") + ("e?" if stem != word else "")


def _step(tag: str) -> int:
    name = _NAME.match(tag)
    if name is None or name[1] not in _LEFT_ALONE:
        return 0
    return -1 if tag.startswith("</") else 1
