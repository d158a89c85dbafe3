"""Pages for signed-out readers, stored as bytes per data version: a change is seen by the next request.

A view marked `@stored` is answered from memory if the request carries no session cookie and nothing was committed
since the page was made. Because phases open and close by the clock, a stored page is also made anew every minute.
Each worker process keeps its own store, bounded in bytes; the oldest go first.
"""

from __future__ import annotations

import gzip
import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

import brotli
from flask import Flask, current_app, request
from werkzeug.wrappers import Response

from participation.core import clock
from participation.core.data_version import data_version
from participation.web.htmx import wants_partial
from participation.web.languages import current_language

View = TypeVar("View", bound=Callable[..., Any])

LIFETIME = 60
COMPRESSED_FROM = 600
BROTLI_QUALITY = 5


@dataclass(frozen=True)
class StoredPage:
    """One answer: its version, its headers, and its bytes by content encoding."""

    version: tuple[int, int]
    headers: tuple[tuple[str, str], ...]
    bodies: dict[str, bytes]
    etag: str

    @property
    def size(self) -> int:
        """Bytes that it takes."""
        return sum(len(body) for body in self.bodies.values()) + 1000


class PageStore:
    """The pages of one process, at most `limit` bytes."""

    def __init__(self, limit: int) -> None:
        self.limit = limit
        self.size = 0
        self._pages: OrderedDict[tuple[Any, ...], StoredPage] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: tuple[Any, ...], version: tuple[int, int]) -> StoredPage | None:
        """The page, if it is of this version."""
        page = self._pages.get(key)
        return page if page is not None and page.version == version else None

    def put(self, key: tuple[Any, ...], page: StoredPage) -> None:
        """Keep a page, letting the oldest go where space is short."""
        with self._lock:
            old = self._pages.pop(key, None)
            self.size += page.size - (old.size if old else 0)
            self._pages[key] = page
            while self.size > self.limit and self._pages:
                _, gone = self._pages.popitem(last=False)
                self.size -= gone.size

    def clear(self) -> None:
        """Forget all pages."""
        with self._lock:
            self._pages.clear()
            self.size = 0


def stored(view: View) -> View:
    """Mark a public reading view whose answer may be stored for signed-out readers."""
    view.stored = True  # type: ignore[attr-defined]
    return view


def keep_pages(app: Flask, limit: int) -> None:
    """Answer marked views from memory where that is right."""
    app.extensions["page_store"] = PageStore(limit)
    app.before_request(_answer_from_store)
    app.after_request(_store_answer)


def _key() -> tuple[Any, ...] | None:
    if request.method not in {"GET", "HEAD"} or request.endpoint is None:
        return None
    if not getattr(current_app.view_functions[request.endpoint], "stored", False):
        return None
    if current_app.config["SESSION_COOKIE_NAME"] in request.cookies or "Authorization" in request.headers:
        return None
    return (request.path, request.query_string, current_language(), wants_partial(), request.script_root)


def _answer_from_store() -> Response | None:
    key = _key()
    if key is None:
        return None
    version = (data_version(), int(clock.now().timestamp()) // LIFETIME)
    request.environ["participation.stored"] = (key, version)
    page = current_app.extensions["page_store"].get(key, version)
    return None if page is None else _respond(page)


def _respond(page: StoredPage) -> Response:
    encoding = request.accept_encodings.best_match([e for e in ("br", "gzip") if e in page.bodies]) or "identity"
    headers = [*page.headers, ("ETag", f'"{page.etag}-{encoding}"')]
    if encoding != "identity":
        headers.append(("Content-Encoding", encoding))
    response = current_app.response_class(page.bodies[encoding], headers=headers)
    request.environ["participation.stored"] = None
    return response.make_conditional(request)


def _store_answer(response: Response) -> Response:
    wanted = request.environ.get("participation.stored")
    if not wanted or response.status_code != 200 or response.direct_passthrough or "Set-Cookie" in response.headers:
        return response
    key, version = wanted
    body = response.get_data()
    bodies = {"identity": body}
    if len(body) > COMPRESSED_FROM:
        bodies["br"] = brotli.compress(body, quality=BROTLI_QUALITY)
        bodies["gzip"] = gzip.compress(body, 6, mtime=0)
    response.vary.add("Accept-Encoding")
    response.headers["Cache-Control"] = "public, max-age=0"
    kept = tuple((k, v) for k, v in response.headers if k not in {"Content-Length", "ETag"})
    etag = f"{version[0]:x}-{version[1]:x}-{hash((key, body)) & 0xFFFFFFFF:x}"
    page = StoredPage(version, kept, bodies, etag)
    current_app.extensions["page_store"].put(key, page)
    return _respond(page)
