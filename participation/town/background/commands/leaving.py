"""What stays of somebody who left: what they wrote for the city, without their name."""

from __future__ import annotations

from sqlalchemy import update

from participation.core.database import db
from participation.town.background.models import ArticleVersion


def forget_writer(actor_ref: str) -> None:
    """Let versions of texts stand without saying who wrote them."""
    written = update(ArticleVersion).where(ArticleVersion.actor_ref == actor_ref).values(actor_ref=None)
    db.session.execute(written.execution_options(synchronize_session=False))
