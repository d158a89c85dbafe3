"""Pictures that people upload: looked at by content, freed of everything but their pixels, made small.

Nothing of the file itself is kept: its pixels are decoded, turned the way the camera says, and written anew as WebP, so
that place, time and device of a photo are gone, and nothing that hides behind them reaches a browser.
"""

from __future__ import annotations

import hashlib
import io
import threading
import warnings
from collections.abc import Sequence
from dataclasses import dataclass

from PIL import Image, ImageOps, UnidentifiedImageError

from participation.core.errors import Invalid

FORMATS = ("PNG", "JPEG", "WEBP")
MOST_PIXELS = 24_000_000
SHORTEST = 16
PHOTO_QUALITY = 80
TALLEST = 2
"""A picture in several widths is at most so many times as high as the widest of them."""
ORIENTATION, LIES_DOWN_FROM = 0x0112, 5
"""What a camera notes of how it was held; from this value on it lay on its side."""

_one_at_a_time = threading.Lock()
"""One picture is decoded at a time, so that several uploads at once need no more memory than one."""


@dataclass(frozen=True)
class Picture:
    """A picture as it is kept: WebP, its size in pixels, and a name made of its content."""

    data: bytes
    width: int
    height: int

    @property
    def name(self) -> str:
        """The name of its file: the same picture has the same name."""
        return hashlib.sha256(self.data).hexdigest()[:24] + ".webp"


def made_safe(data: bytes, *, widest: int, highest: int, field: str = "picture") -> Picture:
    """The picture, no wider and higher than this. Raises Invalid beside `field` where it cannot be taken."""
    with _one_at_a_time:
        return _written(_clean(data, widest, highest, field))


def in_widths(data: bytes, widths: Sequence[int], *, field: str = "picture") -> list[Picture]:
    """The picture in several widths, the widest last: those of `widths` that it is wider than, and the widest that it
    has up to the last of them. It is decoded once. Raises Invalid as `made_safe` does."""
    with _one_at_a_time:
        largest = _clean(data, widths[-1], TALLEST * widths[-1], field)
        made = []
        for width in (one for one in widths if one < largest.width):
            height = max(1, round(largest.height * width / largest.width))
            made.append(_written(largest.resize((width, height), Image.Resampling.LANCZOS), quality=PHOTO_QUALITY))
        return [*made, _written(largest, quality=PHOTO_QUALITY)]


def _clean(data: bytes, widest: int, highest: int, field: str) -> Image.Image:
    """The pixels alone, upright and small. What is large is made small before it is turned, so that it never lies in
    memory twice."""
    opened = _opened(data, field)
    width, height = opened.size
    if width * height > MOST_PIXELS:
        raise Invalid(
            "Das Bild ist zu groß: %(found)s Megapixel. Möglich sind höchstens %(most)s.",
            field=field, found=round(width * height / 1_000_000), most=MOST_PIXELS // 1_000_000,
        )  # fmt: skip
    if min(width, height) < SHORTEST:
        raise Invalid("Das Bild ist zu klein: Es muss mindestens 16 mal 16 Pixel haben.", field=field)
    try:
        lies_down = opened.getexif().get(ORIENTATION, 1) >= LIES_DOWN_FROM
        opened.thumbnail((highest, widest) if lies_down else (widest, highest))
        upright = ImageOps.exif_transpose(opened)
        return upright.convert("RGBA" if _has_holes(upright) else "RGB")
    except (OSError, ValueError, SyntaxError, TypeError):
        raise Invalid("Das Bild ist beschädigt und lässt sich nicht lesen.", field=field) from None


def _written(picture: Image.Image, *, quality: int = 88) -> Picture:
    written = io.BytesIO()
    picture.save(written, "WEBP", quality=quality, method=4)
    return Picture(written.getvalue(), *picture.size)


def _opened(data: bytes, field: str) -> Image.Image:
    """The file, its head read and nothing more: how large it is is known before anything is unpacked."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            return Image.open(io.BytesIO(data), formats=FORMATS)
    except Image.DecompressionBombError:
        raise Invalid("Das Bild ist zu groß: Möglich sind höchstens 24 Megapixel.", field=field) from None
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError):
        raise Invalid(
            "Diese Datei ist kein Bild, das wir annehmen. Bitte wählen Sie ein Bild als PNG, JPEG oder WebP; "
            "SVG nehmen wir nicht an, weil darin Programme stecken können.",
            field=field,
        ) from None


def _has_holes(picture: Image.Image) -> bool:
    return picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info
