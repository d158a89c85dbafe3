"""From what a measure grew: ideas, bundles, notes, prototypes, a department's own need. Each link is stored once."""

from __future__ import annotations

from typing import Any

from participation.action.measures import rules
from participation.action.measures.commands.writing import create_measure
from participation.action.measures.events import IdeaPromoted, SourceAdded
from participation.action.measures.models import Measure
from participation.core.actor import Actor
from participation.core.database import db
from participation.core.errors import Conflict, Invalid, NotAllowed
from participation.dialogue.clusters.models import Cluster
from participation.dialogue.clusters.queries import idea_ids_of
from participation.dialogue.ideas.commands import mark_promoted
from participation.dialogue.ideas.commands.keeping import locked as locked_idea
from participation.dialogue.ideas.models import Idea
from participation.records.journal.commands import record
from participation.records.subjects.commands import link_subjects
from participation.records.subjects.models import LinkKind, State, Subject, SubjectKind
from participation.records.subjects.queries import subject_seen_by, what_it_grew_from


def promote_idea(
    idea: Idea, *, actor: Actor, department_id: int, reason: str, title: str = "", slug: str | None = None
) -> Measure:
    """An idea becomes a measure at its first stage. Raises Conflict where it became part of one already."""
    row = locked_idea(idea)
    own = db.session.get_one(Subject, idea.subject_id)
    if row.state is State.PUBLIC and row.status not in rules.PROMOTABLE:
        raise Conflict("Diese Idee ist schon Teil einer Maßnahme.")
    if not rules.may_promote(actor, row, department_id=own.department_id):
        raise NotAllowed("Das darf nur die Moderation oder die Redaktion der zuständigen Fachabteilung.")
    measure = create_measure(
        title or row.title, department_id=department_id, actor=actor, reason=reason, slug=slug,
        district_id=row.district_id, lon=row.lon, lat=row.lat,
    )  # fmt: skip
    _take_idea(row, measure, actor, reason)
    return measure


def promote_cluster(
    cluster: Cluster, *, actor: Actor, department_id: int, reason: str, title: str = "", slug: str | None = None
) -> Measure:
    """A bundle becomes a measure, with all its ideas: those that stand open take its status, those that are in a
    measure already are linked with this one too. Raises Conflict where no idea is left in it."""
    own = db.session.get_one(Subject, cluster.subject_id)
    if not rules.may_promote_cluster(actor, own):
        raise NotAllowed("Das darf nur die Moderation oder die Redaktion der zuständigen Fachabteilung.")
    ideas = [locked_idea(db.session.get_one(Idea, idea_id)) for idea_id in idea_ids_of(cluster.subject_id)]
    there = [idea for idea in ideas if idea.state is State.PUBLIC]
    if not there:
        raise Conflict("In diesem Themenbündel ist keine Idee mehr zu sehen.")
    measure = create_measure(title or cluster.title, department_id=department_id, actor=actor, reason=reason, slug=slug)
    link_subjects(cluster.subject_id, measure.subject_id, LinkKind.GREW_FROM, reason=reason)
    record(SourceAdded(measure.subject_id, source_id=cluster.subject_id), actor=actor, reason=reason)
    for idea in there:
        if idea.status in rules.PROMOTABLE:
            _take_idea(idea, measure, actor, reason)
        else:
            link_subjects(idea.subject_id, measure.subject_id, LinkKind.GREW_FROM, reason=reason)
    return measure


def take_on_result(source_id: int, title: str, *, actor: Actor, reason: str, **values: Any) -> Measure:
    """A note or a result card of a workshop goes on as a measure, and both stay linked; `values` say more about it.

    Raises Invalid where the source is neither, or is not to be seen any more.
    """
    source = subject_seen_by(actor, source_id)
    if source is None or source.kind not in rules.RESULTS or source.state is not State.PUBLIC:
        raise Invalid("Bitte wählen Sie einen Zettel oder einen Prototyp, der noch zu sehen ist.")
    measure = create_measure(title, actor=actor, reason=reason, **values)
    if source_id not in {known.subject_id for known in what_it_grew_from(actor, measure.subject_id)}:
        link_subjects(source_id, measure.subject_id, LinkKind.GREW_FROM, reason=reason)
        record(SourceAdded(measure.subject_id, source_id=source_id), actor=actor, reason=reason)
    return measure


def add_source(measure: Measure, *, source_id: int, actor: Actor, reason: str) -> None:
    """Note that a measure also grew from this; noting it twice changes nothing.

    Raises Invalid where the source is none of the kinds that a measure can grow from, or is not public.
    """
    rules.check_editor(actor, measure)
    source = subject_seen_by(actor, source_id)
    if source is None or source.kind not in rules.SOURCES or source.state not in {State.PUBLIC, State.MERGED}:
        raise Invalid("Bitte wählen Sie eine öffentliche Idee, einen Zettel oder einen Prototyp.", field="source")
    if not reason.strip():
        raise Invalid("Bitte schreiben Sie, was daraus in die Maßnahme eingeflossen ist.", field="reason")
    if source.kind is SubjectKind.IDEA and source.state is State.PUBLIC:
        _take_idea(db.session.get_one(Idea, source_id), measure, actor, reason)
        return
    link_subjects(source_id, measure.subject_id, LinkKind.GREW_FROM, reason=reason)
    record(SourceAdded(measure.subject_id, source_id=source_id), actor=actor, role="editor", reason=reason)


def _take_idea(idea: Idea, measure: Measure, actor: Actor, reason: str) -> None:
    mark_promoted(idea, actor=actor, reason=reason)
    link_subjects(idea.subject_id, measure.subject_id, LinkKind.GREW_FROM, reason=reason)
    record(IdeaPromoted(idea.subject_id, measure_id=measure.subject_id), actor=actor, reason=reason)
    record(SourceAdded(measure.subject_id, source_id=idea.subject_id), actor=actor, reason=reason)
