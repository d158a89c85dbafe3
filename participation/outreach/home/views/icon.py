"""The picture of the site, for browsers that show data and find no page to name it."""

from __future__ import annotations

from typing import Any

from flask import current_app, redirect

from participation.outreach.home.views.blueprint import blueprint
from participation.web.access import public

PICTURE = "pictures/favicon.svg"


@blueprint.get("/favicon.ico")
@public
def icon() -> Any:
    """Where browsers look for it by habit."""
    return redirect(f"/static/{current_app.extensions['release_hash']}/{PICTURE}")
