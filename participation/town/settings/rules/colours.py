"""Which of a city's colours can be read, and the shades that the pages need of them.

Contrast is WCAG 2.2's: (lighter + 0.05) / (darker + 0.05) of the relative luminances, from 1 to 21. Text needs 4.5
(criterion 1.4.3), the outline of what has the focus needs 3 (1.4.11, 2.4.13).
"""

from __future__ import annotations

import colorsys
import re
from collections.abc import Callable
from dataclasses import dataclass

from participation.core.errors import Invalid

READABLE = 4.5
STRONG = 11.0
STEPS = 256
LIGHT_GROUNDS = ("#ffffff", "#f3f6f5", "#f7f2e8")
DARK_GROUNDS = ("#0d1718", "#152325", "#201c16")
WHITE, NEARLY_BLACK = "#ffffff", "#04201f"
_HEX = re.compile(r"#[0-9a-f]{6}")


@dataclass(frozen=True)
class Shades:
    """What the pages make of one colour: for light and for dark pages, all as #rrggbb."""

    light: str
    dark: str
    deep: str
    deep_on_dark: str
    tint: str
    tint_on_dark: str


def normal_colour(text: str) -> str:
    """A colour as #rrggbb, also written #RGB or without the sign. Raises Invalid where it is none."""
    colour = "#" + text.strip().lower().removeprefix("#")
    if re.fullmatch(r"#[0-9a-f]{3}", colour):
        colour = "#" + "".join(2 * digit for digit in colour[1:])
    if not _HEX.fullmatch(colour):
        raise Invalid("Bitte geben Sie die Farbe als sechs Zeichen an, zum Beispiel #0b5660.")
    return colour


def contrast(one: str, other: str) -> float:
    """How well one colour stands out from another, from 1 to 21."""
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def weakest(colour: str, grounds: tuple[str, ...] = LIGHT_GROUNDS) -> float:
    """The contrast of a colour on the ground where it is hardest to read."""
    return min(contrast(colour, ground) for ground in grounds)


def is_readable(colour: str) -> bool:
    """Whether text and buttons of this colour can be read on the light pages."""
    return weakest(colour) >= READABLE and contrast(colour, _mixed(colour, WHITE, 0.12)) >= READABLE


def nearest_readable(colour: str) -> str:
    """The colour of the same hue that is just dark enough."""
    return _moved(colour, darker=True, enough=is_readable)


def shades_of(colour: str) -> Shades:
    """The shades that pages need of a readable colour."""
    tint_on_dark = _moved(_mixed(colour, DARK_GROUNDS[0], 0.3), darker=True, enough=lambda c: _luminance(c) < 0.03)
    deep = _moved(colour, darker=True, enough=lambda c: contrast(c, WHITE) >= STRONG)
    dark = _moved(
        colour, darker=False,
        enough=lambda c: weakest(c, (*DARK_GROUNDS, tint_on_dark, NEARLY_BLACK)) >= READABLE,
    )  # fmt: skip
    return Shades(
        light=colour, dark=dark, deep=deep, deep_on_dark=_mixed(deep, DARK_GROUNDS[0], 0.7),
        tint=_mixed(colour, WHITE, 0.12), tint_on_dark=tint_on_dark,
    )  # fmt: skip


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(part) for part in _parts(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)


def _parts(colour: str) -> tuple[float, float, float]:
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return red, green, blue


def _hex(parts: tuple[float, float, float]) -> str:
    return "#" + "".join(f"{round(255 * min(1.0, max(0.0, part))):02x}" for part in parts)


def _mixed(colour: str, ground: str, share: float) -> str:
    pairs = zip(_parts(colour), _parts(ground), strict=True)
    red, green, blue = (share * own + (1 - share) * other for own, other in pairs)
    return _hex((red, green, blue))


def _moved(colour: str, *, darker: bool, enough: Callable[[str], bool]) -> str:
    """The colour made darker or lighter in small steps until it is enough; black or white always are."""
    hue, lightness, saturation = colorsys.rgb_to_hls(*_parts(colour))
    for step in range(STEPS + 1):
        end = 0.0 if darker else 1.0
        candidate = _hex(colorsys.hls_to_rgb(hue, lightness + (end - lightness) * step / STEPS, saturation))
        if enough(candidate):
            return candidate
    return "#000000" if darker else WHITE
