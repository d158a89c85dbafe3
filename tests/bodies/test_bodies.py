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
from tests.browser import Browser
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


def test_a_member_records_a_decision_and_everyone_reads_it(app: Flask) -> None:
    council = make_body("Gemeinderat", kind=BodyKind.DECIDES, is_council=True, slug="gemeinderat")
    measure = make_measure(title="Messnetz")
    member = Browser(app).sign_in(make_staff(Role.BODY_MEMBER, council.subject_id))
    assert member.open("/schreibtisch/gremien").shows("Gemeinderat")
    member.open("/schreibtisch/gremien/gemeinderat/entscheidung")
    member.send("/entscheidung", outcome="adopted", status=422)
    member.send(
        "/entscheidung", subject_id=str(measure.subject_id), outcome="adopted", reason="Breite Mehrheit.",
        paper_number="GD 1", paper_url="https://example.org/gd1",
    )  # fmt: skip
    page = Browser(app).open("/gremien/gemeinderat")
    for words in ("Beschluss: angenommen", "Messnetz", "Breite Mehrheit.", "GD 1"):
        assert page.shows(words), words
    assert Browser(app).open("/gremien").shows("Gemeinderat")
    other = make_body(slug="anderes")
    member.open(f"/schreibtisch/gremien/{other.slug}/entscheidung", status=403)


def test_advice_is_called_advice_and_nothing_more(client: Browser) -> None:
    board = make_body("Bürgerbeirat", kind=BodyKind.ADVISES, slug="buergerbeirat")
    make_decision(make_measure().subject_id, body=board, outcome=DecisionOutcome.NOTED)
    page = client.open("/gremien/buergerbeirat")
    assert page.shows("Empfehlung")
    assert not page.shows("zur Kenntnis genommen")
