"""The texts that come with the software: one Markdown file each, the glossary with one heading for each term."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from participation.core.slugs import slugify
from participation.town.background.models import ArticleKind

FOLDER = Path(__file__).resolve().parent
ORDER = ("so-funktioniert-es", "wer-entscheidet", "wie-wir-zaehlen", "werkstaetten")
_HEAD = re.compile(r"^(kind|title|lead): (.*)$", re.MULTILINE)
_TERM = re.compile(r"^# (.+)$", re.MULTILINE)


@dataclass(frozen=True)
class ShippedText:
    """A text as it comes with the software."""

    kind: ArticleKind
    slug: str
    language: str
    title: str
    lead: str
    body: str
    position: int


def shipped_texts() -> Iterator[ShippedText]:
    """All texts of all languages."""
    for path in sorted(FOLDER.glob("*/*.md")):
        head, _, body = path.read_text(encoding="utf-8").partition("\n\n")
        values = dict(_HEAD.findall(head))
        kind = ArticleKind(values["kind"])
        language = path.parent.name
        if kind is ArticleKind.TERM:
            yield from _terms(body, language)
        else:
            position = ORDER.index(path.stem) + 1 if path.stem in ORDER else 0
            yield ShippedText(
                kind, path.stem, language, values["title"], values.get("lead", ""), body.strip(), position
            )


def _terms(body: str, language: str) -> Iterator[ShippedText]:
    parts = _TERM.split(body)[1:]
    for title, text in zip(parts[::2], parts[1::2], strict=True):
        yield ShippedText(ArticleKind.TERM, slugify(title), language, title.strip(), "", text.strip(), 0)
