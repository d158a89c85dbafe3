"""Showing where the words stand: the same folding and stemming as in the index, so that "Raeder" marks "Radweg"."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence

from markupsafe import Markup, escape

from participation.records.search.rules import Term, forms_of, words_of

LENGTH = 200
LEAD = 60
_WORD = re.compile(r"[^\W_]+")


def marked(text: str, terms: Sequence[Term]) -> Markup:
    """The text with each word that answers one of the terms in `<mark>`."""
    text = unicodedata.normalize("NFC", text)
    parts, end = [], 0
    for start, stop in _hits(text, terms):
        parts += [escape(text[end:start]), Markup("<mark>{}</mark>").format(text[start:stop])]
        end = stop
    return Markup("").join([*parts, escape(text[end:])])


def marked_excerpt(text: str, terms: Sequence[Term], *, length: int = LENGTH) -> Markup:
    """About `length` characters around the first word that answers, cut at words and marked."""
    text = unicodedata.normalize("NFC", text)
    first = next((start for start, _ in _hits(text, terms)), 0)
    start = 0 if first <= LEAD else text.rfind(" ", 0, first - LEAD // 2) + 1
    piece = text[start : start + length]
    if start + length < len(text):
        piece = piece.rsplit(" ", 1)[0].rstrip(",;:.- ") + " …"
    return marked(("… " if start else "") + piece, terms)


def answers(text: str, terms: Sequence[Term]) -> bool:
    """Whether all terms are found in the text."""
    forms = {form for word in words_of(text) for form in forms_of(word)}
    return all(any(term.finds(form) for form in forms) for term in terms)


def _hits(text: str, terms: Sequence[Term]) -> Iterator[tuple[int, int]]:
    for found in _WORD.finditer(text):
        forms = [form for word in words_of(found[0]) for form in forms_of(word)]
        if any(term.finds(form) for term in terms for form in forms):
            yield found.span()
