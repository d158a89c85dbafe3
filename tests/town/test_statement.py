"""The accessibility statement: honest from the first start, true whenever it is published, and with its film."""

from __future__ import annotations

import io
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from typing import Any

import pytest
from flask import Flask

from participation.core.actor import HOUSE, Role
from participation.core.clock import today
from participation.core.errors import Conflict, Invalid, NotAllowed
from participation.core.transactions import transaction
from participation.town.statement import queries
from participation.town.statement.commands import publish_statement
from participation.town.statement.models import Conformity, Method
from participation.town.statement.rules.saying import Said
from tests.browser import Browser
from tests.factories.people import make_account, make_staff, person

PART = {"what": "Karten", "kind": "not_yet", "reason": "Nur für Sehende", "alternative": "Liste"}
MP4 = b"\x00\x00\x00\x18ftypmp42" + b"\x00" * 64
WEBM = b"\x1a\x45\xdf\xa3" + b"\x00" * 64
CAPTIONS = b"WEBVTT\n\n00:00.000 --> 00:02.000\nGuten Tag\n"


def said(**values: Any) -> Said:
    return Said(**{
        "conformity": Conformity.PARTIAL, "method": Method.SELF, "assessed_on": date(2026, 3, 1), "parts": (PART,),
        **values,
    })  # fmt: skip


def test_a_fresh_installation_says_that_nobody_has_assessed_it(client: Browser) -> None:
    page = client.open("/barrierefreiheit")
    assert page.heading == "Erklärung zur Barrierefreiheit"
    assert page.shows("noch nicht bewertet")
    assert page.shows("eine Bewertung gab es noch nicht")
    assert page.shows("Landeszentrum Barrierefreiheit")
    assert not page.shows("vollständig vereinbar")
    assert "Set-Cookie" not in page.response.headers
    assert client.open(page.links()["Diese Erklärung in Leichter Sprache"]).shows("Schlichtungs-Stelle")
    assert client.open("/en/barrierefreiheit").shows("not yet assessed")
    assert client.page is not None
    assert client.page.shows("Maps")


def test_the_administration_publishes_a_statement(client: Browser) -> None:
    client.sign_in(make_staff(Role.ADMINISTRATOR, pseudonym="Ada"))
    client.open("/verwaltung/barrierefreiheit")
    client.send(
        "/verwaltung/barrierefreiheit", conformity="partial", method="self", assessed_on="2026-03-01",
        **{"parts-3-what": "Filme", "parts-3-kind": "burden", "parts-3-reason": "Ohne Ton", "parts-0-what": ""},
    )  # fmt: skip
    page = client.follow()
    assert page.shows("teilweise vereinbar")
    assert page.shows("Selbstbewertung der Stadt vom 1. März 2026")
    assert page.shows("Unverhältnismäßige Belastung Filme Ohne Ton")
    assert not page.shows("Zu jeder Karte")
    assert client.open("/verwaltung/barrierefreiheit").shows("teilweise vereinbar · Ada")


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"conformity": "partial", "method": "nothing"}, "Bitte sagen Sie, wie bewertet wurde."),
        ({"conformity": "partial", "method": "self"}, "Bitte nennen Sie den Tag der Bewertung."),
        ({"conformity": "full", "method": "self", "assessed_on": "2026-03-01"}, "passt nicht zu Teilen"),
        ({"conformity": "not_assessed", "method": "self"}, "nennen Sie bitte ihr Ergebnis"),
        ({"method": "third_party", "conformity": "partial", "assessed_on": "2026-03-01"}, "Stelle, die bewertet hat"),
        ({"body_url": "javascript:alert(1)"}, "sie beginnt mit https://"),
        ({"written_on": "gestern"}, "Diese Erklärung ist vom"),
        ({"conformity": "wunderbar"}, "Stand der Vereinbarkeit"),
    ],
)
def test_what_contradicts_itself_is_not_published(client: Browser, values: dict[str, str], sentence: str) -> None:
    client.sign_in(make_staff(Role.ADMINISTRATOR))
    client.open("/verwaltung/barrierefreiheit")
    page = client.send("/verwaltung/barrierefreiheit", status=422, **{"body_name": "Bleibt stehen", **values})
    assert page.shows(sentence)
    assert page.soup.find("input", {"name": "body_name"})["value"] == "Bleibt stehen"  # type: ignore[index]
    assert queries.newest_number() == 0


def test_a_day_that_has_not_come_is_no_day_of_an_assessment(app: Flask) -> None:
    with pytest.raises(Invalid), transaction():
        publish_statement(said(assessed_on=today() + timedelta(days=1)), known=0, actor=HOUSE)
    with pytest.raises(Invalid), transaction():
        publish_statement(said(parts=()), known=0, actor=HOUSE)


def test_who_comes_second_keeps_what_was_typed(client: Browser) -> None:
    client.sign_in(make_staff(Role.ADMINISTRATOR))
    client.open("/verwaltung/barrierefreiheit")
    with transaction():
        publish_statement(said(body_name="Von der anderen"), known=0, actor=HOUSE)
    page = client.send("/verwaltung/barrierefreiheit", status=409, body_name="Von mir")
    assert page.soup.find("input", {"name": "body_name"})["value"] == "Von mir"  # type: ignore[index]
    client.send("/verwaltung/barrierefreiheit")
    assert queries.said_now().body_name == "Von mir"


def test_one_of_many_who_publish_at_once_wins(live_app: Flask) -> None:
    def publish(number: int) -> bool:
        with live_app.app_context():
            try:
                with transaction():
                    publish_statement(said(), known=0, actor=HOUSE)
            except Conflict:
                return False
            return True

    with ThreadPoolExecutor(6) as pool:
        done = list(pool.map(publish, range(6)))
    with live_app.app_context():
        assert done.count(True) == 1
        assert len(queries.statements()) == 1


def test_only_the_administration_writes_it(client: Browser) -> None:
    somebody = person(make_account())
    with pytest.raises(NotAllowed), transaction():
        publish_statement(said(), known=0, actor=somebody)
    client.open("/verwaltung/barrierefreiheit", status=303)
    for role in (Role.COORDINATOR, Role.EDITOR):
        client.sign_in(make_staff(role))
        client.open("/verwaltung/barrierefreiheit", status=403)
        client.open("/verwaltung/gebaerdensprache/start", status=403)


@pytest.mark.parametrize("film", [MP4, WEBM])
def test_a_film_with_captions_is_shown_where_it_belongs(client: Browser, film: bytes) -> None:
    assert client.open("/leichte-sprache").soup.find("video") is None
    client.sign_in(make_staff(Role.ADMINISTRATOR))
    client.open("/verwaltung/gebaerdensprache/start")
    client.send(
        "/verwaltung/gebaerdensprache/start",
        film=(io.BytesIO(film), "film.mp4"), captions=(io.BytesIO(CAPTIONS), "film.vtt"),
    )  # fmt: skip
    page = client.open("/leichte-sprache")
    video = page.soup.find("video")
    assert video is not None
    assert client.client.get(str(video["src"])).mimetype in {"video/mp4", "video/webm"}
    track = client.client.get(str(video.find("track")["src"]))  # type: ignore[index]
    assert track.mimetype == "text/vtt"
    assert "media-src 'self'" in page.response.headers["Content-Security-Policy"]
    assert client.open("/barrierefreiheit").soup.find("video") is None
    client.open("/verwaltung/gebaerdensprache/start")
    client.send("/verwaltung/gebaerdensprache/start", without="y")
    assert client.open("/leichte-sprache").soup.find("video") is None
    client.open(str(video["src"]), status=404)


@pytest.mark.parametrize(
    ("film", "captions", "sentence"),
    [
        (b"<svg onload=alert(1)>", CAPTIONS, "Film als MP4 oder WebM"),
        (MP4, b"", "auch die Untertitel"),
        (MP4, b"<html>", "WebVTT-Datei"),
        (b"", CAPTIONS, "Bitte wählen Sie den Film"),
    ],
)
def test_what_is_no_film_is_refused(client: Browser, film: bytes, captions: bytes, sentence: str) -> None:
    client.sign_in(make_staff(Role.ADMINISTRATOR))
    client.open("/verwaltung/gebaerdensprache/statement")
    files = {"film": (io.BytesIO(film), "film.mp4"), "captions": (io.BytesIO(captions), "film.vtt")}
    page = client.send(
        "/verwaltung/gebaerdensprache/statement", status=422, **{n: f for n, f in files.items() if f[0].getvalue()}
    )
    assert page.shows(sentence)


def test_a_film_may_be_larger_than_other_requests_for_the_administration_alone(
    client: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(client.app.config, "MAX_CONTENT_LENGTH", 8000)
    large = MP4 + b"\x00" * 9000
    client.sign_in(make_staff(Role.EDITOR))
    client.open("/konto")
    files = {"film": (io.BytesIO(large), "film.mp4"), "captions": (io.BytesIO(CAPTIONS), "f.vtt")}
    client.post("/verwaltung/gebaerdensprache/start", files, status=413)
    client.sign_in(make_staff(Role.ADMINISTRATOR))
    client.open("/verwaltung/gebaerdensprache/start")
    files = {"film": (io.BytesIO(large), "film.mp4"), "captions": (io.BytesIO(CAPTIONS), "f.vtt")}
    client.send("/verwaltung/gebaerdensprache/start", **files)
