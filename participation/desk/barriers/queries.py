"""Looking reports up."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import Select, case, func, select

from participation.core.clock import today
from participation.core.database import db
from participation.desk.barriers.models import BarrierReport, BarrierState


def report_by_id(report_id: int) -> BarrierReport | None:
    """The report with this number."""
    return db.session.get(BarrierReport, report_id)


def report_by_receipt(receipt: str) -> BarrierReport | None:
    """The report that this receipt is for."""
    return db.session.scalar(select(BarrierReport).where(BarrierReport.receipt == receipt))


def report_by_key(send_key: str) -> BarrierReport | None:
    """The report that was sent with this key."""
    return db.session.scalar(select(BarrierReport).where(BarrierReport.send_key == send_key))


def reports(states: Collection[BarrierState], *, offset: int = 0, most: int = 25) -> list[BarrierReport]:
    """Reports in these states: what is open first, the earliest day first; then the newest."""
    is_open = BarrierReport.state == BarrierState.OPEN
    return list(
        db.session.scalars(
            select(BarrierReport)
            .where(BarrierReport.state.in_(states))
            .order_by(
                case((is_open, 0), else_=1), case((is_open, BarrierReport.due_on)), BarrierReport.reported_at.desc(),
                BarrierReport.id,
            )
            .offset(offset)
            .limit(most)
        )
    )  # fmt: skip


def counts() -> dict[BarrierState, int]:
    """How many reports stand how."""
    rows = db.session.execute(select(BarrierReport.state, func.count()).group_by(BarrierReport.state))
    found = {row[0]: row[1] for row in rows}
    return {state: found.get(state, 0) for state in BarrierState}


def count_open() -> int:
    """How many reports wait for an answer."""
    return counts()[BarrierState.OPEN]


def count_overdue() -> int:
    """How many of them have waited longer than promised."""
    overdue = (BarrierReport.state == BarrierState.OPEN, BarrierReport.due_on < today())
    return int(db.session.scalar(select(func.count()).select_from(BarrierReport).where(*overdue)) or 0)


def due_reports(before: datetime) -> Select[*tuple[Any, ...]]:
    """Reports that were closed before this moment and still say something."""
    return select(BarrierReport.id, BarrierReport.closed_at).where(
        BarrierReport.state == BarrierState.CLOSED, BarrierReport.closed_at < before, BarrierReport.text != ""
    )
