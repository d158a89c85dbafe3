"""A request's row as it is now; for the other commands of this room."""

from __future__ import annotations

from sqlalchemy import select

from participation.core.database import db
from participation.desk.expunging.models import Expunging


def locked(expunging_id: int) -> Expunging:
    """The request, locked until the end of the transaction: two who decide come one after the other."""
    return db.session.scalars(
        select(Expunging)
        .where(Expunging.id == expunging_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).one()
