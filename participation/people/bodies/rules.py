"""Who may record what a body decided, and what such a decision is called."""

from __future__ import annotations

from datetime import date
from urllib.parse import urlsplit

from participation.core.actor import Actor, Role
from participation.core.errors import N_, Invalid
from participation.people.bodies.models import BodyKind

RESOLUTION = N_("Beschluss")
DECISION = N_("Entscheidung")
ADVICE = N_("Empfehlung")


def may_create_body(actor: Actor) -> bool:
    """Administration enters the bodies."""
    return actor.has_role(Role.ADMINISTRATOR)


def may_record_decision(actor: Actor, body_id: int) -> bool:
    """Members of the body record what it decided."""
    return actor.has_role(Role.BODY_MEMBER, body_id)


def name_of_decision(*, is_council: bool, kind: BodyKind) -> str:
    """*Beschluss* for the council and its committees alone; what a body that advises says is a recommendation."""
    if is_council:
        return RESOLUTION
    return ADVICE if kind is BodyKind.ADVISES else DECISION


def check_decision(*, decided_on: date, today: date, reason: str, paper_url: str) -> None:
    """Raise Invalid where a decision lies ahead, has no reason, or names no web address as its paper."""
    if decided_on > today:
        raise Invalid(
            "Dieser Tag liegt noch vor uns. Bitte tragen Sie ein, was schon entschieden ist.", field="decided_on"
        )
    if not reason.strip():
        raise Invalid("Bitte geben Sie den Grund der Entscheidung an.", field="reason")
    if paper_url and urlsplit(paper_url).scheme not in {"http", "https"}:
        raise Invalid("Die Adresse der Vorlage muss mit https:// beginnen.", field="paper_url")
