"""What is archived is only read."""

from __future__ import annotations

from participation.dialogue.processes.queries import archive_of
from participation.dialogue.processes.rules import check_not_archived


def check_writable(process_id: int | None) -> None:
    """Raise NotAllowed in a process that is archived, whoever writes; moderating, answering and expunging go on."""
    if process_id is not None:
        check_not_archived(archive_of(process_id))
