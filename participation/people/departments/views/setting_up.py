"""Setting up departments: the list, a new one, what is said of one."""

from __future__ import annotations

from typing import Any

from flask import abort, flash, redirect, render_template, url_for
from flask_babel import gettext as _

from participation.core.actor import Role
from participation.core.database import db
from participation.core.errors import Conflict, Invalid
from participation.core.transactions import commits
from participation.people.departments import commands, queries
from participation.people.departments.forms import DepartmentForm
from participation.people.departments.models import Department
from participation.people.departments.views.blueprint import blueprint
from participation.web.access import actor, staff
from participation.web.htmx import rejected


@blueprint.get("/verwaltung/fachabteilungen")
@staff(Role.ADMINISTRATOR)
def setting_up() -> Any:
    """All departments, to be changed."""
    return render_template("departments/setting_up.html", departments=queries.all_departments())


@blueprint.get("/verwaltung/fachabteilungen/neu")
@staff(Role.ADMINISTRATOR)
def set_up() -> Any:
    """The form of a new department."""
    return render_template("departments/edit.html", department=None, form=DepartmentForm(), differences=[])


@blueprint.post("/verwaltung/fachabteilungen/neu")
@commits
@staff(Role.ADMINISTRATOR)
def set_up_department() -> Any:
    """A new department."""
    form = DepartmentForm()
    if form.validate():
        values = form.values
        try:
            commands.set_up_department(values.pop("name"), actor=actor(), **values)
        except Invalid as error:
            form.refuse(error)
        else:
            flash(_("„%(name)s“ ist eingerichtet.", name=form.name.data), "success")
            return redirect(url_for("departments.setting_up"), 303)
    return rejected("departments/edit.html", department=None, form=form, differences=[])


@blueprint.get("/verwaltung/fachabteilungen/<slug>")
@staff(Role.ADMINISTRATOR)
def edit(slug: str) -> Any:
    """What is said of a department, to be changed."""
    department = _department(slug)
    return render_template(
        "departments/edit.html", department=department, form=DepartmentForm(obj=department), differences=[]
    )


@blueprint.post("/verwaltung/fachabteilungen/<slug>")
@commits
@staff(Role.ADMINISTRATOR)
def save(slug: str) -> Any:
    """Save it. A stale form is shown again beside what was saved in the meantime, status 409."""
    department, form = _department(slug), DepartmentForm()
    if not form.validate():
        return rejected("departments/edit.html", department=department, form=form, differences=[])
    try:
        commands.edit_department(department, actor=actor(), version=form.version.data or 0, **form.values)
    except Conflict:
        return _stale(department, form)
    flash(_("Gespeichert."), "success")
    return redirect(url_for("departments.setting_up"), 303)


def _stale(department: Department, form: DepartmentForm) -> Any:
    db.session.refresh(department)
    differences = form.differences(department)
    form.version.data = department.version
    return lambda: (
        render_template("departments/edit.html", department=department, form=form, differences=differences),
        409,
    )


def _department(slug: str) -> Department:
    return queries.department_by_slug(slug) or abort(404)
