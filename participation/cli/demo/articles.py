"""What the demo town explains in its own words, beside the texts that come with the software."""

from __future__ import annotations

from typing import Any

from participation.cli.demo.agenda import Agenda
from participation.cli.demo.town import at, texts
from participation.core.actor import HOUSE
from participation.core.slugs import slugify
from participation.dialogue.processes.queries import process_by_slug
from participation.records.subjects.queries import subject_by_id
from participation.town.background.commands import create_article, draft_article, publish_article
from participation.town.background.models import ArticleKind

WRITTEN = -660
OF_PROCESSES = -44
AFTER_THE_SHIPPED = 10


def plan_articles(agenda: Agenda) -> None:
    """Let the articles and the town's own words of the glossary be published."""
    for position, entry in enumerate(texts("background")["articles"], AFTER_THE_SHIPPED):
        agenda.plan(at(entry["day"], 11), _write, entry, position)
    for entry in texts("background")["glossary"]:
        agenda.plan(at(WRITTEN, 12), _define, entry)
    for entry in texts("background")["of_processes"]:
        agenda.plan(at(OF_PROCESSES, 12), _explain, entry)


def _write(entry: dict[str, Any], position: int) -> None:
    create_article(
        entry["slug"], title=entry["title"], lead=entry["summary"], body=entry["text"].strip(), position=position,
        actor=HOUSE,
    )  # fmt: skip


def _define(entry: dict[str, Any]) -> None:
    create_article(slugify(entry["term"]), title=entry["term"], body=entry["text"], kind=ArticleKind.TERM, actor=HOUSE)


def _explain(entry: dict[str, Any]) -> None:
    process = process_by_slug(entry["process"], HOUSE)
    if process is None:
        raise LookupError(entry["process"])
    article = draft_article(
        ArticleKind(entry["kind"]), title=entry["title"], lead=entry.get("summary", ""), body=entry["text"].strip(),
        process=subject_by_id(process.subject_id), actor=HOUSE,
    )  # fmt: skip
    publish_article(article, actor=HOUSE)
