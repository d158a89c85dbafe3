"""What happens when the city answers."""

from __future__ import annotations

from dataclasses import dataclass

from participation.desk.answers.models import AnswerOutcome
from participation.records.journal.events import Event


@dataclass(frozen=True)
class IdeaAnswered(Event):
    """The city answered an idea, and what followed from it: a promise, another idea that it goes on in."""

    answer_id: int
    number: int
    outcome: AnswerOutcome
    commitment_id: int | None
    merged_into_id: int | None
