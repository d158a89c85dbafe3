"""Every column with personal data is in the record, and the record speaks of nothing that is not there."""

from __future__ import annotations

import re
import zlib

import pytest
from flask import Flask

from participation.core.actor import Role
from participation.core.database import Base
from participation.town.privacy.queries import personal_columns
from participation.town.privacy.rules.personal import is_personal
from participation.town.privacy.rules.record import ACTIVITIES, recorded_columns
from tests.browser import Browser
from tests.factories.people import make_account, make_staff


def test_every_column_with_personal_data_is_in_the_record(app: Flask) -> None:
    missing = sorted(personal_columns() - recorded_columns())
    assert not missing, f"enter these in town/privacy/rules/record.py: {missing}"


def test_the_record_speaks_of_columns_that_there_are(app: Flask) -> None:
    there = {f"{t.name}.{c.name}" for t in Base.metadata.tables.values() for c in t.columns}
    assert recorded_columns() <= there
    columns = [column for activity in ACTIVITIES for column in activity.columns]
    assert len(columns) == len(set(columns))


def test_a_new_column_with_personal_data_would_be_noticed() -> None:
    assert is_personal("guest_email", points_at_account=False, beside=())
    assert is_personal("whoever", points_at_account=True, beside=())
    assert is_personal("text", points_at_account=False, beside={"author_id"})
    assert not is_personal("text", points_at_account=False, beside={"position"})


def test_the_privacy_page_tells_form_by_form_what_is_stored(client: Browser) -> None:
    page = client.open("/datenschutz")
    for activity in ACTIVITIES:
        assert page.shows(activity.title) is activity.form
    assert page.shows("der Link gilt 7 Tage")
    assert client.open("/en/datenschutz").shows("Form by form")


def test_the_spans_that_are_told_are_those_that_hold() -> None:
    from participation.dialogue.codes.rules import GUESTS_KEPT
    from participation.people.accounts.commands import CONFIRM_WITHIN, RESET_WITHIN

    told = next(activity.kept for activity in ACTIVITIES if activity.slug == "anmeldung")
    assert f"{CONFIRM_WITHIN.days} Tage" in told
    assert f"{int(RESET_WITHIN.total_seconds()) // 3600} Stunden" in told
    told = next(activity.kept for activity in ACTIVITIES if activity.slug == "codes")
    assert f"{GUESTS_KEPT.days} Tage nach dem Ende" in told


def test_the_binder_is_made_from_the_running_system(client: Browser) -> None:
    make_account()
    client.open("/verwaltung/datenschutz-ordner", status=303)
    client.sign_in(make_staff(Role.COORDINATOR)).open("/verwaltung/datenschutz-ordner", status=403)
    client.open("/verwaltung/datenschutz-ordner.pdf", status=403)
    client.sign_in(make_staff(Role.ADMINISTRATOR))
    page = client.open("/verwaltung/datenschutz-ordner")
    assert page.shows("accounts: 3")
    assert page.shows("Koordination sieht, was in allen Fachabteilungen wartet; eröffnet und veröffentlicht Runden 1")
    assert page.shows("Verschlüsselte Übertragung die öffentliche Adresse beginnt mit https nein")
    assert page.shows("Mail-Server keiner eingerichtet")
    for column in recorded_columns():
        assert page.shows(column)


def unpacked(pdf: bytes) -> bytes:
    """The file and what lies packed in it."""
    return pdf + b"".join(
        zlib.decompressobj().decompress(part) for part in re.findall(rb"stream\n(x\xda.*?)\nendstream", pdf, re.DOTALL)
    )


def test_the_binder_as_pdf_can_be_read_by_everyone(client: Browser) -> None:
    pytest.importorskip("weasyprint")
    client.sign_in(make_staff(Role.ADMINISTRATOR))
    answer = client.client.get("/verwaltung/datenschutz-ordner.pdf")
    assert answer.mimetype == "application/pdf"
    assert answer.data.startswith(b"%PDF-")
    assert b"pdfuaid" in unpacked(answer.data)
    assert b"/StructTreeRoot" in unpacked(answer.data)


def test_without_the_extra_the_page_says_so(client: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("participation.town.privacy.views.can_print", lambda: False)
    client.sign_in(make_staff(Role.ADMINISTRATOR))
    assert client.open("/verwaltung/datenschutz-ordner").shows("Ein PDF gibt es, sobald")
    client.open("/verwaltung/datenschutz-ordner.pdf", status=303)
