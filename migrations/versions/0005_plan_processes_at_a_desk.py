"""plan processes at a desk"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from participation.core.database import UtcDateTime

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "admissions",
        sa.Column("subject_id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("admitted_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_admissions_account_id_accounts")),
        sa.ForeignKeyConstraint(["subject_id"], ["subjects.id"], name=op.f("fk_admissions_subject_id_subjects")),
        sa.PrimaryKeyConstraint("subject_id", "account_id", name=op.f("pk_admissions")),
    )
    with op.batch_alter_table("admissions", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_admissions_account_id"), ["account_id"], unique=False)

    op.create_table(
        "stored_files",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("subject_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.Column("media_type", sa.String(length=120), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.CheckConstraint("size > 0", name=op.f("ck_stored_files_not_empty")),
        sa.ForeignKeyConstraint(["subject_id"], ["subjects.id"], name=op.f("fk_stored_files_subject_id_subjects")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stored_files")),
        sa.UniqueConstraint("name", name=op.f("uq_stored_files_name")),
    )
    with op.batch_alter_table("stored_files", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_stored_files_subject_id"), ["subject_id"], unique=False)

    op.create_table(
        "process_documents",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("process_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("removed_at", UtcDateTime(), nullable=True),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.ForeignKeyConstraint(
            ["process_id"], ["processes.subject_id"], name=op.f("fk_process_documents_process_id_processes")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_process_documents")),
    )
    with op.batch_alter_table("process_documents", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_process_documents_process_id"), ["process_id"], unique=False)

    op.create_table(
        "process_entries",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("process_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "fixed",
                "open",
                "later",
                "partner",
                "question",
                name="entrykind",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.Column("text", sa.Text(), server_default="", nullable=False),
        sa.Column("url", sa.String(length=500), server_default="", nullable=False),
        sa.Column("area", sa.JSON(), nullable=True),
        sa.Column("position", sa.Integer(), server_default="0", nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.ForeignKeyConstraint(
            ["process_id"], ["processes.subject_id"], name=op.f("fk_process_entries_process_id_processes")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_process_entries")),
    )
    with op.batch_alter_table("process_entries", schema=None) as batch_op:
        batch_op.create_index("ix_process_entries_process_id_kind", ["process_id", "kind", "position"], unique=False)

    op.create_table(
        "process_invitations",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("process_id", sa.Integer(), nullable=False),
        sa.Column("email", sa.String(length=254), server_default="", nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("used_at", UtcDateTime(), nullable=True),
        sa.Column("ended_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["process_id"], ["processes.subject_id"], name=op.f("fk_process_invitations_process_id_processes")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_process_invitations")),
    )
    with op.batch_alter_table("process_invitations", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_process_invitations_process_id"), ["process_id"], unique=False)
        batch_op.create_index(
            "uq_process_invitations_email",
            ["process_id", "email"],
            unique=True,
            sqlite_where=sa.text("email <> '' AND ended_at IS NULL"),
            postgresql_where=sa.text("email <> '' AND ended_at IS NULL"),
        )

    op.create_table(
        "releases",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("process_id", sa.Integer(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "requested",
                "released",
                "returned",
                "withdrawn",
                name="releasestate",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("requested_at", UtcDateTime(), nullable=False),
        sa.Column("requested_by_ref", sa.String(length=32), nullable=False),
        sa.Column("publish_at", UtcDateTime(), nullable=True),
        sa.Column("decided_at", UtcDateTime(), nullable=True),
        sa.Column("decided_by_ref", sa.String(length=32), nullable=True),
        sa.Column("reason", sa.String(length=500), server_default="", nullable=False),
        sa.CheckConstraint(
            "decided_by_ref IS NULL OR decided_by_ref <> requested_by_ref", name=op.f("ck_releases_by_two_people")
        ),
        sa.ForeignKeyConstraint(
            ["process_id"], ["processes.subject_id"], name=op.f("fk_releases_process_id_processes")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_releases")),
    )
    with op.batch_alter_table("releases", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_releases_process_id"), ["process_id"], unique=False)
        batch_op.create_index(
            "uq_releases_open",
            ["process_id"],
            unique=True,
            sqlite_where=sa.text("state = 'requested'"),
            postgresql_where=sa.text("state = 'requested'"),
        )

    op.create_table(
        "document_versions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("file_id", sa.Integer(), nullable=False),
        sa.Column("note", sa.String(length=300), server_default="", nullable=False),
        sa.Column("added_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["document_id"], ["process_documents.id"], name=op.f("fk_document_versions_document_id_process_documents")
        ),
        sa.ForeignKeyConstraint(
            ["file_id"], ["stored_files.id"], name=op.f("fk_document_versions_file_id_stored_files")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_document_versions")),
        sa.UniqueConstraint("document_id", "number", name=op.f("uq_document_versions_document_id_number")),
        sa.UniqueConstraint("file_id", name=op.f("uq_document_versions_file_id")),
    )
    with op.batch_alter_table("document_versions", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_document_versions_document_id"), ["document_id"], unique=False)

    with op.batch_alter_table("departments", schema=None) as batch_op:
        batch_op.add_column(sa.Column("needs_release", sa.Boolean(), server_default=sa.false(), nullable=False))

    with op.batch_alter_table("news", schema=None) as batch_op:
        batch_op.add_column(sa.Column("is_draft", sa.Boolean(), server_default=sa.false(), nullable=False))
        batch_op.add_column(sa.Column("version", sa.Integer(), server_default="1", nullable=False))

    with op.batch_alter_table("processes", schema=None) as batch_op:
        batch_op.add_column(sa.Column("contact_name", sa.String(length=160), server_default="", nullable=False))
        batch_op.add_column(sa.Column("contact_email", sa.String(length=254), server_default="", nullable=False))
        batch_op.add_column(sa.Column("contact_phone", sa.String(length=60), server_default="", nullable=False))
        batch_op.add_column(sa.Column("easy_language", sa.Text(), server_default="", nullable=False))
        batch_op.add_column(sa.Column("area", sa.JSON(), nullable=True))
        batch_op.add_column(sa.Column("publish_at", UtcDateTime(), nullable=True))
        batch_op.add_column(sa.Column("results", sa.Text(), server_default="", nullable=False))
        batch_op.add_column(sa.Column("reminded_at", UtcDateTime(), nullable=True))
        batch_op.add_column(sa.Column("archived_at", UtcDateTime(), nullable=True))
        batch_op.add_column(sa.Column("send_key", sa.String(length=40), nullable=True))
        batch_op.add_column(sa.Column("picture_file_id", sa.Integer(), nullable=True))
        batch_op.create_index(batch_op.f("ix_processes_publish_at"), ["publish_at"], unique=False)
        batch_op.create_unique_constraint(batch_op.f("uq_processes_send_key"), ["send_key"])
        batch_op.create_foreign_key(
            batch_op.f("fk_processes_picture_file_id_stored_files"), "stored_files", ["picture_file_id"], ["id"]
        )


def downgrade() -> None:
    with op.batch_alter_table("processes", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_processes_picture_file_id_stored_files"), type_="foreignkey")
        batch_op.drop_constraint(batch_op.f("uq_processes_send_key"), type_="unique")
        batch_op.drop_index(batch_op.f("ix_processes_publish_at"))
        batch_op.drop_column("picture_file_id")
        batch_op.drop_column("send_key")
        batch_op.drop_column("archived_at")
        batch_op.drop_column("reminded_at")
        batch_op.drop_column("results")
        batch_op.drop_column("publish_at")
        batch_op.drop_column("area")
        batch_op.drop_column("easy_language")
        batch_op.drop_column("contact_phone")
        batch_op.drop_column("contact_email")
        batch_op.drop_column("contact_name")

    with op.batch_alter_table("news", schema=None) as batch_op:
        batch_op.drop_column("version")
        batch_op.drop_column("is_draft")

    with op.batch_alter_table("departments", schema=None) as batch_op:
        batch_op.drop_column("needs_release")

    with op.batch_alter_table("document_versions", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_document_versions_document_id"))

    op.drop_table("document_versions")
    with op.batch_alter_table("releases", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_releases_open",
            sqlite_where=sa.text("state = 'requested'"),
            postgresql_where=sa.text("state = 'requested'"),
        )
        batch_op.drop_index(batch_op.f("ix_releases_process_id"))

    op.drop_table("releases")
    with op.batch_alter_table("process_invitations", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_process_invitations_email",
            sqlite_where=sa.text("email <> '' AND ended_at IS NULL"),
            postgresql_where=sa.text("email <> '' AND ended_at IS NULL"),
        )
        batch_op.drop_index(batch_op.f("ix_process_invitations_process_id"))

    op.drop_table("process_invitations")
    with op.batch_alter_table("process_entries", schema=None) as batch_op:
        batch_op.drop_index("ix_process_entries_process_id_kind")

    op.drop_table("process_entries")
    with op.batch_alter_table("process_documents", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_process_documents_process_id"))

    op.drop_table("process_documents")
    with op.batch_alter_table("stored_files", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_stored_files_subject_id"))

    op.drop_table("stored_files")
    with op.batch_alter_table("admissions", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_admissions_account_id"))

    op.drop_table("admissions")
