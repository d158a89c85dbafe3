"""The addresses under /api/v1, the feeds, and the page that explains them to people."""

from __future__ import annotations

from flask import Blueprint, request
from werkzeug.wrappers import Response

from participation.core.errors import N_
from participation.web.navigation import navigation

blueprint = Blueprint("open_data", __name__)
navigation.add_footer(N_("Daten & Schnittstellen"), "open_data.guide", group=N_("Mehr erfahren"), order=20)


@blueprint.after_app_request
def let_other_sites_read(response: Response) -> Response:
    """Every site may read the open data from its visitors' browsers: it is the same for everyone."""
    if request.path.startswith("/api/"):
        headers = response.headers
        headers["Access-Control-Allow-Origin"] = "*"
        headers["Access-Control-Expose-Headers"] = "ETag, Link"
        headers["Cross-Origin-Resource-Policy"] = "cross-origin"
        if request.method == "OPTIONS":
            headers["Access-Control-Allow-Methods"] = "GET, HEAD, OPTIONS"
            headers["Access-Control-Allow-Headers"] = "If-None-Match"
            headers["Access-Control-Max-Age"] = "86400"
    return response


from participation.outreach.open_data.views import feeds, guide, resources  # noqa: E402, F401 - they add their routes
