"""What is told of measures, promises, processes and published results."""

from __future__ import annotations

from participation.action.evaluations.events import ResultPublished
from participation.action.measures.events import IdeaPromoted, StageChanged
from participation.action.monitoring.events import LevelReached
from participation.core.actor import HOUSE, VISITOR
from participation.dialogue.processes.events import NewsPublished
from participation.dialogue.processes.queries import news_of
from participation.people.notifications.rules import Mailing
from participation.people.notifications.tasks.listeners import (
    Listeners,
    followers_of,
    sources_of,
    with_author,
    with_source_authors,
)
from participation.people.notifications.tasks.stories import Story, story_on, tells
from participation.records.commitments.events import CommitmentBroken, CommitmentKept, CommitmentMoved
from participation.records.commitments.queries import promise_by_id
from participation.records.journal.queries import Happening
from participation.records.subjects.models import LinkKind, SubjectKind
from participation.records.subjects.queries import subject_seen_by, what_it_grew_from

MOST_NAMED = 5


@tells(IdeaPromoted)
def promoted(entry: Happening) -> Story | None:
    """Author and followers hear that an idea became part of a measure."""
    measure = subject_seen_by(VISITOR, entry.values["measure_id"])
    if entry.subject_id is None or measure is None:
        return None
    sources = sources_of(entry.subject_id)
    listeners = with_source_authors(followers_of(entry.subject_id, *sources), sources)
    listeners = with_author(listeners, entry.subject_id, Mailing.UNLESS_STOPPED)
    words = {"measure": " ".join(measure.title.split())}
    return story_on(entry.subject_id, "idea_promoted", listeners, words=words, path=measure.path)


@tells(StageChanged, LevelReached)
def measure_moved(entry: Happening) -> Story | None:
    """Those who follow a measure or what it grew from hear how far it has come.

    Regular operation realises the ideas behind it, which is told to their followers by its own event.
    """
    if entry.subject_id is None:
        return None
    realises = entry.values.get("new") == "operation"
    listeners = followers_of(entry.subject_id) if realises else _around(entry.subject_id)
    values = {name: entry.values[name] for name in ("old", "new", "level") if name in entry.values}
    words = {"reason": entry.details.get("reason") or entry.details.get("evidence", "")}
    return story_on(entry.subject_id, "measure_moved", listeners, values=values, words=words)


@tells(ResultPublished)
def result_published(entry: Happening) -> Story | None:
    """One message to everyone who follows an evaluated measure or what it grew from, naming these measures."""
    publication_id = entry.values["publication_id"]
    publication = subject_seen_by(HOUSE, publication_id)
    if entry.subject_id is None or publication is None:
        return None
    direct = followers_of(entry.subject_id)
    listeners: Listeners = dict(direct)
    named: dict[int, list[str]] = {}
    for rated in what_it_grew_from(HOUSE, publication_id, kinds=(LinkKind.EVALUATED_IN,)):
        if rated.kind is not SubjectKind.MEASURE:
            continue
        for account_id, listener in _around(rated.subject_id).items():
            named.setdefault(account_id, []).append(" ".join(rated.title.split()))
            known = listeners.get(account_id)
            if account_id not in direct and (known is None or listener.by_mail):
                listeners[account_id] = listener
    own_words = {
        account_id: {"measures": titles[:MOST_NAMED], "more": max(0, len(titles) - MOST_NAMED)}
        for account_id, titles in named.items()
    }
    values = {"number": entry.values["number"]}
    return story_on(
        entry.subject_id, "result_published", listeners, values=values, own_words=own_words, path=publication.path
    )


@tells(CommitmentKept, CommitmentMoved, CommitmentBroken)
def promise_settled(entry: Happening) -> Story | None:
    """Those who follow what was promised on hear how the promise stands."""
    promise = promise_by_id(entry.values["commitment_id"], HOUSE)
    if entry.subject_id is None or promise is None:
        return None
    sources = sources_of(entry.subject_id)
    listeners = with_author(followers_of(entry.subject_id, *sources), entry.subject_id, Mailing.IF_FOLLOWING)
    words = {"promise": promise.text, "reason": entry.details.get("reason", ""), "new": entry.values.get("new", "")}
    return story_on(entry.subject_id, "promise_settled", listeners, words=words)


@tells(NewsPublished)
def news_published(entry: Happening) -> Story | None:
    """Those who follow a process hear of its news."""
    if entry.subject_id is None:
        return None
    news = next((one for one in news_of(entry.subject_id, most=50) if one.id == entry.values["news_id"]), None)
    if news is None:
        return None
    return story_on(entry.subject_id, "news_published", followers_of(entry.subject_id), words={"news": news.title})


def _around(measure_id: int) -> Listeners:
    sources = sources_of(measure_id)
    return with_source_authors(followers_of(measure_id, *sources), sources)
