"""Keeping a search, opening it, calling it something else, letting it go."""

from __future__ import annotations

from typing import Any

from flask import abort, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_login import current_user

from participation.core.errors import Invalid
from participation.core.transactions import commits
from participation.dialogue.boards.queries import boards_seen_among
from participation.dialogue.searches import commands, queries
from participation.dialogue.searches.forms import SearchForm
from participation.dialogue.searches.models import Frequency, SavedSearch
from participation.dialogue.searches.views.asked_of import Searched, address_of_form, searched_here, searched_in
from participation.dialogue.searches.views.blueprint import blueprint
from participation.extensions import limiter
from participation.town.districts.queries import district_tree
from participation.web.access import actor, signed_in
from participation.web.htmx import rejected


@blueprint.get("/konto/suchen/neu")
@signed_in
def name_it() -> Any:
    """Ask how the search in this address shall be called."""
    searched = searched_here()
    form = SearchForm(name=searched.suggested_name, frequency=Frequency.WEEKLY.value)
    return render_template("searches/name_it.html", **_facts(form, searched))


@blueprint.post("/konto/suchen/neu")
@limiter.limit("60 per hour")
@commits
@signed_in
def save() -> Any:
    """Keep the search in this address."""
    searched, form = searched_here(), SearchForm()
    if not form.validate():
        return rejected("searches/name_it.html", **_facts(form, searched))
    try:
        commands.save_search(
            current_user.account_id, name=form.name.data, frequency=Frequency(form.frequency.data), **searched.parts
        )
    except Invalid as error:
        form.refuse(error)
        return rejected("searches/name_it.html", **_facts(form, searched))
    flash(_("Gespeichert: „%(name)s“.", name=form.name.data), "success")
    return redirect(url_for("searches.index"), 303)


@blueprint.post("/konto/suchen/<int:search_id>/oeffnen")
@commits
@signed_in
def look(search_id: int) -> Any:
    """Look at what a search finds; what comes later is new again."""
    search = _own(search_id)
    board = None
    if search.board_id is not None:
        board = next(iter(boards_seen_among([search.board_id], actor())), None) or abort(404)
    commands.look_at(search)
    return redirect(searched_in(search, board, district_tree()).list_url, 303)


@blueprint.get("/konto/suchen/<int:search_id>")
@signed_in
def edit(search_id: int) -> Any:
    """Call a search something else, or hear of it more or less often."""
    search = _own(search_id)
    form = SearchForm(name=search.name, frequency=search.frequency.value)
    return render_template("searches/edit.html", form=form, search=search)


@blueprint.post("/konto/suchen/<int:search_id>")
@limiter.limit("60 per hour")
@commits
@signed_in
def revise(search_id: int) -> Any:
    """Keep the new name and frequency."""
    search, form = _own(search_id), SearchForm()
    if not form.validate():
        return rejected("searches/edit.html", form=form, search=search)
    commands.revise_search(search, name=form.name.data, frequency=Frequency(form.frequency.data))
    flash(_("Gespeichert: „%(name)s“.", name=form.name.data), "success")
    return redirect(url_for("searches.index"), 303)


@blueprint.post("/konto/suchen/<int:search_id>/loeschen")
@commits
@signed_in
def remove(search_id: int) -> Any:
    """Let go of a search."""
    search = _own(search_id)
    flash(_("Die Suche „%(name)s“ ist gelöscht.", name=search.name), "success")
    commands.remove_search(search)
    return redirect(url_for("searches.index"), 303)


def _own(search_id: int) -> SavedSearch:
    return queries.search_by_id(search_id, current_user.account_id) or abort(404)


def _facts(form: SearchForm, searched: Searched) -> dict[str, Any]:
    return {"form": form, "searched": searched, "address": address_of_form(searched)}
