"""What is new on a board or in a process, for feed readers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from participation.core.actor import VISITOR
from participation.core.database import db
from participation.core.markdown import plain_excerpt
from participation.dialogue.ideas.models import Idea
from participation.dialogue.processes.models import Process
from participation.dialogue.processes.queries import news_of
from participation.records.subjects.models import Subject
from participation.records.subjects.queries import visible_to


@dataclass(frozen=True)
class Entry:
    """One entry of a feed: a title, where it leads, and a few words."""

    path: str
    title: str
    text: str
    published_at: datetime
    changed_at: datetime


def newest_ideas(board_id: int, *, most: int = 30) -> list[Entry]:
    """The newest ideas of a board that everyone may see."""
    rows = db.session.execute(
        select(Subject.path, Idea.title, Idea.excerpt, Idea.submitted_at, Idea.changed_at)
        .join(Subject, Subject.id == Idea.subject_id)
        .where(Idea.board_id == board_id, visible_to(VISITOR))
        .order_by(Idea.submitted_at.desc(), Idea.subject_id.desc())
        .limit(most)
    )
    return [Entry(*row) for row in rows]


def newest_news(process: Process) -> list[Entry]:
    """The news of a process; each leads to the process's page."""
    return [
        Entry(f"/verfahren/{process.slug}#neuigkeit-{news.id}", news.title, plain_excerpt(news.body, length=400),
              news.published_at, news.published_at)
        for news in news_of(process.subject_id, most=30)
    ]  # fmt: skip
