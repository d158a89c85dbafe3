"""A GeoJSON file of districts becomes outlines with names; what cannot be used is told with its place in the file."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from participation.cli.imports.refusals import FileRefused
from participation.core.errors import Invalid
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
DEGREES = ("CRS84", "EPSG::4326", "EPSG:4326", "WGS84", "WGS 84")


@dataclass(frozen=True)
class OutlineFile:
    """The outlines of a file, and why some of its features were left out."""

    outlines: list[Outline]
    refused: list[str]


@dataclass(frozen=True)
class Properties:
    """Which property holds the name, the number and the whole of a district; empty: recognised by its usual names."""

    name: str = ""
    number: str = ""
    parent: str = ""


def read_outlines(path: Path, properties: Properties) -> OutlineFile:
    """The districts of a GeoJSON file. Raises FileRefused with one sentence where the file as a whole is of no use."""
    return outlines_in(_load(path), properties)


def outlines_in(data: dict[str, Any], properties: Properties) -> OutlineFile:
    """The districts of GeoJSON data. Raises FileRefused with one sentence where it is of no use."""
    _check_degrees(data.get("crs"))
    features = _features(data)
    known = [feature["properties"] for feature in features]
    name_key = properties.name or _recognised(known, NAME_PROPERTIES)
    if name_key is None or not any(_text(p.get(name_key)) for p in known):
        raise FileRefused(
            "No feature of this file has a name. Say which property holds it with --name-property"
            + (f"; there are: {', '.join(_keys(known))}." if _keys(known) else ", or add one: they have no properties.")
        )
    number_key = properties.number or _numbering(known)
    parent_key = properties.parent or _recognised(known, PARENT_PROPERTIES)
    outlines: list[Outline] = []
    refused: list[str] = []
    for place, feature in enumerate(features, start=1):
        own = feature["properties"]
        name = _text(own.get(name_key))
        if not name:
            refused.append(f"feature {place}: it has no name")
            continue
        try:
            cleaned_area(feature["geometry"])
        except Invalid as error:
            refused.append(f"feature {place} ({name}): {error}")
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
        raise FileRefused("No feature of this file could be used: " + "; ".join(refused[:3]))
    return OutlineFile(outlines, refused)


def _load(path: Path) -> dict[str, Any]:
    try:
        data = json.loads(path.read_text(encoding="utf-8-sig"))
    except UnicodeDecodeError:
        raise FileRefused("This file is not UTF-8 text, which GeoJSON must be.") from None
    except json.JSONDecodeError as error:
        raise FileRefused(f"This file is no complete GeoJSON: it cannot be read from line {error.lineno} on.") from None
    if not isinstance(data, dict) or "type" not in data:
        raise FileRefused("This file is no GeoJSON: it names no type.")
    return data


def _check_degrees(crs: Any) -> None:
    name = str((crs or {}).get("properties", {}).get("name", "")) if isinstance(crs, dict) else ""
    if name and not name.upper().replace(" ", "").endswith(tuple(code.replace(" ", "") for code in DEGREES)):
        raise FileRefused(
            f"The coordinates of this file are in {name}. Convert it to degrees (WGS 84) first, "
            "for example with: ogr2ogr -t_srs EPSG:4326 degrees.geojson FILE"
        )


def _features(data: dict[str, Any]) -> list[dict[str, Any]]:
    kind = data["type"]
    if kind == "GeometryCollection":
        raise FileRefused(
            "This file is a bare GeometryCollection: its outlines have no names, so nobody could tell which district "
            "is which. Export it as a FeatureCollection with a name on each feature."
        )
    if kind == "Feature":
        features = [data]
    elif kind == "FeatureCollection":
        features = [feature for feature in data.get("features") or [] if isinstance(feature, dict)]
    elif kind in {"Polygon", "MultiPolygon"}:
        raise FileRefused("This file is a bare outline without a name. Export it as a Feature with a name property.")
    else:
        raise FileRefused(f"This file holds a {kind}; districts are areas in a FeatureCollection or a Feature.")
    if not features:
        raise FileRefused("This file holds no features.")
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
