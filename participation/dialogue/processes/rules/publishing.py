"""When a process may be published, and who may write it."""

from __future__ import annotations

import re

from participation.core.actor import Actor, Role
from participation.core.errors import Conflict, Invalid, NotAllowed
from participation.dialogue.processes.models import Process

BLOCKS = ("block_how", "block_fixed", "block_influence", "block_outcome", "decider")
HOLE = re.compile(r"\[Bitte ergänzen[^\]]*\]")
"""What a prefilled text leaves open, in brackets: `[Bitte ergänzen: …]`."""


def check_blocks(process: Process) -> None:
    """Raise Invalid while one of the four blocks, or who decides, is not filled."""
    for name in BLOCKS:
        if not getattr(process, name).strip():
            raise Invalid(
                "Bevor das Verfahren veröffentlicht wird, müssen alle vier Fragen beantwortet sein, "
                "auch wer entscheidet.",
                field=name,
            )


def has_hole(text: str) -> bool:
    """Whether a prefilled text still waits for the editor's own words."""
    return bool(HOLE.search(text))


def may_edit_process(actor: Actor, process: Process) -> bool:
    """Editors of the owning department may write the process."""
    return actor.has_role(Role.EDITOR, process.department_id, process.subject_id)


def check_editor(actor: Actor, process: Process) -> None:
    """Raise NotAllowed for people of other departments."""
    if not may_edit_process(actor, process):
        raise NotAllowed("Dieses Verfahren bearbeitet die Redaktion der zuständigen Fachabteilung.")


def check_may_write(actor: Actor, process: Process) -> None:
    """Raise NotAllowed for other departments, Conflict once the process is in the archive."""
    check_editor(actor, process)
    if process.is_archived:
        raise Conflict("Das Verfahren ist archiviert. Es lässt sich lesen, aber nicht mehr ändern.")


def may_set_up(actor: Actor, department_id: int) -> bool:
    """Editors set processes up for their own departments."""
    return actor.has_role(Role.EDITOR, department_id)
