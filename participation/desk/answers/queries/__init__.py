"""What the city answered, and what still waits for an answer."""

from participation.desk.answers.queries.given import AnswerGiven, answer_of, answers_history, due_answer_keys
from participation.desk.answers.queries.waiting import (
    QueueCounts,
    Stand,
    Waiting,
    WaitingBoard,
    boards_waiting,
    count_waiting,
    idea_to_answer,
    next_waiting,
    queue_counts,
    scopes_of,
    waiting_idea,
    waiting_ideas,
)

__all__ = [
    "AnswerGiven",
    "QueueCounts",
    "Stand",
    "Waiting",
    "WaitingBoard",
    "answer_of",
    "answers_history",
    "boards_waiting",
    "count_waiting",
    "due_answer_keys",
    "idea_to_answer",
    "next_waiting",
    "queue_counts",
    "scopes_of",
    "waiting_idea",
    "waiting_ideas",
]
