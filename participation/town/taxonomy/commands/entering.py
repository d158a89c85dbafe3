"""Entering action fields, strategic goals and tags, and loading what a new installation begins with."""

from __future__ import annotations

from sqlalchemy import select

from participation.core.actor import Actor
from participation.core.database import db
from participation.core.slugs import slugify
from participation.records.journal.commands import record
from participation.records.search.commands import index_subject
from participation.records.subjects.commands import add_subject
from participation.records.subjects.models import SubjectKind
from participation.town.taxonomy import first_entries
from participation.town.taxonomy.events import GoalCreated
from participation.town.taxonomy.models import ActionField, StrategicGoal, Tag
from participation.town.taxonomy.rules import check_administrator


def create_goal(name: str, *, slug: str, actor: Actor, description: str = "", position: int = 0) -> StrategicGoal:
    """A new goal that measures can pay into."""
    check_administrator(actor)
    subject = add_subject(SubjectKind.GOAL, name, path=f"/ziele/{slug}")
    goal = StrategicGoal(subject_id=subject.id, slug=slug, name=name, description=description, position=position)
    db.session.add(goal)
    index_subject(subject.id, title=name, text=description)
    record(GoalCreated(subject.id), actor=actor)
    return goal


def create_action_field(name: str, *, slug: str, actor: Actor, position: int = 0) -> ActionField:
    """A new field of action."""
    check_administrator(actor)
    field = ActionField(name=name, slug=slug, position=position)
    db.session.add(field)
    db.session.flush()
    return field


def create_tag(scheme: str, name: str, *, slug: str, actor: Actor) -> Tag:
    """A new label of a scheme, such as one of the Sustainable Development Goals (`sdg`)."""
    check_administrator(actor)
    tag = Tag(scheme=scheme, slug=slug, name=name)
    db.session.add(tag)
    db.session.flush()
    return tag


def load_first_entries(*, actor: Actor) -> None:
    """Load the action fields, goals and tags that a new installation begins with; what is there stays as it is."""
    fields = {slugify(name): name for name in first_entries.ACTION_FIELDS}
    there = set(db.session.scalars(select(ActionField.slug)))
    for position, (slug, name) in enumerate(fields.items(), start=1):
        if slug not in there:
            create_action_field(name, slug=slug, position=position, actor=actor)
    there = set(db.session.scalars(select(StrategicGoal.slug)))
    for position, name in enumerate(first_entries.GOALS, start=1):
        if slugify(name) not in there:
            create_goal(name, slug=slugify(name), position=position, actor=actor)
    there = set(db.session.scalars(select(Tag.slug)))
    for scheme, slug, name in first_entries.TAGS:
        if slug not in there:
            create_tag(scheme, name, slug=slug, actor=actor)
