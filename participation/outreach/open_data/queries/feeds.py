"""What is new on a board or in a process, for feed readers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from participation.core.actor import VISITOR
from participation.core.database import db
from participation.core.markdown import plain_excerpt
from participation.dialogue.ideas.models import Idea
from participation.dialogue.ideas.queries import IdeaChoice, Order, ideas_chosen
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


def listed_ideas(choice: IdeaChoice, *, order: Order, most: int = 30) -> list[Entry]:
    """The first ideas of a list that everyone may see, in its order."""
    numbers = [entry.subject_id for entry in ideas_chosen(choice, order=order, size=most).entries]
    rows = db.session.execute(
        select(Subject.id, Subject.path, Idea.title, Idea.excerpt, Idea.submitted_at, Idea.changed_at)
        .join(Subject, Subject.id == Idea.subject_id)
        .where(Idea.subject_id.in_(numbers), visible_to(VISITOR))
    )
    found = {row[0]: Entry(*row[1:]) for row in rows}
    return [found[number] for number in numbers if number in found]


def newest_news(process: Process) -> list[Entry]:
    """The news of a process; each leads to the process's page."""
    return [
        Entry(f"/verfahren/{process.slug}#neuigkeit-{news.id}", news.title, plain_excerpt(news.body, length=400),
              news.published_at, news.published_at)
        for news in news_of(process.subject_id, most=30)
    ]  # fmt: skip
