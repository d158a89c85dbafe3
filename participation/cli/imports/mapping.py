"""Which column means what: given with --map COLUMN=FIELD, else recognised by its usual names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields

from participation.cli.imports.reading import Row
from participation.cli.imports.refusals import FileRefused
from participation.core.slugs import slugify
from participation.dialogue.imports.models import Verdict
from participation.dialogue.imports.rules import Contribution, Refused

RECOGNISED = {
    "id": ("id", "external-id", "kennung", "vorgangsnummer", "vorgang", "ticket", "nummer", "nr", "document-id"),
    "title": ("title", "titel", "ueberschrift", "betreff", "kurztitel", "headline"),
    "text": ("text", "beschreibung", "description", "inhalt", "beitrag", "content", "anliegen", "idee", "vorschlag",
             "nachricht", "message", "meldung", "hinweis", "body"),
    "category": ("kategorie", "category", "thema", "rubrik", "themenfeld", "handlungsfeld"),
    "district": ("stadtteil", "ortsteil", "district", "stadtbezirk", "bezirk", "quartier"),
    "street": ("adresse", "address", "strasse", "street", "standort", "ort", "location"),
    "lon": ("lon", "lng", "long", "longitude", "laenge", "laengengrad", "geo-lon", "x"),
    "lat": ("lat", "latitude", "breite", "breitengrad", "geo-lat", "y"),
    "date": ("datum", "date", "eingereicht-am", "eingereicht", "gemeldet-am", "gemeldet", "reported", "erstellt-am",
             "erstellt", "created-at", "created", "submitted-at", "submitted", "zeitpunkt"),
    "origin": ("herkunft", "origin", "eingangsweg", "kanal"),
}  # fmt: skip
SENTENCES = {"group": ("document-id",), "text": ("content",), "part": ("title-text",)}
FIELDS = (*RECOGNISED, "group", "part")
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True)
class Mapping:
    """Column numbers by field. With `group`, rows that share its value are the sentences of one contribution."""

    columns: dict[str, int]
    width: int

    @property
    def in_sentences(self) -> bool:
        """Whether several rows make one contribution."""
        return "group" in self.columns

    def described(self, head: Sequence[str]) -> str:
        """What was understood, for the report: `text from “Beschreibung”, …`."""
        return ", ".join(f"{field} from “{head[column]}”" for field, column in self.columns.items())


def map_columns(head: Sequence[str], given: Iterable[str]) -> Mapping:
    """The mapping for a head. Raises FileRefused where a given one does not fit, or nothing holds the text."""
    columns = dict(_given(head, given))
    slugs = [slugify(name) if name else "" for name in head]
    if not columns and all(names[0] in slugs for names in SENTENCES.values()):
        columns = {field: slugs.index(names[0]) for field, names in SENTENCES.items()}
        columns["id"] = columns["group"]
        return Mapping(columns, len(head))
    for field, names in RECOGNISED.items():
        free = (slugs.index(n) for n in names if n in slugs and slugs.index(n) not in columns.values())
        if field not in columns and (found := next(free, None)) is not None:
            columns[field] = found
    if "group" in columns:
        columns["id"] = columns["group"]
    if "text" not in columns and "title" not in columns:
        raise FileRefused(
            f"No column was recognised as the text. The columns are: {', '.join(name or '–' for name in head)}. "
            "Say which one it is with --map COLUMN=text."
        )
    return Mapping(columns, len(head))


def contributions(rows: Iterable[Row], mapping: Mapping) -> Iterator[Contribution | Refused]:
    """The rows by what their columns mean, sentences joined to their contribution."""
    plain = (_contribution(row, mapping) for row in rows)
    return _joined(plain) if mapping.in_sentences else (row[0] for row in plain)


def _given(head: Sequence[str], given: Iterable[str]) -> Iterator[tuple[str, int]]:
    for pair in given:
        column, _, field = pair.rpartition("=")
        if field not in FIELDS:
            raise FileRefused(f"--map {pair}: there is no field “{field}”. Fields are: {', '.join(FIELDS)}.")
        if head.count(column) != 1:
            state = "is not in the head" if column not in head else "stands twice in the head"
            raise FileRefused(f"--map {pair}: the column “{column}” {state}. The columns are: {', '.join(head)}.")
        yield field, head.index(column)


def _contribution(row: Row, mapping: Mapping) -> tuple[Contribution | Refused, str, str]:
    """A row, the contribution that it is part of, and which part it is."""
    if not row.fits:
        return Refused(row.line, Verdict.WRONG_COLUMNS, f"{len(row.values)} ≠ {mapping.width}"), "", ""
    values = {field: _clean(row.values[column]) for field, column in mapping.columns.items()}
    group, part = values.pop("group", ""), values.pop("part", "").strip().lower()
    return Contribution(line=row.line, **values), group, part


def _joined(rows: Iterable[tuple[Contribution | Refused, str, str]]) -> Iterator[Contribution | Refused]:
    """Sentences that follow each other with the same group: titles to the title, the others to the text."""
    group, first = "", None
    parts: dict[str, list[str]] = {}
    for row, own_group, part in rows:
        if isinstance(row, Refused):
            yield row
            continue
        if first is not None and own_group != group:
            yield _whole(first, parts)
            first = None
        if first is None:
            group, first, parts = own_group, row, {"title": [row.title] if row.title else [], "text": []}
        parts["title" if part in {"title", "titel"} else "text"].append(row.text)
    if first is not None:
        yield _whole(first, parts)


def _whole(first: Contribution, parts: dict[str, list[str]]) -> Contribution:
    values = {field.name: getattr(first, field.name) for field in fields(first)}
    return Contribution(**{**values, **{name: " ".join(" ".join(p).split()) for name, p in parts.items()}})


def _clean(value: str) -> str:
    """Text without control characters; line ends as everywhere."""
    return CONTROL.sub("", value.replace("\r\n", "\n").replace("\r", "\n")).strip()
