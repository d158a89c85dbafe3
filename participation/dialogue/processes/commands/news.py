"""Telling what is new in a process."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select

from participation.core.actor import Actor
from participation.core.clock import now
from participation.core.database import db
from participation.core.errors import N_, Conflict
from participation.dialogue.processes.commands.keeping import to_write
from participation.dialogue.processes.events import NewsCorrected, NewsPublished
from participation.dialogue.processes.models import News, Process
from participation.records.journal.commands import record

STALE = N_("Jemand hat diese Neuigkeit inzwischen geändert. Ihre Fassung ist noch nicht gespeichert.")


def publish_news(
    process: Process, *, title: str, body: str, actor: Actor, published_at: datetime | None = None
) -> News:
    """Tell something new in a process."""
    news = draft_news(process, title=title, body=body, actor=actor)
    publish_draft(process, news, actor=actor, published_at=published_at)
    return news


def draft_news(process: Process, *, title: str, body: str, actor: Actor) -> News:
    """Write news that only the editors see for now."""
    process = to_write(process, actor)
    news = News(process_id=process.subject_id, title=title, body=body, is_draft=True)
    db.session.add(news)
    db.session.flush()
    return news


def publish_draft(process: Process, news: News, *, actor: Actor, published_at: datetime | None = None) -> None:
    """Let everyone read it, and tell those who follow the process; doing it twice changes nothing."""
    process = to_write(process, actor)
    news = _fresh(news)
    if not news.is_draft:
        return
    news.is_draft, news.published_at = False, published_at or now()
    db.session.flush()
    record(NewsPublished(process.subject_id, news_id=news.id), actor=actor, role="editor")


def change_news(process: Process, news: News, *, version: int, title: str, body: str, actor: Actor) -> None:
    """Write it anew. What was public is corrected in public view. Raises Conflict where `version` is not the newest."""
    process = to_write(process, actor)
    news = _fresh(news)
    if news.version != version:
        raise Conflict(STALE)
    before = {"title": news.title, "body": news.body}
    news.title, news.body, news.version = title, body, version + 1
    db.session.flush()
    if not news.is_draft:
        record(NewsCorrected(process.subject_id, news_id=news.id), actor=actor, role="editor", before=before)


def drop_draft(process: Process, news: News, *, actor: Actor) -> None:
    """Throw a draft away. Raises Conflict for what is public: it can be corrected, but not made unsaid."""
    to_write(process, actor)
    news = _fresh(news)
    if not news.is_draft:
        raise Conflict("Diese Neuigkeit ist schon veröffentlicht. Sie lässt sich berichtigen, aber nicht löschen.")
    db.session.delete(news)
    db.session.flush()


def _fresh(news: News) -> News:
    return db.session.scalars(select(News).where(News.id == news.id).execution_options(populate_existing=True)).one()
