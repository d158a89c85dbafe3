"""Finding articles, their versions, and the words of the glossary."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import case, func, or_, select
from sqlalchemy.orm import aliased

from participation.core.actor import Actor
from participation.core.clock import today
from participation.core.database import db
from participation.core.markdown import plain_excerpt
from participation.core.slugs import slugify
from participation.records.subjects.models import State, Subject, SubjectKind
from participation.records.subjects.queries import visible_to
from participation.town.background.models import Article, ArticleKind, ArticleVersion
from participation.town.background.rules import LEGAL_PAGES
from participation.town.background.rules.explaining import Term
from participation.town.background.rules.writing import SITE, TERMS_OF_USE, Home

SOURCE_LANGUAGE = "de"
MEANING = 400


@dataclass(frozen=True)
class Entry:
    """An article as those who write see it: its state, and the process that it belongs to, if it does."""

    article: Article
    state: State
    home: Home
    process: str | None


@dataclass(frozen=True)
class ProcessTexts:
    """What explains one process: articles to go on with, and words with their meaning (safe HTML is made of it)."""

    articles: list[Card] = field(default_factory=list)
    words: list[Card] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.articles or self.words)


@dataclass(frozen=True)
class Card:
    """A text in a list. `text` is the lead of an article, and the body (Markdown) of a word."""

    title: str
    slug: str
    text: str
    language: str
    path: str


@dataclass(frozen=True)
class ExplainedProcess:
    """A process that has texts of its own."""

    subject_id: int
    title: str
    path: str


def article_by_slug(slug: str, *, language: str, kinds: tuple[ArticleKind, ...]) -> Article | None:
    """The public text of the site at this address in this language, or in German where it was not translated."""
    return db.session.scalar(
        select(Article)
        .join(Subject, Subject.id == Article.subject_id)
        .where(
            Article.slug == slug, Article.kind.in_(kinds), Article.language.in_({language, SOURCE_LANGUAGE}),
            Subject.state == State.PUBLIC, Subject.process_id.is_(None),
        )
        .order_by(case((Article.language == language, 0), else_=1))
        .limit(1)
    )  # fmt: skip


def article_seen_by(actor: Actor, slug: str, *, language: str) -> tuple[Article, ExplainedProcess | None] | None:
    """The article at this address, of the site or of a process that this person may see, and that process."""
    process = aliased(Subject)
    row = db.session.execute(
        select(Article, process.id, process.title, process.path)
        .join(Subject, Subject.id == Article.subject_id)
        .outerjoin(process, process.id == Subject.process_id)
        .where(
            Article.slug == slug, Article.kind == ArticleKind.ARTICLE,
            Article.language.in_({language, SOURCE_LANGUAGE}), Subject.state == State.PUBLIC, visible_to(actor),
        )
        .order_by(case((Article.language == language, 0), else_=1))
        .limit(1)
    ).first()  # fmt: skip
    if row is None:
        return None
    return row[0], None if row[1] is None else ExplainedProcess(*row[1:])


def explained_processes(actor: Actor) -> list[ExplainedProcess]:
    """The processes with texts of their own that this person may see, by title."""
    process = aliased(Subject)
    rows = db.session.execute(
        select(process.id, process.title, process.path)
        .join(Subject, Subject.process_id == process.id)
        .where(Subject.kind == SubjectKind.ARTICLE, Subject.state == State.PUBLIC, visible_to(actor))
        .distinct()
        .order_by(process.title, process.id)
    )
    return [ExplainedProcess(*row) for row in rows]


def texts_of_processes(language: str) -> dict[int, ProcessTexts]:
    """The public articles and words of every process by its number, whoever may see it: each in this language or in
    German, articles in their order and words by the alphabet."""
    rows = db.session.execute(
        select(
            Subject.process_id, Article.kind, Article.title, Article.slug, Article.lead, Article.body, Article.language,
            Subject.path,
        )
        .join(Subject, Subject.id == Article.subject_id)
        .where(
            Subject.process_id.is_not(None), Subject.state == State.PUBLIC,
            Article.language.in_({language, SOURCE_LANGUAGE}),
        )
        .order_by(Article.position, Article.title, Article.subject_id)
    ).all()  # fmt: skip
    translated = {row.slug for row in rows if row.language == language}
    found: dict[int, ProcessTexts] = {}
    for row in rows:
        if row.language != language and row.slug in translated:
            continue
        texts = found.setdefault(row.process_id, ProcessTexts())
        is_word = row.kind is ArticleKind.TERM
        card = Card(row.title, row.slug, row.body if is_word else row.lead, row.language, row.path)
        (texts.words if is_word else texts.articles).append(card)
    for texts in found.values():
        texts.words.sort(key=lambda word: slugify(word.title))
    return found


def articles(kind: ArticleKind, *, language: str, process_id: int | None = None) -> list[Article]:
    """All public texts of a kind, of the site or of one process, in their order; each in this language or in German."""
    rows = db.session.scalars(
        select(Article)
        .join(Subject, Subject.id == Article.subject_id)
        .where(
            Article.kind == kind, Article.language.in_({language, SOURCE_LANGUAGE}), Subject.state == State.PUBLIC,
            Subject.process_id.is_(None) if process_id is None else Subject.process_id == process_id,
        )
        .order_by(Article.position, Article.title, Article.subject_id)
    ).all()  # fmt: skip
    translated = {article.slug for article in rows if article.language == language}
    return [article for article in rows if article.language == language or article.slug not in translated]


def glossary_terms(language: str) -> list[Term]:
    """The public words of the glossary that are explained in this language."""
    rows = db.session.execute(
        select(Article.title, Article.slug, Article.body, Subject.path)
        .join(Subject, Subject.id == Article.subject_id)
        .where(
            Article.kind == ArticleKind.TERM, Article.language == language, Subject.state == State.PUBLIC,
            Subject.process_id.is_(None),
        )
        .order_by(Article.title, Article.subject_id)
    )  # fmt: skip
    return [Term(title, slug, plain_excerpt(body, length=MEANING), path) for title, slug, body, path in rows]


def terms_in_process(glossary: Sequence[Term], texts: ProcessTexts | None, language: str) -> list[Term]:
    """The words that are explained on the pages of a process: its own, and those of the glossary. Where both have a
    word, the process says what it means there."""
    own = [
        Term(word.title, word.slug, plain_excerpt(word.text, length=MEANING), word.path)
        for word in (texts.words if texts else ())
        if word.language == language
    ]
    known = {term.title.casefold() for term in own}
    return own + [term for term in glossary if term.title.casefold() not in known]


def entries(kinds: Sequence[ArticleKind]) -> list[Entry]:
    """All texts of these kinds in every language and state, for those who write; those of the site come first."""
    rows = db.session.execute(
        _entries()
        .where(Article.kind.in_(kinds))
        .order_by(
            Article.kind, Subject.process_id.is_not(None), Subject.process_id, Article.position, Article.title,
            Article.language, Article.subject_id,
        )
    )  # fmt: skip
    return [_entry(row) for row in rows]


def entries_of_process(process_id: int) -> list[Entry]:
    """All texts of a process in every language and state, for those who write."""
    rows = db.session.execute(
        _entries()
        .where(Subject.process_id == process_id)
        .order_by(Article.kind, Article.position, Article.title, Article.language, Article.subject_id)
    )
    return [_entry(row) for row in rows]


def entry_by_id(article_id: int) -> Entry | None:
    """One text with its state, for those who write."""
    row = db.session.execute(_entries().where(Article.subject_id == article_id)).first()
    return _entry(row) if row else None


def _entries() -> Any:
    process = aliased(Subject, name="process")
    return (
        select(Article, Subject.state, Subject.process_id, Subject.department_id, process.title)
        .join(Subject, Subject.id == Article.subject_id)
        .outerjoin(process, process.id == Subject.process_id)
    )


def _entry(row: Any) -> Entry:
    article, state, process_id, department_id, title = row
    return Entry(article, state, SITE if process_id is None else Home(process_id, department_id), title)


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
