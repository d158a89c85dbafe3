"""When a process may be published, and who may write it."""

from __future__ import annotations

from participation.core.actor import Actor, Role
from participation.core.errors import Invalid
from participation.dialogue.processes.models import Process


def check_blocks(process: Process) -> None:
    """Raise Invalid while one of the four blocks, or who decides, is not filled."""
    blocks = {
        "block_how": process.block_how,
        "block_fixed": process.block_fixed,
        "block_influence": process.block_influence,
        "block_outcome": process.block_outcome,
        "decider": process.decider,
    }
    for name, text in blocks.items():
        if not text.strip():
            raise Invalid(
                "Bevor das Verfahren veröffentlicht wird, müssen alle vier Fragen beantwortet sein, "
                "auch wer entscheidet.",
                field=name,
            )


def may_edit_process(actor: Actor, process: Process) -> bool:
    """Editors of the owning department may write the process."""
    return actor.has_role(Role.EDITOR, process.department_id, process.subject_id)
