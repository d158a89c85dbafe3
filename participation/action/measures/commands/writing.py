"""Taking a measure on, and keeping its texts."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any

from sqlalchemy import select, update

from participation.action.measures import rules
from participation.action.measures.commands.keeping import free_slug, set_goals, set_involved
from participation.action.measures.events import MeasureCreated, MeasureEdited
from participation.action.measures.models import Measure, MeasureStage, StageChange
from participation.core.actor import Actor
from participation.core.clock import now, today
from participation.core.database import db
from participation.core.errors import Conflict, Invalid, NotAllowed
from participation.people.departments.models import Department
from participation.records.journal.commands import record
from participation.records.search.commands import index_subject
from participation.records.subjects.commands import add_subject, change_subject, link_subjects
from participation.records.subjects.models import LinkKind, SubjectKind

STALE = "Jemand hat die Maßnahme inzwischen geändert. Ihre Fassung ist noch nicht gespeichert."
TEXTS = frozenset(
    {"title", "change_for_people", "aim", "solution", "action_field_id", "district_id", "place", "lon", "lat"}
    | {"partners", "cost", "cost_note", "funding", "period", "risks", "problems", "lesson", "picture", "picture_alt"}
)


def create_measure(
    title: str,
    *,
    department_id: int,
    actor: Actor,
    reason: str,
    need: str = "",
    slug: str | None = None,
    started_on: date | None = None,
    goal_ids: Collection[int] = (),
    involved_ids: Collection[int] = (),
    send_key: str | None = None,
    **texts: Any,
) -> Measure:
    """A department takes something on, at first as an idea; `need` says which need of its own it grew from.

    The same `send_key` again gives the same measure.
    """
    if send_key and (known := db.session.scalar(select(Measure).where(Measure.send_key == send_key))):
        return known
    if not rules.may_take_on(actor, department_id):
        raise NotAllowed("Sie können nur für eine Fachabteilung etwas aufnehmen, für die Sie zuständig sind.")
    if not reason.strip():
        raise Invalid("Bitte begründen Sie, warum die Stadt das aufnimmt.", field="reason")
    subject = add_subject(
        SubjectKind.MEASURE, title, path="", department_id=department_id, district_id=texts.get("district_id"),
        lon=texts.get("lon"), lat=texts.get("lat"),
    )  # fmt: skip
    slug = slug or free_slug(title, subject.id)
    subject.path = f"/massnahmen/{slug}"
    day = started_on or today()
    measure = Measure(
        subject_id=subject.id, slug=slug, title=title, department_id=department_id, stage_since=day,
        send_key=send_key or None, **texts,
    )  # fmt: skip
    db.session.add(measure)
    _index(measure)
    department = db.session.get_one(Department, department_id)
    db.session.add(
        StageChange(
            measure_id=subject.id, position=1, stage=MeasureStage.IDEA, changed_on=day, reason=reason,
            decided_by=department.name, recorded_by_ref=actor.actor_ref,
        )
    )  # fmt: skip
    set_goals(subject.id, goal_ids)
    set_involved(subject.id, involved_ids)
    if need.strip():
        link_subjects(department_id, subject.id, LinkKind.GREW_FROM, reason=need)
    record(MeasureCreated(subject.id, department_id=department_id), actor=actor, reason=reason)
    return measure


def edit_measure(
    measure: Measure,
    *,
    actor: Actor,
    version: int,
    goal_ids: Collection[int] | None = None,
    involved_ids: Collection[int] | None = None,
    **texts: Any,
) -> None:
    """Change the texts of a measure; what they said before is kept in the journal's details.

    Raises Conflict where `version` is not the newest.
    """
    rules.check_editor(actor, measure)
    unknown = set(texts) - TEXTS
    if unknown:
        raise TypeError(f"no text of a measure: {sorted(unknown)}")
    before = {name: getattr(measure, name) for name, value in texts.items() if getattr(measure, name) != value}
    changed = db.session.execute(
        update(Measure)
        .where(Measure.subject_id == measure.subject_id, Measure.version == version)
        .values(**texts, version=version + 1, changed_at=now())
        .execution_options(synchronize_session=False)
        .returning(Measure.version)
    )
    if changed.scalar_one_or_none() is None:
        raise Conflict(STALE)
    db.session.refresh(measure)
    if goal_ids is not None:
        set_goals(measure.subject_id, goal_ids)
    if involved_ids is not None:
        set_involved(measure.subject_id, involved_ids)
    change_subject(
        measure.subject_id, title=measure.title, district_id=measure.district_id, lon=measure.lon, lat=measure.lat
    )
    _index(measure)
    record(MeasureEdited(measure.subject_id, version=measure.version), actor=actor, role="editor", before=before)


def _index(measure: Measure) -> None:
    texts = (measure.change_for_people, measure.aim, measure.solution, measure.place)
    index_subject(measure.subject_id, title=measure.title, text="\n\n".join(filter(None, texts)))
