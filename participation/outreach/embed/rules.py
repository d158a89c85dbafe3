"""What can be put into other sites, and the snippet that does it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from html import escape

from participation.core.errors import N_

SANDBOX = "allow-scripts allow-same-origin allow-popups allow-top-navigation-by-user-activation"
MESSAGE = "participation:height"


class Kind(StrEnum):
    """What can be embedded, by its word in the address."""

    BOARD = "board"
    MAP = "karte"
    RESULTS = "ergebnisse"


KIND_TITLES: dict[Kind, str] = {
    Kind.BOARD: N_("Themenboard: %(title)s"),
    Kind.MAP: N_("Karte: %(title)s"),
    Kind.RESULTS: N_("Ergebnisse der Evaluation"),
}
HEIGHTS = {Kind.BOARD: 760, Kind.MAP: 640, Kind.RESULTS: 720}


@dataclass(frozen=True)
class Frame:
    """A frame for another site: its address here, the full page, its title and first height in pixels."""

    name: str
    address: str
    full_address: str
    title: str
    height: int


def snippet(frame: Frame) -> str:
    """HTML that puts the frame into another page; the link inside is for browsers that show no frames."""
    return (
        f'<iframe id="{frame.name}" src="{escape(frame.address)}" title="{escape(frame.title)}"\n'
        f'  width="100%" height="{frame.height}" loading="lazy" sandbox="{SANDBOX}">\n'
        f'  <a href="{escape(frame.full_address)}">{escape(frame.title)}</a>\n'
        f"</iframe>"
    )


def height_script(frame: Frame, origin: str) -> str:
    """A script for the page around the frame: it takes the height that the frame tells, from this site alone."""
    return (
        "<script>\n"
        'window.addEventListener("message", function (event) {\n'
        f'  var frame = document.getElementById("{frame.name}");\n'
        f'  if (event.origin !== "{origin}" || !frame || event.source !== frame.contentWindow) return;\n'
        f'  var told = event.data && event.data.type === "{MESSAGE}" && Number(event.data.height);\n'
        "  if (told) frame.height = told;\n"
        "});\n"
        "</script>"
    )
