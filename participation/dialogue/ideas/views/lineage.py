"""Where a thing came from and what it went into, ready for the component `lineage_picture`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from flask_babel import gettext as _

from participation.records.subjects.drawing import draw_lineage
from participation.records.subjects.models import KIND_LABELS, SubjectKind
from participation.records.subjects.queries import Lineage, LinkedSubject


def lineage_context(
    title: str, kind: SubjectKind, lineage: Lineage, *, notes: Mapping[int, str] | None = None
) -> dict[str, Any]:
    """The lineage with its picture and the sentence that says the same; only the bare lineage where it is empty.

    `notes` are further words on what it came from, by number.
    """
    if not lineage.is_there:
        return {"lineage": lineage}
    more = _("und {count} weitere")
    picture = draw_lineage(
        (_(KIND_LABELS[kind]), title), _pairs(lineage.came_from), _pairs(lineage.went_into), more=more
    )
    return {
        "lineage": lineage,
        "lineage_drawn": picture,
        "lineage_said": _sentence(title, lineage),
        "lineage_kinds": KIND_LABELS,
        "lineage_notes": notes or {},
    }


def _pairs(linked: Sequence[LinkedSubject]) -> list[tuple[str, str]]:
    return [(_(KIND_LABELS[one.kind]), one.title) for one in linked]


def _sentence(title: str, lineage: Lineage) -> str:
    parts = []
    if lineage.came_from:
        parts.append(_("„%(title)s“ kam aus: %(sources)s.", title=title, sources=_listed(lineage.came_from)))
    if lineage.went_into:
        parts.append(_("„%(title)s“ ging ein in: %(targets)s.", title=title, targets=_listed(lineage.went_into)))
    return " ".join(parts)


def _listed(linked: Sequence[LinkedSubject]) -> str:
    return ", ".join(f"„{one.title}“" for one in linked)
