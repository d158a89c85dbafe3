"""The page /suche: everything that can be found, ordered by kind."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, render_template, request

from participation.core.errors import N_
from participation.records.search import queries
from participation.records.subjects.models import KIND_LABELS, SubjectKind
from participation.web.access import actor, public
from participation.web.pagination import pages_of, requested_page
from participation.web.site import site
from participation.web.stored_pages import stored

blueprint = Blueprint("search", __name__)

PAGE = 20
OF_EACH_KIND = 4
LONGEST_QUERY = 200
IN_ORDER = (
    SubjectKind.PROCESS, SubjectKind.BOARD, SubjectKind.IDEA, SubjectKind.CLUSTER, SubjectKind.MEASURE,
    SubjectKind.GOAL, SubjectKind.PUBLICATION, SubjectKind.ROUND, SubjectKind.WORKSHOP, SubjectKind.PROTOTYPE,
    SubjectKind.NOTE, SubjectKind.MEETING, SubjectKind.COMMENT, SubjectKind.PRIORITISATION, SubjectKind.ARTICLE,
    SubjectKind.DEPARTMENT, SubjectKind.BODY, SubjectKind.DISTRICT,
)  # fmt: skip
LABELS: dict[SubjectKind, str] = {
    **KIND_LABELS,
    SubjectKind.BOARD: N_("Themenboards"),
    SubjectKind.DISTRICT: N_("Stadtteile"),
    SubjectKind.IDEA: N_("Ideen"),
    SubjectKind.COMMENT: N_("Kommentare"),
    SubjectKind.WORKSHOP: N_("Werkstätten"),
    SubjectKind.PROTOTYPE: N_("Prototypen"),
    SubjectKind.PRIORITISATION: N_("Priorisierungen"),
    SubjectKind.MEASURE: N_("Maßnahmen"),
    SubjectKind.GOAL: N_("Ziele"),
    SubjectKind.BODY: N_("Gremien"),
    SubjectKind.MEETING: N_("Termine"),
    SubjectKind.ROUND: N_("Evaluationsrunden"),
    SubjectKind.PUBLICATION: N_("Veröffentlichungen"),
}


@blueprint.get("/suche")
@public
@stored
def results() -> Any:
    """What answers the words in the address: the best of each kind, or all of one kind in pages."""
    query = request.args.get("q", "").strip()[:LONGEST_QUERY]
    counts = queries.counts_by_kind(actor(), query)
    kind = _asked_kind()
    context = {"query": query, "counts": counts, "total": sum(counts.values()), "kind": kind, "labels": _labels()}
    if kind is None:
        return render_template("search/results.html", groups=_groups(query), order=_order(counts), **context)
    pages = pages_of(counts.get(kind, 0), number=requested_page(), size=PAGE)
    ranked = queries.found(actor(), query, kinds=(kind,))
    shown = queries.results(ranked[(pages.number - 1) * PAGE : pages.number * PAGE])
    last = min(pages.count, max(1, -(-len(ranked) // PAGE)))
    return render_template(
        "search/results.html",
        found=shown,
        pages=pages,
        last=last,
        most=queries.MOST_RANKED,
        order=_order(counts),
        **context,
    )


def _asked_kind() -> SubjectKind | None:
    try:
        return SubjectKind(request.args.get("art", ""))
    except ValueError:
        return None


def _groups(query: str) -> list[tuple[SubjectKind, list[queries.Found]]]:
    best = queries.best_of_each_kind(actor(), query, most=OF_EACH_KIND)
    shown = {entry.subject_id: entry for entry in queries.results([i for ids in best.values() for i in ids])}
    return [(kind, [shown[i] for i in best[kind] if i in shown]) for kind in _order(best)]


def _order(kinds: Any) -> list[SubjectKind]:
    return [kind for kind in IN_ORDER if kind in kinds]


def _labels() -> dict[SubjectKind, str]:
    return {**LABELS, SubjectKind.DEPARTMENT: site.departments_label}
