"""Who answers an idea, until when it should be answered, and what an answer must say."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta

from participation.core.actor import Actor, Role
from participation.core.clock import TOWN
from participation.core.errors import Conflict, Invalid, NotAllowed
from participation.desk.answers.models import AnswerOutcome
from participation.dialogue.ideas.models import Idea, IdeaStatus
from participation.dialogue.processes.models import LEEWAY_LABELS, EntryKind

LONGEST_REASON = 4000
LONGEST_STEP = 500
# Four weeks, the time in which the departments undertake to answer; counted from the day of submission.
ANSWER_WITHIN = timedelta(days=28)
UNANSWERED = (IdeaStatus.SUBMITTED, IdeaStatus.IN_REVIEW)
IN_A_MEASURE = (IdeaStatus.PROMOTED, IdeaStatus.REALISED)
STATUS_AFTER: Mapping[AnswerOutcome, IdeaStatus] = {
    AnswerOutcome.TAKEN_UP: IdeaStatus.ANSWERED,
    AnswerOutcome.PARTLY: IdeaStatus.ANSWERED,
    AnswerOutcome.ANSWERED: IdeaStatus.ANSWERED,
    AnswerOutcome.PASSED_ON: IdeaStatus.ANSWERED,
    AnswerOutcome.NOT_OURS: IdeaStatus.ANSWERED,
    AnswerOutcome.DECLINED: IdeaStatus.DECLINED,
    AnswerOutcome.MERGED: IdeaStatus.MERGED,
}


def may_answer(actor: Actor, department_id: int | None, process_id: int | None) -> bool:
    """Moderation of the department that owns the idea's process answers it, nobody else."""
    return department_id is not None and actor.has_role(Role.MODERATOR, department_id, process_id)


def check_may_answer(actor: Actor, department_id: int | None, process_id: int | None) -> None:
    """Raise NotAllowed for people of other departments."""
    if not may_answer(actor, department_id, process_id):
        raise NotAllowed(
            "Diese Idee beantwortet die Fachabteilung, zu deren Verfahren sie gehört. "
            "Ihr Konto hat dort keine Aufgabe in der Moderation."
        )


def due_on(submitted_at: datetime) -> date:
    """The day by which an idea should be answered."""
    return (submitted_at + ANSWER_WITHIN).astimezone(TOWN).date()


def check_words(outcome: AnswerOutcome, *, reason: str, next_step: str, due: date | None, passed_on_to: str) -> None:
    """Raise Invalid where an answer leaves out what its outcome needs."""
    if not reason.strip():
        raise Invalid("Bitte begründen Sie die Antwort.", field="reason")
    if len(reason) > LONGEST_REASON:
        raise Invalid(
            "Bitte kürzen Sie die Begründung auf höchstens %(count)s Zeichen.", field="reason", count=LONGEST_REASON
        )
    if due is not None and not next_step.strip():
        raise Invalid("Bitte sagen Sie, was bis zu diesem Tag geschieht.", field="next_step")
    if outcome is AnswerOutcome.PASSED_ON and not passed_on_to.strip():
        raise Invalid("Bitte nennen Sie die Stelle, an die Sie die Idee weitergeben.", field="passed_on_to")


def check_fits(idea: Idea, outcome: AnswerOutcome) -> None:
    """Raise Conflict where an idea that is part of a measure would be declined or merged by a mere answer."""
    if idea.status in IN_A_MEASURE and outcome in (AnswerOutcome.DECLINED, AnswerOutcome.MERGED):
        raise Conflict("Diese Idee ist schon Teil einer Maßnahme. Was mit ihr geschieht, wird dort entschieden.")


def with_quotation(reason: str, kind: EntryKind, title: str, text: str) -> str:
    """A reason with a piece of leeway quoted at its end, in Markdown: what holds, about what, and why."""
    lines = [f"**{LEEWAY_LABELS[kind]}:** {title}", *text.splitlines()]
    quotation = "\n".join(f"> {line}".rstrip() for line in lines)
    return f"{reason.rstrip()}\n\n{quotation}\n\n".lstrip()
