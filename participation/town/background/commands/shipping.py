"""Publishing articles at once, and loading those that come with the software."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from participation.core.actor import Actor
from participation.core.clock import now
from participation.core.data_version import raise_settings_version
from participation.core.database import db
from participation.core.errors import Conflict
from participation.records.journal.commands import record
from participation.records.search.commands import index_subject
from participation.records.subjects.commands import add_subject, change_subject
from participation.records.subjects.models import State, Subject, SubjectKind
from participation.town.background import rules
from participation.town.background.events import ArticlePublished
from participation.town.background.models import Article, ArticleKind
from participation.town.background.texts import ShippedText, shipped_texts

SOURCE_LANGUAGE = "de"


def create_article(
    slug: str, *, title: str, body: str, actor: Actor, kind: ArticleKind = ArticleKind.ARTICLE, lead: str = "",
    language: str = SOURCE_LANGUAGE, position: int = 0,
) -> Article:  # fmt: skip
    """Publish a new text. Raises Conflict where its address is taken."""
    if db.session.scalar(select(Article.subject_id).where(Article.slug == slug, Article.language == language)):
        raise Conflict("Unter dieser Adresse gibt es schon einen Text.")
    article = add_article(ShippedText(kind, slug, language, title, lead, body, position))
    record(ArticlePublished(article.subject_id), actor=actor)
    return article


def load_texts() -> int:
    """Bring the texts that come with the software into the database; returns how many were new or renewed.

    No journal line is written, because nobody acted: these texts belong to the release.
    """
    known = {(article.slug, article.language): article for article in db.session.scalars(select(Article))}
    changed = 0
    for text in shipped_texts():
        article = known.get((text.slug, text.language))
        if article is None:
            add_article(text)
            changed += 1
        elif article.version == 1 and (article.title, article.lead, article.body) != (text.title, text.lead, text.body):
            write_text(article, title=text.title, lead=text.lead, body=text.body)
            changed += 1
    db.session.flush()
    return changed


def add_article(text: ShippedText, *, state: State = State.PUBLIC, process: Subject | None = None) -> Article:
    """A new article with its subject, found by search; one of a process is seen by whom the process is seen by."""
    path = rules.path_of(text.kind, text.slug, process_path=process.path if process else "")
    home: dict[str, Any] = {}
    if process is not None:
        home = {"process_id": process.id, "department_id": process.department_id, "audience": process.audience}
    subject = add_subject(SubjectKind.ARTICLE, text.title, path=path, state=state, **home)
    article = Article(
        subject_id=subject.id, slug=text.slug, kind=text.kind, language=text.language, title=text.title, lead=text.lead,
        body=text.body, position=text.position, version=1,
    )  # fmt: skip
    db.session.add(article)
    _index(article)
    return article


def write_text(article: Article, *, title: str, lead: str, body: str) -> None:
    """Put other words into an article, and let it be found by them."""
    article.title, article.lead, article.body, article.changed_at = title, lead, body, now()
    change_subject(article.subject_id, title=title)
    _index(article)


def _index(article: Article) -> None:
    raise_settings_version()
    if article.language == SOURCE_LANGUAGE:
        index_subject(
            article.subject_id, title=article.title, text=f"{article.lead}\n\n{article.body}",
            excerpt=article.lead[:200] or None,
        )  # fmt: skip
