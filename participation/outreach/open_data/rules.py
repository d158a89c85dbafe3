"""What may be asked of the open data, and how records become tables and features."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time
from typing import Any

from participation.core.clock import TOWN
from participation.core.database import HIGHEST_INTEGER
from participation.core.errors import Invalid
from participation.core.places import DECIMALS, feature, point_geometry

Record = dict[str, Any]

DEFAULT_LIMIT = 100
MOST = 500
LICENCE = {
    "name": "Datenlizenz Deutschland – Namensnennung – Version 2.0",
    "id": "dl-de/by-2-0",
    "url": "https://www.govdata.de/dl-de/by-2-0",
}
FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")
BYTE_ORDER_MARK = "\ufeff"


@dataclass(frozen=True)
class Asked:
    """Which records are asked for: those after a number, at most `limit`, narrowed by the filters of the resource."""

    after: int = 0
    limit: int = DEFAULT_LIMIT
    changed_since: datetime | None = None
    filters: Mapping[str, str] | None = None

    def wants(self, name: str) -> str:
        """The value of a filter, empty where it is off."""
        return (self.filters or {}).get(name, "")

    def following(self, last: int, limit: int) -> Asked:
        """The same, from the record after `last` on."""
        return replace(self, after=last, limit=limit)


@dataclass(frozen=True)
class Resource:
    """Records of one kind: their names in order, the filters that narrow them (with the values that are possible,
    where these are few), and the query that reads a page."""

    name: str
    columns: tuple[str, ...]
    filters: Mapping[str, tuple[str, ...]]
    page: Callable[[Asked], list[Record]]


def asked_of(args: Mapping[str, str], filters: Mapping[str, tuple[str, ...]]) -> Asked:
    """Which page the parameters of an address ask for. Raises Invalid where one is unknown or wrong, and names it."""
    limit = _number(args, "limit", DEFAULT_LIMIT)
    if not 1 <= limit <= MOST:
        raise Invalid("„limit“ muss eine ganze Zahl von 1 bis %(most)s sein.", field="limit", most=MOST)
    rest = {name: value for name, value in args.items() if name != "limit"}
    return replace(asked_as_a_whole(rest, filters), limit=limit)


def asked_as_a_whole(args: Mapping[str, str], filters: Mapping[str, tuple[str, ...]]) -> Asked:
    """Which records the parameters ask for, all at once. Raises Invalid where one is unknown or wrong, and names it."""
    known = {"after", "changed_since", *filters}
    for name in args:
        if name not in known:
            raise Invalid(
                "Den Parameter „%(name)s“ gibt es hier nicht. Möglich sind: %(known)s.", field=name, name=name,
                known=", ".join(sorted(known)),
            )  # fmt: skip
    for name, possible in filters.items():
        if possible and args.get(name, "") not in {"", *possible}:
            raise Invalid("„%(name)s“ kennt diese Werte: %(known)s.", field=name, name=name, known=", ".join(possible))
    return Asked(
        after=_number(args, "after", 0), changed_since=_moment(args.get("changed_since", "")),
        filters={name: args[name].strip() for name in filters if args.get(name, "").strip()},
    )  # fmt: skip


def _number(args: Mapping[str, str], name: str, default: int) -> int:
    text = args.get(name, "").strip()
    if not text:
        return default
    if not text.isascii() or not text.isdigit() or len(text) > 15:
        raise Invalid("„%(name)s“ muss eine ganze Zahl sein.", field=name, name=name)
    return min(int(text), HIGHEST_INTEGER)


def _moment(text: str) -> datetime | None:
    """A day or a moment in ISO 8601; a day begins at midnight in town, a moment without a zone is in UTC."""
    if not text:
        return None
    try:
        if len(text) == 10:
            return datetime.combine(date.fromisoformat(text), time(), TOWN).astimezone(UTC)
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise Invalid(
            "„changed_since“ muss ein Tag oder Zeitpunkt nach ISO 8601 sein, zum Beispiel 2026-03-01.",
            field="changed_since",
        ) from None
    return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)


def iso(moment: datetime | date | None) -> str | None:
    """A day as 2026-03-01, a moment as 2026-03-01T09:30:00Z."""
    if isinstance(moment, datetime):
        return moment.astimezone(UTC).replace(microsecond=0).isoformat().replace("+00:00", "Z")
    return moment.isoformat() if moment else None


def in_pages(resource: Resource, asked: Asked) -> Iterator[Record]:
    """All records from `asked.after` on, read a page at a time, so that memory stays small."""
    asked = asked.following(asked.after, MOST)
    while page := resource.page(asked):
        yield from page
        if len(page) < MOST:
            return
        asked = asked.following(page[-1]["id"], MOST)


def table_lines(columns: Sequence[str], records: Iterable[Record], *, for_spreadsheet: bool) -> Iterator[str]:
    """CSV after RFC 4180 (commas, no byte order mark), or with semicolons and the mark, as German spreadsheets want it.

    In both a text that a spreadsheet would take for a formula gets an apostrophe in front. Lists are joined by blanks.
    """
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";" if for_spreadsheet else ",", lineterminator="\r\n")
    if for_spreadsheet:
        out.write(BYTE_ORDER_MARK)
    writer.writerow(columns)
    yield _emptied(out)
    for record in records:
        writer.writerow([_cell(record[name], for_spreadsheet) for name in columns])
        yield _emptied(out)


def _emptied(out: io.StringIO) -> str:
    text = out.getvalue()
    out.seek(0)
    out.truncate()
    return text


def _cell(value: Any, for_spreadsheet: bool) -> Any:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        value = " ".join(str(part) for part in value)
    if isinstance(value, float) and for_spreadsheet:
        return str(value).replace(".", ",")
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA_SIGNS) else value


def feature_of(record: Record) -> dict[str, Any] | None:
    """A record as a GeoJSON feature, or None where it has no place."""
    properties = {k: v for k, v in record.items() if k not in {"id", "longitude", "latitude", "geometry"}}
    if geometry := record.get("geometry"):
        return feature({**geometry, "coordinates": _rounded(geometry["coordinates"])}, properties, id=record["id"])
    if record.get("longitude") is None:
        return None
    return feature(point_geometry(record["longitude"], record["latitude"]), properties, id=record["id"])


def _rounded(coordinates: Any) -> Any:
    """Six decimals are about ten centimetres, and enough."""
    if isinstance(coordinates, list | tuple):
        return [_rounded(part) for part in coordinates]
    return round(coordinates, DECIMALS)
