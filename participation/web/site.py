"""What every page knows of the installation: its name, its menus, its languages.

What the city sets on its pages comes before what the environment says. The room of settings stands above the hall, so
it hands in a function that finds the city's values (`tell_site`); they are read anew only when one of them was changed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from flask import Flask, current_app, g, get_flashed_messages, has_request_context, redirect, request
from flask_babel import get_locale, gettext
from flask_babel.speaklater import LazyString
from flask_login import current_user
from markupsafe import Markup, escape
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.wrappers import Response

from participation.web.access import sign_in_address
from participation.web.headers import script_nonce
from participation.web.kept import kept_while_settings_last
from participation.web.languages import SOURCE, current_language, language_links
from participation.web.navigation import navigation
from participation.web.pagination import address_with

if TYPE_CHECKING:
    from config import Settings

Values = Mapping[str, Any]


class Site:
    """The installation as templates, mails and feeds see it: `site.name`, `site.city_name` and so on."""

    def __getattr__(self, name: str) -> Any:
        """One value; AttributeError (in templates: undefined) where there is none of this name."""
        try:
            return _values()[name]
        except KeyError:
            raise AttributeError(name) from None

    @property
    def department_label(self) -> Markup:
        """The city's own word for a department, as a label in the page's language: other languages have their own."""
        return escape(self.department_word if current_language() == SOURCE else gettext("Fachabteilung"))

    @property
    def departments_label(self) -> Markup:
        """The same for several."""
        return escape(self.departments_word if current_language() == SOURCE else gettext("Fachabteilungen"))


site = Site()


DEPARTMENT_LABEL = LazyString(lambda: site.department_label)


def tell_site(app: Flask, find: Callable[[], Values]) -> None:
    """Let `find` say what the city has set; it leaves out what it has not."""
    app.extensions["site_values"] = find


def _values() -> Values:
    if "site_values" not in g:
        given: Values = current_app.extensions["site_given"]
        find: Callable[[], Values] = current_app.extensions.get("site_values", dict)
        try:
            found = kept_while_settings_last("site values", find) if has_request_context() else find()
        except SQLAlchemyError:
            # A page that says that the database does not answer has a name all the same.
            return given
        if not has_request_context():
            return {**given, **found}
        g.site_values = {**given, **found}
    values: Values = g.site_values
    return values


def _offered_language() -> Response | None:
    """Who follows an old link into a language that is no longer offered finds the page in German."""
    if current_language() == SOURCE or request.endpoint is None or current_language() in site.languages:
        return None
    path = request.full_path.rstrip("?")
    root = request.script_root.removesuffix(f"/{current_language()}")
    return redirect(root + path, 302 if request.method in {"GET", "HEAD"} else 307)


def _flashed_messages(**options: Any) -> Any:
    """Messages for the next page; without a session cookie there are none, and the session is left alone."""
    if current_app.config["SESSION_COOKIE_NAME"] not in request.cookies:
        return []
    return get_flashed_messages(**options)


def describe_site(app: Flask, settings: Settings) -> None:
    """Give templates what they need on every page."""
    app.extensions["site_given"] = {
        "name": settings.site_name,
        "claim": "",
        "city_name": settings.city_name,
        "contact_email": settings.contact_email,
        "operator_address": settings.operator_address,
        "operator_representative": settings.operator_representative,
        "operator_phone": settings.operator_phone,
        "privacy_officer": "",
        "department_word": "Fachabteilung",
        "departments_word": "Fachabteilungen",
        "languages": list(settings.languages),
        "barrier_days": 0,
        "notice_days": 21,
        "election_weeks": 6,
        "colour": "",
        "accent": "",
        "logo": "",
        "logo_alt": "",
        "film_start": "",
        "film_start_captions": "",
        "film_statement": "",
        "film_statement_captions": "",
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

    app.before_request(_offered_language)

    @app.context_processor
    def languages() -> dict[str, Any]:
        if not has_request_context():
            return {"language": str(get_locale() or SOURCE)}
        return {"language": current_language(), "language_links": language_links(tuple(site.languages))}
