"""Headers of every answer: content security, framing, caching and what varies."""

from __future__ import annotations

import secrets

from flask import Flask, current_app, g, request
from flask_login import current_user
from werkzeug.wrappers import Response

from participation.web.languages import languages_of

SETTINGS_KEY = "PARTICIPATION"


def script_nonce() -> str:
    """A nonce for the scripts and styles that folium writes; asking for it opens the policy for this page alone."""
    if "nonce" not in g:
        g.nonce = secrets.token_urlsafe(16)
    return str(g.nonce)


def allow_framing() -> None:
    """Let the configured sites show this page in a frame."""
    g.framing = True


def show_own_frames() -> None:
    """Let this page show frames of this site, as a preview of what others may embed."""
    g.own_frames = True


def protect_answers(app: Flask) -> None:
    """Send the headers with every answer."""
    app.after_request(_set_headers)


def content_security_policy() -> str:
    """The policy of this answer."""
    settings = current_app.extensions[SETTINGS_KEY]
    nonce = f" 'nonce-{g.nonce}'" if "nonce" in g else ""
    images = "'self' data:" + (f" {_origin(settings.tile_url)}" if settings.tile_url and nonce else "")
    frames = "'none'"
    if g.get("framing"):
        frames = " ".join(("'self'", *settings.embed_origins))
    shown = " frame-src 'self';" if g.get("own_frames") else ""
    return (
        f"default-src 'none'; script-src 'self'{nonce}; style-src 'self'{nonce}; img-src {images}; font-src 'self'; "
        f"media-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none';{shown} manifest-src 'self'; "
        f"frame-ancestors {frames}"
    )


def _origin(url: str) -> str:
    scheme, _, rest = url.partition("://")
    return f"{scheme}://{rest.split('/', 1)[0]}"


def _set_headers(response: Response) -> Response:
    headers = response.headers
    headers.setdefault("Content-Security-Policy", content_security_policy())
    headers.setdefault("X-Content-Type-Options", "nosniff")
    headers.setdefault("Referrer-Policy", "strict-origin-when-cross-origin")
    headers.setdefault("Permissions-Policy", "geolocation=(self), camera=(), microphone=()")
    headers.setdefault("Cross-Origin-Opener-Policy", "same-origin")
    if not g.get("framing"):
        headers.setdefault("X-Frame-Options", "DENY")
    if current_app.extensions[SETTINGS_KEY].production:
        headers.setdefault("Strict-Transport-Security", "max-age=31536000; includeSubDomains")
    if response.mimetype == "text/html":
        response.vary.add("HX-Request")
        headers.setdefault("Content-Language", languages_of(request)[0])
    if "Cache-Control" not in headers:
        headers["Cache-Control"] = "private, no-store" if _is_personal(response) else "public, max-age=0"
    return response


def _is_personal(response: Response) -> bool:
    return (
        request.method not in {"GET", "HEAD"}
        or "Set-Cookie" in response.headers
        or response.status_code >= 400
        or bool(g.get("_login_user") and current_user.is_authenticated)
    )
