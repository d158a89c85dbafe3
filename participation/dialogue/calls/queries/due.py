"""What of calls is kept no longer."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Select, or_, select

from participation.dialogue.calls.models import Application, ApplicationFile, TeamMember
from participation.dialogue.processes.models import Process
from participation.records.subjects.models import State, Subject


def due_hidden_applications(before: datetime) -> Select[*tuple[Any, ...]]:
    """Applications hidden or taken back before this moment that still have files or the name of a team."""
    files = select(1).where(ApplicationFile.idea_id == Application.idea_id).exists()
    return (
        select(Application.idea_id, Subject.changed_at)
        .join(Subject, Subject.id == Application.idea_id)
        .where(
            Subject.state.in_((State.HIDDEN, State.WITHDRAWN)), Subject.changed_at < before,
            or_(Application.team_name != "", files),
        )
    )  # fmt: skip


def due_teams(before: datetime) -> Select[*tuple[Any, ...]]:
    """Applications in processes that were archived before this moment, of which is known who belongs to the team."""
    return (
        select(Application.idea_id, Process.archived_at)
        .join(Subject, Subject.id == Application.idea_id)
        .join(Process, Process.subject_id == Subject.process_id)
        .where(Process.archived_at < before, select(1).where(TeamMember.idea_id == Application.idea_id).exists())
    )
