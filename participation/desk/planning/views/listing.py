"""The list of the processes of one's departments."""

from __future__ import annotations

from typing import Any

from flask import render_template, request

from participation.core.actor import Role
from participation.desk.planning import queries
from participation.desk.planning.rules import DeskState
from participation.desk.planning.views.blueprint import blueprint
from participation.web.access import actor, staff

SHOWN_FIRST = (DeskState.DRAFT, DeskState.PLANNED, DeskState.RUNNING, DeskState.ENDED)


@blueprint.get("/schreibtisch/verfahren")
@staff(Role.EDITOR)
def index() -> Any:
    """Drafts, planned, running and ended processes, with what each lacks; the archive on demand."""
    own = queries.own_processes(actor())
    groups = {state: [one for one in own if one.state is state] for state in DeskState}
    archive = request.args.get("stand") == "archiv"
    shown = (DeskState.ARCHIVED,) if archive else SHOWN_FIRST
    return render_template("planning/index.html", groups=groups, shown=shown, archive=archive, total=len(own))
