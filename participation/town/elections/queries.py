"""Which elections there are, and whether the city holds back."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select

from participation.core.clock import today
from participation.core.database import db
from participation.town.elections.models import Election
from participation.town.elections.rules import WEEKS, holds_back
from participation.town.settings.queries import setting


def elections() -> list[Election]:
    """All elections, the coming ones first, the next on top; then those that are past, the last on top."""
    found = db.session.scalars(select(Election).order_by(Election.held_on, Election.name, Election.id)).all()
    coming = [election for election in found if election.held_on >= today()]
    return coming + [election for election in reversed(found) if election.held_on < today()]


def election_by_id(election_id: int) -> Election | None:
    """The election with this number."""
    return db.session.get(Election, election_id)


def weeks_of_restraint() -> int:
    """How many weeks before an election the city holds back; 0 switches the warning off."""
    stored = setting("election_weeks")
    return WEEKS if stored is None else int(stored)


def restraint_on(day: date) -> Election | None:
    """The next election because of which the city holds back on this day, if there is one."""
    weeks = weeks_of_restraint()
    coming = db.session.scalars(
        select(Election).where(Election.held_on >= day).order_by(Election.held_on, Election.name).limit(1)
    ).first()
    return coming if coming is not None and holds_back(coming.held_on, day, weeks=weeks) else None
