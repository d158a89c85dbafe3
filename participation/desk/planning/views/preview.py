"""Seeing a process as a guest will see it, also on a phone."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from flask import g, render_template

from participation.core.actor import VISITOR, Role
from participation.desk.planning.views.blueprint import blueprint, process_at_desk
from participation.dialogue.processes.queries import process_page
from participation.dialogue.processes.views.context import process_context
from participation.web.access import actor, staff
from participation.web.headers import allow_framing, show_own_frames


@blueprint.get("/schreibtisch/verfahren/<slug>/vorschau")
@staff(Role.EDITOR)
def preview(slug: str) -> Any:
    """The page in a frame: as wide as a phone, a tablet or the window."""
    process = process_at_desk(slug)
    show_own_frames()
    return render_template("planning/preview.html", process=process)


@blueprint.get("/schreibtisch/verfahren/<slug>/vorschau/seite")
@staff(Role.EDITOR)
def preview_page(slug: str) -> Any:
    """The real public page, rendered as for a guest, under a banner that says what it is."""
    process_at_desk(slug)
    page = process_page(slug, actor())
    assert page is not None
    context = process_context(page, actor())
    allow_framing()
    with _as_guest():
        return render_template("processes/show.html", **{**context, "is_preview": True})


@contextmanager
def _as_guest() -> Iterator[None]:
    """Within this block nobody is signed in, as far as templates can tell."""
    person = g._login_user
    g._login_user = VISITOR
    try:
        yield
    finally:
        g._login_user = person
