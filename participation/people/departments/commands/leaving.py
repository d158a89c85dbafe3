"""What becomes of the roles of somebody who left."""

from __future__ import annotations

from sqlalchemy import delete, or_, select, update

from participation.core.clock import now
from participation.core.database import db
from participation.people.departments.models import RoleGrant


def forget_roles_of(account_id: int) -> None:
    """Delete all roles of an account, past ones too; who stood in for it as a deputy stands in no longer."""
    moment = now()
    own = select(RoleGrant.id).where(RoleGrant.account_id == account_id)
    running = or_(RoleGrant.valid_until.is_(None), RoleGrant.valid_until > moment)
    deputies = RoleGrant.deputy_for_id.in_(own)
    for statement in (
        update(RoleGrant).where(deputies, running).values(valid_until=moment),
        update(RoleGrant).where(deputies).values(deputy_for_id=None),
        delete(RoleGrant).where(RoleGrant.account_id == account_id),
    ):
        db.session.execute(statement.execution_options(synchronize_session=False))
