"""What stays of somebody who left: their judgements with the reason, without their name."""

from __future__ import annotations

from sqlalchemy import update

from participation.action.prioritisation.models import Judgement, Prioritisation
from participation.core.database import db


def forget_judge(account_id: int, *, actor_ref: str | None) -> None:
    """Let what somebody judged and proposed stand without saying who it was."""
    proposed = update(Prioritisation).where(Prioritisation.proposed_by_id == account_id).values(proposed_by_id=None)
    db.session.execute(proposed.execution_options(synchronize_session=False))
    if actor_ref:
        judged = update(Judgement).where(Judgement.actor_ref == actor_ref).values(actor_ref=None)
        db.session.execute(judged.execution_options(synchronize_session=False))
