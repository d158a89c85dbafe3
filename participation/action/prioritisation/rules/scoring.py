"""How a ranking comes about: published weights, values from 0 to 10, a sum, and what moves when weights move.

The rule is the weighted scoring of value analysis (Zangemeister 1970): the score of an idea is the sum over the
criteria of weight times value. Sums are exact fractions, so that a tie is a tie.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction

from participation.action.prioritisation.models import CriterionSource, Perspective
from participation.core.errors import N_

TOP = 10
SHIFT = Fraction(1, 10)
FORMULA = N_(
    "Punkte einer Idee = Summe über alle Kriterien von Gewicht × Wert. Jeder Wert liegt zwischen 0 und 10. Der Wert "
    "der Unterstützungen ist 10 × Unterstützungen der Idee ÷ meiste Unterstützungen einer Idee in dieser Rangfolge. "
    "Der Wert eines beurteilten Kriteriums ist der Mittelwert der Urteile. Bei gleicher Punktzahl steht vorn, was mehr "
    "Unterstützungen hat, danach, was früher eingereicht wurde."
)


@dataclass(frozen=True)
class Weighted:
    """A criterion with its weight, a share of 1."""

    slug: str
    name: str
    weight: Fraction
    source: CriterionSource
    perspectives: tuple[Perspective, ...] = ()


@dataclass(frozen=True)
class Candidate:
    """An idea that takes part: its votes, and its judgements by criterion and perspective."""

    idea_id: int
    votes: int
    submitted_at: datetime
    judgements: Mapping[tuple[str, Perspective], int]


@dataclass(frozen=True)
class Part:
    """What one criterion gives an idea: its weight, its value (0 to 10), and the mean value of all ideas."""

    slug: str
    name: str
    weight: Fraction
    value: Fraction
    mean: Fraction

    @property
    def points(self) -> Fraction:
        """Weight times value."""
        return self.weight * self.value


@dataclass(frozen=True)
class Ranked:
    """An idea's place, its points and what they are made of; `best` and `worst` place if weights are shifted."""

    idea_id: int
    place: int
    score: Fraction
    parts: tuple[Part, ...]
    best: int
    worst: int
    behind: Fraction

    @property
    def is_stable(self) -> bool:
        """Whether the place stays when any one weight is ten percentage points higher or lower."""
        return self.best == self.worst


def share_of_most(votes: int, most: int) -> Fraction:
    """Votes as a value from 0 to 10: the share of the most that an idea of the run has; 0 where nobody has any."""
    return Fraction(TOP * votes, most) if most else Fraction(0)


def mean_of(scores: Sequence[int]) -> Fraction:
    """The mean of judgements; 0 where there is none yet."""
    return Fraction(sum(scores), len(scores)) if scores else Fraction(0)


def weighted_sum(weights: Sequence[Fraction], values: Sequence[Fraction]) -> Fraction:
    """Weight times value, summed up."""
    return sum((w * v for w, v in zip(weights, values, strict=True)), Fraction(0))


def values_of(candidates: Sequence[Candidate], criteria: Sequence[Weighted]) -> dict[int, list[Fraction]]:
    """The values of every idea, in the order of the criteria."""
    most = max((c.votes for c in candidates), default=0)
    return {c.idea_id: [_value(c, criterion, most) for criterion in criteria] for c in candidates}


def _value(candidate: Candidate, criterion: Weighted, most: int) -> Fraction:
    if criterion.source is CriterionSource.VOTES:
        return share_of_most(candidate.votes, most)
    return mean_of([score for (slug, _), score in candidate.judgements.items() if slug == criterion.slug])


def in_order(
    candidates: Sequence[Candidate], values: Mapping[int, Sequence[Fraction]], weights: Sequence[Fraction]
) -> list[int]:
    """The ideas by points; ties go to more votes, then to the earlier one, then to the lower number."""
    ordered = sorted(
        candidates, key=lambda c: (-weighted_sum(weights, values[c.idea_id]), -c.votes, c.submitted_at, c.idea_id)
    )
    return [candidate.idea_id for candidate in ordered]


def shifted(weights: Sequence[Fraction], index: int, shift: Fraction) -> list[Fraction]:
    """The weights with one of them moved by `shift`, kept between 0 and 1; the others share the rest as before."""
    old = weights[index]
    new = min(max(old + shift, Fraction(0)), Fraction(1))
    if old == 1:
        return list(weights)
    return [new if i == index else w * (1 - new) / (1 - old) for i, w in enumerate(weights)]


def places_if_shifted(
    candidates: Sequence[Candidate], values: Mapping[int, Sequence[Fraction]], weights: Sequence[Fraction]
) -> dict[int, tuple[int, int]]:
    """The best and the worst place of every idea when each weight in turn is ten percentage points higher or lower."""
    variants = [list(weights)]
    variants += [shifted(weights, i, shift) for i in range(len(weights)) for shift in (SHIFT, -SHIFT)]
    places: dict[int, list[int]] = {candidate.idea_id: [] for candidate in candidates}
    for variant in variants:
        for place, idea_id in enumerate(in_order(candidates, values, variant), 1):
            places[idea_id].append(place)
    return {idea_id: (min(found), max(found)) for idea_id, found in places.items()}


def rank(candidates: Sequence[Candidate], criteria: Sequence[Weighted]) -> list[Ranked]:
    """The ranking of these ideas, first place first; it depends on nothing but its two arguments."""
    weights = [criterion.weight for criterion in criteria]
    values = values_of(candidates, criteria)
    order = in_order(candidates, values, weights)
    spans = places_if_shifted(candidates, values, weights)
    means = [sum((v[i] for v in values.values()), Fraction(0)) / max(len(values), 1) for i in range(len(criteria))]
    ranking: list[Ranked] = []
    ahead: Fraction | None = None
    for place, idea_id in enumerate(order, 1):
        score = weighted_sum(weights, values[idea_id])
        parts = tuple(
            Part(c.slug, c.name, c.weight, value, mean)
            for c, value, mean in zip(criteria, values[idea_id], means, strict=True)
        )
        behind = Fraction(0) if ahead is None else ahead - score
        ranking.append(Ranked(idea_id, place, score, parts, *spans[idea_id], behind))
        ahead = score
    return ranking
