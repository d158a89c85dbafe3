"""Whether a contribution collected elsewhere can be taken: its text, its place, its date."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from math import cos, hypot, isfinite, radians

from participation.core.clock import TOWN, at_noon
from participation.core.places import Box, Point
from participation.core.slugs import slugify
from participation.dialogue.ideas.models import Origin
from participation.dialogue.imports.models import Verdict

LONGEST_TEXT = 20_000
LONGEST_TITLE = 120
DERIVED_TITLE = 90
NEARBY = 0.3
KM_PER_DEGREE = 111.2
FIRST_SENTENCE = re.compile(rf".{{10,{DERIVED_TITLE}}}?[.!?…](?=\s|$)")
DATES = ("%Y-%m-%d", "%Y/%m/%d", "%d.%m.%Y", "%d.%m.%y", "%Y%m%d", "%d/%m/%Y")
MOMENTS = ("%Y-%m-%d %H:%M:%S", "%Y-%m-%d %H:%M", "%d.%m.%Y %H:%M:%S", "%d.%m.%Y %H:%M", "%Y/%m/%d %H:%M:%S")
ORIGINS = {
    "online": Origin.ONLINE, "internet": Origin.ONLINE, "werkstatt": Origin.WORKSHOP, "workshop": Origin.WORKSHOP,
    "vor-ort": Origin.ON_SITE, "vor-ort-dialog": Origin.ON_SITE, "on-site": Origin.ON_SITE, "papier": Origin.PAPER,
    "paper": Origin.PAPER, "brief": Origin.PAPER, "postkarte": Origin.PAPER, "telefon": Origin.PHONE,
    "phone": Origin.PHONE, "import": Origin.IMPORT,
}  # fmt: skip


@dataclass(frozen=True)
class Contribution:
    """A row as it stands in the file, its columns by what they mean; all as text."""

    line: int
    id: str = ""
    title: str = ""
    text: str = ""
    category: str = ""
    district: str = ""
    street: str = ""
    lon: str = ""
    lat: str = ""
    date: str = ""
    origin: str = ""


@dataclass(frozen=True)
class Refused:
    """A row that cannot be taken, with the reason and the words that show it."""

    line: int
    verdict: Verdict
    detail: str = ""


@dataclass(frozen=True)
class Checked:
    """A row that can be taken."""

    line: int
    external_id: str
    title: str
    text: str
    category: str
    category_slug: str
    district_id: int | None
    street: str
    point: Point | None
    submitted_at: datetime
    origin: Origin


@dataclass(frozen=True)
class Town:
    """What checking needs to know of the town: where it lies, its districts by slug, and what time it is."""

    now: datetime
    centre: Point
    box: Box | None = None
    districts: Mapping[str, int] = field(default_factory=dict)
    origin: Origin = Origin.IMPORT


class _No(Exception):
    def __init__(self, verdict: Verdict, detail: str = "") -> None:
        super().__init__(verdict)
        self.verdict, self.detail = verdict, detail


def check(row: Contribution, town: Town) -> Checked | Refused:
    """The row with all its values understood, or why it is refused."""
    try:
        title, text = _title_and_text(row)
        category = row.category.split(">")[0].strip()[:120]
        return Checked(
            line=row.line, external_id=_external_id(row), title=title, text=text, category=category,
            category_slug=slugify(category) if category else "", district_id=town.districts.get(slugify(row.district)),
            street=" ".join(row.street.split())[:160], point=_point(row, town),
            submitted_at=_moment(row.date, town.now), origin=_origin(row.origin, town),
        )  # fmt: skip
    except _No as no:
        return Refused(row.line, no.verdict, no.detail[:200])


def title_of(text: str) -> str:
    """A title for a text that has none: its first sentence, or its first words."""
    words = " ".join(text.split())
    sentence = FIRST_SENTENCE.match(words)
    if sentence:
        return sentence[0].rstrip(".")
    if len(words) <= DERIVED_TITLE:
        return words
    return _cut(words, DERIVED_TITLE)


def _title_and_text(row: Contribution) -> tuple[str, str]:
    text, title = row.text.strip(), " ".join(row.title.split())
    if not any(letter.isalnum() for letter in title + text):
        raise _No(Verdict.NO_TEXT)
    if len(text) > LONGEST_TEXT:
        raise _No(Verdict.TOO_LONG, f"{len(text):,}")
    if not title:
        return title_of(text), text
    if len(title) <= LONGEST_TITLE:
        return title, text or title
    return _cut(title, LONGEST_TITLE - 2), f"{title}\n\n{text}".strip()


def _cut(words: str, length: int) -> str:
    kept = words[:length]
    return (kept.rsplit(" ", 1)[0] if " " in kept[length // 2 :] else kept).rstrip(",;:.- ") + " …"


def _external_id(row: Contribution) -> str:
    """The row's own number, or where it has none a digest of what it says, so that a second run knows it again."""
    own = " ".join(row.id.split())
    if own and len(own) <= 120:
        return own
    said = (own, row.title, row.text, row.date, row.lon, row.lat, row.street)
    return "sha256:" + hashlib.sha256("\x1f".join(said).encode()).hexdigest()[:40]


def _point(row: Contribution, town: Town) -> Point | None:
    if not row.lon.strip() and not row.lat.strip():
        return None
    written = f"{row.lon.strip() or '–'}, {row.lat.strip() or '–'}"
    if not row.lon.strip() or not row.lat.strip():
        raise _No(Verdict.HALF_PLACE, written)
    lon, lat = _degrees(row.lon, written), _degrees(row.lat, written)
    if _is_near(lat, lon, town) and not _is_near(lon, lat, town):
        raise _No(Verdict.SWAPPED, written)
    if not (-180 <= lon <= 180 and -90 <= lat <= 90):
        raise _No(Verdict.OFF_EARTH, written)
    point = Point(lon, lat)
    if town.box is not None and not _is_near(lon, lat, town):
        raise _No(Verdict.OUTSIDE, f"{written} ({_distance(point, town.centre):,.0f} km)")
    return point.rounded()


def _degrees(text: str, written: str) -> float:
    try:
        value = float(text.strip().replace(",", "."))
    except ValueError:
        raise _No(Verdict.NO_COORDINATES, written) from None
    if not isfinite(value):
        raise _No(Verdict.NO_COORDINATES, written)
    return value


def _is_near(lon: float, lat: float, town: Town) -> bool:
    """In or around the town: about 30 km around the districts, or where there are none 2 degrees around the centre."""
    box, margin = town.box, NEARBY
    if box is None:
        box, margin = Box(town.centre.lon, town.centre.lat, town.centre.lon, town.centre.lat), 2.0
    return box.west - margin <= lon <= box.east + margin and box.south - margin <= lat <= box.north + margin


def _distance(a: Point, b: Point) -> float:
    return KM_PER_DEGREE * hypot((a.lon - b.lon) * cos(radians((a.lat + b.lat) / 2)), a.lat - b.lat)


def _moment(text: str, now: datetime) -> datetime:
    """When it was written; a day without a time counts as noon. Without a date it is now."""
    text = text.strip()
    if not text:
        return now
    moment = _read_moment(text)
    if moment is None:
        raise _No(Verdict.NO_DATE, text)
    if moment.date() > now.date():
        raise _No(Verdict.FUTURE, text)
    return min(moment, now)


def _read_moment(text: str) -> datetime | None:
    day = _read_day(text)
    if day is not None:
        return at_noon(day)
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        moment = next((m for m in (_parsed(text, pattern) for pattern in MOMENTS) if m), None)  # type: ignore[assignment]
    if moment is None or not 1900 <= moment.year <= 9000:
        return None
    return (moment if moment.tzinfo else moment.replace(tzinfo=TOWN)).astimezone(UTC)


def _read_day(text: str) -> date | None:
    parsed = next((m for m in (_parsed(text, pattern) for pattern in DATES) if m), None)
    return parsed.date() if parsed and 1900 <= parsed.year <= 9000 else None


def _parsed(text: str, pattern: str) -> datetime | None:
    try:
        return datetime.strptime(text, pattern)
    except ValueError:
        return None


def _origin(text: str, town: Town) -> Origin:
    if not text.strip():
        return town.origin
    try:
        return ORIGINS[slugify(text)]
    except KeyError:
        raise _No(Verdict.UNKNOWN_ORIGIN, text.strip()) from None
