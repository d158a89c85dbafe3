"""Documents in versions and the picture: checked by content, stored under random names, shown to who may see them."""

from __future__ import annotations

import zipfile
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from PIL import Image
from sqlalchemy import select

from participation.core.database import db
from participation.core.errors import Invalid
from participation.dialogue.processes.models import Process, StoredFile
from participation.dialogue.processes.rules import check_document, media_type_of
from participation.people.accounts.models import Account
from tests.browser import Browser
from tests.factories.dialogue import make_process
from tests.factories.people import make_account
from tests.factories.planning import make_editors

DESK = "/schreibtisch/verfahren/ufer"
PDF = b"%PDF-1.7\n1 0 obj"


def archive(**members: bytes) -> bytes:
    answer = BytesIO()
    with zipfile.ZipFile(answer, "w") as file:
        for name, content in members.items():
            file.writestr(name.replace("__", "/").replace("_xml", ".xml"), content)
    return answer.getvalue()


def picture(kind: str = "PNG", size: tuple[int, int] = (40, 30), **values: Any) -> bytes:
    answer = BytesIO()
    Image.new("RGB", size, (10, 120, 110)).save(answer, kind, **values)
    return answer.getvalue()


DOCX = archive(**{"[Content_Types]_xml": b"wordprocessingml.document.main+xml"})
MACROS = archive(**{"[Content_Types]_xml": b"wordprocessingml.document.main+xml", "word__vbaProject.bin": b"x"})


@pytest.fixture
def account(app: Flask) -> Account:
    department, [account] = make_editors()
    make_process(slug="ufer", department_id=department.subject_id)
    return account


@pytest.fixture
def editor(app: Flask, account: Account) -> Browser:
    return Browser(app).sign_in(account)


def upload(editor: Browser, path: str, data: bytes, name: str = "plan.pdf", status: int = 303, **values: str) -> None:
    editor.open(f"{DESK}{path}")
    editor.send(path, status=status, file=(BytesIO(data), name), **values)


def folder(app: Flask) -> Path:
    return Path(app.extensions["PARTICIPATION"].media_root)


def files_in(app: Flask) -> set[Path]:
    return {path for path in folder(app).rglob("*") if path.is_file()} if folder(app).is_dir() else set()


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (PDF, "application/pdf"),
        (picture(), "image/png"),
        (picture("JPEG"), "image/jpeg"),
        (picture("WEBP"), "image/webp"),
        (DOCX, "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        (archive(mimetype=b"application/vnd.oasis.opendocument.text"), "application/vnd.oasis.opendocument.text"),
        (MACROS, None),
        (archive(anything=b"x"), None),
        (b"PK\x03\x04 broken", None),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>", None),
        (b"<html>%PDF-", None),
        (b"", None),
    ],
)
def test_a_file_is_known_by_its_content(data: bytes, kind: str | None) -> None:
    assert media_type_of(data) == kind


def test_a_document_is_uploaded_read_and_replaced_by_a_newer_version(app: Flask, editor: Browser) -> None:
    before = files_in(app)
    upload(editor, "/unterlagen/neu", PDF, "../../böse.html", title="Plan der Ufer")
    assert editor.follow().shows("Fassung 1")
    page = Browser(app).open("/verfahren/ufer")
    address = page.links()["Plan der Ufer"]
    answer = Browser(app).client.get(address)
    assert answer.data == PDF
    assert answer.headers["Content-Disposition"] == "attachment; filename=plan-der-ufer-fassung-1.pdf"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.mimetype == "application/pdf"
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    edit = next(href for words, href in editor.open(DESK).links().items() if words == "Plan der Ufer")
    upload(editor, edit.removeprefix(DESK), PDF + b"2", title="Plan der Ufer", note="Mit Legende")
    page = Browser(app).open("/verfahren/ufer")
    assert page.shows("Fassung 2")
    assert page.shows("Frühere Fassungen")
    assert Browser(app).client.get(page.links()["Plan der Ufer"]).data == PDF + b"2"
    assert Browser(app).client.get(address).data == PDF
    editor.open(f"{edit}/entfernen")
    editor.send("/entfernen")
    assert Browser(app).client.get(address).status_code == 404
    assert all(len(path.name) == 40 for path in files_in(app) - before)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "Die Datei ist leer."),
        (b"<html><script>", "Diese Datei können wir nicht annehmen."),
        (MACROS, "Diese Datei können wir nicht annehmen."),
    ],
)
def test_a_file_that_is_not_taken_leaves_nothing(app: Flask, editor: Browser, data: bytes, words: str) -> None:
    before = files_in(app)
    upload(editor, "/unterlagen/neu", data, status=422, title="Plan")
    assert editor.page is not None
    assert words in editor.page.soup.select_one("#file-error").get_text()  # type: ignore[union-attr]
    assert editor.page.soup.find("input", {"name": "title"})["value"] == "Plan"  # type: ignore[index]
    assert files_in(app) == before


def test_a_file_may_be_as_large_as_the_setting_and_no_larger() -> None:
    assert check_document(PDF, most=len(PDF)) == "application/pdf"
    with pytest.raises(Invalid, match="Höchstens 5 MB"):
        check_document(PDF + b"x" * 5 * 1024 * 1024, most=5 * 1024 * 1024)


def test_without_a_file_or_a_title_nothing_is_uploaded(editor: Browser) -> None:
    editor.open(f"{DESK}/unterlagen/neu")
    page = editor.send("/unterlagen/neu", status=422, title="Plan")
    assert page.shows("Bitte wählen Sie eine Datei.")
    upload(editor, "/unterlagen/neu", PDF, status=422, title="")


def test_documents_of_a_draft_are_for_its_department_alone(app: Flask) -> None:
    department, [account] = make_editors()
    make_process(slug="ufer", department_id=department.subject_id, publish=False)
    editor = Browser(app).sign_in(account)
    upload(editor, "/unterlagen/neu", PDF, title="Entwurf")
    number = db.session.scalar(select(StoredFile.id))
    assert number is not None
    address = next(href for words, href in editor.open(f"{DESK}/vorschau/seite").links().items() if words == "Entwurf")
    assert editor.client.get(address).status_code == 200
    assert Browser(app).client.get(address).status_code == 404
    assert Browser(app).sign_in(make_account()).client.get(address).status_code == 404
    _stranger, [other] = make_editors()
    assert Browser(app).sign_in(other).client.get(address).status_code == 404


def test_a_picture_is_drawn_anew_without_what_the_camera_noted(app: Flask, editor: Browser) -> None:
    exif = Image.Exif()
    exif[0x010F] = "Kamera von Frau Muster"
    upload(editor, "/bild", picture("JPEG", (3000, 1500), exif=exif), "a.jpg", picture_alt="Das Ufer im Mai")
    page = Browser(app).open("/verfahren/ufer")
    image = page.soup.select_one("figure.wide-picture img")
    assert image is not None
    assert image["alt"] == "Das Ufer im Mai"
    answer = Browser(app).client.get(str(image["src"]))
    assert answer.mimetype == "image/webp"
    assert b"Muster" not in answer.data
    with Image.open(BytesIO(answer.data)) as drawn:
        assert max(drawn.size) == 1600
        assert not drawn.getexif()
    editor.open(f"{DESK}/bild")
    editor.send("/bild/entfernen")
    assert db.session.scalars(select(Process.picture_file_id)).all() == [None]
    assert Browser(app).client.get(str(image["src"])).status_code == 404


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (PDF, "Bitte wählen Sie ein Bild als PNG, JPEG oder WebP"),
        (picture()[:40], "kein Bild, das wir annehmen"),
        (picture(size=(8000, 5000)), "Das Bild ist zu groß"),
    ],
)
def test_a_bad_picture_is_refused_beside_its_field(editor: Browser, data: bytes, words: str) -> None:
    upload(editor, "/bild", data, "bild.png", status=422, picture_alt="Das Ufer")
    assert editor.page is not None
    assert words in editor.page.soup.select_one("#file-error").get_text()  # type: ignore[union-attr]


def test_a_picture_needs_words_and_words_a_picture(editor: Browser) -> None:
    upload(editor, "/bild", picture(), "bild.png", status=422, picture_alt="")
    editor.open(f"{DESK}/bild")
    page = editor.send("/bild", status=422, picture_alt="Nichts zu sehen")
    assert page.shows("Bitte wählen Sie ein Bild.")
