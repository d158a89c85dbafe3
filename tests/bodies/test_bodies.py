"""Bodies and what they decided."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask

from participation.core.actor import VISITOR, Role
from participation.core.clock import today
from participation.core.errors import Invalid, NotAllowed
from participation.core.transactions import transaction
from participation.people.bodies import rules
from participation.people.bodies.commands import record_decision
from participation.people.bodies.models import BodyKind, DecisionOutcome
from participation.people.bodies.queries import decisions_on
from tests.factories.action import make_body, make_decision, make_measure
from tests.factories.people import make_staff, person


def test_only_the_council_takes_a_resolution() -> None:
    assert rules.name_of_decision(is_council=True, kind=BodyKind.DECIDES) == "Beschluss"
    assert rules.name_of_decision(is_council=False, kind=BodyKind.STEERS) == "Entscheidung"
    assert rules.name_of_decision(is_council=False, kind=BodyKind.ADVISES) == "Empfehlung"


def test_members_record_what_their_own_body_decided(app: Flask) -> None:
    body, measure = make_body(), make_measure()
    values = {"subject_id": measure.subject_id, "outcome": DecisionOutcome.ADOPTED, "reason": "Es nützt vielen."}
    member = person(make_staff(Role.BODY_MEMBER, body.subject_id))
    stranger = person(make_staff(Role.BODY_MEMBER, make_body().subject_id))
    with transaction():
        record_decision(body.subject_id, decided_on=today(), actor=member, **values)
    with pytest.raises(NotAllowed), transaction():
        record_decision(body.subject_id, decided_on=today(), actor=stranger, **values)
    with pytest.raises(Invalid), transaction():
        record_decision(body.subject_id, decided_on=today() + timedelta(days=1), actor=member, **values)
    with pytest.raises(Invalid), transaction():
        record_decision(body.subject_id, decided_on=today(), actor=member, paper_url="javascript:alert(1)", **values)
    [line] = decisions_on(measure.subject_id, actor=VISITOR)
    assert (line.body_name, line.called, line.outcome_label) == (body.name, "Entscheidung", "angenommen")


def test_decisions_are_listed_with_the_newest_first(app: Flask) -> None:
    measure = make_measure()
    old = make_decision(measure.subject_id, decided_on=today() - timedelta(days=9))
    new = make_decision(measure.subject_id)
    assert [line.decision_id for line in decisions_on(measure.subject_id, actor=VISITOR)] == [new.id, old.id]
