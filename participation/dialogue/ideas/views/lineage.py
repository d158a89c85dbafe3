"""Where a thing came from and what it went into, ready for the component `lineage_picture`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from flask_babel import gettext as _
from markupsafe import Markup, escape

from participation.records.subjects.drawing import draw_lineage
from participation.records.subjects.models import KIND_LABELS, SubjectKind
from participation.records.subjects.queries import Lineage, LinkedSubject
from participation.web.languages import spoken


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


def _sentence(title: str, lineage: Lineage) -> Markup:
    parts, own = [], spoken(title)
    if lineage.came_from:
        words = escape(_("„%(title)s“ kam aus: %(sources)s."))
        parts.append(words % {"title": own, "sources": _listed(lineage.came_from)})
    if lineage.went_into:
        words = escape(_("„%(title)s“ ging ein in: %(targets)s."))
        parts.append(words % {"title": own, "targets": _listed(lineage.went_into)})
    return Markup(" ").join(parts)


def _listed(linked: Sequence[LinkedSubject]) -> Markup:
    quoted = escape(_("„%(title)s“"))
    return Markup(", ").join(quoted % {"title": spoken(one.title)} for one in linked)
