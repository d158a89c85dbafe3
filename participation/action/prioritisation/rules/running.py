"""Who may prepare, propose and confirm a ranking, and what must be there before."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from participation.action.prioritisation.models import CriterionSource, Perspective, Prioritisation, PrioritisationState
from participation.action.prioritisation.rules.scoring import Candidate, Weighted
from participation.core.actor import Actor, Role
from participation.core.errors import Conflict, Invalid, NotAllowed

MOST_CRITERIA = 6
S = PrioritisationState
MOVES: dict[PrioritisationState, frozenset[PrioritisationState]] = {
    S.DRAFT: frozenset({S.OPEN}),
    S.OPEN: frozenset({S.PROPOSED}),
    S.PROPOSED: frozenset({S.CONFIRMED, S.OPEN}),
    S.CONFIRMED: frozenset(),
}


def check_weights(weights: Sequence[Fraction], sources: Sequence[CriterionSource]) -> None:
    """Raise Invalid unless the weights add up to 1, each is above 0, and votes are exactly one of the criteria."""
    if not 2 <= len(weights) <= MOST_CRITERIA:
        raise Invalid("Bitte legen Sie 2 bis %(most)s Kriterien fest.", field="criteria", most=MOST_CRITERIA)
    if any(weight <= 0 for weight in weights):
        raise Invalid("Jedes Gewicht muss größer als null sein.", field="criteria")
    total = sum(weights, Fraction(0))
    if total != 1:
        raise Invalid(
            "Die Gewichte ergeben zusammen %(total)s\N{NO-BREAK SPACE}%%; es müssen 100\N{NO-BREAK SPACE}%% sein.",
            field="criteria",
            total=round(float(total * 100)),
        )
    if list(sources).count(CriterionSource.VOTES) != 1:
        raise Invalid(
            "Genau ein Kriterium sind die Unterstützungen: Sie zählen mit, aber nie allein.", field="criteria"
        )


def missing_judgements(
    candidates: Sequence[Candidate], criteria: Sequence[Weighted]
) -> list[tuple[int, str, Perspective]]:
    """Which judgements are still to be made: idea, criterion, perspective."""
    return [
        (candidate.idea_id, criterion.slug, perspective)
        for candidate in candidates
        for criterion in criteria
        for perspective in criterion.perspectives
        if (criterion.slug, perspective) not in candidate.judgements
    ]


def check_complete(candidates: Sequence[Candidate], criteria: Sequence[Weighted]) -> None:
    """Raise Conflict while there are no ideas, or while judgements are missing."""
    if not candidates:
        raise Conflict("In diesem Lauf ist noch keine Idee. Ohne Ideen können Sie keine Rangfolge vorschlagen.")
    missing = len(missing_judgements(candidates, criteria))
    if missing:
        raise Conflict(
            "Noch fehlende Urteile: %(missing)s. Sie können die Rangfolge vorschlagen, sobald alle da sind.",
            missing=missing,
        )


def may_prepare(actor: Actor, department_id: int | None, process_id: int | None) -> bool:
    """Editors of the department prepare a run, enter judgements and propose the ranking."""
    return actor.has_role(Role.EDITOR, department_id, process_id)


def check_may_prepare(actor: Actor, department_id: int | None, process_id: int | None) -> None:
    """Raise NotAllowed for everyone but the editors of the department."""
    if not may_prepare(actor, department_id, process_id):
        raise NotAllowed("Das darf nur die Redaktion der Fachabteilung, der das Verfahren gehört.")


def is_proposer(actor: Actor, run: Prioritisation) -> bool:
    """Whether the person proposed this ranking."""
    return actor.account_id is not None and actor.account_id == run.proposed_by_id


def may_confirm(actor: Actor, run: Prioritisation) -> bool:
    """Members of the confirming body, except who proposed the ranking: two acts need two people."""
    return actor.has_role(Role.BODY_MEMBER, run.body_id) and not is_proposer(actor, run)


def check_may_confirm(actor: Actor, run: Prioritisation) -> None:
    """Raise NotAllowed with the reason."""
    if not actor.has_role(Role.BODY_MEMBER, run.body_id):
        raise NotAllowed("Bestätigen darf nur, wer dem entscheidenden Gremium angehört.")
    if is_proposer(actor, run):
        raise NotAllowed("Sie haben diese Rangfolge vorgeschlagen; bestätigen muss sie jemand anderes.")


def check_open(run: Prioritisation) -> None:
    """Raise Conflict where judgements can no longer, or not yet, be entered."""
    if run.state is S.DRAFT:
        raise Conflict("Urteile können Sie eintragen, sobald die Kriterien veröffentlicht sind.")
    if run.state is not S.OPEN:
        raise Conflict("Die Rangfolge ist schon vorgeschlagen; die Urteile stehen fest.")
