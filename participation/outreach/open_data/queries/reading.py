"""What the queries of all resources share."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import aliased

from participation.core.actor import VISITOR
from participation.core.database import db
from participation.outreach.open_data.rules import Asked
from participation.records.subjects.models import Link, LinkKind, Subject, SubjectKind
from participation.records.subjects.queries import visible_to


def page_of(statement: Any, id_column: Any, asked: Asked) -> list[Any]:
    """The rows that everyone may see, in the order of their numbers. The statement has `Subject` in it."""
    return list(
        db.session.execute(
            statement.where(visible_to(VISITOR), id_column > asked.after).order_by(id_column).limit(asked.limit)
        )
    )


def linked_ids(ids: Sequence[int], kind: LinkKind, of: SubjectKind, *, forward: bool) -> dict[int, list[int]]:
    """The numbers at the other end of links that everyone may see, in their order."""
    here, there = (Link.source_id, Link.target_id) if forward else (Link.target_id, Link.source_id)
    other = aliased(Subject)
    found: dict[int, list[int]] = defaultdict(list)
    rows = db.session.execute(
        select(here, there)
        .join(other, other.id == there)
        .where(here.in_(ids), Link.kind == kind, other.kind == of, visible_to(VISITOR, other))
        .order_by(here, there)
    )
    for own, far in rows:
        found[own].append(far)
    return found
