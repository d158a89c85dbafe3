"""Giving a role, changing its term, ending it, naming a deputy."""

from __future__ import annotations

from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from participation.core.actor import Role
from participation.core.errors import Invalid
from participation.core.transactions import commits
from participation.people.accounts.queries import account_called
from participation.people.departments import commands, queries
from participation.people.departments.forms import EVERYWHERE, DeputyForm, RoleForm, TermForm, scope_id_of
from participation.people.departments.queries import Holding
from participation.people.departments.views.blueprint import (
    account_or_404,
    begin_of,
    blueprint,
    end_of,
    last_day_of,
    scope_label,
)
from participation.web.access import actor, fresh, staff
from participation.web.forms import choices
from participation.web.htmx import rejected


def asked_role() -> Role | None:
    """The role that the address names."""
    named = request.args.get("aufgabe", "")
    return Role(named) if named in list(Role) else None


def role_form(role: Role) -> RoleForm:
    """The form of a role, with what it can be given for."""
    form = RoleForm()
    scopes = queries.scopes_for(role)
    form.scope.choices = choices(
        ((scope.id or EVERYWHERE, scope_label(scope)) for scope in scopes),
        empty=_("bitte wählen") if len(scopes) > 1 else None,
    )
    return form


@blueprint.get("/verwaltung/menschen/<int:account_id>/aufgabe")
@staff(Role.ADMINISTRATOR)
@fresh
def give(account_id: int) -> Any:
    """First which role, then what for."""
    account, role = account_or_404(account_id), asked_role()
    if role is None:
        return render_template("departments/choose_role.html", account=account)
    return render_template("departments/give.html", account=account, role=role, form=role_form(role))


@blueprint.post("/verwaltung/menschen/<int:account_id>/aufgabe")
@commits
@staff(Role.ADMINISTRATOR)
@fresh
def give_role(account_id: int) -> Any:
    """Give the role."""
    account, role = account_or_404(account_id), asked_role() or abort(404)
    form = role_form(role)
    if form.validate():
        try:
            commands.give_role(
                account.id, role, scope_id=scope_id_of(form.scope.data), actor=actor(),
                since=begin_of(form.since.data), until=end_of(form.until.data),
            )  # fmt: skip
        except Invalid as error:
            form.refuse(error)
        else:
            flash(_("Die Aufgabe ist vergeben."), "success")
            return _back(account.id)
    return rejected("departments/give.html", account=account, role=role, form=form)


@blueprint.get("/verwaltung/aufgaben/<int:grant_id>")
@staff(Role.ADMINISTRATOR)
@fresh
def term(grant_id: int) -> Any:
    """Until when somebody holds a role, and ending it."""
    holding = _holding(grant_id)
    form = TermForm(until=last_day_of(holding.until), version=holding.version)
    return render_template("departments/term.html", holding=holding, form=form)


@blueprint.post("/verwaltung/aufgaben/<int:grant_id>")
@commits
@staff(Role.ADMINISTRATOR)
@fresh
def save_term(grant_id: int) -> Any:
    """Let the role hold until another day."""
    holding, form = _holding(grant_id), TermForm()
    if form.validate():
        try:
            commands.change_role(grant_id, until=end_of(form.until.data), version=form.version.data or 0, actor=actor())
        except Invalid as error:
            form.refuse(error)
        else:
            flash(_("Gespeichert."), "success")
            return _back(holding.account_id)
    return rejected("departments/term.html", holding=holding, form=form)


@blueprint.post("/verwaltung/aufgaben/<int:grant_id>/beenden")
@commits
@staff(Role.ADMINISTRATOR)
@fresh
def end_role(grant_id: int) -> Any:
    """End the role now, with its deputies."""
    holding = _holding(grant_id)
    try:
        commands.end_role(grant_id, actor=actor())
    except Invalid as error:
        form = TermForm(formdata=None, until=last_day_of(holding.until), version=holding.version)
        form.refuse(error)
        return rejected("departments/term.html", holding=holding, form=form)
    flash(_("Die Aufgabe ist beendet."), "success")
    return _back(holding.account_id)


@blueprint.get("/verwaltung/aufgaben/<int:grant_id>/vertretung")
@staff(Role.ADMINISTRATOR)
@fresh
def deputy(grant_id: int) -> Any:
    """Asking who stands in."""
    return render_template("departments/deputy.html", holding=_holding(grant_id), form=DeputyForm())


@blueprint.post("/verwaltung/aufgaben/<int:grant_id>/vertretung")
@commits
@staff(Role.ADMINISTRATOR)
@fresh
def name_deputy(grant_id: int) -> Any:
    """Let somebody stand in."""
    holding, form = _holding(grant_id), DeputyForm()
    if form.validate():
        account = account_called(form.who.data or "")
        since, until = begin_of(form.since.data), end_of(form.until.data)
        if account is None or since is None:
            form.who.errors = [_("Dazu gibt es kein bestätigtes Konto.")]
        else:
            try:
                commands.name_deputy(grant_id, account_id=account.id, since=since, until=until, actor=actor())
            except Invalid as error:
                form.refuse(error)
            else:
                flash(_("Die Vertretung ist eingetragen."), "success")
                return _back(holding.account_id)
    return rejected("departments/deputy.html", holding=holding, form=form)


def _holding(grant_id: int) -> Holding:
    return queries.grant_by_id(grant_id) or abort(404)


def _back(account_id: int) -> Response:
    return redirect(url_for("departments.person", account_id=account_id, _anchor="aufgaben"), 303)
