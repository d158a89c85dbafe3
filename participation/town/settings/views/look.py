"""Colours and logo, and the files that pages get of them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from flask import (
    abort,
    current_app,
    flash,
    make_response,
    redirect,
    render_template,
    request,
    send_from_directory,
    url_for,
)
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from participation.core.actor import Role
from participation.core.errors import Conflict, Invalid
from participation.core.pictures import Picture, made_safe
from participation.core.transactions import transaction
from participation.town.settings import commands
from participation.town.settings.forms import LookForm
from participation.town.settings.rules.colours import is_readable, nearest_readable, normal_colour, shades_of
from participation.town.settings.views.blueprint import blueprint, shown, stale
from participation.web.access import actor, public, staff
from participation.web.site import site

NAMES = ("colour", "accent", "logo", "logo_alt")
FOR_EVER = "public, max-age=31536000, immutable"


@blueprint.route("/verwaltung/aussehen", methods=["GET", "POST"])
@staff(Role.ADMINISTRATOR)
def look() -> Any:
    """Colours and logo; a colour that cannot be read is refused with the nearest one that can."""
    form = LookForm(data={name: getattr(site, name) for name in NAMES})
    if not form.is_submitted():
        return shown("settings/look.html", form, NAMES, nearest={})
    for field in (form.colour, form.accent):
        field.data = request.form.get(f"take_{field.name}") or field.data
    if not form.validate():
        return _refused(form)
    try:
        values = _with_logo(form)
        with transaction():
            changed = commands.change_settings(
                values, actor=actor(), known=form.known.data or 0, given=current_app.extensions["site_given"]
            )
    except Conflict:
        return stale("settings/look.html", form, nearest={})
    except Invalid as error:
        form.refuse(error)
        return _refused(form)
    flash(_("Gespeichert.") if changed else _("Es war nichts zu ändern."), "success")
    return redirect(url_for("settings.look"), 303)


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


def _refused(form: LookForm) -> Any:
    """The form again; beside a colour that is too weak, the nearest one that is not."""
    nearest = {}
    for field in (form.colour, form.accent):
        try:
            colour = normal_colour(field.data or "")
        except Invalid:
            continue
        if not is_readable(colour):
            nearest[field.name] = nearest_readable(colour)
    return render_template("settings/look.html", form=form, differences=[], nearest=nearest), 422
