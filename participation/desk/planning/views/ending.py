"""The end of a process: telling what came of it, and the archive."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _

from participation.core.actor import Role
from participation.core.database import db
from participation.core.errors import Conflict, Invalid
from participation.core.transactions import commits
from participation.desk.planning import commands
from participation.desk.planning.forms import ResultsForm
from participation.desk.planning.views.blueprint import blueprint, process_to_write, stale
from participation.desk.planning.views.desk import desk_context
from participation.dialogue.processes.queries import values_of
from participation.dialogue.processes.rules import ProcessPart, fingerprint
from participation.web.access import actor, staff
from participation.web.htmx import rejected

PAGE = "planning/end.html"


@blueprint.get("/schreibtisch/verfahren/<slug>/abschluss")
@staff(Role.EDITOR)
def end(slug: str) -> Any:
    """What came of it, and when it can go into the archive."""
    process = process_to_write(slug)
    form = ResultsForm(results=process.results, seen=fingerprint(values_of(process, ProcessPart.RESULTS)))
    return render_template(PAGE, form=form, **desk_context(process))


@blueprint.post("/schreibtisch/verfahren/<slug>/abschluss")
@commits
@staff(Role.EDITOR)
def save_results(slug: str) -> Any:
    """Tell it on the page of the process."""
    process, form = process_to_write(slug), ResultsForm()
    context = desk_context(process)
    if not form.validate():
        return rejected(PAGE, form=form, **context)
    try:
        with db.session.begin_nested():
            commands.write_results(process, results=form.results.data or "", seen=form.seen.data or "", actor=actor())
    except Invalid as error:
        form.refuse(error)
        return rejected(PAGE, form=form, **context)
    except Conflict as error:
        db.session.refresh(process, ["results"])
        form.seen.data = fingerprint(values_of(process, ProcessPart.RESULTS))
        return stale(PAGE, form, [(str(form.results.label.text), process.results)], error, **context)
    flash(_("Das Ergebnis steht jetzt auf der Seite des Verfahrens."), "success")
    return redirect(url_for("planning.end", slug=slug), 303)


@blueprint.post("/schreibtisch/verfahren/<slug>/archivieren")
@commits
@staff(Role.EDITOR)
def archive(slug: str) -> Any:
    """Close it for good."""
    commands.archive(process_to_write(slug), actor=actor())
    flash(_("Das Verfahren ist archiviert. Alles bleibt lesbar."), "success")
    return redirect(url_for("planning.desk", slug=slug), 303)
