"""Who rates and publishes, and how ratings become results: everything that is computed can be computed again from here.

The four assessments and the way from levels to them follow the city's evaluation concept: a level of 0 or 1 counts as
not on course, 2 as partly, 3 as largely, 4 as fully. Several ratings are combined by their median; where two stand in
the middle, the lower one holds.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from participation.action.evaluations.models import Assessment, EvaluationRound, RoundState
from participation.core.actor import Actor, Role
from participation.core.errors import Conflict, Invalid, NotAllowed

ASSESSMENT_OF: dict[int, Assessment] = {
    0: Assessment.NOT,
    1: Assessment.NOT,
    2: Assessment.PARTLY,
    3: Assessment.LARGELY,
    4: Assessment.FULLY,
}
ORDER = tuple(Assessment)
FORMULA = {"combine": "lower median", "assessments": {str(level): a.value for level, a in ASSESSMENT_OF.items()}}


def may_coordinate(actor: Actor) -> bool:
    """Coordination opens rounds, names reviewers and publishes."""
    return actor.has_role(Role.COORDINATOR)


def may_review(actor: Actor, round_id: int) -> bool:
    """Reviewers rate in the rounds that they are named on."""
    return actor.account_id is not None and actor.has_role(Role.REVIEWER, round_id)


def may_see_round(actor: Actor, round_id: int) -> bool:
    """Coordination and editors see the desk of every round, reviewers that of the rounds that they are named on."""
    return may_coordinate(actor) or bool(actor.scopes_of(Role.EDITOR)) or may_review(actor, round_id)


def leads(actor: Actor, department_id: int) -> bool:
    """Whether the person leads the measures of a department: its editors do."""
    return department_id in actor.scopes_of(Role.EDITOR) or None in actor.scopes_of(Role.EDITOR)


def check_coordinator(actor: Actor) -> None:
    """Raise NotAllowed for everyone but coordination."""
    if not may_coordinate(actor):
        raise NotAllowed("Das darf nur die Koordination.")


def check_reviewer(actor: Actor, round_id: int, *, department_id: int | None) -> None:
    """Raise NotAllowed for people who are not named on the round, or who lead the measure themselves."""
    if not may_review(actor, round_id):
        raise NotAllowed("In dieser Runde bewertet, wer dafür benannt ist.")
    if department_id is not None and leads(actor, department_id):
        raise NotAllowed("Sie leiten diese Maßnahme. Ihre Sicht gehört in die Selbsteinschätzung.")


def check_open(round_: EvaluationRound) -> None:
    """Raise Conflict where a round takes no ratings any more."""
    if round_.state is not RoundState.OPEN:
        raise Conflict("Diese Runde ist veröffentlicht und nimmt keine Bewertungen mehr an.")


def check_rating(level: int, reason: str) -> None:
    """Raise Invalid where a rating has no level from 0 to 4 or no reason."""
    if level not in ASSESSMENT_OF:
        raise Invalid("Bitte wählen Sie eine Zielstufe von 0 bis 4.", field="level")
    if not reason.strip():
        raise Invalid("Bitte begründen Sie Ihre Bewertung.", field="reason")


def check_days(starts_on: date, ends_on: date) -> None:
    """Raise Invalid where a round ends before it begins."""
    if ends_on < starts_on:
        raise Invalid("Das Ende liegt vor dem Beginn.", field="ends_on")


def check_publishable(round_: EvaluationRound, *, number: int, reason: str, rated: int) -> None:
    """Raise Invalid or Conflict where a round has no summary, no ratings, or a correction no reason."""
    if not all(text.strip() for text in (round_.went_well, round_.went_badly, round_.follows)):
        raise Conflict(
            "Bevor Sie veröffentlichen, schreiben Sie bitte die drei Sätze: was gelang, was nicht, was folgt."
        )
    if not rated:
        raise Conflict("In dieser Runde wurde noch nichts bewertet.")
    if number > 1 and not reason.strip():
        raise Invalid("Eine Berichtigung braucht einen Grund. Er wird mit veröffentlicht.", field="reason")


def combined_level(levels: Sequence[int]) -> int | None:
    """The lower median of several levels, None of none."""
    return sorted(levels)[(len(levels) - 1) // 2] if levels else None


def assessment_of(level: int) -> Assessment:
    """What a level means."""
    return ASSESSMENT_OF[level]


def change_between(old: int | None, new: int | None) -> str | None:
    """Whether the assessment went up, stayed the same or fell; None where there is nothing to compare."""
    if old is None or new is None:
        return None
    before, after = ORDER.index(assessment_of(old)), ORDER.index(assessment_of(new))
    return "up" if after > before else "fall" if after < before else "same"


def results_of(data: Mapping[str, Any]) -> dict[str, Any]:
    """Everything that is computed in a publication, from its ratings, reached levels, sources and the last results.

    A measure's level is the combined level of its reviews, without reviews the level that it has reached. A goal's
    proposal is the combined level of its measures; its reviews, where there are any, decide.
    """
    previous = data.get("previous") or {}
    measures = {m["slug"]: _result_of_measure(m, previous.get("measures", {})) for m in data["measures"]}
    goals = {g["slug"]: _result_of_goal(g, measures, previous.get("goals", {})) for g in data["goals"]}
    counts = {a.value: sum(1 for g in goals.values() if g["assessment"] == a.value) for a in ORDER}
    return {"goals": goals, "measures": measures, "goals_by_assessment": counts}


def _result_of_measure(measure: Mapping[str, Any], previous: Mapping[str, int]) -> dict[str, Any]:
    reviewed = combined_level([review["level"] for review in measure["reviews"]])
    level = measure["reached_level"] if reviewed is None else reviewed
    ideas = measure["sources"]["ideas"]
    return {
        "level": level,
        "assessment": assessment_of(level).value,
        "basis": "reached_level" if reviewed is None else "reviews",
        "change": change_between(previous.get(measure["slug"]), level),
        "ideas": len(ideas),
        "votes": sum(idea["votes"] for idea in ideas),
        "comments": sum(idea["comments"] for idea in ideas),
    }


def _result_of_goal(
    goal: Mapping[str, Any], measures: Mapping[str, Mapping[str, Any]], previous: Mapping[str, int]
) -> dict[str, Any]:
    proposal = combined_level([measures[slug]["level"] for slug in goal["measures"]])
    reviewed = combined_level([review["level"] for review in goal["reviews"]])
    level = proposal if reviewed is None else reviewed
    return {
        "proposal": proposal,
        "level": level,
        "assessment": None if level is None else assessment_of(level).value,
        "change": change_between(previous.get(goal["slug"]), level),
    }


def canonical(data: Mapping[str, Any]) -> bytes:
    """The one way to write a publication down: JSON in UTF-8, names sorted, no blanks (the digest is taken of this)."""
    return json.dumps(data, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False).encode()


def digest_of(data: Mapping[str, Any]) -> str:
    """SHA-256 (hex) of the canonical form."""
    return hashlib.sha256(canonical(data)).hexdigest()
