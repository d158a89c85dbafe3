"""Whether the settings are those of a site that real people use."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from participation.cli.doctor.findings import Finding, ok, problem, warning
from participation.web.site import site

if TYPE_CHECKING:
    from config import Settings

SUBJECT = "Settings"


def examine_settings(settings: Settings) -> Iterator[Finding]:
    """What is missing, or still stands as it was delivered."""
    faults = [*_address(settings), *_left_as_delivered(settings)]
    yield from faults
    if not faults:
        yield ok(SUBJECT, f"they are set for {settings.site_name} at {settings.base_url}.")


def _address(settings: Settings) -> Iterator[Finding]:
    if not settings.production:
        told = f"this is a {settings.environment} installation."
        yield warning(SUBJECT, told, "For real people set PARTICIPATION_ENV=production.")
        return
    if not settings.base_url.startswith("https://"):
        yield problem(
            SUBJECT, f"the public address {settings.base_url} is not encrypted.",
            "Put a reverse proxy with TLS in front and set BASE_URL=https://…",
        )  # fmt: skip
    if not settings.trusted_proxies:
        yield warning(
            SUBJECT, "no reverse proxy is trusted, so every reader seems to come from the proxy's own address.",
            "Set TRUSTED_PROXIES=1 if there is one; else limits against abuse hit everybody together.",
        )  # fmt: skip


def _left_as_delivered(settings: Settings) -> Iterator[Finding]:
    for name, value in {"MAIL_FROM": settings.mail_from, "BASE_URL": settings.base_url}.items():
        if ".example" in value:
            yield warning(SUBJECT, f"{name} is still the example {value}.", f"Set {name} to your own.")


def examine_contact() -> Iterator[Finding]:
    """What people read in the imprint, as it was set on the pages or else in the environment."""
    subject, advice = "Contact", "An administrator sets it on the site, under Einrichtung."
    faults = []
    if ".example" in site.contact_email:
        faults.append(warning(subject, f"questions still go to the example {site.contact_email}.", advice))
    if not site.operator_address:
        faults.append(warning(subject, "the imprint has no postal address.", advice))
    yield from faults or [ok(subject, f"questions go to {site.contact_email}.")]
