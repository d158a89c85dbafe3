"""Whether the city's identity broker is reached and is who it should be."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from participation.cli.doctor.findings import Finding, ok, problem, warning
from participation.people.departments.queries import department_by_slug
from participation.people.identities.broker import discovery_address, fault_of
from participation.people.identities.views.blueprint import BACK, LOGOUT

if TYPE_CHECKING:
    from config import Settings

SUBJECT = "Identity broker"
PATIENCE = 10


def examine_broker(settings: Settings) -> Iterator[Finding]:
    """Ask it what it says of itself; nothing is said where no broker is set."""
    if not settings.oidc_issuer:
        return
    import requests

    where = discovery_address(settings.oidc_issuer)
    try:
        answer = requests.get(where, timeout=PATIENCE)
        answer.raise_for_status()
        described = answer.json()
    except (requests.RequestException, ValueError) as error:
        told = f"{where} does not answer as it should ({type(error).__name__})."
        yield problem(SUBJECT, told, "Check OIDC_ISSUER and the firewall; meanwhile people sign in by password.")
        return
    yield from _described(settings, described)


def _described(settings: Settings, described: Any) -> Iterator[Finding]:
    fault = fault_of(described, settings.oidc_issuer) if isinstance(described, dict) else "it describes nothing"
    if fault:
        yield problem(SUBJECT, f"nobody can sign in by it: {fault}.", "OIDC_ISSUER must be its name to the letter.")
        return
    yield ok(SUBJECT, f"{settings.oidc_issuer} answers. It must know {settings.base_url}{BACK} as the way back.")
    if not settings.oidc_client_secret:
        yield warning(SUBJECT, "no secret is set; the way back alone protects sign-ins.", "Set OIDC_CLIENT_SECRET.")
    if not described.get("backchannel_logout_supported"):
        yield warning(
            SUBJECT, "it does not tell us when people sign out there.",
            f"If it can, let it know {settings.base_url}{LOGOUT} for back-channel logout.",
        )  # fmt: skip


def examine_broker_roles(settings: Settings) -> Iterator[Finding]:
    """The departments that OIDC_ROLES names are there."""
    named = {meaning.partition("@")[2] for _, meaning in settings.oidc_roles} - {""}
    missing = sorted(slug for slug in named if department_by_slug(slug) is None)
    if missing:
        told = f"OIDC_ROLES names departments that are not there: {', '.join(missing)}."
        advice = "Write the last part of a department's address, as in /fachabteilungen/stadtplanung."
        yield warning(SUBJECT, told, advice)
