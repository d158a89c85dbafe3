"""Inviting people into a process from its desk."""

from __future__ import annotations

from typing import Any

from flask import abort, current_app, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from participation.core.actor import Role
from participation.core.errors import Invalid
from participation.core.transactions import commits
from participation.desk.planning.forms import InviteForm
from participation.desk.planning.views.blueprint import blueprint, process_to_write
from participation.dialogue.processes import commands, queries
from participation.dialogue.processes.models import Process
from participation.dialogue.processes.rules import addresses_in, invitation_token
from participation.web.access import actor, staff
from participation.web.htmx import rejected

PAGE = "planning/invitations.html"


@blueprint.get("/schreibtisch/verfahren/<slug>/einladungen")
@staff(Role.EDITOR)
def invitations(slug: str) -> Any:
    """Who was invited, the link for many, and the form for more addresses."""
    process = process_to_write(slug)
    return render_template(PAGE, form=InviteForm(), **_context(process))


@blueprint.post("/schreibtisch/verfahren/<slug>/einladungen")
@commits
@staff(Role.EDITOR)
def send_invitations(slug: str) -> Any:
    """Write to each address."""
    process, form = process_to_write(slug), InviteForm()
    if not form.validate():
        return rejected(PAGE, form=form, **_context(process))
    try:
        addresses = addresses_in(form.addresses.data or "")
    except Invalid as error:
        form.refuse(error)
        return rejected(PAGE, form=form, **_context(process))
    sent = commands.invite(process, addresses, secret=_secret(), actor=actor())
    flash(ngettext("%(num)s Einladung ist unterwegs.", "%(num)s Einladungen sind unterwegs.", sent), "success")
    return redirect(url_for("planning.invitations", slug=slug), 303)


@blueprint.post("/schreibtisch/verfahren/<slug>/einladungen/link")
@commits
@staff(Role.EDITOR)
def renew_link(slug: str) -> Any:
    """A new link; the old one does not lead in any more."""
    commands.renew_link(process_to_write(slug), actor=actor())
    flash(_("Der neue Link gilt. Ein früherer Link führt nicht mehr hinein."), "success")
    return redirect(url_for("planning.invitations", slug=slug), 303)


@blueprint.post("/schreibtisch/verfahren/<slug>/einladungen/<int:invitation_id>/beenden")
@commits
@staff(Role.EDITOR)
def end_invitation(slug: str, invitation_id: int) -> Any:
    """Let an invitation lead in no more."""
    process, found = process_to_write(slug), queries.invitation_by_id(invitation_id)
    if found is None or found.process_id != process.subject_id:
        abort(404)
    commands.end_invitation(process, found, actor=actor())
    flash(_("Die Einladung ist beendet."), "success")
    return redirect(url_for("planning.invitations", slug=slug), 303)


def _context(process: Process) -> dict[str, Any]:
    found = queries.invitations_of(process.subject_id)
    link = next((one for one in found if not one.email), None)
    base = current_app.extensions["PARTICIPATION"].base_url
    address = f"{base}/eingeladen/{invitation_token(link.id, secret=_secret())}" if link else ""
    return {"process": process, "sent": [one for one in found if one.email], "link": link, "address": address}


def _secret() -> str:
    return str(current_app.secret_key)
