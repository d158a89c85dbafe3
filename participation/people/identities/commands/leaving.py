"""What becomes of the identities of somebody who left."""

from __future__ import annotations

from sqlalchemy import delete, select

from participation.core.database import db
from participation.people.identities.models import Arrival, BrokerRole, Identity


def forget_person(account_id: int, *, address: str) -> None:
    """Delete the identities of an account, what the broker gave by them, and arrivals with its address."""
    own = select(Identity.id).where(Identity.account_id == account_id)
    statements = [
        delete(BrokerRole).where(BrokerRole.identity_id.in_(own)),
        delete(Identity).where(Identity.account_id == account_id),
    ]
    if address:
        statements.append(delete(Arrival).where(Arrival.email == address))
    for statement in statements:
        db.session.execute(statement.execution_options(synchronize_session=False))
