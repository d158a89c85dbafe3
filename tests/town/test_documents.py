"""Documents of the city: uploaded in versions, read by everybody, taken out, and gone after a while."""

from __future__ import annotations

import io
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask

from participation.core import clock
from participation.core.actor import HOUSE, Role
from participation.core.clock import now
from participation.core.database import db
from participation.core.errors import Conflict, NotAllowed
from participation.core.letting_go import keepers_of
from participation.core.transactions import transaction
from participation.core.uploads import WrittenFile, write_file
from participation.town.documents import commands, queries
from participation.town.documents.models import SiteDocument, SiteDocumentVersion
from tests.browser import Browser, Page
from tests.factories.people import make_account, make_department, make_staff, person
from tests.parallel import at_once

PDF = b"%PDF-1.7 Leitlinien"


@pytest.fixture
def editor(app: Flask) -> Browser:
    return Browser(app).sign_in(make_staff(Role.EDITOR, make_department().subject_id))


def written(app: Flask, data: bytes = PDF) -> WrittenFile:
    return write_file(data, "application/pdf", folder=app.extensions["PARTICIPATION"].media_root)


def upload(browser: Browser, data: bytes, *, status: int = 303, **fields: Any) -> Page:
    return browser.send("unterlagen", status=status, file=(io.BytesIO(data), "datei.pdf"), **fields)


def test_a_document_is_uploaded_read_and_replaced_by_a_newer_version(app: Flask, editor: Browser) -> None:
    assert "Unterlagen" not in Browser(app).open("/hintergrund").links()
    editor.open(editor.open("/verwaltung/hintergrund").links()["Neue Unterlage"])
    upload(editor, PDF, title="Leitlinien für Beteiligung")
    reader = Browser(app)
    page = reader.open(reader.open("/hintergrund").links()["Unterlagen"])
    first = page.links()["Leitlinien für Beteiligung"]
    answer = reader.client.get(first)
    assert answer.data == PDF
    assert answer.headers["Content-Disposition"] == ("attachment; filename=leitlinien-fuer-beteiligung-fassung-1.pdf")
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    edit = editor.follow().links()["Leitlinien für Beteiligung"]
    editor.open(edit)
    upload(editor, PDF + b"2", title="Leitlinien", note="Vom Gemeinderat beschlossen")
    page = reader.open("/hintergrund/unterlagen")
    assert page.shows("Vom Gemeinderat beschlossen")
    assert page.shows("Frühere Fassungen")
    assert reader.client.get(page.links()["Leitlinien"]).data == PDF + b"2"
    assert reader.client.get(first).data == PDF
    editor.open(edit)
    editor.send("/entfernen")
    assert reader.client.get(first).status_code == 404
    assert reader.open("/hintergrund/unterlagen").shows("Noch keine Unterlagen")


def test_what_is_no_document_is_refused_and_the_title_stays(editor: Browser) -> None:
    editor.open("/verwaltung/hintergrund/unterlagen/neu")
    for data, words in ((b"<html>", "Diese Datei können wir nicht annehmen"), (b"", "Die Datei ist leer")):
        page = upload(editor, data, status=422, title="Leitlinien")
        assert page.shows(words)
        assert page.soup.find("input", {"name": "title"})["value"] == "Leitlinien"  # type: ignore[index]
    assert editor.send("unterlagen", status=422, title="").shows("Bitte wählen Sie eine Datei.")


def test_only_editors_and_administration_keep_documents(app: Flask) -> None:
    anybody = person(make_account())
    with pytest.raises(NotAllowed), transaction():
        commands.add_site_document(title="X", file=written(app), actor=anybody)


def test_two_newer_versions_at_once_are_two_numbers(live_app: Flask) -> None:
    with live_app.app_context(), transaction():
        number = commands.add_site_document(title="Plan", file=written(live_app), actor=HOUSE).id

    def add(_: int) -> bool:
        with transaction():
            document = db.session.get_one(SiteDocument, number)
            commands.add_site_version(document, note="", file=written(live_app), actor=HOUSE)
        return True

    at_once(live_app, add, count=6, threads=6)
    with live_app.app_context():
        found = queries.site_document_by_id(number)
        assert found is not None
        assert [version.number for version in found.versions] == [7, 6, 5, 4, 3, 2, 1]


def test_what_was_taken_out_goes_with_its_files_and_takes_no_new_version(app: Flask) -> None:
    file = written(app)
    with transaction():
        document = commands.add_site_document(title="Plan", file=file, actor=HOUSE)
    with transaction():
        commands.remove_site_document(db.session.get_one(SiteDocument, document.id), actor=HOUSE)
    with pytest.raises(Conflict), transaction():
        commands.add_site_version(
            db.session.get_one(SiteDocument, document.id), note="", file=written(app), actor=HOUSE
        )
    keeper = next(one for one in keepers_of("removed_documents") if one.what == "site_documents")
    with clock.stopped_at(now() + timedelta(days=1)):
        due = [row[0] for row in db.session.execute(keeper.due(clock.now()))]
    assert due == [document.id]
    with transaction():
        keeper.let_go(due)
    assert not file.path.exists()
    assert db.session.query(SiteDocumentVersion).count() == 0
