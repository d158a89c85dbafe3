"""Accounts unused for long are warned, then erased; staff are listed."""

from __future__ import annotations

from datetime import timedelta

import sqlalchemy as sa
from flask import Flask

from participation.core import clock
from participation.core.actor import Role
from participation.core.clock import now
from participation.core.database import db
from participation.core.transactions import transaction
from participation.people.accounts.commands import start_sign_in
from participation.people.accounts.models import Account
from participation.people.own_data import queries
from participation.people.own_data.models import UnusedWarning
from participation.people.own_data.tasks import warn_unused_accounts
from participation.records.mailbox.models import Mail
from participation.town.privacy.tasks import apply_retention
from participation.town.settings.commands import store
from participation.web import jobs
from tests.factories.people import make_account, make_staff

YEARS = timedelta(days=3 * 365 + 1)


def unused(account: Account) -> Account:
    with transaction():
        found = db.session.get_one(Account, account.id)
        found.last_sign_in_at = now() - YEARS
    return account


def night(in_days: int = 0) -> None:
    with clock.stopped_at(now() + timedelta(days=in_days)):
        warn_unused_accounts()
        apply_retention()
        for _ in range(2):
            jobs.run_soon_tasks()
    db.session.expire_all()


def warned() -> list[str]:
    return list(db.session.scalars(sa.select(Mail.recipient).where(Mail.template == "account_unused")))


def test_owners_are_warned_once_and_accounts_go_thirty_days_later(app: Flask) -> None:
    account, used, staff = unused(make_account()), make_account(), unused(make_staff(Role.EDITOR))
    numbers = account.id, used.id, staff.id
    night()
    night(1)
    assert warned() == [account.email]
    night(29)
    assert db.session.get(Account, numbers[0]) is not None
    night(31)
    assert [db.session.get(Account, number) is not None for number in numbers] == [False, True, True]


def test_who_signs_in_after_the_warning_stays(app: Flask) -> None:
    account = unused(make_account())
    night()
    with transaction():
        start_sign_in(db.session.get_one(Account, account.id))
    night(31)
    assert db.session.get(Account, account.id) is not None
    assert db.session.scalar(sa.select(UnusedWarning.account_id)) is None


def test_the_time_is_a_setting_and_the_report_changes_nothing(app: Flask) -> None:
    account, staff = make_account(), make_staff(Role.EDITOR)
    with transaction():
        for one in (account, staff):
            db.session.get_one(Account, one.id).last_sign_in_at = now() - timedelta(days=100)
        store("unused_after_days", 90)
    assert queries.unused_days() == 90
    report = app.test_cli_runner().invoke(args=["accounts", "inactive"]).output
    assert "for 90 days: 2" in report
    assert "will be warned" in report
    assert "holds a role" in report
    assert "@" not in report
    assert warned() == []
