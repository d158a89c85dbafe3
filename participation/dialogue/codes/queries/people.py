"""What is kept of a person here, for their own eyes; and who takes part without an account beyond their time."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import func, select

from participation.core.clock import now
from participation.core.database import db
from participation.dialogue.codes.models import AgeConfirmation, Guest, LevelProof
from participation.dialogue.codes.rules import GUESTS_KEPT
from participation.dialogue.processes.models import Phase, Process
from participation.people.accounts.models import Account
from participation.people.own_data.models import Erasure
from participation.records.subjects.models import Subject


def levels_proven_by(account_id: int) -> list[dict[str, Any]]:
    """Which levels a person has proven when, and for which process; without one for all."""
    rows = db.session.execute(
        select(LevelProof.level.label("proof"), LevelProof.proven_on, Subject.title.label("process"))
        .outerjoin(Subject, Subject.id == LevelProof.process_id)
        .where(LevelProof.account_id == account_id)
        .order_by(LevelProof.proven_on, LevelProof.id)
    )
    return [dict(row) for row in rows.mappings()]


def ages_confirmed_by(account_id: int) -> list[dict[str, Any]]:
    """For which processes a person said on which day to be how old at least."""
    rows = db.session.execute(
        select(Subject.title.label("process"), AgeConfirmation.age, AgeConfirmation.confirmed_on)
        .join(Subject, Subject.id == AgeConfirmation.process_id)
        .where(AgeConfirmation.account_id == account_id)
        .order_by(AgeConfirmation.confirmed_on, AgeConfirmation.process_id)
    )
    return [dict(row) for row in rows.mappings()]


def joined_with_code(account_id: int) -> list[dict[str, Any]]:
    """Since when somebody takes part with a group code, and in which process."""
    rows = db.session.execute(
        select(Subject.title.label("process"), Guest.joined_on)
        .join(Account, Account.id == Guest.account_id)
        .join(Subject, Subject.id == Account.only_in_id)
        .where(Guest.account_id == account_id)
    )
    return [dict(row) for row in rows.mappings()]


def guests_until(process_id: int) -> date | None:
    """The day on which guests of a process are erased, as its phases stand now; None while it has no phase."""
    end = db.session.scalar(select(func.max(Phase.ends_at)).where(Phase.process_id == process_id))
    return None if end is None else (end + GUESTS_KEPT).date()


def guests_to_erase() -> list[int]:
    """The accounts of guests whose process has been over for long, or was archived, and who are not leaving yet."""
    leaving = select(Erasure.account_id).where(Erasure.account_id.is_not(None), Erasure.stopped_at.is_(None))
    ended = select(Phase.process_id).group_by(Phase.process_id).having(func.max(Phase.ends_at) <= now() - GUESTS_KEPT)
    archived = select(Process.subject_id).where(Process.archived_at <= now() - GUESTS_KEPT)
    return list(
        db.session.scalars(
            select(Account.id)
            .where(
                Account.only_in_id.in_(ended) | Account.only_in_id.in_(archived), Account.erased_at.is_(None),
                Account.id.not_in(leaving),
            )
            .order_by(Account.id)
        )
    )  # fmt: skip
