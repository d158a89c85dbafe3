"""Who may ask, who may decide, how long a request waits, and which rooms act on it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta

from participation.action.measures.rules import TEXT_FIELDS
from participation.core.actor import Actor, Role
from participation.core.errors import N_, Conflict, Invalid, NotAllowed
from participation.desk.expunging.models import Expunging, Extent, Ground, Kind, Standing

__all__ = ["Extent", "Ground", "Kind", "Standing"]
"""Other rooms' tasks know these names from here."""

WAITS = timedelta(days=14)
"""A request that nobody decides on lapses after this time."""
LONGEST = 600
EVERYWHERE = (Role.COORDINATOR, Role.ADMINISTRATOR)
LAST = "mailbox"
"""This room acts when all others have: only then no new mail can say it again."""
ROOMS: Mapping[Kind, tuple[str, ...]] = {
    Kind.IDEA: ("ideas", "calls", "clusters", "imports", "prioritisation", "journal", LAST),
    Kind.COMMENT: ("ideas", "journal", LAST),
    Kind.NOTE: ("workshops", "journal", LAST),
    Kind.PROTOTYPE: ("workshops", "journal", LAST),
    Kind.ANSWER: ("answers", "journal", LAST),
    Kind.DOCUMENT: ("processes", "journal", LAST),
    Kind.PICTURE: ("processes", "journal", LAST),
    Kind.QUESTION: ("processes", "journal", LAST),
    Kind.MEASURE: ("measures", "journal", LAST),
    Kind.BARRIER: ("barriers", LAST),
}
"""The rooms that hold something of each kind of thing. Each has a task that acts on `SubjectExpunged`."""

KINDS: Mapping[Kind, str] = {
    Kind.IDEA: N_("Idee"),
    Kind.COMMENT: N_("Kommentar"),
    Kind.NOTE: N_("Zettel"),
    Kind.PROTOTYPE: N_("Prototyp"),
    Kind.ANSWER: N_("Antwort der Stadt"),
    Kind.DOCUMENT: N_("Unterlage"),
    Kind.PICTURE: N_("Bild"),
    Kind.QUESTION: N_("Frage und Antwort"),
    Kind.MEASURE: N_("Maßnahme"),
    Kind.BARRIER: N_("Gemeldete Barriere"),
}
SLUGS: Mapping[Kind, str] = {
    Kind.IDEA: "idee", Kind.COMMENT: "kommentar", Kind.NOTE: "zettel", Kind.PROTOTYPE: "prototyp",
    Kind.ANSWER: "antwort", Kind.DOCUMENT: "unterlage", Kind.PICTURE: "bild", Kind.QUESTION: "frage",
    Kind.MEASURE: "massnahme", Kind.BARRIER: "barriere",
}  # fmt: skip
"""How the kinds stand in addresses."""
GROUNDS: Mapping[Ground, str] = {
    Ground.LAW: N_("Ein Gesetz verlangt es."),
    Ground.PERSON: N_("Eine Person hat ein Recht darauf."),
    Ground.OTHERS: N_("Es ging um persönliche Daten anderer."),
    Ground.OTHER: N_("Ein anderer wichtiger Grund."),
}
"""The ground as it stands publicly in the place of what went."""
STANDINGS: Mapping[Standing, str] = {
    Standing.REQUESTED: N_("wartet auf eine zweite Person"),
    Standing.CONFIRMED: N_("wird getilgt"),
    Standing.DECLINED: N_("abgelehnt"),
    Standing.WITHDRAWN: N_("zurückgenommen"),
    Standing.LAPSED: N_("verfallen"),
}


def may_ask(actor: Actor, department_id: int | None, process_id: int | None) -> bool:
    """Moderation and editors of the department that owns it, coordination and administration; these two alone where
    it is nobody's, such as the report of a barrier."""
    if any(actor.has_role(role) for role in EVERYWHERE):
        return True
    owned = department_id is not None or process_id is not None
    return owned and any(actor.has_role(role, department_id, process_id) for role in (Role.EDITOR, Role.MODERATOR))


def may_decide(actor: Actor, expunging: Expunging, department_id: int | None, process_id: int | None) -> bool:
    """Moderation of the department, coordination and administration, but never whoever asked."""
    entitled = may_ask(actor, department_id, process_id) and any(
        actor.has_role(role, department_id, process_id) for role in (Role.MODERATOR, *EVERYWHERE)
    )
    return entitled and actor.actor_ref is not None and actor.actor_ref != expunging.requested_by_ref


def check_may_ask(actor: Actor, department_id: int | None, process_id: int | None) -> None:
    """Raise NotAllowed for people of other departments."""
    if not may_ask(actor, department_id, process_id):
        raise NotAllowed(
            "Tilgen beantragen die Fachabteilung, der das gehört, die Koordination und die Administration."
        )


def check_may_decide(actor: Actor, expunging: Expunging, department_id: int | None, process_id: int | None) -> None:
    """Raise NotAllowed for whoever asked, and for people of other departments."""
    if actor.actor_ref is not None and actor.actor_ref == expunging.requested_by_ref:
        raise NotAllowed("Diesen Antrag haben Sie selbst gestellt. Es entscheidet eine zweite Person.")
    if not may_decide(actor, expunging, department_id, process_id):
        raise NotAllowed(
            "Über das Tilgen entscheidet die Moderation der Fachabteilung, die Koordination oder die Administration."
        )


def check_open(expunging: Expunging, moment: datetime) -> None:
    """Raise Conflict where there is nothing left to decide."""
    if expunging.state is not Standing.REQUESTED:
        raise Conflict("Über diesen Antrag ist schon entschieden.")
    if expunging.lapses_at <= moment:
        raise Conflict("Dieser Antrag ist verfallen. Bitte stellen Sie ihn neu.")


def check_reason(reason: str) -> str:
    """The reason as it is kept. Raises Invalid where there is none, or where it is too long."""
    reason = " ".join(reason.split())
    if not reason:
        raise Invalid("Bitte begründen Sie, warum das getilgt werden muss.", field="reason")
    if len(reason) > LONGEST:
        raise Invalid("Bitte kürzen Sie auf höchstens %(most)s Zeichen.", field="reason", most=LONGEST)
    return reason


def tombstone_text(day: date, ground: Ground) -> str:
    """What stands, in German, in place of a text of the city."""
    return f"Dieser Text wurde am {day.day}.{day.month}.{day.year} getilgt. Grund: {GROUNDS[ground]}"


def field_label(name: str) -> str | None:
    """How one of the texts of a measure is called, as a message id."""
    return TEXT_FIELDS.get(name)
