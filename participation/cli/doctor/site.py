"""Whether the site is reached at its public address, encrypted, with the headers that protect readers."""

from __future__ import annotations

import socket
import ssl
import urllib.error
import urllib.request
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from participation.cli.doctor.findings import Finding, ok, problem, warning
from participation.core import clock

if TYPE_CHECKING:
    from config import Settings

SUBJECT = "Public address"
PATIENCE = 10
RENEW_BEFORE = timedelta(days=14)
APART = 60
HEADERS = {
    "Content-Security-Policy": "frame-ancestors",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "",
}


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_arguments: Any, **_more: Any) -> None:
        return None


_open = urllib.request.build_opener(_NoRedirect).open


def examine_site(settings: Settings) -> Iterator[Finding]:
    """Ask the public address as a reader would."""
    try:
        with _open(f"{settings.base_url}/gesund", timeout=PATIENCE) as answer:
            if b"alive" not in answer.read(200):
                raise urllib.error.URLError("something else answers there")
        with _open(f"{settings.base_url}/", timeout=PATIENCE) as page:
            headers = page.headers
    except (OSError, ValueError) as error:
        yield problem(SUBJECT, f"{settings.base_url} is not reached ({_reason(error)}).", _ADVICE)
        return
    yield ok(SUBJECT, f"{settings.base_url} answers.")
    yield from _headers(headers, encrypted=settings.base_url.startswith("https://"))
    yield from _date(headers)
    if settings.base_url.startswith("https://"):
        yield from _encryption(settings.base_url)


_ADVICE = "Check BASE_URL, the reverse proxy, the name server and the firewall; the service must be running."


def _reason(error: Exception) -> str:
    reason = getattr(error, "reason", None) or error
    if isinstance(reason, ssl.SSLCertVerificationError):
        return f"its certificate is not valid: {reason.verify_message}"
    if isinstance(error, urllib.error.HTTPError):
        return f"it answers {error.code}"
    return getattr(reason, "strerror", None) or str(reason)


def _headers(headers: Any, *, encrypted: bool) -> Iterator[Finding]:
    wanted = HEADERS | ({"Strict-Transport-Security": "max-age"} if encrypted else {})
    missing = [name for name, part in wanted.items() if part not in headers.get(name, "") or name not in headers]
    twice = [name for name in wanted if len(headers.get_all(name, [])) > 1]
    if missing or twice:
        told = f"{', '.join(missing)} missing" if missing else f"{', '.join(twice)} sent twice"
        yield problem("Headers", f"{told}.", "The platform sends them; let the reverse proxy pass them on as they are.")
    else:
        yield ok("Headers", "those that protect readers are there.")
    if "Set-Cookie" in headers:
        yield warning("Headers", "a visitor gets a cookie.", "The platform sets none; look at the reverse proxy.")


def _date(headers: Any) -> Iterator[Finding]:
    try:
        apart = abs((parsedate_to_datetime(headers["Date"]) - clock.now()).total_seconds())
    except (TypeError, ValueError):
        return
    if apart > APART:
        yield warning("Clock", f"it differs from the proxy's by {apart:,.0f} seconds.", "Let both keep time by NTP.")


def _encryption(address: str) -> Iterator[Finding]:
    parts = urlsplit(address)
    host, port = parts.hostname or "", parts.port or 443
    context = ssl.create_default_context()
    try:
        with (
            socket.create_connection((host, port), PATIENCE) as plain,
            context.wrap_socket(plain, server_hostname=host) as encrypted,
        ):
            certificate, version = encrypted.getpeercert() or {}, encrypted.version()
    except OSError as error:
        yield problem("TLS", f"{host} cannot be examined ({_reason(error)}).", _ADVICE)
        return
    ends = datetime.fromtimestamp(ssl.cert_time_to_seconds(str(certificate["notAfter"])), UTC)
    if ends - clock.now() < RENEW_BEFORE:
        yield warning("TLS", f"the certificate ends on {ends:%d.%m.%Y}.", "Renew it now, and let it renew itself.")
    else:
        yield ok("TLS", f"{version}, the certificate is good until {ends:%d.%m.%Y}.")
