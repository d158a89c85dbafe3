"""Documents of the city and their versions."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Integer, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from participation.core.clock import now
from participation.core.database import Base, Versioned


class SiteDocument(Versioned, Base):
    """A document of the city. What was taken out stays stored for a while, but is shown no more."""

    __tablename__ = "site_documents"

    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str] = mapped_column(String(200))
    removed_at: Mapped[datetime | None]

    versions: Mapped[list[SiteDocumentVersion]] = relationship(
        order_by="SiteDocumentVersion.number.desc()", back_populates="document", lazy="raise"
    )


class SiteDocumentVersion(Base):
    """One version: its file by random name below MEDIA_ROOT, what it is, its size in bytes, digest (SHA-256, hex)."""

    __tablename__ = "site_document_versions"
    __table_args__ = (UniqueConstraint("document_id", "number"), CheckConstraint("size > 0", name="not_empty"))

    id: Mapped[int] = mapped_column(primary_key=True)
    document_id: Mapped[int] = mapped_column(ForeignKey("site_documents.id"))
    number: Mapped[int] = mapped_column(Integer)
    note: Mapped[str] = mapped_column(String(300), default="", server_default="")
    added_at: Mapped[datetime] = mapped_column(default=now)
    name: Mapped[str] = mapped_column(String(64), unique=True)
    media_type: Mapped[str] = mapped_column(String(120))
    size: Mapped[int] = mapped_column(Integer)
    digest: Mapped[str] = mapped_column(String(64))

    document: Mapped[SiteDocument] = relationship(back_populates="versions", lazy="raise")
