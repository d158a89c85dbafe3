"""The start page."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, render_template

from participation.web.access import public
from participation.web.stored_pages import stored

blueprint = Blueprint("home", __name__)


@blueprint.get("/")
@public
@stored
def start() -> Any:
    """What this is, what runs now, and what became of it."""
    return render_template("home/start.html")
