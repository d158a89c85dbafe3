"""What every page knows of the installation: its name, its menus, its languages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import Flask, current_app, get_flashed_messages, has_request_context, request
from flask_babel import get_locale
from flask_login import current_user

from participation.web.access import sign_in_address
from participation.web.headers import script_nonce
from participation.web.languages import current_language, language_links
from participation.web.navigation import navigation
from participation.web.pagination import address_with

if TYPE_CHECKING:
    from config import Settings


def _flashed_messages(**options: Any) -> Any:
    """Messages for the next page; without a session cookie there are none, and the session is left alone."""
    if current_app.config["SESSION_COOKIE_NAME"] not in request.cookies:
        return []
    return get_flashed_messages(**options)


def describe_site(app: Flask, settings: Settings) -> None:
    """Give templates what they need on every page."""
    site = {
        "name": settings.site_name,
        "city_name": settings.city_name,
        "contact_email": settings.contact_email,
        "base_url": settings.base_url,
        "demo": settings.demo,
    }
    app.jinja_env.globals.update(
        site=site,
        navigation=navigation,
        current_user=current_user,
        script_nonce=script_nonce,
        get_flashed_messages=_flashed_messages,
        address_with=address_with,
        sign_in_address=sign_in_address,
    )

    @app.context_processor
    def languages() -> dict[str, Any]:
        if not has_request_context():
            return {"language": str(get_locale() or "de")}
        return {"language": current_language(), "language_links": language_links(settings.languages)}
