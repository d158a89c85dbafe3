"""Who may do what with an idea, and when."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from participation.core import clock
from participation.core.actor import Actor, Role
from participation.core.errors import N_, Conflict, Invalid, NotAllowed
from participation.dialogue.ideas.models import Idea, IdeaStatus
from participation.dialogue.processes.models import Phase
from participation.dialogue.processes.rules import Act, last_opening, next_opening, opens
from participation.records.subjects.models import State

FINAL = frozenset({IdeaStatus.MERGED})
MOVES: dict[IdeaStatus, frozenset[IdeaStatus]] = {
    IdeaStatus.SUBMITTED: frozenset(IdeaStatus) - {IdeaStatus.SUBMITTED, IdeaStatus.REALISED},
    IdeaStatus.IN_REVIEW: frozenset(IdeaStatus) - {IdeaStatus.IN_REVIEW, IdeaStatus.REALISED},
    IdeaStatus.ANSWERED: frozenset(
        {IdeaStatus.IN_REVIEW, IdeaStatus.DECLINED, IdeaStatus.MERGED, IdeaStatus.PROMOTED, IdeaStatus.REALISED}
    ),
    IdeaStatus.DECLINED: frozenset({IdeaStatus.IN_REVIEW, IdeaStatus.ANSWERED, IdeaStatus.MERGED, IdeaStatus.PROMOTED}),
    IdeaStatus.PROMOTED: frozenset({IdeaStatus.REALISED, IdeaStatus.DECLINED, IdeaStatus.ANSWERED}),
    IdeaStatus.REALISED: frozenset({IdeaStatus.PROMOTED}),
    IdeaStatus.MERGED: frozenset(),
}

# What is said while people cannot do something: it will be open, was open, is never open.
WORDS: dict[Act, tuple[str, str, str]] = {
    Act.SUBMIT: (
        N_("Ideen können Sie ab dem %(day)s einreichen."),
        N_("Ideen konnten bis zum %(day)s eingereicht werden."),
        N_("In diesem Verfahren werden keine Ideen eingereicht."),
    ),
    Act.SUPPORT: (
        N_("Unterstützen können Sie ab dem %(day)s."),
        N_("Unterstützen war bis zum %(day)s möglich."),
        N_("In diesem Verfahren wird nicht unterstützt."),
    ),
    Act.COMMENT: (
        N_("Kommentieren können Sie ab dem %(day)s."),
        N_("Kommentieren war bis zum %(day)s möglich."),
        N_("In diesem Verfahren wird nicht kommentiert."),
    ),
    Act.WORKSHOP: (
        N_("Die Werkstatt öffnet am %(day)s."),
        N_("Die Werkstatt war bis zum %(day)s offen."),
        N_("In diesem Verfahren gibt es keine Werkstatt."),
    ),
}


class Votable(Protocol):
    """What rules for votes ask of an idea: the row itself has it, and a ballot."""

    @property
    def subject_id(self) -> int:
        """The idea's number."""

    @property
    def state(self) -> State:
        """Whether others can see it."""

    @property
    def visible_from(self) -> datetime | None:
        """From when on others can see it."""


def check_open(phases: Sequence[Phase], act: Act, *, moment: datetime | None = None) -> None:
    """Raise NotAllowed where no phase opens this act now; the sentence says when it was or will be open."""
    moment = moment or clock.now()
    if opens(phases, act, moment):
        return
    coming, gone = next_opening(phases, act, moment), last_opening(phases, act, moment)
    will_be, was, never = WORDS[act]
    if coming is not None:
        raise NotAllowed(will_be, day=coming.starts_at)
    if gone is not None:
        raise NotAllowed(was, day=gone.last_moment)
    raise NotAllowed(never)


def check_there(idea: Votable) -> None:
    """Raise Conflict where an idea was hidden, taken back or merged."""
    if idea.state is not State.PUBLIC:
        raise Conflict("Diese Idee ist nicht mehr öffentlich. Daran lässt sich nichts mehr ändern.")


def check_shown(idea: Votable) -> None:
    """Raise Conflict where an idea is not there for others any more, or not yet."""
    check_there(idea)
    if idea.visible_from is not None and is_sealed(idea.visible_from):
        raise Conflict("Diese Bewerbung ist noch nicht öffentlich. Das geht ab dem %(day)s.", day=idea.visible_from)


def check_takes_in(target: Idea, source: Idea, *, is_same_process: bool, is_call: bool) -> None:
    """Raise Invalid where an idea cannot go on in this one: itself, one of another process, an application, one that
    went on in another idea or is not there for others."""
    if target.subject_id == source.subject_id:
        raise Invalid(
            "Eine Idee lässt sich nicht mit sich selbst zusammenführen. Bitte wählen Sie eine andere Idee.",
            field="into",
        )
    if not is_same_process:
        raise Invalid("Zusammenführen lassen sich nur Ideen desselben Beteiligungsverfahrens.", field="into")
    if is_call:
        raise Invalid("Bewerbungen auf einen Aufruf lassen sich nicht zusammenführen.", field="into")
    if target.merged_into_id is not None:
        raise Invalid(
            "Diese Idee ist selbst in einer anderen aufgegangen. Bitte wählen Sie die, in der sie weitergeht.",
            field="into",
        )
    if target.state is not State.PUBLIC or is_sealed(target.visible_from):
        raise Invalid("Bitte wählen Sie eine andere Idee, die öffentlich ist.", field="into")


def check_comes_back(source: Idea, target: Idea) -> None:
    """Raise Conflict where a merge cannot be undone: nothing of the idea is left, or another merge lies above it."""
    if source.state is not State.MERGED:
        raise Conflict("Von dieser Idee ist nur noch ein Hinweis da. Die Zusammenführung lässt sich nicht mehr lösen.")
    if target.merged_into_id is not None:
        raise Conflict(
            "„%(title)s“ ist inzwischen selbst in einer anderen Idee aufgegangen. Bitte lösen Sie zuerst das.",
            title=target.title,
        )


def is_sealed(visible_from: datetime | None) -> bool:
    """Whether others do not see it yet."""
    return visible_from is not None and visible_from > clock.now()


def is_author(actor: Actor, idea: Idea) -> bool:
    """Whether the person wrote the idea."""
    return actor.account_id is not None and actor.account_id == idea.author_id


def may_revise(actor: Actor, idea: Idea, phases: Sequence[Phase], *, moment: datetime | None = None) -> bool:
    """Authors may revise while ideas can be submitted and the city has not answered."""
    return (
        is_author(actor, idea)
        and idea.state is State.PUBLIC
        and idea.status in {IdeaStatus.SUBMITTED, IdeaStatus.IN_REVIEW}
        and opens(phases, Act.SUBMIT, moment or clock.now())
    )


def may_withdraw(actor: Actor, idea: Idea) -> bool:
    """Authors may take an idea back until it became part of something else."""
    return (
        is_author(actor, idea)
        and idea.state is State.PUBLIC
        and idea.status in {IdeaStatus.SUBMITTED, IdeaStatus.IN_REVIEW, IdeaStatus.ANSWERED, IdeaStatus.DECLINED}
    )


def may_open(
    actor: Actor, state: State, *, author_id: int | None, is_meant: bool, published_at: datetime | None,
    department_id: int | None, process_id: int | None,
) -> bool:  # fmt: skip
    """Whether a person may open an idea's page: what is hidden or withdrawn leaves its place marked there. `is_meant`
    says whether its process is there for them."""
    if may_moderate(actor, department_id, process_id):
        return True
    if not is_meant or published_at is None:
        return False
    mine = actor.account_id is not None and actor.account_id == author_id
    return mine or state not in {State.DRAFT, State.HELD}


def may_moderate(actor: Actor, department_id: int | None, process_id: int | None) -> bool:
    """Moderators act inside the processes of their departments only."""
    return actor.has_role(Role.MODERATOR, department_id, process_id)
