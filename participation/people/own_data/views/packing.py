"""The ZIP that people take along: `daten.json` for machines and `lesen.html` for themselves."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from flask import render_template
from flask_babel import gettext as _

from participation.core.clock import now
from participation.people.accounts.forms import GROUPS
from participation.people.own_data.views.describing import values_described
from participation.people.own_data.views.gathering import Part
from participation.web.site import site

VERSION = 1
LOOK = (
    "body{font:1.0625rem/1.6 system-ui,sans-serif;max-width:48rem;margin:2rem auto;padding:0 1rem}"
    "dl{display:grid;grid-template-columns:minmax(8rem,1fr) 3fr;gap:.25rem 1rem;margin:0 0 1.5rem;"
    "padding-bottom:1.5rem;border-bottom:1px solid}dt{font-weight:600}dd{margin:0;overflow-wrap:anywhere;"
    "white-space:pre-wrap}h2{margin-top:2.5rem}@media(max-width:36rem){dl{grid-template-columns:1fr}}"
    "@media(prefers-color-scheme:dark){body{background:#111;color:#eee}a{color:#9cf}}"
)


def packed(parts: Sequence[Part], *, language: str) -> bytes:
    """The bytes of the ZIP."""
    made_at = now()
    words = {**values_described(), **{group.value: str(label) for group, label in GROUPS.items()}}
    page = render_template(
        "own_data/reading.html", parts=parts, made_at=made_at, look=LOOK, language=language, words=words
    )
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("daten.json", _as_json(parts, made_at, language))
        archive.writestr("lesen.html", page)
    return buffer.getvalue()


def _as_json(parts: Sequence[Part], made_at: datetime, language: str) -> str:
    said = {
        "version": VERSION,
        "source": str(site.name),
        "made_at": made_at.isoformat(),
        "language": language,
        "about": _("Alle Zeiten in UTC. Was die Felder bedeuten, steht unter „description“."),
        "description": {
            part.name: {"title": part.title, "about": part.description, "fields": part.fields} for part in parts
        },
        "data": {part.name: [dict(row) for row in part.rows] for part in parts},
    }
    return json.dumps(said, ensure_ascii=False, indent=2, default=_plain)


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime) else str(value)
