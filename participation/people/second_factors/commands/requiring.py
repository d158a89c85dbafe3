"""Whether everyone with a role has to sign in with two steps."""

from __future__ import annotations

from participation.core.actor import Actor
from participation.core.database import db
from participation.core.errors import NotAllowed
from participation.people.second_factors import rules
from participation.people.second_factors.events import SecondFactorMadeVoluntary, SecondFactorRequired
from participation.people.second_factors.queries import SETTING
from participation.records.journal.commands import record
from participation.town.settings.models import SiteSetting


def require_second_factor(*, actor: Actor) -> None:
    """Make the second step a duty for everyone with a role."""
    _keep(True, actor=actor)
    record(SecondFactorRequired(None), actor=actor)


def make_second_factor_voluntary(*, actor: Actor) -> None:
    """Leave the second step to each person."""
    _keep(False, actor=actor)
    record(SecondFactorMadeVoluntary(None), actor=actor)


def _keep(value: bool, *, actor: Actor) -> None:
    if not rules.may_require_second_factor(actor):
        raise NotAllowed("Das darf nur die Administration.")
    db.session.merge(SiteSetting(name=SETTING, value=value))
    db.session.flush()
