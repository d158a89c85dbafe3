"""Who holds which role: the list, one person, and what nobody is responsible for."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from participation.core.actor import Role
from participation.core.transactions import commits
from participation.dialogue.workshops.queries import all_workshops
from participation.people.accounts.commands import sign_out_person
from participation.people.accounts.queries import sign_ins_of
from participation.people.accounts.rules import masked_email
from participation.people.departments import queries
from participation.people.departments.models import Department
from participation.people.departments.queries import Asked
from participation.people.departments.views.blueprint import account_or_404, blueprint
from participation.people.identities.queries import has_identity, roles_given_by_broker
from participation.people.second_factors.queries import second_factor_of
from participation.web.access import actor, fresh, staff
from participation.web.pagination import pages_of, requested_page

PER_PAGE = 30


@blueprint.get("/verwaltung/menschen")
@staff(Role.ADMINISTRATOR)
def people() -> Any:
    """Everyone with a role; a whole pseudonym or address finds any account, so that a first role can be given."""
    departments = queries.all_departments()
    asked = _asked(departments)
    pages = pages_of(queries.count_colleagues(asked), number=requested_page(), size=PER_PAGE)
    found = queries.colleagues(asked, offset=(pages.number - 1) * PER_PAGE, most=PER_PAGE)
    return render_template(
        "departments/people.html", people=found, pages=pages, asked=asked, departments=departments,
        department=request.args.get("abteilung", ""),
    )  # fmt: skip


def _asked(departments: list[Department]) -> Asked:
    role, slug = request.args.get("aufgabe", ""), request.args.get("abteilung", "")
    department = next((department for department in departments if department.slug == slug), None)
    return Asked(
        words=request.args.get("q", "").strip()[:100], role=Role(role) if role in list(Role) else None,
        department_id=department.subject_id if department else None,
    )  # fmt: skip


@blueprint.get("/verwaltung/menschen/<int:account_id>")
@staff(Role.ADMINISTRATOR)
def person(account_id: int) -> Any:
    """One person: their roles, their deputies, how they sign in."""
    account, holdings = account_or_404(account_id), queries.holdings_of(account_id)
    return render_template(
        "departments/person.html", account=account, holdings=holdings,
        email=account.email if holdings else masked_email(account.email),
        deputies=queries.standing_in_for(account.id), factor=second_factor_of(account.id),
        sign_ins=sign_ins_of(account.id), has_identity=has_identity(account.id),
        by_broker=roles_given_by_broker(account.id),
    )  # fmt: skip


@blueprint.post("/verwaltung/menschen/<int:account_id>/abmelden")
@commits
@staff(Role.ADMINISTRATOR)
@fresh
def sign_out_everywhere(account_id: int) -> Any:
    """Sign a person out on all devices."""
    account = account_or_404(account_id)
    sign_out_person(account.id, actor=actor())
    flash(_("%(name)s ist auf allen Geräten abgemeldet.", name=account.pseudonym), "success")
    return redirect(url_for("departments.person", account_id=account.id), 303)


@blueprint.get("/verwaltung/ohne-zustaendige")
@staff(Role.ADMINISTRATOR, Role.COORDINATOR)
def vacant() -> Any:
    """What has no responsible person; workshops that are over need none."""
    over = {entry.subject_id for entry in all_workshops(actor()) if entry.state == "finished"}
    found = [vacancy for vacancy in queries.vacancies() if vacancy.subject_id not in over]
    return render_template("departments/vacant.html", vacancies=found)
