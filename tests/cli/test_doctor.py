"""The doctor says of everything how it is, in plain words, and what to do; nothing secret stands in it."""

from __future__ import annotations

import http.server
import os
import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from werkzeug.serving import make_server

from participation import create_app
from participation.cli.doctor.findings import Finding, Level
from participation.cli.doctor.house import examine_database, examine_journal, examine_keys, examine_worker
from participation.cli.doctor.machine import examine_clock, examine_disk, examine_rights
from participation.cli.doctor.mail import examine_mail, send_test_mail
from participation.cli.doctor.settings import examine_contact, examine_settings
from participation.cli.doctor.site import examine_site
from participation.core import clock
from participation.core.actor import HOUSE, Role
from participation.core.database import db, writing
from participation.core.transactions import transaction
from participation.records.journal.commands import record
from participation.records.journal.events import Event
from participation.records.journal.tasks import chain_new_entries
from participation.town.settings.models import SiteSetting
from participation.web.heartbeat import give_sign_of_life
from tests.conftest import settings_for
from tests.factories.people import make_staff


def levels(found: Any) -> list[str]:
    return [one.level.value for one in found]


def only(found: Any) -> Finding:
    (one,) = found
    return one  # type: ignore[no-any-return]


def test_the_command_examines_everything_and_says_so_by_its_exit_code(live_app: Flask) -> None:
    runner = live_app.test_cli_runner()
    ill = runner.invoke(args=["doctor", "--here-only"])
    assert ill.exit_code == 1
    assert "problem  Worker: it never ran.\n         → Start it:" in ill.output
    assert "problem  Administration: nobody" in ill.output
    with live_app.app_context():
        make_staff(Role.ADMINISTRATOR)
        make_staff(Role.ADMINISTRATOR)
        chain_new_entries()
        give_sign_of_life()
    well = runner.invoke(args=["doctor", "--here-only"])
    assert well.exit_code == 0, well.output
    assert "ok       Administration: 2 people" in well.output
    assert well.output.endswith("No problem was found.\n")
    assert live_app.extensions["PARTICIPATION"].secret_key not in well.output


def test_a_database_that_does_not_answer_is_told_and_the_rest_examined(tmp_path: Path) -> None:
    app = create_app(settings_for("postgresql+psycopg://someone:geheim@127.0.0.1:9/none", tmp_path))
    result = app.test_cli_runner().invoke(args=["doctor", "--here-only"])
    assert result.exit_code == 1
    assert "problem  Database: it does not answer (OperationalError)." in result.output
    assert "ok       Disk:" in result.output
    assert "geheim" not in result.output


def test_an_empty_and_an_older_database_are_told(live_app: Flask, tmp_path: Path) -> None:
    with live_app.app_context():
        token = writing.set(True)
        with db.engine.begin() as connection:
            connection.execute(sa.text("UPDATE alembic_version SET version_num = '0000'"))
        writing.reset(token)
        assert "at revision 0000, but this version needs" in only(examine_database()).said
    empty = create_app(settings_for(f"sqlite:///{tmp_path}/new.sqlite3", tmp_path))
    with empty.app_context():
        assert only(examine_database()).said == "it is empty."
        db.engine.dispose()


def test_settings_as_they_were_delivered_are_told(tmp_path: Path) -> None:
    settings = settings_for("sqlite://", tmp_path)
    assert any("development installation" in one.said for one in examine_settings(settings))
    bare = replace(settings, environment="production", base_url="http://mitreden.example.de")
    said = " ".join(one.said + one.advice for one in examine_settings(bare))
    for word in ("not encrypted", "TRUSTED_PROXIES", "MAIL_FROM"):
        assert word in said
    good = replace(
        bare, base_url="https://mitreden.ulm.de", trusted_proxies=1, mail_from="a@ulm.de",
    )  # fmt: skip
    assert levels(examine_settings(good)) == ["ok"]


def test_the_contact_counts_as_it_was_set_on_the_pages(live_app: Flask) -> None:
    with live_app.app_context():
        assert levels(examine_contact()) == ["warning", "warning"]
        with transaction():
            db.session.add(SiteSetting(name="contact_email", value="rathaus@ulm.de"))
            db.session.add(SiteSetting(name="operator_address", value="Marktplatz 1"))
    with live_app.app_context():
        assert only(examine_contact()).said == "questions go to rathaus@ulm.de."


def test_a_folder_that_others_can_read_is_told(tmp_path: Path) -> None:
    settings = settings_for("sqlite://", tmp_path / "data")
    settings.data_dir.mkdir(mode=0o755)
    (settings.data_dir / "participation.sqlite3").touch(mode=0o644)
    assert "can read" in list(examine_rights(settings))[-1].said
    os.chmod(settings.data_dir, 0o750)
    assert list(examine_rights(settings))[-1].level is Level.OK
    assert only(examine_disk(settings)).level in {Level.OK, Level.WARNING}
    assert "nothing can be written" in only(examine_disk(replace(settings, data_dir=tmp_path / "gone"))).said


def test_a_worker_that_stopped_and_entries_that_are_not_sealed_are_told(live_app: Flask) -> None:
    with live_app.app_context():
        chain_new_entries()
        give_sign_of_life()
        assert levels([*examine_worker(), *examine_journal(), *examine_clock()]) == ["ok", "ok", "ok"]
        with transaction():
            record(Event(None), actor=HOUSE)
        with clock.stopped_at(clock.now() + timedelta(minutes=10)):
            assert levels([*examine_worker(), *examine_journal()]) == ["problem", "problem"]
        with clock.stopped_at(clock.now() - timedelta(days=1)):
            assert levels(examine_clock()) == ["problem"]


def test_one_administrator_is_one_too_few(live_app: Flask) -> None:
    with live_app.app_context():
        make_staff(Role.ADMINISTRATOR)
        make_staff(Role.MODERATOR)
        assert only(examine_keys()).said == "there is only one person, but some acts need two."


class Mailbox(socketserver.ThreadingTCPServer):
    """A mail server that takes everything in plain text, and knows one user."""

    allow_reuse_address = daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), MailHandler)
        self.taken: list[str] = []


class MailHandler(socketserver.StreamRequestHandler):
    server: Mailbox

    def handle(self) -> None:
        self.say("220 ready")
        while line := self.rfile.readline().decode().strip():
            word = line.split(" ")[0].upper()
            if word == "DATA":
                self.say("354 go on")
                lines = []
                while (text := self.rfile.readline().decode()) != ".\r\n":
                    lines.append(text)
                self.server.taken.append("".join(lines))
            if word == "EHLO":
                self.say("250-here\r\n250 AUTH PLAIN")
            elif word == "AUTH":
                self.say("535 no")
            elif word == "QUIT":
                self.say("221 bye")
                return
            else:
                self.say("250 ok")

    def say(self, words: str) -> None:
        self.wfile.write(f"{words}\r\n".encode())


@contextmanager
def running(server: Any) -> Iterator[Any]:
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def test_the_mail_server_is_reached_and_a_test_message_sent(tmp_path: Path) -> None:
    with running(Mailbox()) as mailbox:
        settings = replace(
            settings_for("sqlite://", tmp_path), smtp_host="127.0.0.1", smtp_port=mailbox.server_address[1],
            smtp_starttls=False,
        )  # fmt: skip
        assert only(examine_mail(settings)).level is Level.OK
        assert only(send_test_mail(settings, "amt@ulm.example")).level is Level.OK
        assert "To: amt@ulm.example" in mailbox.taken[0]
        refused = replace(settings, smtp_user="wer", smtp_password="geheim")
        found = only(examine_mail(refused))
        assert "refuses the user" in found.said
        assert "geheim" not in found.said
        assert "cannot be used" in only(examine_mail(replace(settings, smtp_starttls=True))).said
    assert "cannot be used" in only(examine_mail(settings)).said
    assert only(send_test_mail(settings, "amt@ulm.example")).level is Level.PROBLEM
    assert "only written to" in only(examine_mail(replace(settings, smtp_host=""))).said


def test_the_public_address_is_asked_as_a_reader_would(live_app: Flask) -> None:
    with running(make_server("127.0.0.1", 0, live_app, threaded=True)) as server:
        settings = replace(live_app.extensions["PARTICIPATION"], base_url=f"http://127.0.0.1:{server.port}")
        assert levels(examine_site(settings)) == ["ok", "ok"]
        encrypted = replace(settings, base_url=f"https://127.0.0.1:{server.port}")
        assert "is not reached" in only(examine_site(encrypted)).said
    assert "is not reached" in only(examine_site(settings)).said


class Bare(http.server.BaseHTTPRequestHandler):
    """Another program, or a proxy that drops what it was given."""

    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Set-Cookie", "spur=1")
        self.end_headers()
        self.wfile.write(b'{"status": "alive"}' if self.path == "/gesund" and self.server.ours else b"hello")  # type: ignore[attr-defined]

    def log_message(self, *_: Any) -> None:
        """Stay quiet."""


@pytest.mark.parametrize("ours", [True, False])
def test_missing_headers_and_strangers_are_told(tmp_path: Path, ours: bool) -> None:
    with running(http.server.ThreadingHTTPServer(("127.0.0.1", 0), Bare)) as server:
        server.ours = ours
        settings = replace(settings_for("sqlite://", tmp_path), base_url=f"http://127.0.0.1:{server.server_port}")
        found = list(examine_site(settings))
    if ours:
        assert levels(found) == ["ok", "problem", "warning"]
        assert "Content-Security-Policy" in found[1].said
    else:
        assert "something else answers there" in only(found).said
