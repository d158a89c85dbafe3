"""A GeoJSON file of districts becomes outlines with names; what cannot be used is told with its place in the file."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass
from typing import Any

from participation.core.errors import N_, Invalid
from participation.town.districts.commands import Outline
from participation.town.districts.rules import cleaned_area

NAME_PROPERTIES = (
    "name", "stt_name", "stb_name", "stv_name", "stadtteil", "stadtviertel", "stadtbezirk", "ortsteil", "bezirk",
    "quartier", "viertel", "ortschaft", "gemeindeteil", "bezeichnung", "district", "title",
)  # fmt: skip
NUMBER_PROPERTIES = (
    "external_id", "schluessel", "stt_nr", "stb_nr", "stv_nr", "bez_nr", "nr", "nummer", "number", "kennung",
    "cartodb_id",
)  # fmt: skip
PARENT_PROPERTIES = ("parent", "sozialraum", "gehoert_zu", "uebergeordnet")
FILE = "file"
NAMELESS = N_("Er hat keinen Namen.")
DEGREES = ("CRS84", "EPSG::4326", "EPSG:4326", "WGS84", "WGS 84")


@dataclass(frozen=True)
class LeftOut:
    """A feature that cannot be used: its place in the file (counted from 1), its name if it has one, and why."""

    place: int
    name: str
    reason: str


@dataclass(frozen=True)
class OutlineFile:
    """The outlines of a file, and why some of its features were left out."""

    outlines: list[Outline]
    refused: list[LeftOut]


@dataclass(frozen=True)
class Properties:
    """Which property holds the name, the number and the whole of a district; empty: recognised by its usual names."""

    name: str = ""
    number: str = ""
    parent: str = ""


def read_outlines(data: bytes, properties: Properties) -> OutlineFile:
    """The districts of a GeoJSON file. Raises Invalid with one sentence where the file as a whole is of no use."""
    return outlines_in(_load(data), properties)


def outlines_in(data: dict[str, Any], properties: Properties) -> OutlineFile:
    """The districts of GeoJSON data. Raises Invalid with one sentence where it is of no use."""
    _check_degrees(data.get("crs"))
    features = _features(data)
    known = [feature["properties"] for feature in features]
    name_key = properties.name or _recognised(known, NAME_PROPERTIES)
    if name_key is None or not any(_text(p.get(name_key)) for p in known):
        raise _nameless(_keys(known))
    number_key = properties.number or _numbering(known)
    parent_key = properties.parent or _recognised(known, PARENT_PROPERTIES)
    outlines: list[Outline] = []
    refused: list[LeftOut] = []
    for place, feature in enumerate(features, start=1):
        own = feature["properties"]
        name = _text(own.get(name_key))
        if not name:
            refused.append(LeftOut(place, "", NAMELESS))
            continue
        try:
            cleaned_area(feature["geometry"])
        except Invalid as error:
            refused.append(LeftOut(place, name, error.message))
            continue
        number = _text(own.get(number_key)) if number_key else ""
        if number and number_key and number_key.lower() != "external_id":
            number = f"{number_key}:{number}"
        parent = _text(own.get(parent_key)) if parent_key else ""
        outlines.append(
            Outline(
                name, feature["geometry"], external_id=number[:80] or None, slug=_text(own.get("slug")), parent=parent,
                parent_slug=_text(own.get("parent_slug")) if parent else "",
            )
        )  # fmt: skip
    if not outlines:
        raise Invalid(refused[0].reason, field=FILE)
    return OutlineFile(outlines, refused)


def _nameless(keys: list[str]) -> Invalid:
    if not keys:
        return Invalid("Kein Umriss dieser Datei hat einen Namen: Sie haben keine Eigenschaften.", field=FILE)
    return Invalid(
        "Kein Umriss dieser Datei hat einen Namen, den wir erkennen. Nennen Sie die Eigenschaft, in der er steht: "
        "%(keys)s.",
        field="name_property", keys=", ".join(keys),
    )  # fmt: skip


def _load(data: bytes) -> dict[str, Any]:
    try:
        found = json.loads(data.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise Invalid("Diese Datei ist kein Text in UTF-8, wie GeoJSON es sein muss.", field=FILE) from None
    except json.JSONDecodeError as error:
        raise Invalid(
            "Diese Datei ist kein vollständiges GeoJSON: Ab Zeile %(line)s lässt sie sich nicht lesen.",
            field=FILE, line=error.lineno,
        ) from None  # fmt: skip
    except RecursionError:
        raise Invalid("Diese Datei ist kein GeoJSON: Sie ist zu tief verschachtelt.", field=FILE) from None
    if not isinstance(found, dict) or "type" not in found:
        raise Invalid("Diese Datei ist kein GeoJSON: Sie nennt keinen Typ.", field=FILE)
    return found


def _check_degrees(crs: Any) -> None:
    name = str((crs or {}).get("properties", {}).get("name", "")) if isinstance(crs, dict) else ""
    if name and not name.upper().replace(" ", "").endswith(tuple(code.replace(" ", "") for code in DEGREES)):
        raise Invalid(
            "Die Koordinaten dieser Datei stehen in %(crs)s. Bitte rechnen Sie sie vorher in Grad (WGS 84) um, "
            "zum Beispiel mit: ogr2ogr -t_srs EPSG:4326 grad.geojson DATEI",
            field=FILE, crs=name,
        )  # fmt: skip


def _features(data: dict[str, Any]) -> list[dict[str, Any]]:
    kind = data["type"]
    if kind == "GeometryCollection":
        raise Invalid(
            "Diese Datei ist eine bloße GeometryCollection: Ihre Umrisse haben keine Namen. "
            "Bitte geben Sie sie als FeatureCollection aus, mit einem Namen an jedem Umriss.",
            field=FILE,
        )
    if kind == "Feature":
        features = [data]
    elif kind == "FeatureCollection":
        features = [feature for feature in data.get("features") or [] if isinstance(feature, dict)]
    elif kind in {"Polygon", "MultiPolygon"}:
        raise Invalid("Diese Datei ist ein bloßer Umriss ohne Namen. Bitte geben Sie ihn als Feature aus.", field=FILE)
    else:
        raise Invalid(
            "Diese Datei enthält %(kind)s. Stadtteile sind Flächen in einer FeatureCollection oder einem Feature.",
            field=FILE, kind=str(kind)[:40],
        )  # fmt: skip
    if not features:
        raise Invalid("Diese Datei enthält keine Umrisse.", field=FILE)
    return [{"geometry": f.get("geometry"), "properties": f.get("properties") or {}} for f in features]


def _keys(properties: list[dict[str, Any]]) -> list[str]:
    return sorted({key for own in properties for key in own})


def _recognised(properties: list[dict[str, Any]], names: tuple[str, ...]) -> str | None:
    by_lower = {key.lower(): key for key in _keys(properties)}
    found = (by_lower[name] for name in names if name in by_lower)
    return next((key for key in found if any(_text(own.get(key)) for own in properties)), None)


def _numbering(properties: list[dict[str, Any]]) -> str | None:
    """A property that numbers the districts: each has one, no two the same."""
    by_lower = {key.lower(): key for key in _keys(properties)}
    for name in NUMBER_PROPERTIES:
        values = [_text(own.get(by_lower.get(name, ""))) for own in properties]
        if all(values) and max(Counter(values).values()) == 1:
            return by_lower[name]
    return None


def _text(value: Any) -> str:
    return " ".join(str(value).split()) if isinstance(value, (str, int, float)) else ""
