"""The blueprint of this room, and how one of its forms is saved."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Blueprint, Flask, current_app, flash, redirect, render_template, url_for
from flask.blueprints import BlueprintSetupState
from flask_babel import gettext as _

from participation.core.actor import Role
from participation.core.errors import N_, Conflict, Invalid
from participation.core.transactions import transaction
from participation.town.settings import commands, queries
from participation.town.settings.forms import SettingsForm
from participation.town.settings.rules.changing import LABELS
from participation.town.settings.rules.spans import SPANS
from participation.web.access import actor
from participation.web.navigation import navigation
from participation.web.site import site, tell_site

blueprint = Blueprint("settings", __name__)
OWN_COLOUR, OWN_ACCENT = "#0b5660", "#a03c1c"

navigation.add_staff(
    N_("Einrichtung"), "settings.overview", Role.ADMINISTRATOR, order=90, rooms=("districts", "taxonomy")
)


@blueprint.record
def _tell(state: BlueprintSetupState) -> None:
    app: Flask = state.app  # type: ignore[assignment]
    tell_site(app, queries.stored_values)
    app.extensions["site_given"].update({name: span.days for name, span in SPANS.items()})
    app.jinja_env.globals["colours_url"] = colours_url


def colours_url() -> str:
    """The address of the stylesheet of the city's colours; empty while it has chosen none."""
    if not site.colour and not site.accent:
        return ""
    main, accent = site.colour or OWN_COLOUR, site.accent or OWN_ACCENT
    return url_for("settings.colours", colours=f"{main[1:]}-{accent[1:]}")


def shown(template: str, form: SettingsForm, names: tuple[str, ...], **context: Any) -> str:
    """The page of a form, filled with what holds now."""
    form.known.data = queries.newest_change(names)
    return render_template(template, form=form, differences=[], **context)


def saved(
    template: str,
    form: SettingsForm,
    *,
    values: Callable[[], dict[str, Any]] | None = None,
    back: str = "settings.overview",
    **context: Any,
) -> Any:
    """Save a form, or show it again with what was typed and why it was not taken. Opens its own transaction, so that a
    picture is read before the lock; `values` are what is to be saved where that is more than was typed."""
    try:
        chosen = form.values if values is None else values()
        with transaction():
            changed = commands.change_settings(
                chosen, actor=actor(), known=form.known.data or 0, given=current_app.extensions["site_given"]
            )
    except Conflict:
        return stale(template, form, **context)
    except Invalid as error:
        form.refuse(error)
        return render_template(template, form=form, differences=[], **context), 422
    flash(_("Gespeichert.") if changed else _("Es war nichts zu ändern."), "success")
    return redirect(url_for(back), 303)


def stale(template: str, form: SettingsForm, **context: Any) -> Any:
    """The form with what was typed, beside what somebody else saved in the meantime; saving it again takes it."""
    values = form.values
    differences = [
        (_(LABELS[name]), _said(getattr(site, name))) for name, value in values.items() if getattr(site, name) != value
    ]
    form.known.data = queries.newest_change(values)
    return render_template(template, form=form, differences=differences, **context), 409


def _said(value: Any) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)
