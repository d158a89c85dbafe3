"""What is told of each event: to whom, with which words, leading where."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from participation.core.actor import HOUSE, VISITOR
from participation.people.departments.queries import person_of_account
from participation.people.notifications.rules import Because
from participation.people.notifications.tasks.listeners import Listeners
from participation.records.journal.queries import Happening
from participation.records.subjects.queries import SHOWN, subject_seen_by


@dataclass(frozen=True)
class Story:
    """An event, ready to be told.

    `values` are enumerated and go to inbox and mail, `words` to the mail alone; `own_words` hold what only one
    person is told.
    """

    template: str
    subject_id: int
    title: str
    path: str
    listeners: Listeners
    values: dict[str, Any] = field(default_factory=dict)
    words: dict[str, Any] = field(default_factory=dict)
    own_words: dict[int, dict[str, Any]] = field(default_factory=dict)
    tells_actor: bool = False
    cannot_be_stopped: bool = False

    def words_for(self, account_id: int) -> dict[str, Any]:
        """What one person is told."""
        return {**self.words, **self.own_words.get(account_id, {})}


def story_on(subject_id: int, template: str, listeners: Listeners, **values: Any) -> Story | None:
    """A story on a subject, with its title and address; none where it was expunged.

    What is hidden, taken back or still a draft is told to its author and its editors alone;
    what is not for everyone, only to who may see it.
    """
    subject = subject_seen_by(HOUSE, subject_id)
    if subject is None:
        return None
    if subject.state not in SHOWN:
        listeners = {i: one for i, one in listeners.items() if one.because in (Because.AUTHOR, Because.EDITOR)}
    elif subject_seen_by(VISITOR, subject_id) is None:
        listeners = {i: one for i, one in listeners.items() if one.because is Because.AUTHOR or _sees(i, subject_id)}
    title = " ".join(subject.title.split())
    path = values.pop("path", None) or subject.path
    return Story(template, subject_id, title, path, listeners, **values)


def _sees(account_id: int, subject_id: int) -> bool:
    person = person_of_account(account_id)
    return person is not None and subject_seen_by(person, subject_id) is not None


StoryOf = Callable[[Happening], Story | None]
STORIES: dict[str, list[StoryOf]] = {}
"""By event; who is told by an earlier story is not told again by a later one."""


def tells(*events: type) -> Callable[[StoryOf], StoryOf]:
    """Register what is told of these events."""

    def register(story: StoryOf) -> StoryOf:
        for event in events:
            STORIES.setdefault(event.__name__, []).append(story)
        return story

    return register
