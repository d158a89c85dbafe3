"""The blueprint of this room, and what its pages share."""

from __future__ import annotations

from urllib.parse import urlsplit

from flask import Blueprint, current_app, redirect, url_for
from flask_login import current_user
from werkzeug.wrappers import Response

from participation.people.accounts.queries import sign_in_of
from participation.people.second_factors import queries
from participation.people.second_factors.commands.passkeys import Site
from participation.web.access import doors

blueprint = Blueprint("second_factors", __name__)


def key() -> str:
    """What secrets of apps are encrypted under."""
    return str(current_app.config["SECRET_KEY"])


def site() -> Site:
    """This site as browsers know it."""
    settings = current_app.extensions["PARTICIPATION"]
    parts = urlsplit(settings.base_url)
    return Site(parts.hostname or "", f"{parts.scheme}://{parts.netloc}", settings.site_name)


def is_required() -> bool:
    """Whether the person of this request must have a second factor."""
    return bool(current_user.is_staff and queries.second_factor_is_required())


def _before_staff_pages() -> Response | None:
    """Staff who need a second factor and have none set it up first."""
    if not queries.second_factor_is_required() or queries.has_second_factor(current_user.account_id):
        return None
    if (here := sign_in_of(current_user.get_id())) is not None and here.outer_second:
        return None
    return redirect(url_for("second_factors.show"), 303)


doors.staff = _before_staff_pages
