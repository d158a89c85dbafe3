"""Pictures of ideas: shown to those who may read the idea, added and removed by its author."""

from __future__ import annotations

from typing import Any

from flask import abort, current_app, flash, redirect, render_template, request, send_file, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from participation.core.errors import Invalid
from participation.core.transactions import transaction
from participation.dialogue.ideas import commands, queries
from participation.dialogue.ideas.queries import IdeaPage, ShownPicture
from participation.dialogue.ideas.rules.asked import asked_on
from participation.dialogue.ideas.views.blueprint import blueprint, readable_page
from participation.dialogue.ideas.views.form_page import words_sent
from participation.dialogue.ideas.views.revising import own_page
from participation.dialogue.ideas.views.uploading import delete, take_pictures
from participation.extensions import limiter
from participation.records.subjects.models import State
from participation.web.access import actor, guests_too, public, signed_in
from participation.web.filters import sentence
from participation.web.uploads import NO_SCRIPTS

FAR = "private, max-age=31536000, immutable"
"""A picture never changes under its address. Only browsers keep it: what is expunged stays in no cache between."""


@blueprint.get("/ideen/<int:subject_id>/bilder/<int:picture_id>/<int:width>")
@public
def picture(subject_id: int, picture_id: int, width: int) -> Any:
    """A picture of an idea in one of its widths, for those who may read the idea."""
    page = readable_page(subject_id)
    shown = next((one for one in page.pictures if one.id == picture_id), None) or abort(404)
    return _file(shown, width, FAR if page.idea.state in (State.PUBLIC, State.MERGED) else "private, no-store")


@blueprint.get("/entwuerfe/bilder/<int:picture_id>/<int:width>")
@signed_in
@guests_too
def draft_picture(picture_id: int, width: int) -> Any:
    """A picture of one's own draft."""
    shown = queries.own_draft_picture(picture_id, actor().account_id) or abort(404)
    return _file(shown, width, "private, no-store")


@blueprint.get("/ideen/<int:subject_id>/bilder")
@signed_in
@guests_too
def edit_pictures(subject_id: int) -> Any:
    """Pictures of one's own idea: add, describe, remove."""
    return _page(own_page(subject_id))


@blueprint.post("/ideen/<int:subject_id>/bilder")
@limiter.limit("60 per hour")
@signed_in
@guests_too
def add_pictures(subject_id: int) -> Any:
    """Add a picture with its words, and say anew what the others show. It opens its transactions itself, after the
    picture is read."""
    own_page(subject_id)
    files = [file for file in request.files.getlist("pictures") if file.filename][:1]
    alt = " ".join(request.form.get("alt", "").split())

    def enter(written: commands.WrittenPicture) -> None:
        with transaction():
            commands.add_to_idea(own_page(subject_id).idea, written, alt=alt, actor=actor())

    try:
        with transaction():
            commands.describe_in_idea(own_page(subject_id).idea, words_sent(), actor=actor())
        take_pictures(files, enter)
    except Invalid as error:
        return _page(own_page(subject_id), refusal=sentence(error), alt=alt), 422
    flash(_("Ihre Bilder sind gespeichert."), "success")
    return redirect(url_for("ideas.edit_pictures", subject_id=subject_id), 303)


@blueprint.post("/ideen/<int:subject_id>/bilder/<int:picture_id>/entfernen")
@limiter.limit("60 per hour")
@signed_in
@guests_too
def remove_picture(subject_id: int, picture_id: int) -> Any:
    """Remove a picture; it opens its transaction itself."""
    with transaction():
        delete(commands.remove_from_idea(own_page(subject_id).idea, picture_id, actor=actor()))
    flash(_("Das Bild ist entfernt."), "success")
    return redirect(url_for("ideas.edit_pictures", subject_id=subject_id), 303)


def _page(page: IdeaPage, **shown: Any) -> str:
    return render_template(
        "ideas/pictures.html", page=page, pictures=page.pictures, asked=asked_on(page.board), **shown
    )


def _file(shown: ShownPicture, width: int, cache: str) -> Response:
    if width not in shown.widths:
        abort(404)
    name = f"{shown.name}-{width}"
    path = current_app.extensions["PARTICIPATION"].media_root / name[:2] / name
    if not path.is_file():
        abort(404)
    response = send_file(path, mimetype="image/webp", etag=name, conditional=True)
    response.headers["Cache-Control"] = cache
    response.headers["Content-Security-Policy"] = NO_SCRIPTS
    return response
