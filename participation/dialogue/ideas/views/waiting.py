"""What somebody began before signing in: it waits in their own session, and is done when they have signed in.

An act is begun by a form of ours with its token, never by an address alone; whoever is led to `go_on` from elsewhere
finds nothing waiting. Of a support nothing is kept outside the session's cookie.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import flash, redirect, render_template, session, url_for
from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict

from participation.core import clock
from participation.core.errors import DomainError
from participation.core.transactions import transaction, unseen_transaction
from participation.dialogue.codes.rules import AgeMissing
from participation.dialogue.ideas import commands, queries
from participation.dialogue.ideas.forms import IdeaForm
from participation.dialogue.ideas.models import WaitingIdea
from participation.dialogue.ideas.rules.drafts import WAITS, fields_of
from participation.dialogue.ideas.views.blueprint import blueprint, found_ballot
from participation.dialogue.ideas.views.form_page import form_for, found_board
from participation.dialogue.ideas.views.sending import send_idea
from participation.extensions import limiter
from participation.web.access import actor, guests_too, public, sign_in_address, signed_in
from participation.web.keys import new_key

WAITING = "waiting"


def let_idea_wait(board_id: int, values: Mapping[str, Any]) -> Any:
    """Keep an idea until whoever sent it has signed in, and lead them there."""
    key = new_key()
    with unseen_transaction():
        commands.keep_waiting(board_id, values, key=key)
    return _to_sign_in(
        {"idea": key}, _("Fast geschafft: Melden Sie sich an oder legen Sie ein Konto an. Dann ist Ihre Idee da.")
    )


@blueprint.post("/ideen/<int:subject_id>/stimme/vormerken")
@limiter.limit("120 per hour")
@public
def remember_support(subject_id: int) -> Any:
    """Begin to support an idea without being signed in; nothing is written but the session's cookie."""
    found_ballot(subject_id)
    if actor().account_id is not None:
        return redirect(url_for("ideas.support", subject_id=subject_id), 303)
    until = int((clock.now() + WAITS).timestamp())
    return _to_sign_in(
        {"support": subject_id, "until": until},
        _("Fast geschafft: Melden Sie sich an oder legen Sie ein Konto an. Dann zählt Ihre Unterstützung."),
    )


@blueprint.get("/weitermachen")
@limiter.limit("120 per hour")
@signed_in
@guests_too
def go_on() -> Any:
    """Do what was begun before signing in. Where that cannot be, say why, and lose nothing."""
    waiting = session.get(WAITING) or {}
    if "idea" in waiting and (found := queries.waiting_idea(commands.digest_of(str(waiting["idea"])))) is not None:
        return _submit(*found)
    if "support" in waiting and waiting.get("until", 0) > clock.now().timestamp():
        return _support(int(waiting["support"]))
    session.pop(WAITING, None)
    return redirect(url_for("home.start"), 303)


def _to_sign_in(waiting: dict[str, Any], words: str) -> Any:
    session[WAITING] = waiting
    flash(words, "info")
    return redirect(sign_in_address(url_for("ideas.go_on")), 303)


def _support(subject_id: int) -> Any:
    address = url_for("ideas.show", subject_id=subject_id, _anchor="stimme")
    try:
        with transaction():
            ballot = found_ballot(subject_id)
            commands.cast_vote(ballot, actor=actor(), phases=ballot.phases, footing=ballot.footing)
    except AgeMissing:
        raise
    except DomainError as refusal:
        return render_template("ideas/not_done.html", refusal=refusal, address=address, form=None), refusal.status
    session.pop(WAITING, None)
    flash(_("Ihre Unterstützung ist gezählt."), "success")
    return redirect(address, 303)


def _submit(waiting: WaitingIdea, slug: str) -> Any:
    kept, number, key = fields_of(waiting.fields, form=waiting.form), waiting.id, waiting.token_hash[:40]
    form = _form_again(slug, kept)
    try:
        with transaction():
            idea_id = send_idea(found_board(slug), form, key=key)
            commands.stop_waiting(number)
    except AgeMissing:
        raise
    except DomainError as refusal:
        return _not_submitted(slug, form, refusal, number)
    session.pop(WAITING, None)
    return redirect(url_for("ideas.submitted", subject_id=idea_id), 303)


def _form_again(slug: str, kept: dict[str, Any]) -> IdeaForm:
    """The form as it was sent and found in order then."""
    values = {name: value if name != "follow" else "y" for name, value in kept.items() if value}
    return form_for(found_board(slug), formdata=MultiDict(values), meta={"csrf": False})


def _not_submitted(slug: str, form: IdeaForm, refusal: DomainError, number: int) -> Any:
    """Why not, with the whole text. It becomes a draft, unless there is one already; then it stays where it is."""
    board_id = found_board(slug).subject_id
    is_draft = queries.draft_on(board_id, actor().account_id) is None
    if is_draft:
        with unseen_transaction():
            commands.save_draft(board_id, form.kept, send_key=form.key, actor=actor())
            commands.stop_waiting(number)
        session.pop(WAITING, None)
    address = url_for("ideas.submit", slug=slug) if is_draft else url_for("ideas.go_on")
    page = render_template("ideas/not_done.html", refusal=refusal, address=address, form=form, is_draft=is_draft)
    return page, refusal.status
