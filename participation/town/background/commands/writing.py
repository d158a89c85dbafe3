"""Beginning, changing, publishing and retiring a text; every version of it is kept."""

from __future__ import annotations

from datetime import date

from sqlalchemy import func, select, update
from sqlalchemy.orm import aliased

from participation.core.actor import Actor, Role
from participation.core.clock import now, today
from participation.core.data_version import raise_settings_version
from participation.core.database import db
from participation.core.errors import Conflict, Invalid
from participation.core.slugs import slugify
from participation.records.journal.commands import record
from participation.records.subjects.commands import change_subject
from participation.records.subjects.models import State, Subject
from participation.town.background.commands.shipping import add_article, write_text
from participation.town.background.events import ArticleDrafted, ArticlePublished, ArticleRetired, ArticleRevised
from participation.town.background.models import Article, ArticleKind, ArticleVersion
from participation.town.background.rules.writing import (
    OPEN_KINDS,
    SITE,
    TERMS_OF_USE,
    Home,
    check_may_write,
    check_terms,
    check_text,
)
from participation.town.background.texts import ShippedText

STALE = "Jemand hat diesen Text inzwischen geändert. Bitte vergleichen Sie beide Fassungen."
TAKEN = "Einen Text mit dieser Überschrift gibt es schon."


def draft_article(
    kind: ArticleKind,
    *,
    title: str,
    lead: str = "",
    body: str,
    position: int = 0,
    process: Subject | None = None,
    actor: Actor,
) -> Article:
    """Begin a German text, of the site or of a process; nobody but who writes it sees it yet. Raises Invalid where its
    address is taken."""
    check_may_write(actor, kind, home_of(process))
    if kind not in OPEN_KINDS:
        raise Invalid("Einen solchen Text gibt es nur einmal.", field="title")
    named = f"{process.id} {title}" if process is not None and kind is ArticleKind.TERM else title
    return _drafted(ShippedText(kind, slugify(named), "de", title, lead, body, position), process, actor)


def translate_article(source: Article, *, language: str, title: str, lead: str, body: str, actor: Actor) -> Article:
    """Begin the same text in another language. Raises Invalid where there is one already."""
    process = _process_of(source)
    check_may_write(actor, source.kind, home_of(process))
    text = ShippedText(source.kind, source.slug, language, title, lead, body, source.position)
    return _drafted(text, process, actor)


def revise_article(
    article: Article, *, title: str, lead: str, body: str, version: int, actor: Actor, position: int | None = None,
    what_changed: str = "", valid_from: date | None = None,
) -> None:  # fmt: skip
    """Change a text; from then on it is no longer replaced by what comes with the software.

    New terms of use say what is new and from when they hold. Raises Invalid beside the field that cannot be taken,
    Conflict where `version` is not the newest.
    """
    check_may_write(actor, article.kind, home_of(_process_of(article)))
    check_text(title=title, body=body)
    if article.slug == TERMS_OF_USE:
        check_terms(what_changed=what_changed, valid_from=valid_from, today=today())
    _take_version(article, version)
    _keep_first(article, version)
    write_text(article, title=title, lead=lead, body=body)
    if position is not None:
        article.position = position
    db.session.add(
        ArticleVersion(
            article_id=article.subject_id, number=version + 1, title=title, lead=lead, body=body,
            what_changed=what_changed, valid_from=valid_from, actor_ref=actor.actor_ref,
        )
    )  # fmt: skip
    db.session.flush()
    record(ArticleRevised(article.subject_id, version=version + 1), actor=actor, role=_role(actor))


def publish_article(article: Article, *, actor: Actor) -> None:
    """Let everyone read it. Doing it twice changes nothing."""
    if _moved(article, State.PUBLIC, actor):
        record(ArticlePublished(article.subject_id), actor=actor, role=_role(actor))


def retire_article(article: Article, *, actor: Actor) -> None:
    """Show it no more; it can be published again. Doing it twice changes nothing. Raises Invalid for a legal text."""
    if article.kind not in OPEN_KINDS:
        raise Invalid("Dieser Text muss bleiben: Das Gesetz verlangt ihn.")
    if _moved(article, State.WITHDRAWN, actor):
        record(ArticleRetired(article.subject_id), actor=actor, role=_role(actor))


def home_of(process: Subject | None) -> Home:
    """Where texts of a process belong; those of the site where there is none."""
    return SITE if process is None else Home(process.id, process.department_id)


def _process_of(article: Article) -> Subject | None:
    process = aliased(Subject)
    return db.session.scalar(
        select(process).join(Subject, Subject.process_id == process.id).where(Subject.id == article.subject_id)
    )


def _drafted(text: ShippedText, process: Subject | None, actor: Actor) -> Article:
    check_text(title=text.title, body=text.body)
    taken = select(func.count()).where(Article.slug == text.slug, Article.language == text.language)
    if db.session.scalar(taken):
        raise Invalid(TAKEN, field="title")
    article = add_article(text, state=State.DRAFT, process=process)
    db.session.flush()
    record(ArticleDrafted(article.subject_id), actor=actor, role=_role(actor))
    return article


def _moved(article: Article, state: State, actor: Actor) -> bool:
    check_may_write(actor, article.kind, home_of(_process_of(article)))
    subject = db.session.scalars(
        select(Subject)
        .where(Subject.id == article.subject_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).one()
    if subject.state is state:
        return False
    change_subject(article.subject_id, state=state)
    db.session.flush()
    raise_settings_version()
    return True


def _take_version(article: Article, version: int) -> None:
    """Count one version on, if nobody else has: of two who save at once, one is told."""
    newest = db.session.scalar(
        update(Article)
        .where(Article.subject_id == article.subject_id, Article.version == version)
        .values(version=version + 1, changed_at=now())
        .execution_options(synchronize_session=False)
        .returning(Article.version)
    )
    if newest is None:
        raise Conflict(STALE)


def _keep_first(article: Article, version: int) -> None:
    """What stood there before the first change is the first version."""
    known = select(ArticleVersion.id).where(
        ArticleVersion.article_id == article.subject_id, ArticleVersion.number == version
    )
    if db.session.scalar(known) is None:
        written_at = article.created_at
        db.session.add(
            ArticleVersion(
                article_id=article.subject_id, number=version, title=article.title, lead=article.lead,
                body=article.body, written_at=written_at,
            )
        )  # fmt: skip
        db.session.flush()
    db.session.refresh(article)


def _role(actor: Actor) -> str:
    return Role.ADMINISTRATOR.value if actor.has_role(Role.ADMINISTRATOR) else Role.EDITOR.value
