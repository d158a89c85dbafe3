"""answer barriers, and keep the city's texts"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from participation.core.database import UtcDateTime

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "barrier_reports",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("receipt", sa.String(length=32), nullable=False),
        sa.Column("send_key", sa.String(length=32), nullable=False),
        sa.Column("page", sa.String(length=500), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("aids", sa.String(length=300), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("language", sa.String(length=5), nullable=False),
        sa.Column("state", sa.String(length=24), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("reported_at", UtcDateTime(), nullable=False),
        sa.Column("answered_at", UtcDateTime(), nullable=True),
        sa.Column("closed_at", UtcDateTime(), nullable=True),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.CheckConstraint("state IN ('open', 'answered', 'closed')", name=op.f("ck_barrier_reports_barrierstate")),
        sa.CheckConstraint("state <> 'answered' OR answer <> ''", name=op.f("ck_barrier_reports_answered_in_words")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_barrier_reports")),
        sa.UniqueConstraint("receipt", name=op.f("uq_barrier_reports_receipt")),
        sa.UniqueConstraint("send_key", name=op.f("uq_barrier_reports_send_key")),
    )
    op.create_index("ix_barrier_reports_open", "barrier_reports", ["state", "due_on"])
    op.create_table(
        "accessibility_statements",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("conformity", sa.String(length=24), nullable=False),
        sa.Column("method", sa.String(length=24), nullable=False),
        sa.Column("assessed_by", sa.String(length=200), nullable=False),
        sa.Column("assessed_on", sa.Date(), nullable=True),
        sa.Column("written_on", sa.Date(), nullable=False),
        sa.Column("parts", sa.JSON(), nullable=False),
        sa.Column("body_name", sa.String(length=200), nullable=False),
        sa.Column("body_address", sa.Text(), nullable=False),
        sa.Column("body_url", sa.String(length=300), nullable=False),
        sa.Column("body_link", sa.String(length=200), nullable=False),
        sa.Column("saved_at", UtcDateTime(), nullable=False),
        sa.Column("actor_ref", sa.String(length=32), nullable=True),
        sa.CheckConstraint(
            "conformity IN ('not_assessed', 'full', 'partial', 'failing')",
            name=op.f("ck_accessibility_statements_conformity"),
        ),
        sa.CheckConstraint(
            "method IN ('nothing', 'self', 'third_party')", name=op.f("ck_accessibility_statements_method")
        ),
        sa.CheckConstraint(
            "conformity = 'not_assessed' OR assessed_on IS NOT NULL",
            name=op.f("ck_accessibility_statements_assessed_on_a_day"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_accessibility_statements")),
        sa.UniqueConstraint("number", name=op.f("uq_accessibility_statements_number")),
    )
    op.create_table(
        "article_versions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("article_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("lead", sa.String(length=500), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("what_changed", sa.String(length=500), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=True),
        sa.Column("written_at", UtcDateTime(), nullable=False),
        sa.Column("actor_ref", sa.String(length=32), nullable=True),
        sa.ForeignKeyConstraint(
            ["article_id"], ["articles.subject_id"], name=op.f("fk_article_versions_article_id_articles")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_article_versions")),
        sa.UniqueConstraint("article_id", "number", name=op.f("uq_article_versions_article_id_number")),
    )
    _allow_kinds("article", "term", "question", "legal", "easy")


def _allow_kinds(*kinds: str) -> None:
    listed = ", ".join(f"'{kind}'" for kind in kinds)
    with op.batch_alter_table("articles") as articles:
        articles.drop_constraint(op.f("ck_articles_articlekind"), type_="check")
        articles.create_check_constraint(op.f("ck_articles_articlekind"), f"kind IN ({listed})")


def downgrade() -> None:
    op.execute("DELETE FROM articles WHERE kind = 'question'")
    op.drop_table("article_versions")
    _allow_kinds("article", "term", "legal", "easy")
    op.drop_table("accessibility_statements")
    op.drop_table("barrier_reports")
