"""What stays of somebody who left: what they recorded, without their name."""

from __future__ import annotations

from sqlalchemy import update

from participation.action.measures.models import StageChange
from participation.core.database import db


def forget_recorder(actor_ref: str) -> None:
    """Let changes of stage stand without saying who recorded them."""
    db.session.execute(
        update(StageChange)
        .where(StageChange.recorded_by_ref == actor_ref)
        .values(recorded_by_ref=None)
        .execution_options(synchronize_session=False)
    )
