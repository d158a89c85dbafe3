"""What a list shows of the ideas that a search found: the words that answer, marked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from participation.core.markdown import plain_words
from participation.dialogue.ideas.queries import IdeaEntry, Said, comments_with
from participation.records.search.highlighting import answers, marked, marked_excerpt
from participation.records.search.rules import query_terms
from participation.web.languages import lang_of


@dataclass(frozen=True, slots=True)
class Shown:
    """Title and excerpt with marks; `said` is the newest comment that answers, where title and text do not."""

    title: Markup
    excerpt: Markup
    said: Said | None
    said_excerpt: Markup


def highlights(words: str, entries: Sequence[IdeaEntry]) -> dict[int, Shown]:
    """What is shown of these ideas, by number; nothing where no words are searched."""
    terms = query_terms(words)
    if not terms:
        return {}
    texts = {entry.subject_id: plain_words(entry.text_html) for entry in entries}
    elsewhere = [e.subject_id for e in entries if not answers(f"{e.title}\n{texts[e.subject_id]}", terms)]
    said = comments_with(words, elsewhere)
    found = {}
    for entry in entries:
        comment = said.get(entry.subject_id)
        title = marked(entry.title, terms)
        if mark := lang_of(entry.language):
            title = Markup("<span{}>{}</span>").format(mark, title)
        found[entry.subject_id] = Shown(
            title, marked_excerpt(texts[entry.subject_id], terms), comment,
            marked_excerpt(plain_words(comment.text_html), terms) if comment else Markup(),
        )  # fmt: skip
    return found
