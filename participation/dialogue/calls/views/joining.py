"""Coming into a team by a link that works once."""

from __future__ import annotations

from typing import Any

from flask import abort, flash, redirect, render_template, url_for
from flask_babel import gettext as _

from participation.core.database import db
from participation.core.transactions import commits
from participation.dialogue.boards.models import Board
from participation.dialogue.boards.rules import check_takes_applications
from participation.dialogue.calls import commands, queries, rules
from participation.dialogue.calls.forms import ShowNameForm
from participation.dialogue.calls.models import Application, TeamInvitation
from participation.dialogue.calls.views.blueprint import blueprint, secret
from participation.dialogue.ideas.models import Idea
from participation.dialogue.processes.queries import phases_of
from participation.web.access import actor, signed_in


@blueprint.get("/team/<token>")
@signed_in
def invitation(token: str) -> Any:
    """Into which team, for which call, and the button that leads in."""
    found = _found(token)
    rules.check_open(found)
    board = _board(found)
    check_takes_applications(board, phases_of(board.process_id))
    team = db.session.get_one(Application, found.idea_id)
    return render_template("calls/invitation.html", team=team, board=board, token=token, form=ShowNameForm())


@blueprint.post("/team/<token>")
@commits
@signed_in
def accept(token: str) -> Any:
    """Join the team."""
    found, form = _found(token), ShowNameForm()
    commands.accept_invitation(found, shows_name=bool(form.shows_name.data), actor=actor())
    flash(_("Willkommen im Team."), "success")
    return redirect(url_for("calls.show", subject_id=found.idea_id), 303)


def _found(token: str) -> TeamInvitation:
    number = rules.read_team_token(token, secret=secret())
    return (queries.invitation_by_id(number) if number is not None else None) or abort(404)


def _board(found: TeamInvitation) -> Board:
    return db.session.get_one(Board, db.session.get_one(Idea, found.idea_id).board_id)
