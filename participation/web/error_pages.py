"""What a person reads when something cannot be done: a page, or a notice for htmx; never a stack trace."""

from __future__ import annotations

import secrets
from typing import Any

from flask import Flask, current_app, jsonify, render_template, request
from flask_babel import gettext
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response

from participation.core.errors import N_, DomainError, NotAllowed
from participation.web.filters import sentence
from participation.web.htmx import wants_partial

PAGES = {400, 403, 404, 405, 409, 413, 422, 429, 500, 503}
RETRY_AFTER = 5
_FAILED = N_("Das hat nicht geklappt. Bitte versuchen Sie es später noch einmal.")
_API_REASONS = {
    404: N_("Unter dieser Adresse gibt es nichts."),
    405: N_("Diese Daten lassen sich nur lesen, mit GET oder HEAD."),
}


def install_error_pages(app: Flask) -> None:
    """Answer errors with pages."""
    app.register_error_handler(DomainError, _domain_error)
    app.register_error_handler(CSRFError, _csrf_error)
    app.register_error_handler(HTTPException, _http_error)
    app.register_error_handler(StaleDataError, _stale)
    app.register_error_handler(OperationalError, _database_busy)
    app.register_error_handler(Exception, _unexpected)


def error_answer(status: int, reason: str = "", *, error_id: str = "", step: tuple[str, str] | None = None) -> Response:
    """A page, or a notice for htmx, with the status and a reason in plain words; `error_id` stands in the log too.
    `step` is the one next step: its label and its address."""
    code = status if status in PAGES else 500 if status >= 500 else 400
    if request.path.startswith("/api/"):
        words = reason or gettext(_API_REASONS.get(status, _FAILED))
        number = {"error_id": error_id} if error_id else {}
        return _with_status(jsonify(error=words, status=status, **number), status)
    context: dict[str, Any] = {
        "reason": reason, "status": status, "kept": _kept() if status == 503 else [], "error_id": error_id,
        "step": step,
    }  # fmt: skip
    template = "errors/_notice.html" if wants_partial() else f"errors/{code}.html"
    return _with_status(current_app.make_response(render_template(template, **context)), status)


def _with_status(response: Response, status: int) -> Response:
    response.status_code = status
    if status == 503:
        response.headers["Retry-After"] = str(RETRY_AFTER)
    return response


def _kept() -> list[tuple[str, str]]:
    """What was typed, so that nothing is lost: shown on the page and sent again from there."""
    return [(name, value) for name, value in request.form.items(multi=True) if "password" not in name]


def _domain_error(error: DomainError) -> Response:
    step = None
    if isinstance(error, NotAllowed) and error.step:
        step = (gettext(error.step), request.script_root + error.address)
    return error_answer(error.status, sentence(error), step=step)


def _csrf_error(_error: CSRFError) -> Response:
    return error_answer(
        400, gettext("Ihre Sitzung ist abgelaufen. Bitte laden Sie die Seite neu und senden Sie noch einmal ab.")
    )


def _http_error(error: HTTPException) -> Any:
    if error.response is not None or (error.code and error.code < 400):
        return error.get_response()
    return error_answer(error.code or 500)


def _stale(_error: StaleDataError) -> Response:
    return error_answer(409, gettext("Jemand hat inzwischen dasselbe geändert. Bitte laden Sie die Seite neu."))


def _database_busy(error: OperationalError) -> Response:
    text = str(error.orig)
    if "locked" in text or "busy" in text or "timeout" in text or "connection" in text:
        return error_answer(503)
    return _unexpected(error)


def _unexpected(error: Exception) -> Response:
    if current_app.testing and current_app.config.get("PROPAGATE_EXCEPTIONS"):
        raise error
    error_id = secrets.token_hex(4)
    rule = request.url_rule
    current_app.logger.error(
        "unexpected error %s", error_id, exc_info=error,
        extra={"error_id": error_id, "method": request.method, "route": rule.rule if rule else ""},
    )  # fmt: skip
    return error_answer(500, error_id=error_id)
