"""What each role can be held for, who gives roles, and which terms make sense."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from participation.core.actor import Actor, Role
from participation.core.errors import N_, Invalid
from participation.people.departments.models import RoleGrant
from participation.records.subjects.models import Subject, SubjectKind

ROLES: Mapping[Role, str] = {
    Role.MODERATOR: N_("Moderation"),
    Role.EDITOR: N_("Redaktion"),
    Role.LIAISON: N_("Lotse"),
    Role.FACILITATOR: N_("Werkstattleitung"),
    Role.REVIEWER: N_("Expertenkreis"),
    Role.BODY_MEMBER: N_("Gremienmitglied"),
    Role.COORDINATOR: N_("Koordination"),
    Role.ADMINISTRATOR: N_("Administration"),
}
MAY: Mapping[Role, str] = {
    Role.MODERATOR: N_("beantwortet Ideen und verbirgt Regelverstöße"),
    Role.EDITOR: N_("schreibt und veröffentlicht Verfahren, Termine und Maßnahmen"),
    Role.LIAISON: N_("bringt Bedarfe und Ideen der Abteilung ein"),
    Role.FACILITATOR: N_("leitet die Werkstatt"),
    Role.REVIEWER: N_("bewertet in der Evaluationsrunde"),
    Role.BODY_MEMBER: N_("trägt ein, was das Gremium entschieden hat"),
    Role.COORDINATOR: N_("sieht die Aufgaben aller Abteilungen und führt Evaluationsrunden"),
    Role.ADMINISTRATOR: N_("verwaltet Abteilungen, Menschen und Einstellungen"),
}
# What a role can be held for; None is the whole installation.
SCOPES: Mapping[Role, tuple[SubjectKind | None, ...]] = {
    Role.MODERATOR: (SubjectKind.DEPARTMENT, SubjectKind.PROCESS, None),
    Role.EDITOR: (SubjectKind.DEPARTMENT, SubjectKind.PROCESS, None),
    Role.LIAISON: (SubjectKind.DEPARTMENT, None),
    Role.FACILITATOR: (SubjectKind.WORKSHOP, SubjectKind.PROCESS, None),
    Role.REVIEWER: (SubjectKind.ROUND, None),
    Role.BODY_MEMBER: (SubjectKind.BODY, None),
    Role.COORDINATOR: (None,),
    Role.ADMINISTRATOR: (None,),
}


def may_give_roles(actor: Actor) -> bool:
    """Administration gives roles, to others and, in a small town, to itself; nobody else does."""
    return actor.has_role(Role.ADMINISTRATOR)


def check_scope(role: Role, subject: Subject | None, *, scope_id: int | None) -> None:
    """Raise Invalid where the role cannot be held for this subject."""
    if scope_id is not None and subject is None:
        raise Invalid("Bitte wählen Sie aus, wofür die Aufgabe gilt.", field="scope")
    if (subject.kind if subject else None) not in SCOPES[role]:
        raise Invalid("Diese Aufgabe lässt sich dafür nicht vergeben. Bitte wählen Sie etwas anderes.", field="scope")


def check_term(since: datetime, until: datetime | None, *, now: datetime) -> None:
    """Raise Invalid where a term ends before it begins, or has ended already."""
    if until is None:
        return
    if until <= since:
        raise Invalid("Der letzte Tag liegt vor dem ersten. Bitte prüfen Sie die Tage.", field="until")
    if until <= now:
        raise Invalid("Dieser Tag ist schon vorbei. Um eine Aufgabe zu beenden, gibt es „Beenden“.", field="until")


def check_deputy(grant: RoleGrant, *, account_id: int, now: datetime) -> None:
    """Raise Invalid where nobody can stand in for this grant, or this person cannot."""
    if grant.is_over_at(now):
        raise Invalid("Diese Aufgabe ist schon beendet. Dafür braucht es keine Vertretung.", field="who")
    if grant.deputy_for_id is not None:
        raise Invalid("Eine Vertretung kann nicht selbst vertreten werden.", field="who")
    if grant.account_id == account_id:
        raise Invalid("Das ist die Person selbst. Bitte nennen Sie jemand anderen.", field="who")


def check_deputy_term(until: datetime | None, principal_until: datetime | None, *, is_deputy: bool) -> None:
    """Raise Invalid where a deputy has no last day, or one after the role itself ends."""
    if not is_deputy:
        return
    if until is None:
        raise Invalid("Bitte nennen Sie den letzten Tag der Vertretung.", field="until")
    if principal_until is not None and until > principal_until:
        raise Invalid("So lange gilt die Aufgabe nicht, die vertreten wird.", field="until")


def check_administrator_left(others: Sequence[RoleGrant], *, now: datetime) -> None:
    """Raise Invalid where none of the others administers now and for good."""
    if not any(other.holds_at(now) and other.valid_until is None for other in others):
        raise Invalid(
            "Das wäre die letzte Person mit der Aufgabe Administration. "
            "Geben Sie diese Aufgabe erst jemand anderem ohne Enddatum.",
            field="until",
        )
