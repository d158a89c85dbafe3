"""What an editor sets for a call, and what follows where its deadline moves."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select, update

from participation.core.clock import now
from participation.core.database import db
from participation.core.errors import Invalid
from participation.dialogue.boards.models import Board, CallCondition
from participation.dialogue.boards.rules import check_deadline, closing_of
from participation.dialogue.calls.queries import conditions_of, has_applications
from participation.dialogue.ideas.models import Idea
from participation.dialogue.processes.models import Phase
from participation.dialogue.processes.queries import phases_of
from participation.records.subjects.models import Subject


def set_up_call(
    board: Board, *, phases: Sequence[Phase], is_call: bool, conditions: Sequence[str] = (), takes_teams: bool = False,
    most_files: int = 0, files_wanted: str = "", deadline: datetime | None = None, hides_applications: bool = False,
) -> dict[str, Any]:  # fmt: skip
    """Make a board a call with these terms, or an ordinary board again; returns what was set before.

    Raises Invalid where the deadline lies outside the phases, or where what applicants were promised would be broken.
    """
    check_deadline(deadline if is_call else None, phases)
    if not (is_call and hides_applications):
        _check_no_promise(board, field="hides_applications" if is_call else "is_call")
    values: dict[str, Any] = {
        "is_call": is_call, "takes_teams": is_call and takes_teams, "most_files": most_files if is_call else 0,
        "files_wanted": files_wanted if is_call else "", "deadline": deadline if is_call else None,
        "hides_applications": is_call and hides_applications,
    }  # fmt: skip
    before = {name: _plain(getattr(board, name)) for name, value in values.items() if getattr(board, name) != value}
    if not values["hides_applications"]:
        board.hidden_until = None
    for name, value in values.items():
        setattr(board, name, value)
    _seal(board, phases)
    return before | _set_conditions(board, conditions if is_call else ())


def follow_phases(process_id: int) -> None:
    """Keep the moment at which hidden applications open in step with the phases of their process."""
    hiding = select(Board).where(Board.process_id == process_id, Board.hides_applications).order_by(Board.subject_id)
    boards = list(db.session.scalars(hiding))
    phases = phases_of(process_id) if boards else []
    for board in boards:
        _seal(board, phases)


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime) else value


def _check_no_promise(board: Board, *, field: str) -> None:
    if board.hides_applications and has_applications(board.subject_id, sealed_after=now()):
        raise Invalid(
            "Es gibt schon Bewerbungen, und ihnen ist zugesagt, dass sie bis zur Frist verdeckt bleiben. Das lässt "
            "sich erst danach ändern.",
            field=field,
        )


def _seal(board: Board, phases: Sequence[Phase]) -> None:
    """Hide until the deadline as it is now. What others see already stays visible; what they do not see yet opens at
    the new moment, at once if that is over."""
    if board.hides_applications:
        board.hidden_until = closing_of(board, phases)
    db.session.flush()
    moment = now()
    opens_at = moment if board.hidden_until is None else max(board.hidden_until, moment)
    ids = select(Idea.subject_id).where(Idea.board_id == board.subject_id, Idea.visible_from > moment)
    for statement in (
        update(Subject).where(Subject.id.in_(ids)).values(visible_from=opens_at),
        update(Idea).where(Idea.subject_id.in_(ids)).values(visible_from=opens_at),
    ):
        db.session.execute(statement.execution_options(synchronize_session=False))


def _set_conditions(board: Board, texts: Sequence[str]) -> dict[str, Any]:
    """Ask for these sentences in this order. One with other words is another one: the old one stays as it was
    accepted, but is asked no more."""
    known = {condition.text: condition for condition in conditions_of(board.subject_id)}
    if list(known) == list(texts):
        return {}
    for position, text in enumerate(texts):
        if text in known:
            known[text].position = position
        else:
            db.session.add(CallCondition(board_id=board.subject_id, position=position, text=text))
    for text, condition in known.items():
        if text not in texts:
            condition.removed_at = now()
    db.session.flush()
    return {"conditions": list(known)}
