"""Editors prepare a run over a board and publish its criteria; from then on these are fixed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from sqlalchemy import delete

from participation.action.prioritisation.commands.keeping import check_editor, locked_run
from participation.action.prioritisation.events import CriteriaPublished, PrioritisationCreated
from participation.action.prioritisation.models import (
    Criterion,
    CriterionSource,
    Perspective,
    Prioritisation,
    PrioritisationState,
)
from participation.action.prioritisation.rules import running, scoring
from participation.core.actor import Actor
from participation.core.clock import now
from participation.core.database import db
from participation.core.errors import Conflict, Invalid
from participation.core.slugs import slugify
from participation.core.transitions import check_move
from participation.dialogue.boards.models import Board
from participation.people.bodies.models import Body
from participation.records.journal.commands import record
from participation.records.search.commands import index_subject
from participation.records.subjects.commands import add_subject, change_subject
from participation.records.subjects.models import State, Subject, SubjectKind

ROLE = "editor"


@dataclass(frozen=True)
class NewCriterion:
    """A criterion as an editor writes it: its weight in whole per cent; the citizens' votes have no perspectives."""

    name: str
    percent: int
    source: CriterionSource = CriterionSource.JUDGEMENT
    description: str = ""
    perspectives: tuple[Perspective, ...] = (Perspective.DEPARTMENT,)


def create_run(
    board: Board, *, title: str, body_id: int, criteria: Sequence[NewCriterion], actor: Actor, intro: str = "",
    minimum_votes: int = 0,
) -> Prioritisation:  # fmt: skip
    """Prepare a run over a board, with the body that will confirm it. Raises Invalid where weights are not 100 %."""
    process = db.session.get_one(Subject, board.process_id)
    running.check_may_prepare(actor, process.department_id, process.id)
    _check(criteria, body_id, minimum_votes)
    subject = add_subject(
        SubjectKind.PRIORITISATION, title, path="/priorisierung/{id}", process_id=process.id,
        department_id=process.department_id, audience=process.audience, state=State.DRAFT,
    )  # fmt: skip
    run = Prioritisation(
        subject_id=subject.id, board_id=board.subject_id, title=title, intro=intro, body_id=body_id,
        minimum_votes=minimum_votes,
    )  # fmt: skip
    db.session.add(run)
    index_subject(subject.id, title=title, text=intro)
    _write_criteria(run, criteria)
    record(PrioritisationCreated(subject.id), actor=actor, role=ROLE)
    return run


def revise_run(
    run: Prioritisation, *, title: str, body_id: int, criteria: Sequence[NewCriterion], actor: Actor, version: int,
    intro: str = "", minimum_votes: int = 0,
) -> None:  # fmt: skip
    """Change a run that is still a draft. Raises Conflict once its criteria are published, or on a stale `version`."""
    check_editor(run.subject_id, actor)
    _check(criteria, body_id, minimum_votes)
    row = locked_run(run.subject_id)
    if row.state is not PrioritisationState.DRAFT:
        raise Conflict("Die Kriterien sind veröffentlicht und stehen damit fest.")
    if row.version != version:
        raise Conflict("Jemand hat den Lauf inzwischen geändert. Bitte laden Sie die Seite neu.")
    row.title, row.intro, row.body_id, row.minimum_votes = title, intro, body_id, minimum_votes
    row.version = version + 1
    db.session.execute(delete(Criterion).where(Criterion.prioritisation_id == row.subject_id))
    change_subject(row.subject_id, title=title)
    index_subject(row.subject_id, title=title, text=intro)
    _write_criteria(row, criteria)


def open_run(run: Prioritisation, *, actor: Actor) -> None:
    """Publish criteria, weights and rule, and open the run for judgements; a second time changes nothing."""
    check_editor(run.subject_id, actor)
    row = locked_run(run.subject_id)
    if row.state is PrioritisationState.OPEN:
        return
    check_move(running.MOVES, row.state, PrioritisationState.OPEN)  # type: ignore[arg-type]
    if row.state is not PrioritisationState.DRAFT:
        raise Conflict("Zurückgeben kann die Rangfolge nur das Gremium.")
    running.check_weights([Fraction(c.weight) for c in row.criteria], [c.source for c in row.criteria])
    row.state, row.opened_at, row.rule = PrioritisationState.OPEN, now(), scoring.FORMULA
    row.version += 1
    change_subject(row.subject_id, state=State.PUBLIC)
    db.session.flush()
    record(CriteriaPublished(row.subject_id), actor=actor, role=ROLE)


def _check(criteria: Sequence[NewCriterion], body_id: int, minimum_votes: int) -> None:
    running.check_weights([Fraction(c.percent, 100) for c in criteria], [c.source for c in criteria])
    slugs = [slugify(c.name, length=60) for c in criteria]
    if len(set(slugs)) != len(slugs):
        raise Invalid("Zwei Kriterien heißen gleich. Bitte geben Sie jedem einen eigenen Namen.", field="criteria")
    if any(c.source is CriterionSource.JUDGEMENT and not c.perspectives for c in criteria):
        raise Invalid("Bitte sagen Sie bei jedem Kriterium, wer urteilt.", field="criteria")
    if db.session.get(Body, body_id) is None:
        raise Invalid("Bitte wählen Sie das Gremium, das entscheidet.", field="body")
    if minimum_votes < 0:
        raise Invalid("Die Mindestzahl der Unterstützungen muss 0 oder größer sein.", field="minimum_votes")


def _write_criteria(run: Prioritisation, criteria: Sequence[NewCriterion]) -> None:
    for position, new in enumerate(criteria, 1):
        votes = new.source is CriterionSource.VOTES
        db.session.add(
            Criterion(
                prioritisation_id=run.subject_id, slug=slugify(new.name, length=60), name=new.name,
                description=new.description, weight=Decimal(new.percent) / 100, source=new.source, position=position,
                perspectives=[] if votes else [perspective.value for perspective in new.perspectives],
            )
        )  # fmt: skip
    db.session.flush()
