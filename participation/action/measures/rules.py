"""Who may do what with a measure, how it may move from stage to stage, and which gates need a decision."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date

from participation.action.measures.models import Measure, MeasureStage
from participation.core.actor import Actor, Role
from participation.core.errors import N_, Conflict, Invalid, NotAllowed
from participation.core.transitions import check_move
from participation.dialogue.ideas.models import Idea, IdeaStatus
from participation.people.bodies.models import Body, BodyKind, Decision, DecisionOutcome
from participation.records.subjects.models import State, Subject, SubjectKind

S = MeasureStage
WAY = (S.IDEA, S.PROJECT_IDEA, S.PROTOTYPE, S.LIVING_LAB, S.IMPLEMENTATION, S.OPERATION)
ENDS = (S.POSTPONED, S.DECLINED, S.STOPPED)

MOVES: dict[MeasureStage, frozenset[MeasureStage]] = {
    S.IDEA: frozenset({S.PROJECT_IDEA, S.PROTOTYPE, S.POSTPONED, S.DECLINED}),
    S.PROJECT_IDEA: frozenset({S.PROTOTYPE, S.LIVING_LAB, S.IMPLEMENTATION, S.POSTPONED, S.DECLINED}),
    S.PROTOTYPE: frozenset({S.PROJECT_IDEA, S.LIVING_LAB, S.IMPLEMENTATION, S.POSTPONED, S.DECLINED, S.STOPPED}),
    S.LIVING_LAB: frozenset({S.PROTOTYPE, S.IMPLEMENTATION, S.POSTPONED, S.STOPPED}),
    S.IMPLEMENTATION: frozenset({S.LIVING_LAB, S.OPERATION, S.POSTPONED, S.STOPPED}),
    S.OPERATION: frozenset({S.STOPPED}),
    S.POSTPONED: frozenset({S.PROJECT_IDEA, S.PROTOTYPE, S.LIVING_LAB, S.IMPLEMENTATION, S.DECLINED, S.STOPPED}),
    S.DECLINED: frozenset(),
    S.STOPPED: frozenset(),
}

GATES: dict[MeasureStage, frozenset[DecisionOutcome]] = {
    S.IMPLEMENTATION: frozenset({DecisionOutcome.ADOPTED}),
    S.OPERATION: frozenset({DecisionOutcome.ADOPTED}),
    S.DECLINED: frozenset({DecisionOutcome.DECLINED}),
    S.STOPPED: frozenset({DecisionOutcome.ADOPTED, DecisionOutcome.DECLINED}),
}
GATE_KEEPERS = frozenset({BodyKind.DECIDES, BodyKind.STEERS})

RESULTS = frozenset({SubjectKind.NOTE, SubjectKind.PROTOTYPE})
SOURCES = RESULTS | {SubjectKind.IDEA, SubjectKind.CLUSTER, SubjectKind.DEPARTMENT}
PROMOTABLE = frozenset({IdeaStatus.SUBMITTED, IdeaStatus.IN_REVIEW, IdeaStatus.ANSWERED, IdeaStatus.DECLINED})
FOUR = (1, 2, 3, 4)
TEXT_FIELDS: Mapping[str, str] = {
    "title": N_("Titel"),
    "change_for_people": N_("Was ändert sich für die Menschen?"),
    "aim": N_("Ziel"),
    "solution": N_("Lösung"),
    "problems": N_("Was ist gerade schwierig?"),
    "risks": N_("Risiken"),
    "lesson": N_("Was haben wir gelernt?"),
    "place": N_("Ort in Worten"),
    "partners": N_("Partner"),
    "period": N_("Zeitraum"),
    "cost_note": N_("Anmerkung zu den Kosten"),
    "funding": N_("Finanzierung"),
    "picture_alt": N_("Alternativtext des Bildes"),
}
"""The texts of a measure that people write, each of which can be expunged by itself."""


def may_create(actor: Actor, department_id: int | None) -> bool:
    """Editors write the measures of their departments; liaisons bring in what a department needs."""
    return actor.has_role(Role.EDITOR, department_id) or actor.has_role(Role.LIAISON, department_id)


def may_edit(actor: Actor, measure: Measure) -> bool:
    """Editors of the department that is responsible."""
    return actor.has_role(Role.EDITOR, measure.department_id)


def may_promote(actor: Actor, idea: Idea, *, department_id: int | None) -> bool:
    """Moderators and editors of the idea's department, while the idea is public and not in a measure yet."""
    return (
        idea.state is State.PUBLIC
        and idea.status in PROMOTABLE
        and any(actor.has_role(role, department_id) for role in (Role.MODERATOR, Role.EDITOR))
    )


def may_promote_cluster(actor: Actor, cluster: Subject) -> bool:
    """Moderators and editors of the department, while the bundle stands."""
    mine = any(actor.has_role(role, cluster.department_id) for role in (Role.MODERATOR, Role.EDITOR))
    return mine and cluster.state is State.PUBLIC


def may_take_on(actor: Actor, department_id: int) -> bool:
    """Nobody takes something on in the name of a department that is not theirs."""
    return actor.has_role(Role.MODERATOR, department_id) or may_create(actor, department_id)


def check_editor(actor: Actor, measure: Measure) -> None:
    """Raise NotAllowed for everyone but the editors of the department."""
    if not may_edit(actor, measure):
        raise NotAllowed("Das darf nur die Redaktion der Fachabteilung, die für die Maßnahme verantwortlich ist.")


def next_stages(measure: Measure) -> list[MeasureStage]:
    """The stages that a measure may move to, in their order."""
    return [stage for stage in MeasureStage if stage in MOVES[measure.stage]]


def needs_decision(stage: MeasureStage) -> bool:
    """Whether a gate stands before this stage."""
    return stage in GATES


def opens_gate(stage: MeasureStage, decision: Decision, body: Body) -> bool:
    """Whether what a body decided opens the gate: the council or the steering body, with the outcome that fits."""
    return body.kind in GATE_KEEPERS and decision.outcome in GATES[stage]


def check_stage_change(
    measure: Measure, stage: MeasureStage, *, changed_on: date, today: date, reason: str, lesson: str
) -> None:
    """Raise InvalidTransition or Invalid where a measure cannot move to this stage, or not with these particulars."""
    check_move(MOVES, measure.stage, stage)  # type: ignore[arg-type]
    if changed_on > today:
        raise Invalid("Dieser Tag liegt noch vor uns. Bitte tragen Sie ein, was schon gilt.", field="changed_on")
    if changed_on < measure.stage_since:
        raise Invalid("Der Tag liegt vor dem letzten Wechsel des Stands.", field="changed_on")
    if not reason.strip():
        raise Invalid("Bitte begründen Sie den Wechsel.", field="reason")
    if stage is S.STOPPED and not (lesson or measure.lesson).strip():
        raise Invalid("Bitte schreiben Sie auf, was aus dem Scheitern zu lernen ist.", field="lesson")


def check_gate(measure: Measure, stage: MeasureStage, *, decision: Decision | None, body: Body | None) -> None:
    """Raise NotAllowed or Invalid where the gate before this stage stays shut."""
    if decision is not None and decision.subject_id != measure.subject_id:
        raise Invalid("Diese Entscheidung betrifft eine andere Maßnahme.", field="decision_id")
    if not needs_decision(stage):
        return
    if decision is None or body is None:
        raise Invalid(
            "Für diesen Schritt braucht es eine eingetragene Entscheidung des Gemeinderats oder der Lenkungsgruppe.",
            field="decision_id",
        )
    if not opens_gate(stage, decision, body):
        raise Invalid("Diese Entscheidung erlaubt diesen Schritt nicht.", field="decision_id")


def check_decider(decided_by: str) -> None:
    """Raise Invalid where nobody is named who decided."""
    if not decided_by.strip():
        raise Invalid("Bitte geben Sie an, wer entschieden hat.", field="decided_by")


def check_levels_written(levels: Collection[int]) -> None:
    """Raise Conflict while not all four target levels have their condition."""
    if set(levels) != set(FOUR):
        raise Conflict("Bevor die Umsetzung beginnt, müssen alle vier Zielstufen beschrieben sein.")


def check_conditions(conditions: Mapping[int, str]) -> None:
    """Raise Invalid where a level is unknown or has no words."""
    for level, condition in conditions.items():
        if level not in FOUR or not condition.strip():
            raise Invalid("Bitte beschreiben Sie alle vier Zielstufen.", field=f"level_{level}")
