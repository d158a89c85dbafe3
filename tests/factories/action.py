"""Fields, goals, bodies, decisions, measures, rounds."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import count
from typing import Any

from participation.action.evaluations.commands import open_round, publish_round, rate, write_summary
from participation.action.evaluations.models import EvaluationRound, Publication
from participation.action.measures.commands import change_stage, create_measure, write_target_levels
from participation.action.measures.models import Measure, MeasureStage
from participation.core.actor import HOUSE, Role
from participation.core.clock import today
from participation.core.database import db
from participation.core.transactions import transaction
from participation.people.accounts.models import Account
from participation.people.bodies.commands import create_body, record_decision
from participation.people.bodies.models import Body, BodyKind, Decision, DecisionOutcome
from participation.town.taxonomy.commands import create_action_field, create_goal
from participation.town.taxonomy.models import ActionField, StrategicGoal
from tests.factories.people import make_department, make_staff, person

_numbers = count(1)
CONDITIONS = {
    1: "Alles ist geplant: Kosten, Zeitplan, Zuständigkeiten.",
    2: "Die ersten Geräte hängen.",
    3: "Drei Viertel der Geräte hängen, die Daten sind öffentlich.",
    4: "Alle Geräte laufen stabil.",
}


def make_goal(name: str = "", **values: Any) -> StrategicGoal:
    """A goal that measures can pay into."""
    number = next(_numbers)
    with transaction():
        return create_goal(name or f"Ziel {number}", slug=values.pop("slug", f"ziel-{number}"), actor=HOUSE, **values)


def make_action_field(name: str = "", **values: Any) -> ActionField:
    """A field of action."""
    number = next(_numbers)
    slug = values.pop("slug", f"feld-{number}")
    with transaction():
        return create_action_field(name or f"Feld {number}", slug=slug, actor=HOUSE, **values)


def make_body(name: str = "", *, kind: BodyKind = BodyKind.STEERS, **values: Any) -> Body:
    """A body that steers, unless `kind` says otherwise."""
    number = next(_numbers)
    slug = values.pop("slug", f"gremium-{number}")
    with transaction():
        return create_body(name or f"Gremium {number}", slug=slug, kind=kind, actor=HOUSE, **values)


def make_decision(
    subject_id: int, *, body: Body | None = None, outcome: DecisionOutcome = DecisionOutcome.ADOPTED, **values: Any
) -> Decision:
    """A decision on a subject, taken today."""
    body = body or make_body()
    with transaction():
        return record_decision(
            body.subject_id, subject_id=subject_id, decided_on=values.pop("decided_on", today()), outcome=outcome,
            reason=values.pop("reason", "Der Nutzen überwiegt die Kosten."), actor=HOUSE, **values,
        )  # fmt: skip


def make_measure(*, stage: MeasureStage = MeasureStage.IDEA, levels: bool = True, **values: Any) -> Measure:
    """A measure of a new department, brought to the stage with the decisions that its gates need."""
    number = next(_numbers)
    department_id = values.pop("department_id", None) or make_department().subject_id
    day: date = values.pop("started_on", today() - timedelta(days=400))
    with transaction():
        measure = create_measure(
            values.pop("title", f"Maßnahme {number}"), department_id=department_id, actor=HOUSE, started_on=day,
            reason=values.pop("reason", "Viele haben danach gefragt."),
            change_for_people=values.pop("change_for_people", "Sie sehen, wie die Luft in Ihrer Straße ist."), **values,
        )  # fmt: skip
        if levels:
            write_target_levels(measure, CONDITIONS, actor=HOUSE)
    for step in _steps_to(stage):
        move_measure(measure, step)
    return measure


def move_measure(measure: Measure, stage: MeasureStage, **values: Any) -> None:
    """Bring a measure to the next stage, with a decision where the gate needs one."""
    gates = {
        MeasureStage.IMPLEMENTATION: DecisionOutcome.ADOPTED,
        MeasureStage.OPERATION: DecisionOutcome.ADOPTED,
        MeasureStage.DECLINED: DecisionOutcome.DECLINED,
        MeasureStage.STOPPED: DecisionOutcome.DECLINED,
    }
    decision = make_decision(measure.subject_id, outcome=gates[stage]) if stage in gates else None
    with transaction():
        change_stage(
            db.session.merge(measure), stage, changed_on=values.pop("changed_on", today()),
            reason="Der nächste Schritt ist vorbereitet.", actor=HOUSE, decided_by="Die Fachabteilung",
            decision_id=decision.id if decision else None, lesson="Zu wenig Zeit für den Betrieb eingeplant.",
        )  # fmt: skip


def make_editor(measure: Measure) -> Account:
    """An editor of the department that is responsible for a measure."""
    return make_staff(Role.EDITOR, measure.department_id)


def make_round(title: str = "", **values: Any) -> EvaluationRound:
    """An open round that ended yesterday, with a written summary."""
    number = next(_numbers)
    ends_on: date = values.pop("ends_on", today() - timedelta(days=1))
    with transaction():
        made = open_round(
            title or f"Evaluation {number}", slug=values.pop("slug", f"runde-{number}"),
            starts_on=ends_on - timedelta(days=60), ends_on=ends_on, actor=HOUSE, **values,
        )  # fmt: skip
        write_summary(
            made, went_well="Die Daten sind öffentlich.", went_badly="Die Antworten kamen spät.",
            follows="Jede Abteilung bekommt eine Vertretung.", version=1, actor=HOUSE,
        )  # fmt: skip
    return made


def make_reviewer(round_: EvaluationRound) -> Account:
    """A person who is named on a round."""
    return make_staff(Role.REVIEWER, round_.subject_id)


def make_ratings(round_: EvaluationRound, subject_id: int, *levels: int) -> None:
    """One rating for each level, each by a reviewer of their own."""
    for level in levels:
        reviewer = person(make_reviewer(round_))
        with transaction():
            rate(round_, subject_id, level=level, reason=f"Gesehen, daher {level}.", actor=reviewer)


def make_publication(round_: EvaluationRound, **values: Any) -> Publication:
    """The results of a round, published now."""
    with transaction():
        return publish_round(round_, actor=HOUSE, **values)


def _steps_to(stage: MeasureStage) -> list[MeasureStage]:
    from participation.action.measures.rules import WAY

    if stage in WAY:
        return [step for step in WAY[1 : WAY.index(stage) + 1] if step is not MeasureStage.PROTOTYPE or stage is step]
    if stage is MeasureStage.STOPPED:
        return [MeasureStage.PROJECT_IDEA, MeasureStage.PROTOTYPE, stage]
    return [stage]
