"""What was written on an idea that must go."""

from __future__ import annotations

from sqlalchemy import update

from participation.action.prioritisation.models import Judgement
from participation.core.database import db


def expunge_reasons(idea_id: int, *, text: str) -> None:
    """Let the reasons of all judgements on an idea go; the scores stay, and `text` says what happened."""
    emptied = update(Judgement).where(Judgement.idea_id == idea_id).values(reason=text, version=Judgement.version + 1)
    db.session.execute(emptied.execution_options(synchronize_session=False))
