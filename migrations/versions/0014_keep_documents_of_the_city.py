"""keep documents of the city"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from participation.core.database import UtcDateTime

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "site_documents",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("removed_at", UtcDateTime(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_site_documents")),
    )
    op.create_table(
        "site_document_versions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("note", sa.String(length=300), nullable=False, server_default=""),
        sa.Column("added_at", UtcDateTime(), nullable=False),
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.Column("media_type", sa.String(length=120), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.CheckConstraint("size > 0", name=op.f("ck_site_document_versions_not_empty")),
        sa.ForeignKeyConstraint(
            ["document_id"], ["site_documents.id"], name=op.f("fk_site_document_versions_document_id_site_documents")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_site_document_versions")),
        sa.UniqueConstraint("document_id", "number", name=op.f("uq_site_document_versions_document_id_number")),
        sa.UniqueConstraint("name", name=op.f("uq_site_document_versions_name")),
    )


def downgrade() -> None:
    op.drop_table("site_document_versions")
    op.drop_table("site_documents")
