"""Finding documents of the city."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import selectinload

from participation.core.database import db
from participation.town.documents.models import SiteDocument


def site_documents() -> list[SiteDocument]:
    """All that are shown, by title, each with its versions, the newest first."""
    statement = (
        select(SiteDocument).where(SiteDocument.removed_at.is_(None)).options(selectinload(SiteDocument.versions))
    )
    return list(db.session.scalars(statement.order_by(SiteDocument.title, SiteDocument.id)))


def site_document_by_id(document_id: int) -> SiteDocument | None:
    """The document of this number with its versions, if it is shown."""
    return db.session.scalar(
        select(SiteDocument)
        .where(SiteDocument.id == document_id, SiteDocument.removed_at.is_(None))
        .options(selectinload(SiteDocument.versions))
    )


def has_site_documents() -> bool:
    """Whether there is one to show."""
    return db.session.scalar(select(SiteDocument.id).where(SiteDocument.removed_at.is_(None)).limit(1)) is not None


def due_site_documents(before: datetime) -> Select[*tuple[Any, ...]]:
    """Documents that were taken out before this moment."""
    return select(SiteDocument.id, SiteDocument.removed_at).where(SiteDocument.removed_at < before)
