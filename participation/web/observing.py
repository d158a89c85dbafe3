"""What each request was and how long it took, told to those who ask: the log and the metrics. Nothing of the person.

A request is known by its endpoint and its route (`/ideen/<int:subject_id>`), never by its address: paths carry tokens,
query strings carry what people searched for.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from flask import Flask, request, request_started

STORED_ENDPOINT = "participation.stored_endpoint"
METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
SEEN = "observers"
RULE = "participation.rule"


@dataclass(frozen=True)
class Seen:
    """One answered request; `stored` if it never reached the application."""

    endpoint: str
    route: str
    method: str
    status: int
    seconds: float
    stored: bool


class Observed:
    """WSGI layer that tells observers of every request when its answer is begun."""

    def __init__(self, app: Callable[..., Iterable[bytes]], observers: list[Callable[[Seen], None]]) -> None:
        self.app, self.observers = app, observers

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        """Answer the request, then tell of it."""
        begun, status = time.perf_counter(), ["500"]

        def note_status(line: str, *arguments: Any) -> Any:
            status[0] = line
            return start_response(line, *arguments)

        try:
            return self.app(environ, note_status)
        finally:
            seen = _seen(environ, int(status[0][:3]), time.perf_counter() - begun)
            for observer in self.observers:
                observer(seen)


def _seen(environ: dict[str, Any], status: int, seconds: float) -> Seen:
    rule = environ.get(RULE)
    stored = STORED_ENDPOINT in environ
    if environ.get("PATH_INFO", "").startswith("/static/"):
        endpoint, stored = "static", True
    else:
        endpoint = environ.get(STORED_ENDPOINT) or (rule.endpoint if rule else "none")
    method = environ["REQUEST_METHOD"]
    known = method if method in METHODS else "other"
    return Seen(endpoint, rule.rule if rule else "", known, status, seconds, stored)


def _note_rule(_app: Flask, **_: Any) -> None:
    request.environ[RULE] = request.url_rule


def observe(app: Flask, observer: Callable[[Seen], None]) -> None:
    """Tell this observer of every request from now on; the layer is put in place with the first of them."""
    if SEEN not in app.extensions:
        app.extensions[SEEN] = []
        app.wsgi_app = Observed(app.wsgi_app, app.extensions[SEEN])  # type: ignore[method-assign]
        request_started.connect(_note_rule, app)
    app.extensions[SEEN].append(observer)
