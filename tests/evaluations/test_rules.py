"""How ratings become results."""

from __future__ import annotations

from typing import Any

import pytest

from participation.action.evaluations import rules
from participation.action.evaluations.models import Assessment


@pytest.mark.parametrize(
    ("level", "assessment"),
    [(0, Assessment.NOT), (1, Assessment.NOT), (2, Assessment.PARTLY), (3, Assessment.LARGELY), (4, Assessment.FULLY)],
)
def test_each_level_means_one_of_four_assessments(level: int, assessment: Assessment) -> None:
    assert rules.assessment_of(level) is assessment


@pytest.mark.parametrize(
    ("levels", "combined"), [([], None), ([3], 3), ([1, 4], 1), ([4, 2, 3], 3), ([4, 4, 1, 1], 1), ([2, 3, 3, 4], 3)]
)
def test_several_ratings_meet_in_the_middle_and_a_tie_goes_to_the_lower_level(
    levels: list[int], combined: int | None
) -> None:
    assert rules.combined_level(levels) == combined


def measure(slug: str, reached: int, *levels: int, votes: int = 0) -> dict[str, Any]:
    return {
        "slug": slug, "reached_level": reached, "reviews": [{"level": level, "reason": "weil"} for level in levels],
        "sources": {"ideas": [{"id": 1, "votes": votes, "comments": 2}], "notes": 0, "prototypes": 0},
    }  # fmt: skip


def test_a_goals_proposal_comes_from_its_measures_and_its_own_ratings_decide() -> None:
    data = {
        "previous": {"goals": {"offen": 4, "sicher": 1}, "measures": {"a": 1}},
        "measures": [measure("a", 1, 3, 2), measure("b", 4, votes=7)],
        "goals": [
            {"slug": "offen", "measures": ["a", "b"], "reviews": []},
            {"slug": "sicher", "measures": ["a", "b"], "reviews": [{"level": 3, "reason": "weil"}]},
            {"slug": "leer", "measures": [], "reviews": []},
        ],
    }
    results = rules.results_of(data)
    assert results["measures"]["a"]["level"] == 2
    assert results["measures"]["a"]["change"] == "up"
    assert (results["measures"]["b"]["basis"], results["measures"]["b"]["votes"]) == ("reached_level", 7)
    assert results["goals"]["offen"] == {"proposal": 2, "level": 2, "assessment": "partly", "change": "fall"}
    assert results["goals"]["sicher"]["level"] == 3
    assert results["goals"]["leer"]["assessment"] is None
    assert results["goals_by_assessment"] == {"not": 0, "partly": 1, "largely": 1, "fully": 0}


def test_the_digest_does_not_depend_on_the_order_of_names() -> None:
    assert rules.digest_of({"a": 1, "ä": 2.5}) == rules.digest_of({"ä": 2.5, "a": 1})
    assert rules.canonical({"b": "Grüße", "a": [1]}) == '{"a":[1],"b":"Grüße"}'.encode()
