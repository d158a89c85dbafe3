"""Colours and logo, and the files that pages get of them."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

from flask import (
    abort,
    current_app,
    make_response,
    render_template,
    request,
    send_from_directory,
)
from werkzeug.wrappers import Response

from participation.core.actor import Role
from participation.core.errors import Invalid
from participation.core.pictures import Picture, made_safe
from participation.town.settings.forms import LookForm
from participation.town.settings.rules.colours import is_readable, nearest_readable, normal_colour, shades_of
from participation.town.settings.views.blueprint import blueprint, saved, shown
from participation.web.access import public, staff
from participation.web.site import site

PAGE = "settings/look.html"
NAMES = ("colour", "accent", "logo", "logo_alt")
FOR_EVER = "public, max-age=31536000, immutable"


@blueprint.route("/verwaltung/aussehen", methods=["GET", "POST"])
@staff(Role.ADMINISTRATOR)
def look() -> Any:
    """Colours and logo; a colour that cannot be read is refused with the nearest one that can."""
    form = LookForm(data={name: getattr(site, name) for name in NAMES})
    if not form.is_submitted():
        return shown(PAGE, form, NAMES, nearest={})
    for field in (form.colour, form.accent):
        field.data = request.form.get(f"take_{field.name}") or field.data
    if not form.validate():
        return render_template(PAGE, form=form, differences=[], nearest=_nearest(form)), 422
    return saved(PAGE, form, values=partial(_with_logo, form), back="settings.look", nearest=_nearest(form))


@blueprint.get("/gestaltung/<colours>.css")
@public
def colours(colours: str) -> Response:
    """The tokens of the city's colours: the address names them, so that a browser may keep the file for ever."""
    main, _between, accent = colours.partition("-")
    try:
        chosen = [normal_colour(part) for part in (main, accent)]
    except Invalid:
        abort(404)
    if not all(is_readable(colour) for colour in chosen):
        abort(404)
    text = render_template("settings/colours.css", main=shades_of(chosen[0]), accent=shades_of(chosen[1]))
    response = make_response(text)
    response.headers.update({"Content-Type": "text/css; charset=utf-8", "Cache-Control": FOR_EVER})
    return response


@blueprint.get("/stadtlogo/<name>")
@public
def logo(name: str) -> Response:
    """The city's logo, under a name made of its content."""
    if name != site.logo:
        abort(404)
    response = send_from_directory(_folder(), name, mimetype="image/webp")
    response.headers["Cache-Control"] = FOR_EVER
    return response


def _with_logo(form: LookForm) -> dict[str, Any]:
    values = form.values
    if form.without_logo.data:
        return {**values, "logo": "", "logo_alt": ""}
    data = form.logo_file.data.read() if form.logo_file.data else b""
    if data:
        values["logo"] = _kept(made_safe(data, widest=480, highest=160, field="logo_file"))
    return values


def _kept(picture: Picture) -> str:
    """Write the picture under its name; the same picture twice is one file."""
    _folder().mkdir(parents=True, exist_ok=True)
    path = _folder() / picture.name
    if not path.exists():
        unfinished = path.with_suffix(".part")
        unfinished.write_bytes(picture.data)
        unfinished.replace(path)
    return picture.name


def _folder() -> Path:
    root: Path = current_app.extensions["PARTICIPATION"].media_root
    return root / "logo"


def _nearest(form: LookForm) -> dict[str, str]:
    """Beside a colour that is too weak, the nearest one that is not."""
    nearest = {}
    for field in (form.colour, form.accent):
        try:
            colour = normal_colour(field.data or "")
        except Invalid:
            continue
        if not is_readable(colour):
            nearest[field.name] = nearest_readable(colour)
    return nearest
