"""enter the days of elections"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "elections",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_elections")),
        sa.UniqueConstraint("name", "held_on", name=op.f("uq_elections_name_held_on")),
    )
    op.create_index(op.f("ix_elections_held_on"), "elections", ["held_on"])


def downgrade() -> None:
    op.drop_table("elections")
