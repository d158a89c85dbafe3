"""Films in sign language: taking them in, and giving them out."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from flask import abort, current_app, flash, redirect, render_template, send_from_directory, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from participation.core.actor import Role
from participation.core.errors import N_, Invalid
from participation.core.transactions import transaction
from participation.town.settings.commands import change_settings
from participation.town.statement.forms import FilmForm
from participation.town.statement.rules.films import SLOTS, captions_name, film_name
from participation.town.statement.views.blueprint import blueprint
from participation.web.access import actor, public, staff
from participation.web.site import site

FOR_EVER = "public, max-age=31536000, immutable"
KINDS = {".mp4": "video/mp4", ".webm": "video/webm", ".vtt": "text/vtt"}
TITLES = {"start": N_("Worum es hier geht"), "statement": N_("Erklärung zur Barrierefreiheit")}


@blueprint.route(f"/verwaltung/gebaerdensprache/<any({','.join(SLOTS)}):slot>", methods=["GET", "POST"])
@staff(Role.ADMINISTRATOR)
def film(slot: str) -> Any:
    """The film for one of the two places."""
    form = FilmForm()
    if form.validate_on_submit():
        try:
            values = _values(form, slot)
        except Invalid as error:
            form.refuse(error)
        else:
            with transaction():
                change_settings(values, actor=actor(), given=current_app.extensions["site_given"])
            flash(_("Gespeichert."), "success")
            return redirect(url_for("statement.film", slot=slot), 303)
    page = render_template("statement/film.html", form=form, slot=slot, titles=TITLES)
    return page, 422 if form.errors else 200


@blueprint.get("/gebaerdensprache/<name>")
@public
def film_file(name: str) -> Response:
    """A film or its captions, under a name made of its content."""
    if name not in {getattr(site, f"film_{slot}{part}") for slot in SLOTS for part in ("", "_captions")}:
        abort(404)
    response = send_from_directory(_folder(), name, mimetype=KINDS[Path(name).suffix], conditional=True)
    response.headers["Cache-Control"] = FOR_EVER
    return response


def _values(form: FilmForm, slot: str) -> dict[str, str]:
    if form.without.data:
        return {f"film_{slot}": "", f"film_{slot}_captions": ""}
    film, captions = (field.data.read() if field.data else b"" for field in (form.film, form.captions))
    if not film:
        raise Invalid("Bitte wählen Sie den Film.", field="film")
    if not captions:
        raise Invalid("Bitte wählen Sie auch die Untertitel.", field="captions")
    names = film_name(film), captions_name(captions)
    for name, data in zip(names, (film, captions), strict=True):
        _keep(name, data)
    return {f"film_{slot}": names[0], f"film_{slot}_captions": names[1]}


def _keep(name: str, data: bytes) -> None:
    _folder().mkdir(parents=True, exist_ok=True)
    path = _folder() / name
    if not path.exists():
        unfinished = path.with_name(f"{name}.part")
        unfinished.write_bytes(data)
        unfinished.replace(path)


def _folder() -> Path:
    root: Path = current_app.extensions["PARTICIPATION"].media_root
    return root / "films"
