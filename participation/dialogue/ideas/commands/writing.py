"""People write ideas, revise them and take them back."""

from __future__ import annotations

import secrets
from datetime import datetime

from sqlalchemy import select, update

from participation.core.actor import Actor
from participation.core.clock import now
from participation.core.database import HIGHEST_INTEGER, db
from participation.core.errors import Conflict, Invalid, NotAllowed
from participation.core.markdown import plain_excerpt, render_markdown
from participation.core.places import Point
from participation.dialogue.boards.models import Board, Category
from participation.dialogue.boards.rules import takes_applications
from participation.dialogue.codes.queries import footing_on
from participation.dialogue.codes.rules import check_footing
from participation.dialogue.ideas import rules
from participation.dialogue.ideas.commands.keeping import locked, set_state
from participation.dialogue.ideas.events import (
    IdeaRevised,
    IdeaSubmitted,
    IdeaWithdrawn,
)
from participation.dialogue.ideas.models import Idea, IdeaVersion, Origin
from participation.dialogue.processes.commands.archive import check_writable
from participation.dialogue.processes.queries import phases_of
from participation.dialogue.processes.rules import Act
from participation.records.journal.commands import record
from participation.records.search.commands import index_subject
from participation.records.subjects.commands import add_subject, change_subject
from participation.records.subjects.models import State, Subject, SubjectKind

EXCERPT_LENGTH = 180


def submit_idea(
    board: Board, *, actor: Actor, title: str, text: str, category_id: int | None = None,
    district_id: int | None = None, street: str = "", point: Point | None = None, origin: Origin = Origin.ONLINE,
    send_key: str | None = None, submitted_at: datetime | None = None, author_id: int | None = None,
    language: str = "de",
) -> Idea:  # fmt: skip
    """Submit an idea to a board. The same `send_key` is taken once: the second time the first idea is returned.

    Raises NotAllowed while the board takes no ideas or where the process asks for more than was proven (unless staff
    bring it in from a workshop, paper or a phone call), Invalid where the category is not the board's.
    """
    if send_key and (known := db.session.scalar(select(Idea).where(Idea.send_key == send_key))):
        if known.author_id != actor.account_id:
            raise Conflict("Diese Idee wurde schon gesendet.")
        return known
    if origin is not Origin.ONLINE:
        check_writable(board.process_id)
    else:
        footing = footing_on(board.process_id, actor)
        if footing is not None:
            check_footing(actor, footing)
        rules.check_open(phases_of(board.process_id), Act.SUBMIT, moment=submitted_at)
        author_id = actor.account_id if author_id is None else author_id
    if category_id is not None and db.session.get_one(Category, category_id).board_id != board.subject_id:
        raise Invalid("Diese Kategorie gibt es auf diesem Themenboard nicht.", field="category")
    place = point.rounded() if point else None
    process = db.session.get_one(Subject, board.process_id)
    moment = submitted_at or now()
    visible_from = board.hidden_until if board.hidden_until is not None and board.hidden_until > moment else None
    subject = add_subject(
        SubjectKind.IDEA, title, path="/ideen/{id}", process_id=board.process_id, department_id=process.department_id,
        district_id=district_id, audience=process.audience, lon=place.lon if place else None,
        lat=place.lat if place else None, visible_from=visible_from,
    )  # fmt: skip
    idea = Idea(
        subject_id=subject.id, board_id=board.subject_id, title=title, text=text, text_html=render_markdown(text),
        excerpt=plain_excerpt(text, length=EXCERPT_LENGTH), category_id=category_id, district_id=district_id,
        street=street, lon=place.lon if place else None, lat=place.lat if place else None, author_id=author_id,
        origin=origin, send_key=send_key, submitted_at=moment, visible_from=visible_from, changed_at=moment,
        language=language, shuffle=secrets.randbelow(HIGHEST_INTEGER),
    )  # fmt: skip
    db.session.add(idea)
    index_subject(subject.id, title=title, text=f"{text}\n\n{street}", excerpt=idea.excerpt)
    _keep_version(idea, actor, "")
    record(IdeaSubmitted(subject.id, origin=origin), actor=actor)
    return idea


def revise_idea(idea: Idea, *, actor: Actor, title: str, text: str, version: int, reason: str = "") -> None:
    """Change the text of an idea; the text before is kept. Raises Conflict where `version` is not the newest."""
    board = db.session.get_one(Board, idea.board_id)
    phases = phases_of(board.process_id)
    if not (rules.may_revise(actor, idea, phases) and (not board.is_call or takes_applications(board, phases))):
        raise NotAllowed(
            "Diese Idee lässt sich nicht mehr ändern: Die Phase ist zu Ende, oder die Stadt hat geantwortet."
        )
    write_revision(idea, actor=actor, title=title, text=text, version=version, reason=reason)


def write_revision(idea: Idea, *, actor: Actor, title: str, text: str, version: int, reason: str = "") -> None:
    """Write a new text; whether this person may is asked before. Raises Conflict where `version` is not the newest."""
    changed = db.session.execute(
        update(Idea)
        .where(Idea.subject_id == idea.subject_id, Idea.version == version)
        .values(
            title=title, text=text, text_html=render_markdown(text), changed_at=now(), version=version + 1,
            excerpt=plain_excerpt(text, length=EXCERPT_LENGTH),
        )
        .returning(Idea.version)
        .execution_options(synchronize_session=False)
    ).scalar_one_or_none()  # fmt: skip
    if changed is None:
        raise Conflict("Die Idee wurde inzwischen an anderer Stelle geändert. Bitte laden Sie sie neu.")
    db.session.refresh(idea)
    change_subject(idea.subject_id, title=title)
    index_subject(idea.subject_id, title=title, text=f"{text}\n\n{idea.street}", excerpt=idea.excerpt)
    _keep_version(idea, actor, reason)
    record(IdeaRevised(idea.subject_id, version=idea.version), actor=actor)


def withdraw_idea(idea: Idea, *, actor: Actor, reason: str = "") -> None:
    """Take one's idea back; it leaves its place marked, with the reason where one is given. Doing it twice changes
    nothing."""
    check_writable(db.session.get_one(Board, idea.board_id).process_id)
    row = locked(idea)
    if row.state is State.WITHDRAWN and rules.is_author(actor, row):
        return
    if not rules.may_withdraw(actor, row):
        raise NotAllowed("Diese Idee lässt sich nicht mehr zurückziehen, weil schon etwas aus ihr geworden ist.")
    take_back_idea(row, actor=actor, reason=reason)


def take_back_idea(idea: Idea, *, actor: Actor, reason: str = "") -> None:
    """Mark an idea as taken back; whether this person may is asked before. Doing it twice changes nothing."""
    row = locked(idea)
    if row.state is State.WITHDRAWN:
        return
    set_state(row, State.WITHDRAWN, reason.strip())
    record(IdeaWithdrawn(idea.subject_id), actor=actor)


def _keep_version(idea: Idea, actor: Actor, reason: str) -> None:
    db.session.add(
        IdeaVersion(
            idea_id=idea.subject_id, number=idea.version or 1, title=idea.title, text=idea.text,
            actor_ref=actor.actor_ref, reason=reason,
        )
    )  # fmt: skip
    db.session.flush()
