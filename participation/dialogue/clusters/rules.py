"""Who bundles ideas, who may say that two belong together, and what a bundle is called."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from participation.core import clock
from participation.core.actor import Actor, Role
from participation.core.errors import Conflict, Invalid, NotAllowed
from participation.dialogue.ideas.models import Idea
from participation.dialogue.ideas.rules import check_open, is_sealed
from participation.dialogue.processes.models import Phase
from participation.dialogue.processes.rules import Act, opens
from participation.records.subjects.models import State

LONGEST_TITLE, LONGEST_TEXT = 120, 2000
FEWEST = 2
"""So many ideas make a bundle; one alone is an idea."""


def may_bundle(actor: Actor, department_id: int | None, process_id: int | None) -> bool:
    """Moderation of the department that owns the process, nobody else."""
    return actor.has_role(Role.MODERATOR, department_id, process_id)


def may_look(actor: Actor, department_id: int | None, process_id: int | None) -> bool:
    """Whoever bundles, and coordination, which sees the desks of all departments."""
    return may_bundle(actor, department_id, process_id) or actor.has_role(Role.COORDINATOR)


def check_may_bundle(actor: Actor, department_id: int | None, process_id: int | None) -> None:
    """Raise NotAllowed for people of other departments."""
    if not may_bundle(actor, department_id, process_id):
        raise NotAllowed("Ideen bündelt die Moderation der Fachabteilung, zu deren Verfahren sie gehören.")


def check_title(title: str) -> str:
    """The name as it is kept. Raises Invalid where there is none, or one that is too long."""
    title = " ".join(title.split())
    if not title:
        raise Invalid("Bitte geben Sie dem Themenbündel einen Namen.", field="title")
    if len(title) > LONGEST_TITLE:
        raise Invalid("Bitte kürzen Sie auf höchstens %(most)s Zeichen.", field="title", most=LONGEST_TITLE)
    return title


def is_free(idea: Idea) -> bool:
    """Whether an idea stands in public view and for itself: not merged, not hidden, not sealed."""
    return idea.state is State.PUBLIC and not is_sealed(idea.visible_from)


def check_free(idea: Idea) -> None:
    """Raise Conflict where an idea cannot be bundled."""
    if not is_free(idea):
        raise Conflict("„%(title)s“ ist nicht mehr öffentlich und lässt sich nicht bündeln.", title=idea.title)


def check_may_hint(phases: Sequence[Phase], *, moment: datetime | None = None) -> None:
    """Raise NotAllowed while people can neither submit, support nor comment; the sentence says when they can."""
    moment = moment or clock.now()
    if not any(opens(phases, act, moment) for act in (Act.SUBMIT, Act.SUPPORT, Act.COMMENT)):
        check_open(phases, Act.COMMENT, moment=moment)


def pair(one: int, other: int) -> tuple[int, int]:
    """Two ideas in the order in which they are kept. Raises Invalid where they are one."""
    if one == other:
        raise Invalid("Bitte wählen Sie eine andere Idee.", field="other")
    return min(one, other), max(one, other)
