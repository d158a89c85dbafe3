"""Pages for signed-out readers, stored as bytes per data version: a change is seen by the next request.

A view marked `@stored` is answered from memory if the request carries no session cookie and nothing was committed
since the page was made. Because phases open and close by the clock, a stored page is also made anew every minute.
The store stands before Flask: a page that it holds costs one small read of the data version and nothing else. Each
worker process keeps its own store, bounded in bytes; the oldest go first.
"""

from __future__ import annotations

import gzip
import threading
from collections import OrderedDict
from collections.abc import Callable, Container, Iterable
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any, TypeVar

import brotli
from flask import Flask, current_app, request, session
from werkzeug.http import quote_etag
from werkzeug.wrappers import Response

from participation.core import clock
from participation.core.data_version import VersionReader
from participation.core.database import db
from participation.web.observing import STORED_ENDPOINT

View = TypeVar("View", bound=Callable[..., Any])
Key = tuple[str, str, str, str]
Version = tuple[int, int]

LIFETIME = 60
COMPRESSED_FROM = 600
QUICK_FROM = 200_000
PACKINGS: dict[str, Callable[[bytes], bytes]] = {
    "br": lambda body: brotli.compress(body, quality=2 if len(body) > QUICK_FROM else 5),
    "gzip": lambda body: gzip.compress(body, 2 if len(body) > QUICK_FROM else 6, mtime=0),
}
"""How a page is compressed, the smaller first: large ones quickly, small ones well."""
ENVIRON_KEY = "participation.stored"
HTMX_HEADERS = ("HTTP_HX_REQUEST", "HTTP_HX_BOOSTED", "HTTP_HX_HISTORY_RESTORE_REQUEST")


@dataclass(frozen=True)
class StoredPage:
    """One answer: its version, and headers and bytes by content encoding."""

    version: Version
    answers: dict[str, tuple[list[tuple[str, str]], bytes, str]]
    endpoint: str = ""

    @property
    def size(self) -> int:
        """Bytes that it takes."""
        return sum(len(body) for _, body, _ in self.answers.values()) + 2000


class PageStore:
    """The pages of one process, at most `limit` bytes."""

    def __init__(self, limit: int) -> None:
        self.limit = limit
        self.size = 0
        self._pages: OrderedDict[Key, StoredPage] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: Key, version: Version) -> StoredPage | None:
        """The page, if it is of this version."""
        page = self._pages.get(key)
        return page if page is not None and page.version == version else None

    def put(self, key: Key, page: StoredPage) -> None:
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


class AnswerFromStore:
    """WSGI layer before Flask that answers with a stored page where it has one of this version."""

    def __init__(self, app: Callable[..., Iterable[bytes]], flask_app: Flask, store: PageStore) -> None:
        self.app, self.store = app, store
        self.extensions = flask_app.extensions
        self.cookie = f"{flask_app.config['SESSION_COOKIE_NAME']}="

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        """Answer a request, from the store if that is right."""
        if environ["REQUEST_METHOD"] != "GET" or self._is_personal(environ):
            return self.app(environ, start_response)
        key = (
            environ.get("SCRIPT_NAME", "") + environ.get("PATH_INFO", ""),
            environ.get("QUERY_STRING", ""),
            "".join(environ.get(name, "-") for name in HTMX_HEADERS),
            environ.get("HTTP_HX_TARGET", ""),
        )
        if key[0].startswith("/static/"):
            return self.app(environ, start_response)
        try:
            version = (self.extensions["data_version"](), int(clock.now().timestamp()) // LIFETIME)
        except Exception:  # noqa: BLE001 - without a database the application answers with its error page
            return self.app(environ, start_response)
        page = self.store.get(key, version)
        if page is None:
            environ[ENVIRON_KEY] = (key, version)
            return self.app(environ, start_response)
        environ[STORED_ENDPOINT] = page.endpoint
        headers, body, etag = page.answers[_encoding(environ.get("HTTP_ACCEPT_ENCODING", ""), page.answers)]
        if etag in environ.get("HTTP_IF_NONE_MATCH", ""):
            start_response("304 NOT MODIFIED", [h for h in headers if h[0] != "Content-Length"])
            return []
        start_response("200 OK", headers)
        return [body]

    def _is_personal(self, environ: dict[str, Any]) -> bool:
        return self.cookie in environ.get("HTTP_COOKIE", "") or "HTTP_AUTHORIZATION" in environ


def _encoding(accepted: str, available: Container[str]) -> str:
    return next((name for name in PACKINGS if name in accepted and name in available), "identity")


def stored(view: View) -> View:
    """Mark a public reading view whose answer may be stored for signed-out readers.

    A view that has its answer compressed already hands it over as `response.compressed`, by encoding.
    """
    view.stored = True  # type: ignore[attr-defined]
    return view


def keep_pages(app: Flask, limit: int) -> None:
    """Answer marked views from memory where that is right."""
    store = PageStore(limit)
    app.extensions["page_store"] = store
    with app.app_context():
        app.extensions["data_version"] = VersionReader(db.engine)
    app.after_request(_store_answer)


@dataclass(frozen=True)
class Packed:
    """A body by its encoding, and a digest of it. A view that keeps such a one itself gives its response the attribute
    `packed`, so that nothing is compressed or counted anew with each data version."""

    bodies: dict[str, bytes]
    digest: str


def pack(body: bytes) -> Packed:
    """A body in all encodings that answers are given in; very small ones stay plain."""
    bodies = {"identity": body}
    if len(body) > COMPRESSED_FROM:
        bodies |= {name: packing(body) for name, packing in PACKINGS.items()}
    return Packed(bodies, blake2b(body, digest_size=10).hexdigest())


def answer_from_store(app: Flask) -> None:
    """Put the store before everything else."""
    app.wsgi_app = AnswerFromStore(app.wsgi_app, app, app.extensions["page_store"])  # type: ignore[method-assign]


def _store_answer(response: Response) -> Response:
    wanted = request.environ.get(ENVIRON_KEY)
    if not wanted or response.status_code != 200 or response.direct_passthrough or "Set-Cookie" in response.headers:
        return response
    if session.modified or not getattr(current_app.view_functions.get(request.endpoint or ""), "stored", False):
        return _compress_once(response)
    key, version = wanted
    response.vary.add("Accept-Encoding")
    response.headers["Cache-Control"] = "public, max-age=0"
    packed: Packed = getattr(response, "packed", None) or pack(response.get_data())
    kept = [(k, v) for k, v in response.headers if k not in {"Content-Length", "ETag", "Content-Encoding"}]
    answers = {name: _answer(kept, data, packed.digest, name) for name, data in packed.bodies.items()}
    page = StoredPage(version, answers, request.endpoint or "")
    current_app.extensions["page_store"].put(key, page)
    headers, data, _etag = page.answers[_encoding(request.headers.get("Accept-Encoding", ""), page.answers)]
    response.set_data(data)
    response.headers.clear()
    response.headers.extend(headers)
    return response


def _compress_once(response: Response) -> Response:
    """A page that is made anew for each visitor (a map with its nonce), compressed for this one. What gives out a
    form token stays as it is: beside words that the address brings along, its length would tell of the token."""
    body = response.get_data()
    coded = {"ETag", "Content-Encoding"} & set(response.headers.keys())
    if response.mimetype != "text/html" or session.modified or coded or len(body) <= COMPRESSED_FROM:
        return response
    response.vary.add("Accept-Encoding")
    encoding = _encoding(request.headers.get("Accept-Encoding", ""), PACKINGS)
    if encoding != "identity":
        response.set_data(PACKINGS[encoding](body))
        response.headers["Content-Encoding"] = encoding
    return response


def _answer(
    headers: list[tuple[str, str]], body: bytes, digest: str, encoding: str
) -> tuple[list[tuple[str, str]], bytes, str]:
    etag = quote_etag(f"{digest}-{encoding}")
    own = [("ETag", etag), ("Content-Length", str(len(body)))]
    if encoding != "identity":
        own.append(("Content-Encoding", encoding))
    return [*headers, *own], body, etag
