"""Finding articles."""

from __future__ import annotations

from sqlalchemy import case, select

from participation.core.actor import Actor
from participation.core.database import db
from participation.records.subjects.models import Subject
from participation.records.subjects.queries import visible_to
from participation.town.background.models import Article, ArticleKind

SOURCE_LANGUAGE = "de"


def article_by_slug(slug: str, *, language: str, kinds: tuple[ArticleKind, ...], actor: Actor) -> Article | None:
    """The text at this address in this language, or in German where it was not translated."""
    return db.session.scalar(
        select(Article)
        .join(Subject, Subject.id == Article.subject_id)
        .where(
            Article.slug == slug, Article.kind.in_(kinds), Article.language.in_({language, SOURCE_LANGUAGE}),
            visible_to(actor),
        )
        .order_by(case((Article.language == language, 0), else_=1))
        .limit(1)
    )  # fmt: skip


def articles(kind: ArticleKind, *, language: str, actor: Actor) -> list[Article]:
    """All texts of a kind in their order, each in this language or else in German."""
    rows = db.session.scalars(
        select(Article)
        .join(Subject, Subject.id == Article.subject_id)
        .where(Article.kind == kind, Article.language.in_({language, SOURCE_LANGUAGE}), visible_to(actor))
        .order_by(Article.position, Article.title, Article.subject_id)
    ).all()
    translated = {article.slug for article in rows if article.language == language}
    return [article for article in rows if article.language == language or article.slug not in translated]
