"""keep drafts and pictures of ideas"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from participation.core.database import UtcDateTime

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _create_drafts()
    _create_pictures()


def _create_drafts() -> None:
    op.create_table(
        "idea_drafts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("board_id", sa.Integer(), nullable=False),
        sa.Column("fields", sa.JSON(), nullable=False),
        sa.Column("form", sa.Integer(), server_default="1", nullable=False),
        sa.Column("send_key", sa.String(length=40), server_default="", nullable=False),
        sa.Column("saved_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_idea_drafts_account_id_accounts")),
        sa.ForeignKeyConstraint(["board_id"], ["boards.subject_id"], name=op.f("fk_idea_drafts_board_id_boards")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_idea_drafts")),
        sa.UniqueConstraint("account_id", "board_id", name=op.f("uq_idea_drafts_account_id_board_id")),
    )
    op.create_index(op.f("ix_idea_drafts_board_id"), "idea_drafts", ["board_id"])
    op.create_table(
        "waiting_ideas",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("board_id", sa.Integer(), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("fields", sa.JSON(), nullable=False),
        sa.Column("form", sa.Integer(), server_default="1", nullable=False),
        sa.Column("expires_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["board_id"], ["boards.subject_id"], name=op.f("fk_waiting_ideas_board_id_boards")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_waiting_ideas")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_waiting_ideas_token_hash")),
    )
    op.create_index(op.f("ix_waiting_ideas_board_id"), "waiting_ideas", ["board_id"])
    op.create_index(op.f("ix_waiting_ideas_expires_at"), "waiting_ideas", ["expires_at"])


def _create_pictures() -> None:
    op.create_table(
        "idea_pictures",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("idea_id", sa.Integer(), nullable=True),
        sa.Column("draft_id", sa.Integer(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("width", sa.Integer(), nullable=False),
        sa.Column("height", sa.Integer(), nullable=False),
        sa.Column("alt", sa.String(length=300), server_default="", nullable=False),
        sa.Column("added_at", UtcDateTime(), nullable=False),
        sa.CheckConstraint(
            "(idea_id IS NULL) <> (draft_id IS NULL)", name=op.f("ck_idea_pictures_of_an_idea_or_a_draft")
        ),
        sa.CheckConstraint("draft_id IS NOT NULL OR alt <> ''", name=op.f("ck_idea_pictures_described_when_sent")),
        sa.CheckConstraint(
            "width > 0 AND height > 0 AND position > 0", name=op.f("ck_idea_pictures_some_size_and_place")
        ),
        sa.ForeignKeyConstraint(["idea_id"], ["ideas.subject_id"], name=op.f("fk_idea_pictures_idea_id_ideas")),
        sa.ForeignKeyConstraint(["draft_id"], ["idea_drafts.id"], name=op.f("fk_idea_pictures_draft_id_idea_drafts")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_idea_pictures")),
        sa.UniqueConstraint("idea_id", "position", name=op.f("uq_idea_pictures_idea_id_position")),
        sa.UniqueConstraint("draft_id", "position", name=op.f("uq_idea_pictures_draft_id_position")),
        sa.UniqueConstraint("name", name=op.f("uq_idea_pictures_name")),
    )


def downgrade() -> None:
    for table in ("idea_pictures", "waiting_ideas", "idea_drafts"):
        op.drop_table(table)
