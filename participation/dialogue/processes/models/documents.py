"""Files of a process: documents in numbered versions, and its picture."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Integer, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from participation.core.clock import now
from participation.core.database import Base, Versioned


class StoredFile(Base):
    """A file that was uploaded: its random name below MEDIA_ROOT, what it is, its size and digest (SHA-256, hex)."""

    __tablename__ = "stored_files"
    __table_args__ = (CheckConstraint("size > 0", name="not_empty"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    subject_id: Mapped[int] = mapped_column(ForeignKey("subjects.id"), index=True)
    name: Mapped[str] = mapped_column(String(64), unique=True)
    media_type: Mapped[str] = mapped_column(String(120))
    size: Mapped[int] = mapped_column(Integer)
    digest: Mapped[str] = mapped_column(String(64))
    created_at: Mapped[datetime] = mapped_column(default=now)


class ProcessDocument(Versioned, Base):
    """A document of a process. What was taken out stays stored, but is shown no more."""

    __tablename__ = "process_documents"

    id: Mapped[int] = mapped_column(primary_key=True)
    process_id: Mapped[int] = mapped_column(ForeignKey("processes.subject_id"), index=True)
    title: Mapped[str] = mapped_column(String(200))
    removed_at: Mapped[datetime | None]

    versions: Mapped[list[DocumentVersion]] = relationship(
        order_by="DocumentVersion.number.desc()", back_populates="document", lazy="raise"
    )


class DocumentVersion(Base):
    """One version of a document; older ones stay readable."""

    __tablename__ = "document_versions"
    __table_args__ = (UniqueConstraint("document_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    document_id: Mapped[int] = mapped_column(ForeignKey("process_documents.id"), index=True)
    number: Mapped[int] = mapped_column(Integer)
    file_id: Mapped[int] = mapped_column(ForeignKey("stored_files.id"), unique=True)
    note: Mapped[str] = mapped_column(String(300), default="", server_default="")
    added_at: Mapped[datetime] = mapped_column(default=now)

    document: Mapped[ProcessDocument] = relationship(back_populates="versions", lazy="raise")
    file: Mapped[StoredFile] = relationship(lazy="raise")
