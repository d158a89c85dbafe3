"""The blueprint of this room, its place in the menu, and what its pages share."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from flask import Blueprint, abort
from flask_babel import gettext as _

from participation.core.actor import Role
from participation.core.clock import TOWN
from participation.core.errors import N_
from participation.people.accounts.models import Account
from participation.people.accounts.queries import account_by_id
from participation.people.departments.queries import Scope
from participation.people.departments.rules import MAY, ROLES
from participation.records.subjects.models import KIND_LABELS, SubjectKind
from participation.web.navigation import navigation
from participation.web.site import site

blueprint = Blueprint("departments", __name__)

navigation.add_staff(
    N_("Menschen und Aufgaben"),
    "departments.people",
    Role.ADMINISTRATOR,
    order=90,
    rooms=("invitations", "second_factors"),
)
navigation.add_staff_page(N_("Ohne zuständige Person"), "departments.vacant", Role.COORDINATOR, order=91)


@blueprint.app_context_processor
def _words() -> dict[str, object]:
    """What roles and their scopes are called."""
    return {"ROLE_NAMES": ROLES, "ROLE_MAY": MAY, "SCOPE_KINDS": KIND_LABELS, "last_day": last_day_of}


def account_or_404(account_id: int) -> Account:
    """The account with this number, if it was not erased."""
    account = account_by_id(account_id)
    return account if account is not None and account.erased_at is None else abort(404)


def begin_of(day: date | None) -> datetime | None:
    """The first moment of a day in town."""
    return None if day is None else datetime(day.year, day.month, day.day, tzinfo=TOWN)


def end_of(day: date | None) -> datetime | None:
    """The first moment after a day in town: a role that holds until this day is over then."""
    return None if day is None else begin_of(day + timedelta(days=1))


def last_day_of(until: datetime | None) -> date | None:
    """The last day on which a role holds."""
    return None if until is None else (until.astimezone(TOWN) - timedelta(microseconds=1)).date()


def scope_label(scope: Scope) -> str:
    """What a scope is called in a list to choose from."""
    if scope.kind is None:
        return str(_("die ganze Installation"))
    kind = site.department_label if scope.kind is SubjectKind.DEPARTMENT else _(KIND_LABELS[scope.kind])
    return f"{kind}: {scope.title}"
