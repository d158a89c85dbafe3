"""Dates: what comes and what was, one date, its calendar file."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from participation.core.actor import HOUSE
from participation.core.clock import now
from participation.core.errors import Invalid
from participation.core.transactions import transaction
from participation.dialogue.meetings.commands import create_meeting
from participation.dialogue.meetings.models import Meeting, MeetingKind
from participation.dialogue.meetings.rules import calendar_text
from participation.records.subjects.models import Audience
from tests.browser import Browser
from tests.factories.dialogue import make_process


def make_meeting(title: str = "Rundgang", *, days: float = 3, **values: Any) -> Meeting:
    starts_at = now() + timedelta(days=days)
    with transaction():
        return create_meeting(
            title, kind=values.pop("kind", MeetingKind.ON_SITE), starts_at=starts_at,
            ends_at=starts_at + timedelta(hours=2), actor=HOUSE, **values,
        )  # fmt: skip


def test_coming_and_past_dates_stand_apart_and_can_be_filtered(client: Browser) -> None:
    make_meeting("Rundgang am Fluss", place="Herdbrücke")
    make_meeting("Forum im Rathaus", kind=MeetingKind.FORUM, days=-10)
    page = client.open("/termine")
    sections = {s.h2.get_text(strip=True): s.get_text(" ") for s in page.soup.select("section.section")}
    assert "Rundgang am Fluss" in sections["Demnächst"]
    assert "Forum im Rathaus" in sections["Vergangene Termine"]
    page = client.open("/termine?art=forum")
    assert "Rundgang am Fluss" not in page.text
    assert client.open("/termine?art=gibt-es-nicht&seite=7").status == 200


def test_a_date_that_runs_now_is_still_a_coming_one(client: Browser) -> None:
    make_meeting(days=-0.02)
    page = client.open("/termine")
    assert "Vergangene Termine" not in page.text
    assert "Rundgang" in page.text


def test_a_date_says_when_where_and_what_came_of_it(client: Browser) -> None:
    coming = make_meeting(place="Herdbrücke", access_note="Stufenlos", description="Wir gehen **langsam**.")
    page = client.open(f"/termine/{coming.subject_id}")
    for words in ("Vor-Ort-Dialog", "Herdbrücke", "Stufenlos", "langsam", "Sie brauchen sich nicht anzumelden."):
        assert words in page.text
    over = make_meeting(days=-9, outcome="24 Stellen gezeigt.")
    page = client.open(f"/termine/{over.subject_id}")
    assert "24 Stellen gezeigt." in page.text
    assert "In den eigenen Kalender" not in page.links()
    client.open("/termine/999999", status=404)


def test_a_date_of_an_internal_or_unpublished_process_is_not_public(client: Browser) -> None:
    inside = make_process(audience=Audience.INTERNAL)
    draft = make_process(publish=False)
    for process in (inside, draft):
        meeting = make_meeting(process_id=process.subject_id)
        client.open(f"/termine/{meeting.subject_id}", status=404)
        client.open(f"/termine/{meeting.subject_id}.ics", status=404)
    assert "Rundgang" not in client.open("/termine").text


def test_a_date_must_end_after_it_began() -> None:
    with pytest.raises(Invalid):
        create_meeting("X", kind=MeetingKind.FORUM, starts_at=now(), ends_at=now() - timedelta(hours=1), actor=HOUSE)


def test_the_calendar_file_is_served_as_one(client: Browser) -> None:
    meeting = make_meeting(place="Herdbrücke")
    response = client.client.get(f"/termine/{meeting.subject_id}.ics")
    assert response.content_type == "text/calendar; charset=utf-8"
    assert "attachment" in response.headers["Content-Disposition"]
    assert response.get_data(as_text=True).startswith("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n")


def test_a_calendar_file_is_folded_escaped_and_in_utc() -> None:
    start = datetime(2026, 5, 3, 16, 30, tzinfo=UTC)
    meeting = Meeting(
        subject_id=7, version=3, title="Fluss, Ufer; Park\\Platz", place="Münsterplatz 1",
        description="Zeile eins\nZeile zwei " + "ü" * 80,
        access_note="", starts_at=start, ends_at=None, changed_at=start, lon=9.99, lat=48.4,
    )  # fmt: skip
    text = calendar_text(meeting, address="https://ulm.example/termine/7", host="ulm.example")
    assert text.endswith("END:VCALENDAR\r\n")
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    lines = text.replace("\r\n ", "").split("\r\n")
    assert "SUMMARY:Fluss\\, Ufer\\; Park\\\\Platz" in lines
    assert "DTSTART:20260503T163000Z" in lines
    assert "DTEND:20260503T183000Z" in lines
    assert "UID:termin-7@ulm.example" in lines
    assert "SEQUENCE:2" in lines
    assert "GEO:48.400000;9.990000" in lines
    assert any(line.startswith("DESCRIPTION:Zeile eins\\nZeile zwei üüü") for line in lines)


def test_line_breaks_in_a_title_start_no_property_of_their_own() -> None:
    start = datetime(2026, 5, 3, tzinfo=UTC)
    meeting = Meeting(
        subject_id=7, version=1, title="A\r\nATTENDEE:x", place="", description="", access_note="", starts_at=start,
        ends_at=None, changed_at=start,
    )  # fmt: skip
    text = calendar_text(meeting, address="https://ulm.example/", host="ulm.example")
    assert "\r\nATTENDEE" not in text
