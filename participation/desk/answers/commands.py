"""Answering ideas, and taking them into review."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy import func, select, update

from participation.core.actor import Actor
from participation.core.clock import now
from participation.core.database import db
from participation.core.errors import Conflict, Invalid, NotAllowed
from participation.core.markdown import render_markdown
from participation.desk.answers import rules
from participation.desk.answers.events import IdeaAnswered
from participation.desk.answers.models import Answer, AnswerOutcome
from participation.dialogue.ideas.commands import mark_in_review, merge_idea, note_answer, set_status
from participation.dialogue.ideas.commands.expunging import forget_merge_reason
from participation.dialogue.ideas.commands.keeping import locked
from participation.dialogue.ideas.commands.merging import line_up
from participation.dialogue.ideas.models import Idea
from participation.dialogue.ideas.rules import check_shown
from participation.records.commitments.commands import expunge_promise, make_commitment
from participation.records.journal.commands import record
from participation.records.subjects.models import State, Subject
from participation.records.subjects.queries import subject_seen_by


def answer_idea(
    idea: Idea, *, actor: Actor, outcome: AnswerOutcome, reason: str, next_step: str = "",
    next_step_due: date | None = None, passed_on_to: str = "", merged_into: Idea | None = None,
    department_id: int | None = None, send_key: str | None = None, after: int | None = None,
) -> Answer:  # fmt: skip
    """Answer an idea in the name of the department that owns its process; answers before stay readable.

    A next step with a day becomes a promise in public view. The same `send_key` is taken once; `after` is the number
    of the newest answer that the writer knew of. Raises NotAllowed for other departments, Invalid where the outcome
    lacks what it needs, Conflict where somebody answered meanwhile or the idea is no longer public.
    """
    department_id = _owner(idea, actor, department_id)
    rules.check_words(outcome, reason=reason, next_step=next_step, due=next_step_due, passed_on_to=passed_on_to)
    if outcome is AnswerOutcome.MERGED:
        line_up(idea)
    row = locked(idea)
    if send_key and (known := db.session.scalar(select(Answer).where(Answer.send_key == send_key))):
        return known
    check_shown(row)
    rules.check_fits(row, outcome)
    number = _newest_number(row) + 1
    if after is not None and number != after + 1:
        raise Conflict("Diese Idee wurde inzwischen beantwortet. Bitte lesen Sie zuerst die neue Antwort.")
    commitment = None
    if next_step_due is not None:
        try:
            commitment = make_commitment(
                row.subject_id, text=next_step, due_on=next_step_due, department_id=department_id, actor=actor
            )
        except Invalid as error:
            raise Invalid(error.message, field={"due_on": "next_step_due"}.get(error.field, "next_step")) from None
    answer = Answer(
        subject_id=row.subject_id, number=number, outcome=outcome, reason=reason.strip(),
        reason_html=render_markdown(reason), next_step=next_step.strip()[: rules.LONGEST_STEP],
        next_step_due=next_step_due, passed_on_to=passed_on_to.strip()[:200], department_id=department_id,
        commitment_id=commitment.id if commitment else None, published_at=now(), send_key=send_key,
        author_ref=actor.actor_ref,
    )  # fmt: skip
    db.session.add(answer)
    db.session.flush()
    note_answer(row)
    _move_on(row, outcome, actor=actor, reason=reason, merged_into=merged_into)
    event = IdeaAnswered(
        row.subject_id, answer_id=answer.id, number=number, outcome=outcome, commitment_id=answer.commitment_id,
        merged_into_id=row.merged_into_id,
    )  # fmt: skip
    record(event, actor=actor, role="moderator", reason=answer.reason, next_step=answer.next_step)
    return answer


def take_into_review(idea: Idea, *, actor: Actor) -> None:
    """Say that the department looks into an idea; saying it twice changes nothing."""
    _owner(idea, actor, None)
    check_shown(idea)
    mark_in_review(idea, actor=actor)


def _owner(idea: Idea, actor: Actor, department_id: int | None) -> int:
    """The department that answers: the owner of the idea's process."""
    subject = db.session.get_one(Subject, idea.subject_id)
    rules.check_may_answer(actor, subject.department_id, subject.process_id)
    if subject.department_id is None or department_id not in (None, subject.department_id):
        raise NotAllowed("Im Namen einer anderen Fachabteilung kann diese Idee nicht beantwortet werden.")
    return subject.department_id


def _newest_number(idea: Idea) -> int:
    return int(db.session.scalar(select(func.max(Answer.number)).where(Answer.subject_id == idea.subject_id)) or 0)


def _may_go_on_in(idea: Idea, actor: Actor) -> bool:
    """Whether an idea can go on in this one: it is public, and who answers may see it."""
    return idea.state is State.PUBLIC and subject_seen_by(actor, idea.subject_id) is not None


def _move_on(idea: Idea, outcome: AnswerOutcome, *, actor: Actor, reason: str, merged_into: Idea | None) -> None:
    """Let the idea's status follow; what became part of a measure keeps that status."""
    if outcome is AnswerOutcome.MERGED:
        if merged_into is None or not _may_go_on_in(merged_into, actor):
            raise Invalid("Bitte nennen Sie die öffentliche Idee, in der diese weitergeht.", field="merged_into")
        try:
            merge_idea(idea, into=merged_into, actor=actor, reason=reason)
        except Invalid as error:
            raise Invalid(error.message, field="merged_into") from None
    elif idea.status not in rules.IN_A_MEASURE:
        set_status(idea, rules.STATUS_AFTER[outcome], actor=actor)


def forget_author(actor_ref: str) -> None:
    """Let the city's answers stand without saying who wrote them."""
    db.session.execute(
        update(Answer)
        .where(Answer.author_ref == actor_ref)
        .values(author_ref=None)
        .execution_options(synchronize_session=False)
    )


def expunge_answer(answer_id: int, *, text: str) -> None:
    """Let the words of an answer go, also where an idea went on in another one with these words as the reason. That
    there was an answer, its outcome and the day of its promise stay."""
    answer = db.session.scalars(
        select(Answer).where(Answer.id == answer_id).with_for_update().execution_options(populate_existing=True)
    ).one()
    said = answer.reason
    answer.reason, answer.reason_html, answer.passed_on_to = text, render_markdown(text), ""
    answer.next_step, answer.send_key = (text if answer.next_step else ""), None
    if answer.commitment_id is not None:
        expunge_promise(answer.commitment_id, text=text)
    forget_merge_reason(answer.subject_id, said)
    db.session.flush()


def forget_send_keys(answer_ids: Sequence[int]) -> None:
    """Forget what kept answers from being sent twice."""
    db.session.execute(update(Answer).where(Answer.id.in_(answer_ids)).values(send_key=None))
