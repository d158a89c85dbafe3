"""Taking reports in, answering them, and closing them."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import func, select, update
from sqlalchemy.exc import IntegrityError

from participation.core.actor import HOUSE, Actor
from participation.core.clock import now, today
from participation.core.database import db
from participation.core.errors import Conflict, Invalid
from participation.core.transitions import check_move
from participation.desk.barriers import queries, rules
from participation.desk.barriers.events import BarrierAnswered, BarrierClosed, BarrierReopened, BarrierReported
from participation.desk.barriers.models import BarrierReport, BarrierState
from participation.records.journal.commands import record
from participation.records.mailbox.commands import post_mail
from participation.town.settings.queries import setting

STALE = "Jemand hat diese Meldung inzwischen bearbeitet. Bitte sehen Sie nach, was schon geantwortet wurde."


def report_barrier(
    text: str, *, page: str, send_key: str, contact: str, aids: str = "", email: str = "", language: str = "de"
) -> BarrierReport:
    """Take a report in; the city's contact and, if there is an address, the person are told by mail.

    The same form sent twice is one report. Raises Invalid where nothing is said.
    """
    if not text.strip():
        raise Invalid("Bitte beschreiben Sie, was Sie gehindert hat.", field="text")
    report = BarrierReport(
        text=text.strip(), page=page, aids=aids, email=email, language=language, send_key=send_key,
        due_on=rules.due_day(today(), days=int(setting("barrier_days") or 0)),
    )  # fmt: skip
    try:
        with db.session.begin_nested():
            db.session.add(report)
    except IntegrityError:
        known = queries.report_by_key(send_key)
        assert known is not None
        return known
    record(BarrierReported(None, report_id=report.id), actor=HOUSE)
    _tell(report, contact)
    return report


def answer_barrier(report: BarrierReport, *, answer: str, version: int, actor: Actor, role: str = "") -> None:
    """Answer, by mail where there is an address. Raises Invalid without words, Conflict where `version` is stale."""
    rules.check_may_handle(actor)
    if not answer.strip():
        raise Invalid("Bitte schreiben Sie, was Sie tun oder warum es nicht geht.", field="answer")
    row = _moved(report, BarrierState.ANSWERED, version)
    row.answer, row.answered_at = answer.strip(), now()
    db.session.flush()
    if row.email:
        post_mail(row.email, "barrier_answered", language=row.language, number=row.id, page=row.page, answer=row.answer)
    record(BarrierAnswered(None, report_id=row.id, by_mail=bool(row.email)), actor=actor, role=role)


def close_barrier(report: BarrierReport, *, version: int, actor: Actor, role: str = "") -> None:
    """Nothing is left to do. Raises Conflict where `version` is stale."""
    rules.check_may_handle(actor)
    row = _moved(report, BarrierState.CLOSED, version)
    row.closed_at = now()
    db.session.flush()
    record(BarrierClosed(None, report_id=row.id), actor=actor, role=role)


def reopen_barrier(report: BarrierReport, *, version: int, actor: Actor, role: str = "") -> None:
    """It is not done after all; the first day stays. Raises Conflict where `version` is stale."""
    rules.check_may_handle(actor)
    row = _moved(report, BarrierState.OPEN, version)
    row.closed_at = None
    db.session.flush()
    record(BarrierReopened(None, report_id=row.id), actor=actor, role=role)


def forget_reports(report_ids: Sequence[int]) -> None:
    """Forget the words and addresses of reports that were closed long ago; number and days stay, for counting."""
    gone = update(BarrierReport).where(BarrierReport.id.in_(report_ids))
    emptied = gone.values(text="", aids="", email="", answer="", page="")
    db.session.execute(emptied.execution_options(synchronize_session=False))


def expunge_report(report_id: int) -> None:
    """Let the words and the address of a report go now; number and days stay, for counting."""
    gone = update(BarrierReport).where(BarrierReport.id == report_id)
    emptied = gone.values(text="", aids="", email="", answer="", page="", version=BarrierReport.version + 1)
    db.session.execute(emptied.execution_options(synchronize_session=False))


def _moved(report: BarrierReport, state: BarrierState, version: int) -> BarrierReport:
    """The row, locked and in its new state."""
    row = db.session.scalars(
        select(BarrierReport)
        .where(BarrierReport.id == report.id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).one()
    if row.version != version:
        raise Conflict(STALE)
    check_move(rules.MOVES, row.state, state)
    row.state, row.version = state, version + 1
    return row


def _tell(report: BarrierReport, contact: str) -> None:
    due_on = report.due_on.isoformat()
    post_mail(
        contact, "barrier_reported", number=report.id, page=report.page, text=report.text, aids=report.aids,
        answerable=bool(report.email), due_on=due_on,
    )  # fmt: skip
    if report.email:
        post_mail(report.email, "barrier_received", language=report.language, number=report.id, due_on=due_on)


def forget_reporter(address: str) -> None:
    """Let reports stand without the address that their answer goes to."""
    if not address:
        return
    reported = update(BarrierReport).where(func.lower(BarrierReport.email) == address).values(email="")
    db.session.execute(reported.execution_options(synchronize_session=False))
