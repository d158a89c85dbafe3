"""The formula: known results, and what must hold for every input."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from participation.action.prioritisation.models import CriterionSource, Perspective
from participation.action.prioritisation.rules.explaining import explain
from participation.action.prioritisation.rules.running import check_weights
from participation.action.prioritisation.rules.scoring import (
    Candidate,
    Weighted,
    mean_of,
    rank,
    share_of_most,
    shifted,
    weighted_sum,
)
from participation.core.errors import Invalid

START = datetime(2026, 3, 1, tzinfo=UTC)
VOTES, JUDGED = CriterionSource.VOTES, CriterionSource.JUDGEMENT
WEIGHTS = [Fraction(5, 10), Fraction(3, 10), Fraction(2, 10)]


def criteria(weights: list[Fraction]) -> list[Weighted]:
    return [
        Weighted(f"k{n}", f"Kriterium {n}", weight, VOTES if n == 0 else JUDGED) for n, weight in enumerate(weights)
    ]


def judged(idea_id: int, *scores: int, votes: int = 0, day: int = 0) -> Candidate:
    """Scores for three judged criteria."""
    given_scores = {(f"k{n}", Perspective.DEPARTMENT): score for n, score in enumerate(scores)}
    return Candidate(idea_id, votes, START + timedelta(days=day), given_scores)


def test_weighted_scoring_gives_the_known_results() -> None:
    assert weighted_sum(WEIGHTS, [Fraction(v) for v in (4, 2, 5)]) == Fraction(36, 10)
    assert weighted_sum(WEIGHTS, [Fraction(v) for v in (3, 5, 3)]) == Fraction(36, 10)
    assert weighted_sum(WEIGHTS, [Fraction(v) for v in (5, 1, 1)]) == 3


def test_a_tie_is_a_tie_and_goes_to_more_votes_then_the_earlier_then_the_lower_number() -> None:
    three = [Weighted(f"k{n}", f"K{n}", w, JUDGED) for n, w in enumerate(WEIGHTS)]
    a, b, c = judged(1, 4, 2, 5), judged(2, 3, 5, 3), judged(3, 5, 1, 1)
    assert [(r.idea_id, r.behind) for r in rank([a, b, c], three)] == [(1, 0), (2, 0), (3, Fraction(6, 10))]
    more_votes = judged(2, 3, 5, 3, votes=1)
    assert [r.idea_id for r in rank([a, more_votes, c], three)] == [2, 1, 3]
    earlier = judged(2, 3, 5, 3, day=-1)
    assert [r.idea_id for r in rank([a, earlier, c], three)] == [2, 1, 3]


def test_votes_count_by_their_share_of_the_most() -> None:
    assert [share_of_most(votes, 40) for votes in (40, 10, 0)] == [10, Fraction(5, 2), 0]
    assert share_of_most(0, 0) == 0


def test_judgements_count_by_their_mean() -> None:
    assert mean_of([4, 7]) == Fraction(11, 2)
    assert mean_of([]) == 0


def test_a_shifted_weight_takes_from_the_others_by_their_size() -> None:
    assert shifted(WEIGHTS, 0, Fraction(1, 10)) == [Fraction(6, 10), Fraction(24, 100), Fraction(16, 100)]
    assert shifted([Fraction(5, 100), Fraction(95, 100)], 0, Fraction(-1, 10)) == [0, 1]
    assert shifted([Fraction(1)], 0, Fraction(1, 10)) == [1]


def test_a_place_wobbles_where_other_weights_change_it() -> None:
    two = [Weighted("k0", "A", Fraction(1, 2), JUDGED), Weighted("k1", "B", Fraction(1, 2), JUDGED)]
    ranking = rank([judged(1, 6, 4), judged(2, 4, 5), judged(3, 0, 0)], two)
    assert [(r.idea_id, r.best, r.worst, r.is_stable) for r in ranking] == [
        (1, 1, 1, True), (2, 2, 2, True), (3, 3, 3, True),
    ]  # fmt: skip
    close = rank([judged(1, 6, 4), judged(2, 4, 6, day=1), judged(3, 0, 0)], two)
    assert [(r.idea_id, r.best, r.worst, r.is_stable) for r in close] == [
        (1, 1, 2, False), (2, 1, 2, False), (3, 3, 3, True),
    ]  # fmt: skip


scores = st.integers(0, 10)
candidate_lists = st.lists(
    st.tuples(st.integers(0, 60), st.integers(0, 4), scores, scores), min_size=1, max_size=7
).map(
    lambda rows: [
        Candidate(
            n, votes, START + timedelta(days=day),
            {("k1", Perspective.DEPARTMENT): a, ("k1", Perspective.ADVISORY): b, ("k2", Perspective.DEPARTMENT): b},
        )
        for n, (votes, day, a, b) in enumerate(rows, 1)
    ]
)  # fmt: skip
weight_lists = (
    st.lists(st.integers(1, 98), min_size=2, max_size=2)
    .filter(lambda w: sum(w) < 100)
    .map(lambda w: [Fraction(w[0], 100), Fraction(w[1], 100), Fraction(100 - sum(w), 100)])
)


@settings(max_examples=60, deadline=None)
@given(candidate_lists, weight_lists, st.randoms(use_true_random=False))
def test_the_order_in_which_ideas_are_given_does_not_matter(found, weights, random) -> None:  # type: ignore[no-untyped-def]
    mixed = list(found)
    random.shuffle(mixed)
    assert rank(found, criteria(weights)) == rank(mixed, criteria(weights))


@settings(max_examples=60, deadline=None)
@given(candidate_lists, weight_lists)
def test_points_lie_between_0_and_10_and_are_the_sum_of_their_parts(found, weights) -> None:  # type: ignore[no-untyped-def]
    ranking = rank(found, criteria(weights))
    assert [r.place for r in ranking] == list(range(1, len(found) + 1))
    for ranked in ranking:
        assert 0 <= ranked.score <= 10
        assert sum(part.points for part in ranked.parts) == ranked.score
        assert ranked.best <= ranked.place <= ranked.worst
    assert [r.score for r in ranking] == sorted((r.score for r in ranking), reverse=True)
    assert any(r.score >= weights[0] * 10 for r in ranking) or all(c.votes == 0 for c in found)


@settings(max_examples=60, deadline=None)
@given(candidate_lists, weight_lists, st.integers(0, 6), st.integers(1, 10))
def test_a_better_judgement_never_costs_a_place(found, weights, index, more) -> None:  # type: ignore[no-untyped-def]
    chosen = found[index % len(found)]
    before = {r.idea_id: r.place for r in rank(found, criteria(weights))}
    better = {key: min(10, score + more) for key, score in chosen.judgements.items()}
    raised = [
        Candidate(c.idea_id, c.votes, c.submitted_at, better) if c.idea_id == chosen.idea_id else c for c in found
    ]
    after = {r.idea_id: r.place for r in rank(raised, criteria(weights))}
    assert after[chosen.idea_id] <= before[chosen.idea_id]


@settings(max_examples=60, deadline=None)
@given(weight_lists, st.integers(0, 2), st.sampled_from([Fraction(1, 10), Fraction(-1, 10)]))
def test_shifted_weights_still_add_up_to_one(weights, index, shift) -> None:  # type: ignore[no-untyped-def]
    moved = shifted(weights, index, shift)
    assert sum(moved) == 1
    assert all(0 <= weight <= 1 for weight in moved)


@pytest.mark.parametrize(
    ("percents", "sources", "words"),
    [
        ([100], [VOTES], "2 bis 6"),
        ([60, 50], [VOTES, JUDGED], "zusammen 110\N{NO-BREAK SPACE}%"),
        ([0, 100], [VOTES, JUDGED], "größer als null"),
        ([50, 50], [JUDGED, JUDGED], "Genau ein Kriterium"),
        ([50, 50], [VOTES, VOTES], "Genau ein Kriterium"),
    ],
)
def test_weights_that_do_not_fit_are_refused(percents: list[int], sources: list[CriterionSource], words: str) -> None:
    with pytest.raises(Invalid) as refusal:
        check_weights([Fraction(p, 100) for p in percents], sources)
    assert words in str(refusal.value)


def test_each_place_is_explained_in_plain_words() -> None:
    three = [Weighted(n, n, w, JUDGED) for n, w in zip(("Klima", "Kosten", "Tempo"), WEIGHTS, strict=True)]
    rows = [
        Candidate(n, 0, START, {(c.slug, Perspective.DEPARTMENT): v for c, v in zip(three, values, strict=True)})
        for n, values in ((1, (9, 2, 5)), (2, (3, 8, 5)), (3, (3, 2, 5)))
    ]
    sentences = [explain(r, count=3) for r in rank(rows, three)]
    assert sentences[0] == (
        "Platz 1, weil die Idee bei „Klima“ (9,0 von 10) über dem Mittel aller Ideen liegt; schwächer ist sie bei "
        "„Kosten“ (2,0 von 10). Sie hat 6,10 von 10 Punkten."
    )
    assert sentences[1].endswith("Auf Platz 1 fehlen ihr 1,20 Punkte.")
    assert "weil die Idee bei „Klima“ (3,0 von 10) und „Kosten“ (2,0 von 10) unter dem Mittel" in sentences[2]
    same = [Candidate(n, 0, START, {}) for n in (1, 2)]
    assert "genau im Mittel" in explain(rank(same, three)[0], count=2)
    assert "ebenso viele Punkte wie Platz 1" in explain(rank(same, three)[1], count=2)
    assert "die einzige Idee" in explain(rank(same[:1], three)[0], count=1)
