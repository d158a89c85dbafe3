"""The blueprint of this room."""

from __future__ import annotations

from flask import Blueprint

from participation.core.errors import N_
from participation.web.navigation import navigation

blueprint = Blueprint("maps", __name__)

navigation.add(N_("Karte"), "maps.show", order=20)
