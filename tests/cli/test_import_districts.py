"""`participation import districts`: files of real towns, and files that are of no use."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from flask import Flask

from participation.town.districts import queries
from tests.factories.town import square


def run(app: Flask, *arguments: object) -> Result:
    return app.test_cli_runner().invoke(args=["import", "districts", *map(str, arguments)])


def collection(*features: tuple[dict[str, Any], dict[str, Any]], **more: Any) -> dict[str, Any]:
    listed = [{"type": "Feature", "properties": p, "geometry": g} for p, g in features]
    return {"type": "FeatureCollection", "features": listed, **more}


def write(folder: Path, data: Any) -> Path:
    path = folder / "districts.geojson"
    path.write_text(data if isinstance(data, str) else json.dumps(data), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("name", "count", "one"),
    [
        ("ulm-geo/ulm-stadtviertel.geojson", 55, "Altstadt"),
        ("konstanz-maengelmelder/konstanz_districts.geojson", 15, "Petershausen_West"),
        ("german-city-geo/berlin_bezirke.geojson", 12, "Mitte"),
        ("german-city-geo/freiburg.geojson", 28, "Mundenhof"),
        ("german-city-geo/hamburg.geojson", 103, "Spadenland"),
        ("german-city-geo/koeln_stadtbezirke.geojson", 9, "Porz"),
    ],
)
def test_real_files_are_loaded_once(app: Flask, shared_data: Path, name: str, count: int, one: str) -> None:
    result = run(app, shared_data / name)
    assert result.output == f"Districts: {count} added, 0 changed, 0 as they were.\n"
    assert one in {entry.name for entry in queries.district_tree()}
    assert run(app, shared_data / name).output == f"Districts: 0 added, 0 changed, {count} as they were.\n"


def test_a_bare_geometry_collection_is_refused_with_what_to_do(app: Flask, shared_data: Path) -> None:
    result = run(app, shared_data / "german-city-geo" / "duisburg.json")
    assert result.exit_code == 1
    assert "bare GeometryCollection" in result.output
    assert "FeatureCollection with a name" in result.output


def test_features_without_any_name_are_refused(app: Flask, shared_data: Path) -> None:
    result = run(app, shared_data / "ulm-geo" / "stadtulm-mds-restricted.geojson")
    assert result.exit_code == 1
    assert "they have no properties" in result.output


def test_a_property_can_be_named_and_wholes_are_made(app: Flask, tmp_path: Path) -> None:
    data = collection(({"bez": "Eselsberg", "teil_von": "Nord"}, square(9.95, 48.41)))
    path = write(tmp_path, data)
    assert "there are: bez, teil_von" in run(app, path).output
    result = run(app, path, "--name-property", "bez", "--parent-property", "teil_von")
    assert result.output == "Districts: 2 added, 0 changed, 0 as they were.\n"
    assert [(e.name, e.level) for e in queries.district_tree()] == [("Nord", 1), ("Eselsberg", 2)]


def test_a_single_feature_and_a_mark_at_the_beginning_are_read(app: Flask, tmp_path: Path) -> None:
    feature = collection(({"NAME": "Lehr"}, square(9.95, 48.44)))["features"][0]
    assert "1 added" in run(app, write(tmp_path, "\ufeff" + json.dumps(feature))).output


def test_what_has_no_name_or_no_area_is_left_out_with_its_place(app: Flask, tmp_path: Path) -> None:
    data = collection(
        ({"name": "Lehr"}, square(9.95, 48.44)),
        ({"name": ""}, square(9.9, 48.44)),
        ({"name": "Punkt"}, {"type": "Point", "coordinates": [9.9, 48.4]}),
    )
    result = run(app, write(tmp_path, data))
    assert "1 added" in result.output
    assert "Left out: feature 2: It has no name." in result.output
    assert "Left out: feature 3 (Punkt): The outline must be an area" in result.output


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        ("{", "no complete GeoJSON"),
        ("[1, 2]", "names no type"),
        ({"type": "FeatureCollection", "features": []}, "no features"),
        ({"type": "Polygon", "coordinates": square(9.9, 48.4)["coordinates"]}, "without a name"),
        ({"type": "Topology", "objects": {}}, "holds a Topology"),
        (collection(({"name": "Lehr"}, square(9.9, 48.4)), crs={"properties": {"name": "EPSG:25832"}}), "EPSG:25832"),
        (collection(({"name": "Lehr"}, square(570000, 5360000, 500))), "longitude and latitude"),
    ],
)  # fmt: skip
def test_files_of_no_use_are_refused_in_one_sentence(app: Flask, tmp_path: Path, data: Any, reason: str) -> None:
    result = run(app, write(tmp_path, data))
    assert result.exit_code == 1
    assert reason in result.output
    assert "Nothing was changed." in result.output
    assert queries.district_tree() == []


def test_degrees_under_their_other_names_are_taken(app: Flask, tmp_path: Path) -> None:
    for name in ("urn:ogc:def:crs:OGC:1.3:CRS84", "urn:ogc:def:crs:EPSG::4326", "EPSG:4326"):
        data = collection(({"name": "Lehr"}, square(9.95, 48.44)), crs={"type": "name", "properties": {"name": name}})
        assert run(app, write(tmp_path, data)).exit_code == 0


def test_the_first_taxonomies_are_loaded(app: Flask) -> None:
    result = app.test_cli_runner().invoke(args=["import", "taxonomy"])
    assert result.output == "There are 10 action fields and 10 goals.\n"
