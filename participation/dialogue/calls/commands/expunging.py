"""What must go from an application goes for good: its files, the name of its team, and addresses of who was invited."""

from __future__ import annotations

from sqlalchemy import delete, update

from participation.core.database import db
from participation.dialogue.calls.commands.files import remove_files_of
from participation.dialogue.calls.models import Application, TeamInvitation


def expunge_application(subject_id: int) -> list[str]:
    """Let go of what this room holds in words and files; who belongs to the team stays, so that they see the mark.
    Returns the names of the files to delete. Of an idea that is no application nothing is there to go."""
    for statement in (
        delete(TeamInvitation).where(TeamInvitation.idea_id == subject_id),
        update(Application).where(Application.idea_id == subject_id).values(team_name=""),
    ):
        db.session.execute(statement.execution_options(synchronize_session=False))
    return remove_files_of(subject_id)
