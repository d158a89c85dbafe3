"""discuss in long threads"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from participation.core.database import UtcDateTime

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

FIRST = {f"{name}_where": sa.text("parent_id IS NULL") for name in ("sqlite", "postgresql")}


def upgrade() -> None:
    op.drop_index("ix_comments_threads", "comments")
    op.drop_index("ix_comments_in_thread", "comments")
    op.execute(
        "ALTER TABLE comments ADD COLUMN replies INTEGER DEFAULT 0 NOT NULL "
        "CONSTRAINT ck_comments_replies_not_negative CHECK (replies >= 0)"
    )
    op.add_column("comments", sa.Column("edited_at", UtcDateTime(), nullable=True))
    _index("ix_comments_target_id", "target_id")
    _index("ix_comments_threads", "target_id", "created_at", "subject_id", **FIRST)
    _index("ix_comments_strongest", "target_id", "stance", "votes", "subject_id", **FIRST)
    _index("ix_comments_in_thread", "thread_id", "is_official", "created_at", "subject_id")
    op.execute(
        "UPDATE comments SET replies = (SELECT count(*) FROM comments AS reply WHERE reply.thread_id = "
        "comments.subject_id AND reply.parent_id IS NOT NULL) WHERE parent_id IS NULL"
    )
    op.execute("UPDATE subjects SET path = replace(path, '#kommentar-', '/kommentare/') WHERE kind = 'comment'")
    op.create_table(
        "comment_versions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("comment_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("written_at", UtcDateTime(), nullable=False),
        sa.Column("mark", sa.String(length=1000), nullable=False, server_default=""),
        sa.ForeignKeyConstraint(
            ["comment_id"], ["comments.subject_id"], name=op.f("fk_comment_versions_comment_id_comments")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_comment_versions")),
        sa.UniqueConstraint("comment_id", "number", name=op.f("uq_comment_versions_comment_id_number")),
    )


def downgrade() -> None:
    op.drop_table("comment_versions")
    op.execute("UPDATE subjects SET path = replace(path, '/kommentare/', '#kommentar-') WHERE kind = 'comment'")
    for name in ("target_id", "threads", "strongest", "in_thread"):
        op.drop_index(f"ix_comments_{name}", "comments")
    op.drop_column("comments", "edited_at")
    op.drop_column("comments", "replies")
    op.create_index("ix_comments_threads", "comments", ["target_id", "parent_id", "created_at", "subject_id"])
    op.create_index("ix_comments_in_thread", "comments", ["thread_id", "created_at", "subject_id"])


def _index(name: str, *columns: str, **where: sa.TextClause) -> None:
    op.create_index(name, "comments", list(columns), **where)
