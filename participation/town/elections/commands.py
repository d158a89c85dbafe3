"""Entering elections and taking them out."""

from __future__ import annotations

from datetime import date

from sqlalchemy.exc import IntegrityError

from participation.core.actor import Actor
from participation.core.clock import today
from participation.core.database import db
from participation.core.errors import Invalid
from participation.records.journal.commands import record
from participation.town.elections import rules
from participation.town.elections.events import ElectionEntered, ElectionRemoved
from participation.town.elections.models import Election


def enter_election(name: str, *, held_on: date | None, actor: Actor) -> Election:
    """Enter an election. Raises Invalid where something is missing, the day is past, or it stands there already."""
    rules.check_administrator(actor)
    rules.check_election(name, held_on, today=today())
    assert held_on is not None
    election = Election(name=name.strip(), held_on=held_on)
    try:
        with db.session.begin_nested():
            db.session.add(election)
    except IntegrityError:
        raise Invalid("Diese Wahl steht schon im Kalender.", field="name") from None
    event = ElectionEntered(None, election_id=election.id, held_on=held_on.isoformat())
    record(event, actor=actor, role="administrator")
    return election


def remove_election(election: Election, *, actor: Actor) -> None:
    """Take an election out again."""
    rules.check_administrator(actor)
    event = ElectionRemoved(None, election_id=election.id, held_on=election.held_on.isoformat())
    db.session.delete(election)
    db.session.flush()
    record(event, actor=actor, role="administrator")
