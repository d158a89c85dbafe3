"""Writing the statement."""

from __future__ import annotations

from sqlalchemy import update
from sqlalchemy.exc import IntegrityError

from participation.core.actor import Actor
from participation.core.clock import today
from participation.core.database import db
from participation.core.errors import Conflict
from participation.records.journal.commands import record
from participation.town.statement import queries
from participation.town.statement.events import StatementPublished
from participation.town.statement.models import AccessibilityStatement
from participation.town.statement.rules.saying import Said, check_administrator, check_true


def publish_statement(said: Said, *, known: int, actor: Actor) -> AccessibilityStatement:
    """Let a new statement hold; `known` is the number of the one that the person saw.

    Raises Invalid where it contradicts itself, Conflict where somebody wrote another one in the meantime.
    """
    check_administrator(actor)
    check_true(said, today())
    if queries.newest_number() != known:
        raise Conflict("Jemand hat die Erklärung inzwischen geändert.")
    statement = AccessibilityStatement(
        number=known + 1, conformity=said.conformity, method=said.method, assessed_by=said.assessed_by,
        assessed_on=said.assessed_on, written_on=said.written_on or today(), parts=list(said.parts),
        body_name=said.body_name, body_address=said.body_address, body_url=said.body_url, body_link=said.body_link,
        actor_ref=actor.actor_ref,
    )  # fmt: skip
    try:
        with db.session.begin_nested():
            db.session.add(statement)
    except IntegrityError:
        raise Conflict("Jemand hat die Erklärung inzwischen geändert.") from None
    record(StatementPublished(None, number=statement.number), actor=actor, role="administrator")
    return statement


def forget_writer(actor_ref: str) -> None:
    """Let statements stand without saying who saved them."""
    saved = update(AccessibilityStatement).where(AccessibilityStatement.actor_ref == actor_ref).values(actor_ref=None)
    db.session.execute(saved.execution_options(synchronize_session=False))
