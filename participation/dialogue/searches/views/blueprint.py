"""The blueprint of this room."""

from __future__ import annotations

from flask import Blueprint

from participation.core.errors import N_
from participation.web.navigation import navigation

blueprint = Blueprint("searches", __name__)
navigation.add_account(N_("Gespeicherte Suchen"), "searches.index", order=35)
