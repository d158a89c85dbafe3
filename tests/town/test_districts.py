"""Districts: found by place and name, drawn, loaded again without change."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from participation.core.actor import HOUSE, Role
from participation.core.errors import Invalid
from participation.core.places import Point
from participation.core.transactions import transaction
from participation.town.districts import queries
from participation.town.districts.commands import Outline, add_district, load_districts
from tests.browser import Browser
from tests.factories.people import make_staff
from tests.factories.town import make_district, square


def load(*outlines: Outline) -> tuple[int, int, int]:
    with transaction():
        loaded = load_districts(outlines, actor=HOUSE)
    return loaded.added, loaded.changed, loaded.unchanged


def test_a_place_lies_in_the_smallest_district_around_it(app: Flask) -> None:
    whole = make_district("Weststadt", size=0.04)
    part = make_district("Kuhberg", at=(9.98, 48.39), size=0.01, parent=whole)
    assert queries.district_at(Point(9.985, 48.395)).subject_id == part.subject_id  # type: ignore[union-attr]
    assert queries.district_at(Point(10.01, 48.42)).subject_id == whole.subject_id  # type: ignore[union-attr]
    assert queries.district_at(Point(11.0, 48.4)) is None
    places = [(9.985, 48.395), (10.01, 48.42), (11.0, 48.4)]
    assert queries.district_finder().at(places) == [part.subject_id, whole.subject_id, None]


def test_a_place_on_a_border_has_one_district(app: Flask) -> None:
    make_district("West", at=(9.96, 48.39))
    make_district("Ost", at=(9.98, 48.39))
    assert queries.district_finder().at([(9.98, 48.4)])[0] == queries.district_at(Point(9.98, 48.4)).subject_id  # type: ignore[union-attr]


def test_districts_are_chosen_from_a_tree_in_german_order(app: Flask) -> None:
    with transaction():
        west = add_district("West")
        add_district("Östlich", parent=west)
        add_district("Ofen", parent=west)
        add_district("Böfingen")
    assert [name.strip() for _, name in queries.district_choices()] == ["Böfingen", "West", "Östlich", "Ofen"]
    assert queries.district_choices()[2][1].startswith("\N{EM SPACE}")
    assert len(queries.with_parts(west.subject_id)) == 3


def test_more_than_three_levels_are_refused(app: Flask) -> None:
    with transaction():
        third = add_district("C", parent=add_district("B", parent=add_district("A")))
    with pytest.raises(Invalid), transaction():
        add_district("D", parent=third)


def test_loading_twice_changes_nothing_and_a_new_name_is_taken_over(app: Flask) -> None:
    first = Outline("Altstadt", square(9.98, 48.39), external_id="nr:1", parent="Mitte")
    assert load(first, Outline("Neustadt", square(10.0, 48.39), parent="Mitte")) == (3, 0, 0)
    assert load(first, Outline("Neustadt", square(10.0, 48.39), parent="Mitte")) == (0, 0, 2)
    assert load(Outline("Alte Stadt", square(9.98, 48.39), external_id="nr:1", parent="Mitte")) == (0, 1, 0)
    names = [entry.name for entry in queries.district_tree()]
    assert names == ["Mitte", "Alte Stadt", "Neustadt"]


def test_a_part_may_bear_the_name_of_its_whole(app: Flask) -> None:
    load(Outline("Böfingen", square(9.98, 48.39), parent="Böfingen"))
    assert [(e.name, e.level) for e in queries.district_tree()] == [("Böfingen", 1), ("Böfingen", 2)]


def test_the_same_district_twice_in_a_file_is_refused(app: Flask) -> None:
    with pytest.raises(Invalid, match="zweimal"):
        load(Outline("Altstadt", square(9.98, 48.39)), Outline("Altstadt", square(9.9, 48.3)))
    assert queries.district_tree() == []


@pytest.mark.parametrize(
    "geometry",
    [
        {"type": "Point", "coordinates": [9.9, 48.4]},
        {"type": "Polygon", "coordinates": []},
        {"type": "Polygon", "coordinates": [[[9.9, 48.4], [9.9, 48.4], [9.9, 48.4], [9.9, 48.4]]]},
        {"type": "Polygon", "coordinates": [[["a", 1], [2, 3], [4, 5], ["a", 1]]]},
        square(570000, 5360000, 500),
    ],
)
def test_an_outline_that_is_no_area_in_degrees_is_refused(app: Flask, geometry: dict[str, Any]) -> None:
    with pytest.raises(Invalid), transaction():
        add_district("Altstadt", geometry=geometry)


def test_an_outline_that_crosses_itself_is_repaired(app: Flask) -> None:
    bow_tie = [[9.9, 48.3], [10.0, 48.4], [10.0, 48.3], [9.9, 48.4], [9.9, 48.3]]
    with transaction():
        district = add_district("Schleife", geometry={"type": "Polygon", "coordinates": [bow_tie]})
    assert district.geometry is not None
    assert district.geometry["type"] == "MultiPolygon"


def test_the_small_map_marks_a_place_and_draws_the_current_district_last(app: Flask) -> None:
    west = make_district("West", at=(9.96, 48.39))
    make_district("Ost", at=(9.98, 48.39))
    drawing = queries.district_outlines(current_id=west.subject_id, point=Point(9.97, 48.40))
    assert drawing is not None
    assert [(o.name, o.current) for o in drawing.outlines] == [("Ost", False), ("West", True)]
    assert all(o.d.startswith("M") and o.d.endswith("z") for o in drawing.outlines)
    width, height = (int(part) for part in drawing.view_box.split()[2:])
    assert drawing.mark is not None
    assert 0 < drawing.mark[0] < width / 2
    assert abs(drawing.mark[1] - height / 2) < 2


def test_without_districts_there_is_no_small_map(app: Flask) -> None:
    assert queries.district_outlines() is None
    assert queries.town_box() is None


def test_a_mark_outside_the_drawing_is_left_out(app: Flask) -> None:
    make_district()
    assert queries.district_outlines(point=Point(13.4, 52.5)).mark is None  # type: ignore[union-attr]


def test_the_quarters_of_ulm_are_found_and_drawn_small(app: Flask, shared_data: Path) -> None:
    file = json.loads((shared_data / "ulm-geo" / "ulm-stadtviertel.geojson").read_text())
    outlines = [Outline(f["properties"]["name"], f["geometry"]) for f in file["features"]]
    assert load(*outlines) == (55, 0, 0)
    assert load(*outlines) == (0, 0, 55)
    assert queries.district_at(Point(9.9919, 48.3984)).name == "Altstadt"  # type: ignore[union-attr]
    drawing = queries.district_outlines()
    assert drawing is not None
    assert sum(len(outline.d) for outline in drawing.outlines) < 25_000


def test_the_administration_loads_outlines_on_a_page(client: Browser) -> None:
    client.sign_in(make_staff(Role.ADMINISTRATOR))
    client.open("/verwaltung/stadtteile")
    features = [
        {"type": "Feature", "properties": {"name": "Lehr"}, "geometry": square(9.95, 48.44)},
        {"type": "Feature", "properties": {"name": "Punkt"}, "geometry": {"type": "Point", "coordinates": [9.9, 48.4]}},
    ]
    client.send("/verwaltung/stadtteile", file=geojson({"type": "FeatureCollection", "features": features}))
    page = client.follow()
    assert page.shows("Stadtteile: 1 neu, 0 geändert, 0 wie zuvor.")
    assert page.shows("1 Umriss blieb weg. Nr. 2 Punkt: Der Umriss muss eine Fläche sein")
    assert page.shows("Lehr")


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        ({"type": "GeometryCollection", "geometries": []}, "bloße GeometryCollection"),
        ({"type": "FeatureCollection", "features": []}, "enthält keine Umrisse"),
        ({"type": "FeatureCollection", "features": [{"properties": {"x": 1}}]}, "in der er steht: x."),
        ("kein JSON", "Ab Zeile 1 lässt sie sich nicht lesen"),
        ("[" * 100_000, "GeoJSON"),
        (None, "Bitte wählen Sie eine Datei."),
    ],
)
def test_a_file_that_is_of_no_use_is_refused_beside_its_field(client: Browser, data: Any, reason: str) -> None:
    client.sign_in(make_staff(Role.ADMINISTRATOR))
    client.open("/verwaltung/stadtteile")
    sent = {} if data is None else {"file": geojson(data)}
    assert client.send("/verwaltung/stadtteile", status=422, **sent).shows(reason)


def geojson(data: Any) -> tuple[io.BytesIO, str]:
    return io.BytesIO((data if isinstance(data, str) else json.dumps(data)).encode()), "stadtteile.geojson"
