"""The frame of a map, drawn by folium: view, outlines of the districts, controls. The one importer of folium.

Only geometry and words of our own go in here: what folium is given as a popup or tooltip runs as script, so no text of
people ever passes through it. Its addresses of other hosts are emptied; Leaflet comes from our own static files.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

NAME = "stadtkarte"
IDEAS = "ideen"
MEASURES = "massnahmen"
OUTLINES = "stadtteile"


@dataclass(frozen=True)
class MapFrame:
    """A drawn frame: the element, and the script that fills it (it needs a nonce and Leaflet before it)."""

    html: str
    script: str


@dataclass(frozen=True)
class LayerNames:
    """What the layers are called in the control that shows and hides them."""

    ideas: str
    measures: str
    outlines: str


@lru_cache(maxsize=16)
def map_frame(outlines: str, centre: tuple[float, float], zoom: int, names: LayerNames) -> MapFrame:
    """The frame over these outlines (a GeoJSON feature collection as text); `centre` is latitude, longitude.

    It is drawn once for the same outlines and names. The script declares the map as `map_stadtkarte`, its layers as
    `feature_group_ideen`, `feature_group_massnahmen` and `geo_json_stadtteile`.
    """
    import folium

    class Frame(folium.Map):  # type: ignore[misc]
        default_js: list[tuple[str, str]] = []
        default_css: list[tuple[str, str]] = []

    frame = Frame(
        location=list(centre), zoom_start=zoom, tiles=None, zoom_control=False, control_scale=True,
        attribution_control=False,
    )  # fmt: skip
    frame._id = NAME
    data = json.loads(outlines)
    if data["features"]:
        areas = folium.GeoJson(data, name=names.outlines, style_function=_plain, zoom_on_click=False)
        areas._id = OUTLINES
        areas.add_to(frame)
    for key, name in ((MEASURES, names.measures), (IDEAS, names.ideas)):
        group = folium.FeatureGroup(name=name)
        group._id = key
        group.add_to(frame)
    folium.LayerControl(collapsed=True).add_to(frame)
    figure: Any = frame.get_root()
    figure.render()
    return MapFrame(html=figure.html.render(), script=figure.script.render())


def _plain(_feature: object) -> dict[str, object]:
    """Outlines take their colours from the style sheet, in light and dark."""
    return {"className": "map-outline", "weight": 1, "fillOpacity": 1, "interactive": False}
