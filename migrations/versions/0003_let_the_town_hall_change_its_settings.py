"""let the town hall change its settings"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from participation.core.database import UtcDateTime

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "setting_changes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("before", sa.JSON(), nullable=False),
        sa.Column("after", sa.JSON(), nullable=False),
        sa.Column("changed_at", UtcDateTime(), nullable=False),
        sa.Column("actor_ref", sa.String(length=32), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_setting_changes")),
    )
    op.create_index(op.f("ix_setting_changes_name"), "setting_changes", ["name"])
    with op.batch_alter_table("action_fields") as fields:
        fields.add_column(sa.Column("version", sa.Integer(), server_default="1", nullable=False))
    with op.batch_alter_table("strategic_goals") as goals:
        goals.add_column(sa.Column("version", sa.Integer(), server_default="1", nullable=False))
        goals.add_column(sa.Column("retired_at", UtcDateTime(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("strategic_goals") as goals:
        goals.drop_column("retired_at")
        goals.drop_column("version")
    with op.batch_alter_table("action_fields") as fields:
        fields.drop_column("version")
    op.drop_table("setting_changes")
