"""The blueprint of this room, and how one of its entries is saved."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext as _

from participation.core.database import db
from participation.core.errors import Conflict, Invalid
from participation.town.taxonomy import queries
from participation.town.taxonomy.forms import AddFieldForm, AddForm, AddGoalForm, EntryForm
from participation.web.filters import sentence
from participation.web.htmx import rejected

blueprint = Blueprint("taxonomy", __name__)


def lists(**more: Any) -> str:
    """The page with both lists."""
    forms = {
        "field_form": AddFieldForm(formdata=None, prefix="feld-"),
        "goal_form": AddGoalForm(formdata=None, prefix="ziel-"),
    }
    return render_template(
        "taxonomy/setting_up.html", fields=queries.all_action_fields(), goals=queries.all_goals(), **{**forms, **more}
    )


def added(form: AddForm, add: Callable[[str], Any], **more: Any) -> Any:
    """Add an entry, or show the lists again with why it was not taken."""
    if form.validate():
        try:
            add(form.name.data or "")
        except Invalid as error:
            form.refuse(error)
        else:
            flash(_("„%(name)s“ ist eingetragen.", name=form.name.data), "success")
            return redirect(url_for("taxonomy.setting_up"), 303)
    return lambda: (lists(**more), 422)


def changed(entry: Any, form: EntryForm, change: Callable[..., None], **context: Any) -> Any:
    """Save an entry. A stale form is shown again beside what was saved in the meantime, status 409."""
    if not form.validate():
        return rejected("taxonomy/edit.html", entry=entry, form=form, differences=[], **context)
    try:
        change(entry, version=form.version.data or 0, **form.values)
    except Conflict:
        db.session.refresh(entry)
        differences = form.differences(entry)
        form.version.data = entry.version
        return lambda: (
            render_template("taxonomy/edit.html", entry=entry, form=form, differences=differences, **context),
            409,
        )
    flash(_("Gespeichert."), "success")
    return redirect(url_for("taxonomy.setting_up"), 303)


def removed(remove: Callable[[], None], *, back: str, said: str) -> Any:
    """Take an entry away, or say at its page (`back`) what hangs on it; `said` is what is told when it is gone."""
    try:
        remove()
    except Conflict as error:
        flash(sentence(error), "danger")
        return redirect(back, 303)
    flash(said, "success")
    return redirect(url_for("taxonomy.setting_up"), 303)
