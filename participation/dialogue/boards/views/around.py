"""Choosing the place around which a list looks for ideas."""

from __future__ import annotations

from typing import Any

from flask import abort, render_template, url_for
from wtforms import Form, HiddenField

from participation.dialogue.boards import queries
from participation.dialogue.boards.views.asked import asked_in_address
from participation.dialogue.boards.views.blueprint import blueprint
from participation.dialogue.boards.views.filtering import filter_context
from participation.town.districts.queries import district_tree
from participation.web.access import actor, public
from participation.web.kept import kept_for, kept_while_settings_last
from participation.web.stored_pages import stored


class PlaceForm(Form):
    """The fields that the map fills; a form that only asks needs no token."""

    lon = HiddenField()
    lat = HiddenField()


@blueprint.get("/boards/<slug>/umkreis")
@public
@stored
def around(slug: str) -> Any:
    """Where around: on the map, or by a district; leads back to the board."""
    who = actor()
    board = kept_for(who, ("board", slug), lambda: queries.board_by_slug(slug, who)) or abort(404)
    return _page(tuple(c.slug for c in board.categories), board.title, url_for("boards.show", slug=slug))


@blueprint.get("/ideen/umkreis")
@public
@stored
def around_all() -> Any:
    """The same for the ideas of all boards."""
    return _page((), None, url_for("boards.all_ideas"))


def _page(categories: tuple[str, ...], title: str | None, list_url: str) -> Any:
    districts = kept_while_settings_last("districts", district_tree)
    asked = asked_in_address(categories, (d.slug for d in districts))
    spot = asked.spot
    form = PlaceForm(lon=spot.lon if spot else None, lat=spot.lat if spot else None)
    return render_template(
        "boards/around.html", form=form, board_title=title, list_url=list_url, **filter_context(asked, (), districts)
    )
