"""Pictures are looked at by content and freed of everything but their pixels."""

from __future__ import annotations

import io
import struct
import zlib

import pytest
from PIL import Image

from participation.core.errors import Invalid
from participation.core.pictures import made_safe
from participation.web.printing import as_pdf, can_print


def picture(size: tuple[int, int] = (64, 32), kind: str = "PNG", mode: str = "RGB", **options: object) -> bytes:
    written = io.BytesIO()
    Image.new(mode, size, "red").save(written, kind, **options)  # type: ignore[arg-type]
    return written.getvalue()


def enormous_png() -> bytes:
    """A file of a few bytes that says of itself that it is 40,000 pixels wide and 1,000 high."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", 40_000, 1_000, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"")) + chunk(b"IEND", b"")


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_a_picture_becomes_a_small_webp(kind: str) -> None:
    made = made_safe(picture((900, 300), kind), widest=480, highest=160)
    assert (made.width, made.height) == (480, 160)
    assert Image.open(io.BytesIO(made.data)).format == "WEBP"
    assert made.name.endswith(".webp")


def test_place_and_device_of_a_photo_are_gone_and_it_stands_upright() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x010F] = "Kamera von Anna"
    made = made_safe(picture((64, 32), "JPEG", exif=exif), widest=480, highest=480)
    assert (made.width, made.height) == (32, 64)
    assert b"Anna" not in made.data
    assert not Image.open(io.BytesIO(made.data)).getexif()


def test_what_shines_through_stays_so() -> None:
    made = made_safe(picture(mode="RGBA"), widest=480, highest=160)
    assert Image.open(io.BytesIO(made.data)).mode in ("RGBA", "RGB")


@pytest.mark.parametrize(
    "data",
    [
        b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
        b"GIF89a" + bytes(20),
        b"",
        b"%PDF-1.7",
        bytes(200),
    ],
)
def test_what_is_no_picture_is_refused(data: bytes) -> None:
    with pytest.raises(Invalid, match="kein Bild"):
        made_safe(data, widest=480, highest=160)


def test_an_enormous_picture_is_refused_before_it_is_unpacked() -> None:
    with pytest.raises(Invalid, match="zu groß"):
        made_safe(enormous_png(), widest=480, highest=160)


def test_a_broken_picture_is_refused_even_after_a_pdf_was_made() -> None:
    if can_print():
        as_pdf("<!doctype html><html lang='de'><title>Ordner</title><p>Ordner</p></html>")
    with pytest.raises(Invalid, match="beschädigt"):
        made_safe(picture((300, 300), "JPEG")[:-200], widest=480, highest=160)
