"""Who may do what with an application, which files it takes, and how an invitation into a team is signed."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import timedelta
from typing import Protocol

from itsdangerous import BadSignature, URLSafeSerializer

from participation.core.actor import Actor, Role
from participation.core.errors import Conflict, Invalid, NotAllowed
from participation.dialogue.calls.models import TeamInvitation
from participation.dialogue.ideas.models import Idea, IdeaStatus
from participation.dialogue.ideas.rules import is_sealed
from participation.dialogue.processes.rules import PICTURES, check_size, media_type_of
from participation.records.subjects.models import State

PDF = "application/pdf"
SALT = "team-invitation"
MOST_MEMBERS = 20
LONGEST_TITLE = 80
DRAFTS_KEPT_FOR = timedelta(days=3)
DESK = (Role.MODERATOR, Role.EDITOR)


class Member(Protocol):
    """What rules ask of a member."""

    @property
    def account_id(self) -> int:
        """The account."""

    @property
    def is_lead(self) -> bool:
        """Whether they lead the team."""


def is_member(actor: Actor, members: Iterable[Member]) -> bool:
    """Whether the person belongs to the team."""
    return actor.account_id is not None and any(one.account_id == actor.account_id for one in members)


def is_lead(actor: Actor, members: Iterable[Member]) -> bool:
    """Whether the person leads the team."""
    return any(one.is_lead and one.account_id == actor.account_id for one in members)


def check_lead(actor: Actor, members: Iterable[Member]) -> None:
    """Raise NotAllowed for everyone but who leads the team."""
    if not is_lead(actor, members):
        raise NotAllowed("Das kann nur, wer das Team leitet.")


def may_read_all(actor: Actor, department_id: int | None, process_id: int | None) -> bool:
    """Moderation and editors of the department read applications before the deadline, coordination as everywhere."""
    return actor.has_role(Role.COORDINATOR) or any(actor.has_role(role, department_id, process_id) for role in DESK)


def check_changeable(idea: Idea) -> None:
    """Raise Conflict for an application that was taken back or hidden, or that the city has answered."""
    if idea.state is not State.PUBLIC or idea.status not in {IdeaStatus.SUBMITTED, IdeaStatus.IN_REVIEW}:
        raise Conflict("Diese Bewerbung lässt sich nicht mehr ändern.")


def may_withdraw(idea: Idea, *, is_lead: bool, takes_applications: bool) -> bool:
    """The team takes an application back until the deadline and before others see it; after that only who leads it,
    as with every idea, until it became part of something else."""
    if idea.state is not State.PUBLIC:
        return False
    if is_sealed(idea.visible_from) or takes_applications:
        return True
    answered = {IdeaStatus.SUBMITTED, IdeaStatus.IN_REVIEW, IdeaStatus.ANSWERED, IdeaStatus.DECLINED}
    return is_lead and idea.status in answered


def attachment_type(data: bytes, *, most: int) -> str:
    """The media type of a file for an application, told by its content. Raises Invalid for what is empty, too large
    (bytes) or neither PDF nor picture."""
    check_size(data, most=most)
    found = media_type_of(data)
    if found != PDF and found not in PICTURES:
        raise Invalid("Diese Datei können wir nicht annehmen. Möglich sind PDF, PNG, JPEG und WebP.", field="file")
    return found


def title_of_file(name: str) -> str:
    """What a file is called on the page: its name without folder and ending, and without what no title needs."""
    base = re.split(r"[\\/]", name)[-1]
    words = re.sub(r"\.\w{1,5}$", "", base)
    printable = "".join(letter for letter in words if letter.isprintable())
    return " ".join(printable.split())[:LONGEST_TITLE].strip() or "Anlage"


def check_room(count: int, *, most: int) -> None:
    """Raise Invalid where no further file is taken."""
    if most == 0:
        raise Invalid("Dieser Aufruf nimmt keine Anlagen an.", field="file")
    if count >= most:
        raise Invalid(
            "Mehr als %(count)s Anlagen sind nicht möglich. Entfernen Sie eine, wenn Sie eine andere hochladen "
            "möchten.",
            field="file", count=most,
        )  # fmt: skip


def team_token(invitation_id: int, *, secret: str) -> str:
    """The token of an invitation."""
    return str(URLSafeSerializer(secret, salt=SALT).dumps(invitation_id))


def read_team_token(token: str, *, secret: str) -> int | None:
    """The number of the invitation that a token stands for; None where it was not made here."""
    try:
        found = URLSafeSerializer(secret, salt=SALT).loads(token)
    except BadSignature:
        return None
    return found if isinstance(found, int) else None


def check_open(invitation: TeamInvitation) -> None:
    """Raise Conflict for an invitation that was used or ended."""
    if invitation.used_at is not None:
        raise Conflict("Diese Einladung wurde schon angenommen. Jeder Link gilt nur einmal.")
    if invitation.ended_at is not None:
        raise Conflict("Diese Einladung gilt nicht mehr. Bitte fragen Sie das Team nach einer neuen.")
