"""Who belongs to a team: inviting, leaving, removing, handing the lead over, showing one's name."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from participation.core.database import db
from participation.core.errors import Invalid
from participation.core.transactions import commits
from participation.dialogue.calls import commands
from participation.dialogue.calls.forms import MembersForm, ShowNameForm
from participation.dialogue.calls.views.blueprint import blueprint, own_application, secret
from participation.dialogue.calls.views.revising import PAGE, page_context
from participation.extensions import limiter
from participation.web.access import actor, signed_in
from participation.web.htmx import rejected


@blueprint.post("/bewerbungen/<int:subject_id>/einladen")
@limiter.limit("20 per hour")
@commits
@signed_in
def invite(subject_id: int) -> Any:
    """Invite people into the team."""
    own, form = own_application(subject_id), MembersForm()
    if not form.validate():
        return rejected(PAGE, **page_context(own, members_form=form))
    try:
        with db.session.begin_nested():
            count = commands.invite_members(own.idea, form.addresses, secret=secret(), actor=actor())
    except Invalid as error:
        form.refuse(error)
        return rejected(PAGE, **page_context(own, members_form=form))
    flash(ngettext("%(num)s Einladung ist unterwegs.", "%(num)s Einladungen sind unterwegs.", count), "success")
    return _back(subject_id)


@blueprint.post("/bewerbungen/<int:subject_id>/einladungen/<int:invitation_id>/beenden")
@commits
@signed_in
def end_invitation(subject_id: int, invitation_id: int) -> Any:
    """Let an invitation lead in no more."""
    commands.end_invitation(own_application(subject_id).idea, invitation_id, actor=actor())
    flash(_("Die Einladung gilt nicht mehr."), "success")
    return _back(subject_id)


@blueprint.post("/bewerbungen/<int:subject_id>/mitglieder/<int:member_id>/entfernen")
@commits
@signed_in
def remove_member(subject_id: int, member_id: int) -> Any:
    """Take somebody out of the team."""
    commands.remove_member(own_application(subject_id).idea, member_id, actor=actor())
    flash(_("Diese Person gehört nicht mehr zum Team."), "success")
    return _back(subject_id)


@blueprint.post("/bewerbungen/<int:subject_id>/mitglieder/<int:member_id>/leitung")
@commits
@signed_in
def hand_lead_over(subject_id: int, member_id: int) -> Any:
    """Let somebody else lead the team."""
    commands.hand_lead_over(own_application(subject_id).idea, member_id, actor=actor())
    flash(_("Die Leitung ist weitergegeben."), "success")
    return _back(subject_id)


@blueprint.post("/bewerbungen/<int:subject_id>/verlassen")
@commits
@signed_in
def leave(subject_id: int) -> Any:
    """Leave the team."""
    commands.leave_team(own_application(subject_id).idea, actor=actor())
    flash(_("Sie gehören nicht mehr zum Team."), "success")
    return redirect(url_for("calls.index"), 303)


@blueprint.post("/bewerbungen/<int:subject_id>/mein-name")
@commits
@signed_in
def show_name(subject_id: int) -> Any:
    """Say whether one's pseudonym stands in public."""
    form = ShowNameForm()
    commands.show_name(own_application(subject_id).idea, shows_name=bool(form.shows_name.data), actor=actor())
    flash(_("Gespeichert."), "success")
    return _back(subject_id)


def _back(subject_id: int) -> Any:
    return redirect(url_for("calls.show", subject_id=subject_id, _anchor="team"), 303)
