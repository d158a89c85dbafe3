"""The page of a bundle."""

from __future__ import annotations

from typing import Any

from flask import abort, render_template

from participation.dialogue.clusters import queries, rules
from participation.dialogue.clusters.views.blueprint import blueprint
from participation.dialogue.ideas.models import STATUS_LABELS, STATUS_TONES
from participation.dialogue.ideas.views.lineage import lineage_context
from participation.dialogue.processes.queries import process_by_slug
from participation.people.notifications import queries as notifications
from participation.records.subjects.models import SubjectKind
from participation.records.subjects.queries import lineage_of
from participation.web.access import actor, public
from participation.web.stored_pages import stored


@blueprint.get("/verfahren/<slug>/buendel")
@public
@stored
def index(slug: str) -> Any:
    """The bundles of a process."""
    process = process_by_slug(slug, actor()) or abort(404)
    return render_template("clusters/index.html", process=process, clusters=queries.clusters_in(process.subject_id))


@blueprint.get("/buendel/<int:subject_id>")
@public
@stored
def show(subject_id: int) -> Any:
    """A bundle with all its ideas, its supports, and what became of it."""
    who = actor()
    page = queries.cluster_page(subject_id, who) or abort(404)
    lineage = lineage_of(who, subject_id)
    return render_template(
        "clusters/show.html", page=page, cluster=page.cluster, status_labels=STATUS_LABELS, status_tones=STATUS_TONES,
        may_bundle=rules.may_bundle(who, page.department_id, page.cluster.process_id),
        follows=notifications.follows(subject_id, who.account_id),
        **lineage_context(page.cluster.title, SubjectKind.CLUSTER, lineage),
    )  # fmt: skip
