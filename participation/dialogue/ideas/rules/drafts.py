"""What of a form is kept while somebody writes, how much of it, and for how long an idea waits for a sign-in."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from participation.core.errors import Invalid

FORM = 1
"""The version of the form; raise it when a field of the same name comes to mean something else."""
KEPT_FIELDS = ("title", "text", "category", "district", "street", "lon", "lat", "follow")
LONGEST = 20_000
"""Characters of all fields together: more than any field may have when it is sent, so that nothing typed is cut."""
WAITS = timedelta(hours=24)


def kept_of(values: Mapping[str, Any]) -> dict[str, str]:
    """What is kept of the values of a form: its own fields, as text. Raises Invalid where that is too much."""
    kept = {name: str(values[name]) for name in KEPT_FIELDS if values.get(name)}
    if sum(len(value) for value in kept.values()) > LONGEST:
        raise Invalid("Das ist zu viel Text für einen Entwurf. Bitte kürzen Sie ihn.", field="text")
    return kept


def fields_of(kept: Mapping[str, Any], *, form: int) -> dict[str, Any]:
    """What of a kept form the present one can show. A form of a later version than this one gives nothing."""
    if form > FORM:
        return {}
    found: dict[str, Any] = {name: str(kept[name]) for name in KEPT_FIELDS if isinstance(kept.get(name), str)}
    found["follow"] = bool(found.get("follow"))
    return found


def is_empty(kept: Mapping[str, Any]) -> bool:
    """Whether nothing worth keeping was typed: a choice alone is no draft."""
    return not any(kept.get(name) for name in ("title", "text", "street"))
