"""The blueprint of this room, what its pages share, and the words that other pages say about levels."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Protocol

from flask import Blueprint, abort, current_app, redirect, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response

from participation.core.assurance import Assurance
from participation.dialogue.codes.rules import COUNTED_WITH, LEVEL_LABELS, MISSING, Footing
from participation.dialogue.processes.models import Process
from participation.dialogue.processes.queries import process_by_slug
from participation.web.access import actor, doors
from participation.web.filters import short_day

blueprint = Blueprint("codes", __name__)


class Asking(Protocol):
    """A process, or a ballot in one."""

    @property
    def assurance(self) -> Assurance:
        """The level that is asked for."""

    @property
    def minimum_age(self) -> int | None:
        """The age that is asked for."""


def key() -> str:
    """What codes are hashed under."""
    return str(current_app.config["SECRET_KEY"])


def found_process(slug: str) -> Process:
    """The process, if this person may see it and it is published, or 404."""
    process = process_by_slug(slug, actor())
    return process if process is not None and process.is_published else abort(404)


def _to_own_page() -> Response:
    """Pages for people with an account lead a guest to their own."""
    return redirect(url_for("codes.guest"), 303)


doors.guest = _to_own_page


@blueprint.app_template_global()
def level_line(process: Asking) -> str:
    """With what one takes part in a process, and from which age on, in one sentence."""
    level = _(LEVEL_LABELS[process.assurance])
    if process.minimum_age is None:
        return str(_("Mitmachen: %(level)s.", level=level))
    return str(_("Mitmachen: %(level)s, ab %(age)s Jahren.", level=level, age=process.minimum_age))


@blueprint.app_template_global()
def counted_with(level: Assurance, since: datetime | None) -> str:
    """What is said beside a number of supports: how sure it is, and since when; empty where it is the usual."""
    words = COUNTED_WITH.get(level)
    if since is not None:
        return str(_("seit %(day)s %(level)s", day=short_day(since), level=_(words or LEVEL_LABELS[level])))
    return str(_(words)) if words else ""


@blueprint.app_template_global()
def next_proof(footing: Footing | None) -> dict[str, Any] | None:
    """What somebody who is signed in has yet to prove: a sentence, the step and its address; None where nothing is."""
    if footing is None or footing.is_reached or not current_user.is_authenticated:
        return None
    if current_user.only_in is None and not current_user.is_confirmed:
        return None  # the address comes first; the refusal says so
    message, step = MISSING[footing.needed]
    return {"message": _(message), "step": _(step), "address": footing.step_address}
