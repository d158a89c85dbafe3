"""What the broker proves decides what a process lets somebody do."""

from __future__ import annotations

from flask import Flask

from participation.core.assurance import Assurance
from participation.dialogue.codes.rules import offered_levels
from participation.dialogue.ideas.models import Idea
from tests.factories.dialogue import make_board, make_idea, make_process
from tests.identities.conftest import Person, Provider
from tests.identities.test_roles import joined


def supported(somebody: Person, idea: Idea, status: int) -> str:
    return somebody.post(f"/ideen/{idea.subject_id}/stimme", {"value": "1"}, status=status).text


def test_who_shows_the_online_card_takes_part_where_it_is_asked_for(
    app: Flask, provider: Provider, somebody: Person
) -> None:
    idea = make_idea(make_board(make_process(assurance=Assurance.EID)))
    provider.sees(acr="level-low")
    joined(somebody)
    page = somebody.open(f"/ideen/{idea.subject_id}")
    assert page.links()["Mit Online-Ausweis bestätigen"] == "/konto/zugaenge"
    assert "zeigen Sie einmal Ihren Online-Ausweis vor" in supported(somebody, idea, 403)
    own = somebody.open("/konto/zugaenge").links()["Mit Online-Ausweis bestätigen"]
    assert "acr_values=level-high" in somebody.open(own, status=303).location
    provider.sees(acr="level-low")
    somebody.comes_back(own)
    supported(somebody, idea, 403)
    provider.sees(acr="level-high")
    somebody.comes_back(own)
    assert somebody.follow().shows("Sie können jetzt auch dort mitmachen, wo der Online-Ausweis nötig ist.")
    supported(somebody, idea, 303)


def test_a_process_can_only_ask_for_what_somebody_can_prove() -> None:
    without = [Assurance.GUEST_CODE, Assurance.EMAIL, Assurance.CODE_LETTER]
    assert offered_levels((), now=Assurance.EMAIL) == without
    assert offered_levels(("email", "eid"), now=Assurance.EMAIL) == [*without, Assurance.EID]
    assert offered_levels((), now=Assurance.EID) == [*without, Assurance.EID]
