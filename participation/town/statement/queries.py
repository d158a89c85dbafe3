"""Reading the statement."""

from __future__ import annotations

from sqlalchemy import func, select

from participation.core.database import db
from participation.town.statement.models import AccessibilityStatement
from participation.town.statement.rules.saying import FIRST, Said


def newest_statement() -> AccessibilityStatement | None:
    """The statement that holds, if one was written."""
    return db.session.scalar(select(AccessibilityStatement).order_by(AccessibilityStatement.number.desc()).limit(1))


def newest_number() -> int:
    """Its number, 0 while none was written."""
    return int(db.session.scalar(select(func.max(AccessibilityStatement.number))) or 0)


def statements() -> list[AccessibilityStatement]:
    """All statements, the newest first."""
    return list(db.session.scalars(select(AccessibilityStatement).order_by(AccessibilityStatement.number.desc())))


def said_now() -> Said:
    """What is said now: by the newest statement, or by the software while none was written."""
    found = newest_statement()
    if found is None:
        return FIRST
    return Said(
        conformity=found.conformity, method=found.method, assessed_by=found.assessed_by,
        assessed_on=found.assessed_on, written_on=found.written_on, parts=tuple(found.parts),
        body_name=found.body_name, body_address=found.body_address, body_url=found.body_url, body_link=found.body_link,
    )  # fmt: skip
