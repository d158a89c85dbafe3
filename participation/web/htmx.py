"""The one place that knows the headers of htmx."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from typing import Any

from flask import make_response, redirect, render_template, request
from werkzeug.wrappers import Response

from participation.web.in_common import page_in_common


def wants_partial() -> bool:
    """Whether only the partial is asked for: by htmx, but not by its boost nor to restore history."""
    headers = request.headers
    return (
        headers.get("HX-Request") == "true"
        and headers.get("HX-Boosted") != "true"
        and headers.get("HX-History-Restore-Request") != "true"
    )


def render_or_redirect(partial: str, address: str, **context: Any) -> Callable[[], Response]:
    """After a change: the partial for htmx, else 303 to the page. Rendered after the commit."""

    def answer() -> Response:
        if wants_partial():
            return make_response(render_template(partial, **context))
        return redirect(address, 303)

    return answer


def page_or_partial(page: str, partial: str, **context: Any) -> str:
    """For reading: the partial for htmx, else the whole page that includes it."""
    return render_template(partial if wants_partial() else page, **context)


def rejected(template: str, **context: Any) -> Callable[[], tuple[str, int]]:
    """A form that could not be taken: shown again with what was typed, status 422."""
    return lambda: (render_template(template, **context), 422)


def list_or_page(
    page: str, partial: str, address: str, *, own: Mapping[str, Hashable], context: Callable[[], Mapping[str, Any]]
) -> Response:
    """For a list that all see alike but for what is their own (see web.in_common): the partial for htmx, with the tidy
    address for the browser's bar; else the whole page."""
    if not wants_partial():
        return make_response(page_in_common(page, own={**own, "partial": False}, context=context))
    response = make_response(page_in_common(partial, own={**own, "partial": True}, context=context))
    response.headers["HX-Push-Url"] = address
    return response
