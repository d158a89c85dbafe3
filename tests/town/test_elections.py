"""Before an election the city is warned before it publishes what it has achieved."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from participation.core.actor import HOUSE, Role
from participation.core.clock import today
from participation.core.database import db
from participation.core.errors import NotAllowed
from participation.core.transactions import transaction
from participation.records.journal.models import JournalEntry
from participation.town.elections import queries
from participation.town.elections.commands import enter_election
from participation.town.elections.models import Election
from participation.town.elections.rules import holds_back
from participation.town.settings.commands import change_settings
from tests.browser import Browser
from tests.factories.action import make_round
from tests.factories.people import make_account, make_staff, person

DAY = date(2027, 3, 14)


def make_election(days: int) -> Election:
    with transaction():
        return enter_election("Landtagswahl", held_on=today() + timedelta(days=days), actor=HOUSE)


def test_the_city_holds_back_in_the_weeks_before_and_on_the_day() -> None:
    assert not holds_back(DAY, date(2027, 1, 30), weeks=6)
    assert holds_back(DAY, date(2027, 1, 31), weeks=6)
    assert holds_back(DAY, DAY, weeks=6)
    assert not holds_back(DAY, date(2027, 3, 15), weeks=6)
    assert not holds_back(DAY, DAY, weeks=0)


def test_the_next_election_counts_and_the_span_is_a_setting(app: Flask) -> None:
    assert queries.restraint_on(today()) is None
    make_election(50)
    assert queries.restraint_on(today()) is None
    with transaction():
        change_settings({"election_weeks": "8"}, actor=HOUSE)
    found = queries.restraint_on(today())
    assert found is not None
    assert found.name == "Landtagswahl"


def test_who_publishes_results_before_an_election_is_warned(client: Browser) -> None:
    round_ = make_round()
    client.sign_in(make_staff(Role.COORDINATOR))
    address = f"/schreibtisch/evaluation/{round_.slug}/veroeffentlichen"
    assert not client.open(address).shows("Bald wird gewählt")
    make_election(10)
    page = client.open(address)
    assert page.shows("Bald wird gewählt")
    assert page.shows("Landtagswahl")


def test_elections_are_entered_and_removed(client: Browser) -> None:
    client.sign_in(make_staff(Role.ADMINISTRATOR))
    assert client.open("/verwaltung/wahlen").shows("Noch keine Wahl eingetragen")
    day = (today() + timedelta(days=90)).isoformat()
    client.send("/verwaltung/wahlen", name="Gemeinderatswahl", held_on=day)
    assert client.follow().shows("„Gemeinderatswahl“ ist eingetragen.")
    again = client.post("/verwaltung/wahlen", {"name": "Gemeinderatswahl", "held_on": day}, status=422)
    assert again.shows("Diese Wahl steht schon im Kalender.")
    client.open("/verwaltung/wahlen")
    client.send("/entfernen")
    assert client.follow().shows("Noch keine Wahl eingetragen")
    events = db.session.scalars(select(JournalEntry.event).where(JournalEntry.event.like("Election%"))).all()
    assert sorted(events) == ["ElectionEntered", "ElectionRemoved"]


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"name": "", "held_on": "2099-01-01"}, "Bitte nennen Sie die Wahl."),
        ({"name": "Bleibt stehen", "held_on": ""}, "Bitte nennen Sie den Tag."),
        ({"name": "Bleibt stehen", "held_on": "2020-01-01"}, "Dieser Tag ist schon vorbei."),
        ({"name": "Bleibt stehen", "held_on": "irgendwann"}, "Wann?"),
    ],
)
def test_what_is_no_election_is_refused(client: Browser, values: dict[str, str], sentence: str) -> None:
    client.sign_in(make_staff(Role.ADMINISTRATOR)).open("/verwaltung/wahlen")
    page = client.send("/verwaltung/wahlen", status=422, **values)
    assert page.shows(sentence)
    assert page.soup.find("input", {"name": "name"})["value"] == values["name"]  # type: ignore[index]


def test_the_calendar_is_for_the_administration(client: Browser) -> None:
    election = make_election(10)
    somebody = person(make_account())
    with pytest.raises(NotAllowed), transaction():
        enter_election("Meine Wahl", held_on=DAY, actor=somebody)
    client.open("/verwaltung/wahlen", status=303)
    client.sign_in(make_staff(Role.COORDINATOR)).open("/verwaltung/wahlen", status=403)
    client.post(f"/verwaltung/wahlen/{election.id}/entfernen", status=403)
