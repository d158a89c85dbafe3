"""A citizen participation platform: from a citizen's idea to a published evaluation."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

if TYPE_CHECKING:
    from config import Settings

BESIDE_UPLOAD = 256 * 1024
"""Bytes that a request may have beside its file: a file that is a little too large is refused beside its field."""
ROOT = Path(__file__).resolve().parent.parent


def create_app(settings: Settings) -> Flask:
    """The application for these settings: extensions, habits of the hall, rooms, command line."""
    from participation.web import (
        access,
        assets,
        error_pages,
        filters,
        headers,
        health,
        in_common,
        kept,
        logs,
        metrics,
        numbers,
        site,
        stored_pages,
    )
    from participation.web.languages import LanguagePrefix

    app = Flask("participation", root_path=str(ROOT), static_folder=None)
    numbers.bound_numbers(app)
    app.extensions["PARTICIPATION"] = settings
    _configure(app, settings)
    _bind_extensions(app)
    filters.install_filters(app)
    site.describe_site(app, settings)
    error_pages.install_error_pages(app)
    stored_pages.keep_pages(app, settings.stored_pages_size)
    kept.keep_values(app)
    in_common.keep_pages_in_common(app)
    access.guard_routes(app)
    headers.protect_answers(app)
    _open_rooms(app)
    assets.serve_assets(app, ROOT)
    app.wsgi_app = LanguagePrefix(app.wsgi_app, settings.languages)  # type: ignore[method-assign]
    stored_pages.answer_from_store(app)
    metrics.count(app, settings)
    logs.write_logs(app, settings)
    health.answer_health(app)
    if settings.trusted_proxies:
        count = settings.trusted_proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=count, x_proto=count, x_host=count)  # type: ignore[method-assign]
    return app


def _configure(app: Flask, settings: Settings) -> None:
    from participation.core.database import engine_options

    app.config.update(
        SECRET_KEY=settings.secret_key,
        SQLALCHEMY_DATABASE_URI=settings.database_url,
        SQLALCHEMY_ENGINE_OPTIONS=engine_options(settings.database_url, hide_values=settings.production),
        MAX_CONTENT_LENGTH=settings.max_upload + BESIDE_UPLOAD,
        MAX_FORM_MEMORY_SIZE=settings.max_upload,
        SESSION_COOKIE_NAME="sitzung",
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=settings.production,
        SESSION_COOKIE_PATH="/",
        SESSION_REFRESH_EACH_REQUEST=False,
        PERMANENT_SESSION_LIFETIME=14 * 24 * 3600,
        WTF_CSRF_TIME_LIMIT=None,
        RATELIMIT_ENABLED=settings.rate_limits,
        RATELIMIT_STORAGE_URI=settings.redis_url or "database://",
        BABEL_DEFAULT_LOCALE="de",
        BABEL_DEFAULT_TIMEZONE="Europe/Berlin",
        BABEL_TRANSLATION_DIRECTORIES=str(ROOT / "participation" / "translations"),
        TESTING=settings.testing,
    )
    app.json.ensure_ascii = False  # type: ignore[attr-defined]
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.policies["ext.i18n.trimmed"] = True


def _bind_extensions(app: Flask) -> None:
    from participation import extensions
    from participation.core.database import db, watch_transactions
    from participation.web import jobs, rate_limits
    from participation.web.languages import current_language, translate_templates

    db.init_app(app)
    with app.app_context():
        watch_transactions(db.engine)
    app.extensions["client_key"] = rate_limits.client_key
    extensions.csrf.init_app(app)
    extensions.login_manager.init_app(app)
    extensions.login_manager.session_protection = None
    extensions.babel.init_app(app, locale_selector=current_language)
    translate_templates(app)
    extensions.limiter.init_app(app)
    jobs.install_jobs(app)


def _open_rooms(app: Flask) -> None:
    from participation import rooms
    from participation.cli import commands

    rooms.open_rooms(app)
    for command in commands():
        app.cli.add_command(command)
