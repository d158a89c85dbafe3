"""Pictures that people upload: looked at by content, freed of everything but their pixels, made small.

Nothing of the file itself is kept: its pixels are decoded, turned the way the camera says, and written anew as WebP, so
that place, time and device of a photo are gone, and nothing that hides behind them reaches a browser.
"""

from __future__ import annotations

import hashlib
import io
import warnings
from dataclasses import dataclass

from PIL import Image, ImageOps, UnidentifiedImageError

from participation.core.errors import Invalid

FORMATS = ("PNG", "JPEG", "WEBP")
MOST_PIXELS = 24_000_000
SHORTEST = 16


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
        upright = ImageOps.exif_transpose(opened)
        upright.thumbnail((widest, highest))
        clean = upright.convert("RGBA" if _has_holes(upright) else "RGB")
        written = io.BytesIO()
        clean.save(written, "WEBP", quality=88, method=4)
    except (OSError, ValueError, SyntaxError):
        raise Invalid("Das Bild ist beschädigt und lässt sich nicht lesen.", field=field) from None
    return Picture(written.getvalue(), *clean.size)


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
