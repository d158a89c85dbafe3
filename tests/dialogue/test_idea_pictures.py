"""Pictures of ideas: taken by content, drawn anew, described, shown to those alone who may read the idea, and gone when
they must go."""

from __future__ import annotations

import io
import struct
import subprocess
import sys
import zlib
from pathlib import Path

import pytest
from flask import Flask
from PIL import Image
from sqlalchemy import func, select
from werkzeug.datastructures import FileStorage, MultiDict
from werkzeug.test import stream_encode_multipart

from config import ROOT
from participation.core.actor import HOUSE
from participation.core.database import db
from participation.core.errors import Invalid
from participation.core.pictures import in_widths
from participation.core.transactions import transaction
from participation.dialogue.ideas.commands import hide_idea
from participation.dialogue.ideas.models import Idea, IdeaDraft, IdeaPicture, IdeaStatus
from participation.dialogue.ideas.rules.pictures import WIDTHS
from tests.browser import Browser, fields_of
from tests.factories.calls import make_call
from tests.factories.dialogue import make_board, make_idea
from tests.factories.people import make_account
from tests.factories.pictures import drawn, make_draft, make_picture

TEXT = "Am Ufer fehlt Schatten. Drei Bäume würden hier im Sommer allen helfen."


def files(app: Flask) -> set[str]:
    """The names of all files that lie among the uploads."""
    folder: Path = app.extensions["PARTICIPATION"].media_root
    return {path.name for path in folder.rglob("*") if path.is_file()} if folder.is_dir() else set()


def send_picture(client: Browser, *data: bytes, status: int = 200, go: str = "hochladen", **values: str) -> None:
    """Send the first step with pictures, as a browser would."""
    assert client.page is not None
    category = str(client.page.soup.select('select[name="category"] option')[1]["value"])
    typed = {"title": "Drei Bäume am Ufer", "text": TEXT, "category": category, "go": go, **values}
    form = client.page.form("idee-einreichen")
    files = [FileStorage(io.BytesIO(one), f"bild-{number}.jpg") for number, one in enumerate(data)]
    sent = MultiDict([*{**fields_of(form), **typed}.items(), *(("pictures", file) for file in files)])
    body, _length, boundary = stream_encode_multipart(sent, use_tempfile=False)
    kind = f'multipart/form-data; boundary="{boundary}"'
    client._see(client.client.post(str(form["action"]), data=body.read(), content_type=kind), status)


def alt_fields(client: Browser) -> list[str]:
    assert client.page is not None
    return [str(field["name"]) for field in client.page.soup.select('input[name^="alt-"]')]


@pytest.fixture
def writing(client: Browser) -> Browser:
    """Somebody with the first step of the form before them."""
    board = make_board(slug="ufer")
    client.sign_in(make_account()).open(f"/boards/{board.slug}/idee-einreichen")
    return client


def test_pictures_go_with_an_idea_and_stand_on_its_page_and_its_card(writing: Browser, app: Flask) -> None:
    send_picture(writing, drawn((2000, 1000)), drawn((300, 300), colour="navy"))
    names = alt_fields(writing)
    assert len(names) == 2
    words = {names[0]: "Eine Bank im Grünen", names[1]: "Eine Bank am Wasser"}
    writing.send("idee-einreichen", status=200, **words)
    page = writing.send("idee-einreichen", status=200)
    assert [str(image["alt"]) for image in page.soup.select(".picture-row img")] == list(words.values())
    writing.send("idee-einreichen")
    writing.follow()
    idea = db.session.scalars(select(Idea)).one()
    page = Browser(app).open(f"/ideen/{idea.subject_id}")
    large, small = page.soup.select(".idea-pictures img")
    assert (large["width"], large["height"], small["width"]) == ("1600", "800", "300")
    assert [part.split()[-1] for part in str(large["srcset"]).split(", ")] == ["400w", "800w", "1600w"]
    assert str(large["alt"]).startswith("Eine Bank im Grünen")
    card = Browser(app).open("/boards/ufer").soup.select_one(".card img")
    assert card is not None
    assert (card["alt"], card["loading"]) == ("Eine Bank im Grünen", "lazy")
    answer = Browser(app).client.get(str(large["src"]))
    assert (answer.status_code, answer.mimetype) == (200, "image/webp")
    assert "immutable" in answer.headers["Cache-Control"]
    assert Image.open(io.BytesIO(answer.data)).size == (400, 200)


def test_a_picture_without_words_is_asked_for_them(writing: Browser) -> None:
    send_picture(writing, drawn(), go="", status=422)
    assert writing.page is not None
    assert writing.page.shows("Bitte sagen Sie bei jedem Bild in einem Satz")
    assert writing.page.soup.select_one('input[name^="alt-"]')["aria-invalid"] == "true"  # type: ignore[index]


def test_a_picture_is_taken_out_of_a_draft_with_its_files(writing: Browser, app: Flask) -> None:
    before = files(app)
    send_picture(writing, drawn(), drawn(colour="navy"))
    assert len(files(app) - before) == 6
    first = alt_fields(writing)[0].removeprefix("alt-")
    writing.send("idee-einreichen", status=200, go=f"weg-{first}")
    assert len(alt_fields(writing)) == 1
    assert db.session.scalars(select(IdeaPicture.position)).all() == [1]
    writing.send("idee-einreichen", go="verwerfen")
    assert files(app) == before


def test_no_more_than_five(writing: Browser) -> None:
    send_picture(writing, *[drawn((32, 32))] * 6, status=422)
    assert writing.page is not None
    assert writing.page.shows("Mehr als 5 Bilder sind nicht möglich")
    assert len(alt_fields(writing)) == 5


POLYGLOT = drawn((64, 64)) + b"<script>alert(1)</script><?php system('ls'); ?>PK\x03\x04"


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>", "kein Bild, das wir annehmen"),
        (b"%PDF-1.7 <script>", "kein Bild, das wir annehmen"),
        (b"GIF89a" + bytes(200), "kein Bild, das wir annehmen"),
        (drawn((300, 300))[:-200], "beschädigt"),
        (b"\xff\xd8\xff" + bytes(6_000_000), "zu groß"),
        (b"", "Die Datei ist leer"),
    ],
)
def test_what_cannot_be_taken_is_told_beside_the_field_and_the_text_stays(
    writing: Browser, app: Flask, data: bytes, sentence: str
) -> None:
    before = files(app)
    send_picture(writing, data, status=422)
    assert writing.page is not None
    assert sentence in writing.page.soup.select_one("#pictures-error").get_text()  # type: ignore[union-attr]
    assert writing.page.soup.find("input", {"name": "title"})["value"] == "Drei Bäume am Ufer"  # type: ignore[index]
    assert files(app) == before


def test_of_a_file_that_is_two_things_only_the_pixels_stay(writing: Browser, app: Flask) -> None:
    folder: Path = app.extensions["PARTICIPATION"].media_root
    before = files(app)
    send_picture(writing, POLYGLOT)
    new = [path for path in folder.rglob("*") if path.name in files(app) - before]
    assert new
    for path in new:
        assert b"script" not in path.read_bytes()
        assert b"PK\x03\x04" not in path.read_bytes()


def test_place_and_device_are_gone_and_the_picture_stands_upright() -> None:
    exif = Image.Exif()
    exif[0x0112], exif[0x010F] = 6, "Kamera von Anna"
    exif.get_ifd(0x8825)[1] = "N"
    widest = in_widths(drawn((900, 600), exif=exif), WIDTHS)[-1]
    assert (widest.width, widest.height) == (600, 900)
    assert b"Anna" not in widest.data
    assert not Image.open(io.BytesIO(widest.data)).getexif()


def test_a_small_picture_has_one_width_and_a_tall_one_is_bounded() -> None:
    assert [one.width for one in in_widths(drawn((300, 200)), WIDTHS)] == [300]
    tall = in_widths(drawn((40, 8000)), WIDTHS)
    assert max(one.height for one in tall) <= 3200
    with pytest.raises(Invalid, match="zu klein"):
        in_widths(drawn((8, 8)), WIDTHS)


MEASURED = """
import re, sys
from participation.core.errors import Invalid
from participation.core.pictures import in_widths

for name in sys.argv[1:]:
    try:
        with open(name, "rb") as file:
            in_widths(file.read(), (400, 800, 1600))
        print("taken")
    except Invalid as error:
        print(error)
with open("/proc/self/status") as status:
    print(re.search(r"VmHWM:\\s+(\\d+)", status.read())[1])
"""


def test_a_picture_bomb_needs_little_memory(tmp_path: Path) -> None:
    bomb, large, long = tmp_path / "bomb", tmp_path / "large", tmp_path / "long"
    bomb.write_bytes(bomb_png())
    Image.new("RGBA", (6000, 4000), "navy").save(large, "PNG")
    long.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(50_000_000))
    answer = subprocess.run(
        [sys.executable, "-c", MEASURED, str(bomb), str(large), str(long)], capture_output=True, text=True, check=True,
        cwd=ROOT, env={"PYTHONPATH": str(ROOT), "PATH": "/usr/bin"}, timeout=120,
    )  # fmt: skip
    of_bomb, of_large, of_long, kilobytes = answer.stdout.splitlines()
    assert "zu groß" in of_bomb
    assert of_large == "taken"
    assert "kein Bild" in of_long or "beschädigt" in of_long
    assert int(kilobytes) < 300 * 1024


def bomb_png() -> bytes:
    """A few kilobytes that say of themselves that they are 20,000 pixels wide and high, and are."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    packer = zlib.compressobj(9)
    rows = b"".join(packer.compress(bytes(2501)) for _ in range(20_000)) + packer.flush()
    head = struct.pack(">IIBBBBB", 20_000, 20_000, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def test_a_request_of_fifty_megabytes_is_refused_with_a_sentence(writing: Browser) -> None:
    send_picture(writing, bytes(50 * 1024 * 1024), status=422)
    assert writing.page is not None
    assert writing.page.shows("ist zu groß. Höchstens 5 MB sind möglich.")


def test_whoever_is_not_signed_in_sends_no_pictures(client: Browser, app: Flask) -> None:
    board = make_board()
    before = files(app)
    page = client.open(f"/boards/{board.slug}/idee-einreichen")
    assert page.shows("Bilder können Sie hinzufügen, wenn Sie angemeldet sind")
    send_picture(client, drawn())
    assert files(app) == before
    send_picture(client, bytes(6 * 1024 * 1024), status=413)


def test_pictures_are_seen_by_those_who_may_read_the_idea(client: Browser, app: Flask) -> None:
    account = make_account()
    idea = make_idea(author_id=account.id)
    picture = make_picture(idea)
    address = f"/ideen/{idea.subject_id}/bilder/{picture.id}/400"
    assert client.client.get(address).status_code == 200
    assert client.client.get(f"/ideen/{idea.subject_id}/bilder/{picture.id}/401").status_code == 404
    assert client.client.get(f"/ideen/{make_idea().subject_id}/bilder/{picture.id}/400").status_code == 404
    with transaction():
        hide_idea(db.session.get_one(Idea, idea.subject_id), actor=HOUSE, reason="Ein Gesicht")
    assert client.client.get(address).status_code == 404
    answer = Browser(app).sign_in(account).client.get(address)
    assert (answer.status_code, answer.headers["Cache-Control"]) == (200, "private, no-store")


def test_pictures_of_a_draft_are_seen_by_their_writer_alone(client: Browser, app: Flask) -> None:
    account = make_account()
    make_draft(make_board(), account, with_picture="Eine Bank")
    number = db.session.scalars(select(IdeaPicture.id)).one()
    address = f"/entwuerfe/bilder/{number}/400"
    assert client.client.get(address).status_code == 303
    assert Browser(app).sign_in(make_account()).client.get(address).status_code == 404
    assert Browser(app).sign_in(account).client.get(address).status_code == 200


def test_authors_change_pictures_until_the_city_answers(client: Browser, app: Flask) -> None:
    account = make_account()
    idea = make_idea(author_id=account.id)
    Browser(app).sign_in(make_account()).open(f"/ideen/{idea.subject_id}/bilder", status=403)
    client.sign_in(account)
    client.open(client.open(f"/ideen/{idea.subject_id}").links()["Bilder hinzufügen"])
    sent = {"pictures": (io.BytesIO(drawn()), "bank.jpg")}
    assert client.send("/bilder", status=422, **sent).shows("Bitte sagen Sie bei jedem Bild")
    client.send("/bilder", pictures=(io.BytesIO(drawn()), "bank.jpg"), alt="Eine Bank")
    page = client.follow()
    name = str(page.soup.select_one('input[name^="alt-"]')["name"])  # type: ignore[index]
    assert client.send("/bilder", status=422, **{name: " "}).shows("Bitte sagen Sie bei jedem Bild")
    client.open(f"/ideen/{idea.subject_id}/bilder")
    client.send("/bilder", **{name: "Eine Bank im Park"})
    page = client.open(f"/ideen/{idea.subject_id}")
    assert page.soup.select_one(".idea-pictures img")["alt"].startswith("Eine Bank im Park")  # type: ignore[index, union-attr]
    assert page.shows("Bilder geändert")
    before = files(app)
    number = db.session.scalars(select(IdeaPicture.id)).one()
    client.open(f"/ideen/{idea.subject_id}/bilder")
    client.post(f"/ideen/{idea.subject_id}/bilder/{number}/entfernen")
    assert len(before - files(app)) == 3
    with transaction():
        db.session.get_one(Idea, idea.subject_id).status = IdeaStatus.ANSWERED
    client.open(f"/ideen/{idea.subject_id}/bilder", status=403)


def test_a_call_asks_for_no_pictures(client: Browser) -> None:
    call = make_call()
    client.sign_in(make_account())
    assert not client.open(f"/boards/{call.slug}/bewerben").soup.find("input", {"name": "pictures"})


def test_old_drafts_go_with_their_files(app: Flask) -> None:
    from participation.core.letting_go import keepers_of

    before = files(app)
    draft = make_draft(make_board(), make_account(), with_picture="Eine Bank")
    assert len(files(app) - before) == 3
    (keeper,) = keepers_of("idea_drafts")
    with transaction():
        keeper.let_go([draft.id])
    assert files(app) == before
    assert db.session.scalar(select(func.count()).select_from(IdeaDraft)) == 0
