"""A text of a measure that must go."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from participation.action.measures.models import Measure
from participation.action.measures.rules import TEXT_FIELDS
from participation.core.clock import now
from participation.core.database import db
from participation.records.search.commands import index_subject
from participation.records.subjects.commands import change_subject
from participation.records.subjects.models import Subject
from participation.records.subjects.rules import EXPUNGED_TITLE


def expunge_measure_text(measure_id: int, name: str, *, text: str) -> None:
    """Let one text of a measure go; `text` says what happened. With a title its readable address goes too. Forms that
    are still open are refused afterwards."""
    measure = db.session.scalars(
        select(Measure)
        .where(Measure.subject_id == measure_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).one()
    if name not in TEXT_FIELDS:
        raise KeyError(name)
    if name == "title":
        _rename(measure)
    else:
        longest: Any = getattr(Measure.__table__.c[name].type, "length", None)
        setattr(measure, name, text[:longest] if name != "picture_alt" else "")
    measure.version, measure.changed_at = measure.version + 1, now()
    db.session.flush()
    texts = (measure.change_for_people, measure.aim, measure.solution, measure.place)
    index_subject(measure_id, title=measure.title, text="\n\n".join(filter(None, texts)))


def _rename(measure: Measure) -> None:
    number, old = measure.subject_id, measure.slug
    measure.title, measure.slug = EXPUNGED_TITLE, f"massnahme-{number}"
    path = db.session.get_one(Subject, number).path.replace(old, measure.slug)
    change_subject(number, title=EXPUNGED_TITLE, path=path)
