"""Writing articles, and loading those that come with the software."""

from __future__ import annotations

from sqlalchemy import select

from participation.core.actor import Actor
from participation.core.clock import now
from participation.core.database import db
from participation.core.errors import Conflict
from participation.records.journal.commands import record
from participation.records.search.commands import index_subject
from participation.records.subjects.commands import add_subject, change_subject
from participation.records.subjects.models import SubjectKind
from participation.town.background import rules
from participation.town.background.events import ArticlePublished, ArticleRevised
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
    article = _add(ShippedText(kind, slug, language, title, lead, body, position))
    record(ArticlePublished(article.subject_id), actor=actor)
    return article


def revise_article(article: Article, *, title: str, lead: str, body: str, version: int, actor: Actor) -> None:
    """Change a text; from then on it is no longer replaced by what comes with the software. Raises Conflict where
    `version` is not the newest."""
    if article.version != version:
        raise Conflict("Der Text wurde inzwischen an anderer Stelle geändert. Bitte laden Sie ihn neu.")
    _write(article, title=title, lead=lead, body=body)
    article.version = version + 1
    db.session.flush()
    record(ArticleRevised(article.subject_id, version=article.version), actor=actor)


def load_texts() -> int:
    """Bring the texts that come with the software into the database; returns how many were new or renewed.

    No journal line is written, because nobody acted: these texts belong to the release.
    """
    known = {(article.slug, article.language): article for article in db.session.scalars(select(Article))}
    changed = 0
    for text in shipped_texts():
        article = known.get((text.slug, text.language))
        if article is None:
            _add(text)
            changed += 1
        elif article.version == 1 and (article.title, article.lead, article.body) != (text.title, text.lead, text.body):
            _write(article, title=text.title, lead=text.lead, body=text.body)
            changed += 1
    db.session.flush()
    return changed


def _add(text: ShippedText) -> Article:
    subject = add_subject(SubjectKind.ARTICLE, text.title, path=rules.path_of(text.kind, text.slug))
    article = Article(
        subject_id=subject.id, slug=text.slug, kind=text.kind, language=text.language, title=text.title, lead=text.lead,
        body=text.body, position=text.position, version=1,
    )  # fmt: skip
    db.session.add(article)
    _index(article)
    return article


def _write(article: Article, *, title: str, lead: str, body: str) -> None:
    article.title, article.lead, article.body, article.changed_at = title, lead, body, now()
    change_subject(article.subject_id, title=title)
    _index(article)


def _index(article: Article) -> None:
    if article.language == SOURCE_LANGUAGE:
        index_subject(
            article.subject_id, title=article.title, text=f"{article.lead}\n\n{article.body}",
            excerpt=article.lead[:200] or None,
        )  # fmt: skip
