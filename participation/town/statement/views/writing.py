"""Writing the statement."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _

from participation.core import clock
from participation.core.actor import Role
from participation.core.errors import Conflict, Invalid
from participation.core.transactions import transaction
from participation.people.accounts.queries import pseudonyms_of
from participation.town.statement import commands, queries
from participation.town.statement.forms import StatementForm
from participation.town.statement.models import CONFORMITY_LABELS
from participation.town.statement.views.blueprint import blueprint
from participation.web.access import actor, staff

PAGE = "statement/write.html"


@blueprint.get("/verwaltung/barrierefreiheit")
@staff(Role.ADMINISTRATOR)
def write() -> Any:
    """The statement as a form, filled with what is said now."""
    said = asdict(queries.said_now())
    said["written_on"] = clock.today()
    form = StatementForm(formdata=None, data={**said, "parts": list(said["parts"])})
    form.known.data = queries.newest_number()
    return _shown(form)


@blueprint.post("/verwaltung/barrierefreiheit")
@staff(Role.ADMINISTRATOR)
def publish() -> Any:
    """Let it hold; what contradicts itself is said beside the field."""
    form = StatementForm()
    if not form.validate():
        return _shown(form), 422
    try:
        with transaction():
            commands.publish_statement(form.said, known=form.known.data or 0, actor=actor())
    except Invalid as error:
        form.refuse(error)
        return _shown(form), 422
    except Conflict:
        form.known.data = queries.newest_number()
        return _shown(form, stale=True), 409
    flash(_("Die Erklärung ist veröffentlicht."), "success")
    return redirect(url_for("statement.show"), 303)


def _shown(form: StatementForm, *, stale: bool = False) -> str:
    form.offer_rows()
    earlier = queries.statements()
    people = pseudonyms_of(statement.actor_ref for statement in earlier)
    return render_template(PAGE, form=form, stale=stale, earlier=earlier, people=people, conformities=CONFORMITY_LABELS)
