"""Finding articles, their versions, and the words of the glossary."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import case, func, or_, select

from participation.core.clock import today
from participation.core.database import db
from participation.core.markdown import plain_excerpt
from participation.records.subjects.models import State, Subject
from participation.town.background.models import Article, ArticleKind, ArticleVersion
from participation.town.background.rules import LEGAL_PAGES
from participation.town.background.rules.explaining import Term
from participation.town.background.rules.writing import TERMS_OF_USE

SOURCE_LANGUAGE = "de"
MEANING = 400


@dataclass(frozen=True)
class Entry:
    """An article as those who write see it, with its state."""

    article: Article
    state: State


def article_by_slug(slug: str, *, language: str, kinds: tuple[ArticleKind, ...]) -> Article | None:
    """The public text at this address in this language, or in German where it was not translated."""
    return db.session.scalar(
        select(Article)
        .join(Subject, Subject.id == Article.subject_id)
        .where(
            Article.slug == slug, Article.kind.in_(kinds), Article.language.in_({language, SOURCE_LANGUAGE}),
            Subject.state == State.PUBLIC,
        )
        .order_by(case((Article.language == language, 0), else_=1))
        .limit(1)
    )  # fmt: skip


def articles(kind: ArticleKind, *, language: str) -> list[Article]:
    """All public texts of a kind in their order, each in this language or else in German."""
    rows = db.session.scalars(
        select(Article)
        .join(Subject, Subject.id == Article.subject_id)
        .where(Article.kind == kind, Article.language.in_({language, SOURCE_LANGUAGE}), Subject.state == State.PUBLIC)
        .order_by(Article.position, Article.title, Article.subject_id)
    ).all()
    translated = {article.slug for article in rows if article.language == language}
    return [article for article in rows if article.language == language or article.slug not in translated]


def glossary_terms(language: str) -> list[Term]:
    """The public words of the glossary that are explained in this language."""
    return [
        Term(article.title, article.slug, plain_excerpt(article.body, length=MEANING))
        for article in articles(ArticleKind.TERM, language=language)
        if article.language == language
    ]


def entries(kinds: Sequence[ArticleKind]) -> list[Entry]:
    """All texts of these kinds in every language and state, for those who write."""
    rows = db.session.execute(
        select(Article, Subject.state)
        .join(Subject, Subject.id == Article.subject_id)
        .where(Article.kind.in_(kinds))
        .order_by(Article.kind, Article.position, Article.title, Article.language, Article.subject_id)
    )
    return [Entry(*row) for row in rows]


def entry_by_id(article_id: int) -> Entry | None:
    """One text with its state, for those who write."""
    row = db.session.execute(
        select(Article, Subject.state)
        .join(Subject, Subject.id == Article.subject_id)
        .where(Article.subject_id == article_id)
    ).first()
    return Entry(*row) if row else None


def languages_of(slug: str) -> set[str]:
    """In which languages a text exists, public or not."""
    return set(db.session.scalars(select(Article.language).where(Article.slug == slug)))


def versions_of(article_id: int) -> list[ArticleVersion]:
    """The versions of a text, the newest first; none while it was never changed."""
    return list(
        db.session.scalars(
            select(ArticleVersion).where(ArticleVersion.article_id == article_id).order_by(ArticleVersion.number.desc())
        )
    )


def version_in_force(article_id: int, on: date | None = None) -> ArticleVersion | None:
    """The version that holds on a day (today): the newest whose day has come. None while there is only one."""
    day = on or today()
    return db.session.scalar(
        select(ArticleVersion)
        .where(
            ArticleVersion.article_id == article_id,
            or_(ArticleVersion.valid_from.is_(None), ArticleVersion.valid_from <= day),
        )
        .order_by(ArticleVersion.number.desc())
        .limit(1)
    )


def announced_version(article_id: int) -> ArticleVersion | None:
    """The next version that is published and does not hold yet."""
    return db.session.scalar(
        select(ArticleVersion)
        .where(ArticleVersion.article_id == article_id, ArticleVersion.valid_from > today())
        .order_by(ArticleVersion.valid_from, ArticleVersion.number)
        .limit(1)
    )


def terms_number(on: date | None = None) -> int:
    """The number of the German terms of use that hold on a day: what people accept when they sign up."""
    article = article_by_slug(TERMS_OF_USE, language=SOURCE_LANGUAGE, kinds=(ArticleKind.LEGAL,))
    if article is None:
        return 0
    held = version_in_force(article.subject_id, on)
    return held.number if held else article.version


def count_unchecked() -> int:
    """How many German texts that the law asks for are still as they came with the software."""
    statement = select(func.count()).where(
        Article.kind == ArticleKind.LEGAL, Article.slug.in_(LEGAL_PAGES), Article.language == SOURCE_LANGUAGE,
        Article.version == 1,
    )  # fmt: skip
    return int(db.session.scalar(statement) or 0)
