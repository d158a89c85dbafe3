"""A field for an area: GeoJSON as text, that a map can be drawn into."""

from __future__ import annotations

import json
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import TextAreaField


class AreaField(TextAreaField):  # type: ignore[misc]
    """A geometry, typed or drawn as GeoJSON; None where nothing was. What cannot be read is shown as it was typed."""

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        return json.dumps(self.data) if self.data else ""

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Take the geometry."""
        try:
            self.data = geometry_in(valuelist[0] if valuelist else "")
        except ValueError:
            self.data = None
            raise


def geometry_in(text: str) -> dict[str, Any] | None:
    """The geometry of a GeoJSON text; None where it is empty. Raises ValueError where it cannot be read."""
    if not text.strip():
        return None
    try:
        found = json.loads(text)
        if found.get("type") == "FeatureCollection":
            found = found["features"][0]
        found = found.get("geometry") if found.get("type") == "Feature" else found
        if isinstance(found, dict):
            return found
    except (ValueError, AttributeError, KeyError, IndexError, TypeError, RecursionError):
        pass
    raise ValueError(_l("Das ist kein GeoJSON. Bitte fügen Sie den ganzen Text der Datei ein."))
