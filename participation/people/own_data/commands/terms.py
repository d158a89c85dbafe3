"""Accepting terms of use that came to hold after somebody signed up."""

from __future__ import annotations

from sqlalchemy.dialects import postgresql, sqlite

from participation.core.clock import now
from participation.core.database import db
from participation.core.errors import Conflict
from participation.people.own_data import queries
from participation.people.own_data.models import TermsAcceptance


def accept_terms(account_id: int, *, number: int) -> None:
    """Accept the terms that hold; twice changes nothing. Raises Conflict where others have come to hold meanwhile."""
    held = queries.current_terms()
    if held is None:
        return
    if held.number != number:
        raise Conflict("Es gibt inzwischen eine neuere Fassung der Nutzungsbedingungen.")
    insert = sqlite.insert if db.engine.dialect.name == "sqlite" else postgresql.insert
    db.session.execute(
        insert(TermsAcceptance).values(account_id=account_id, number=number, accepted_at=now()).on_conflict_do_nothing()
    )
