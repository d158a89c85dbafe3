"""A small checker for the JSON schemas of the API's description: types, required names, enums, references."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import Any

KINDS: dict[str, Any] = {
    "object": dict, "array": list, "string": str, "integer": int, "number": (int, float), "boolean": bool,
    "null": type(None),
}  # fmt: skip


def faults(value: Any, schema: dict[str, Any], root: dict[str, Any], at: str = "$") -> list[str]:
    """What is wrong with a value, each with its place; an object may hold nothing that the schema does not name."""
    if "$ref" in schema:
        return faults(value, _resolved(schema["$ref"], root), root, at)
    if "const" in schema and value != schema["const"]:
        return [f"{at}: {value!r} instead of {schema['const']!r}"]
    if "enum" in schema and value not in schema["enum"]:
        return [f"{at}: {value!r} is none of {schema['enum']}"]
    if "type" in schema and not any(_is(value, kind) for kind in _as_list(schema["type"])):
        return [f"{at}: {value!r} is no {schema['type']}"]
    if isinstance(value, dict):
        return _faults_of_object(value, schema, root, at)
    if isinstance(value, list):
        return [f for i, part in enumerate(value) for f in faults(part, schema.get("items", {}), root, f"{at}[{i}]")]
    return _faults_of_plain(value, schema, at)


def _faults_of_object(value: dict[str, Any], schema: dict[str, Any], root: dict[str, Any], at: str) -> list[str]:
    named = schema.get("properties")
    if named is None:
        return []
    found = [f"{at}: {name} is missing" for name in schema.get("required", []) if name not in value]
    found += [f"{at}: {name} is not described" for name in value if name not in named]
    return found + [f for n, part in value.items() if n in named for f in faults(part, named[n], root, f"{at}.{n}")]


def _faults_of_plain(value: Any, schema: dict[str, Any], at: str) -> list[str]:
    if isinstance(value, str) and schema.get("format") == "date":
        date.fromisoformat(value)
    if isinstance(value, str) and schema.get("format") == "date-time":
        datetime.fromisoformat(value)
        if not re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", value):
            return [f"{at}: {value!r} is not in UTC"]
    if isinstance(value, str) and schema.get("format") == "uri" and not re.match(r"https?://", value):
        return [f"{at}: {value!r} is no whole address"]
    low, high = schema.get("minimum"), schema.get("maximum")
    if value is not None and ((low is not None and value < low) or (high is not None and value > high)):
        return [f"{at}: {value!r} is out of range"]
    return []


def _resolved(reference: str, root: dict[str, Any]) -> dict[str, Any]:
    found: Any = root
    for part in reference.removeprefix("#/").split("/"):
        found = found[part]
    return dict(found)


def _as_list(kinds: Any) -> list[str]:
    return kinds if isinstance(kinds, list) else [kinds]


def _is(value: Any, kind: str) -> bool:
    return isinstance(value, KINDS[kind]) and not (kind in {"integer", "number"} and isinstance(value, bool))
