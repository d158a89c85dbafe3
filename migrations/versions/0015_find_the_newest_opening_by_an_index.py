"""find the newest opening by an index"""

from __future__ import annotations

from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("ix_ideas_visible_from", "ideas", ["visible_from"])


def downgrade() -> None:
    op.drop_index("ix_ideas_visible_from", "ideas")
