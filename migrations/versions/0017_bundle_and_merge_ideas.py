"""bundle and merge ideas; a merge can be undone"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from participation.core.database import UtcDateTime

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

STATUSES = ("submitted", "in_review", "answered", "declined", "merged", "promoted", "realised")
OPEN, CARRIED, CLUSTERED = (
    sa.text("undone_at IS NULL"),
    sa.text("carried_by IS NOT NULL"),
    sa.text("kind = 'clustered_in'"),
)


def upgrade() -> None:
    _create_merges()
    # A plain column, so that SQLite does not copy the tables and lose what hangs on them.
    op.execute(
        sa.text(f"ALTER TABLE votes ADD COLUMN carried_by INTEGER {_refers('votes', 'carried_by', 'merges', 'id')}")
    )
    op.create_index("ix_votes_carried_by", "votes", ["carried_by"], sqlite_where=CARRIED, postgresql_where=CARRIED)
    refers = _refers("subscriptions", "joined_from", "subjects", "id")
    op.execute(sa.text(f"ALTER TABLE subscriptions ADD COLUMN joined_from INTEGER {refers}"))
    op.create_index(op.f("ix_subscriptions_joined_from"), "subscriptions", ["joined_from"])
    op.create_index(
        "uq_links_one_cluster", "links", ["source_id"], unique=True, sqlite_where=CLUSTERED, postgresql_where=CLUSTERED
    )
    _create_clusters()
    _create_hints()


def _refers(table: str, column: str, other: str, key: str) -> str:
    return f"CONSTRAINT fk_{table}_{column}_{other} REFERENCES {other} ({key})"


def _create_merges() -> None:
    op.create_table(
        "merges",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("source_id", sa.Integer(), nullable=False),
        sa.Column("target_id", sa.Integer(), nullable=False),
        sa.Column("merged_at", UtcDateTime(), nullable=False),
        sa.Column("undone_at", UtcDateTime(), nullable=True),
        sa.Column(
            "status_before",
            sa.Enum(*STATUSES, name="ideastatus", native_enum=False, create_constraint=True, length=24),
            nullable=False,
        ),
        sa.Column("with_opposing", sa.Boolean(), nullable=False),
        *(sa.Column(name, sa.Integer(), server_default="0", nullable=False) for name in COUNTS),
        sa.CheckConstraint("source_id <> target_id", name=op.f("ck_merges_two_ideas")),
        sa.CheckConstraint(
            "votes_cut >= 0 AND against_cut >= 0 AND votes_offline >= 0", name=op.f("ck_merges_counts_not_negative")
        ),
        sa.ForeignKeyConstraint(["source_id"], ["ideas.subject_id"], name=op.f("fk_merges_source_id_ideas")),
        sa.ForeignKeyConstraint(["target_id"], ["ideas.subject_id"], name=op.f("fk_merges_target_id_ideas")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_merges")),
    )
    op.create_index(op.f("ix_merges_target_id"), "merges", ["target_id"])
    op.create_index("uq_merges_open", "merges", ["source_id"], unique=True, sqlite_where=OPEN, postgresql_where=OPEN)


COUNTS = ("votes_cut", "against_cut", "votes_offline")


def _create_clusters() -> None:
    op.create_table(
        "clusters",
        sa.Column("subject_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("process_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("text_html", sa.Text(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("changed_at", UtcDateTime(), nullable=False),
        sa.Column("dissolved_at", UtcDateTime(), nullable=True),
        sa.Column("send_key", sa.String(length=40), nullable=True),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.ForeignKeyConstraint(["subject_id"], ["subjects.id"], name=op.f("fk_clusters_subject_id_subjects")),
        sa.ForeignKeyConstraint(
            ["process_id"], ["processes.subject_id"], name=op.f("fk_clusters_process_id_processes")
        ),
        sa.PrimaryKeyConstraint("subject_id", name=op.f("pk_clusters")),
        sa.UniqueConstraint("send_key", name=op.f("uq_clusters_send_key")),
    )
    op.create_index(op.f("ix_clusters_process_id"), "clusters", ["process_id"])


def _create_hints() -> None:
    pair = lambda table: (  # noqa: E731
        sa.Column("idea_id", sa.Integer(), nullable=False),
        sa.Column("other_id", sa.Integer(), nullable=False),
        sa.CheckConstraint("idea_id < other_id", name=op.f(f"ck_{table}_in_order")),
        sa.ForeignKeyConstraint(["idea_id"], ["ideas.subject_id"], name=op.f(f"fk_{table}_idea_id_ideas")),
        sa.ForeignKeyConstraint(["other_id"], ["ideas.subject_id"], name=op.f(f"fk_{table}_other_id_ideas")),
    )
    op.create_table(
        "kinship_hints",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("hinted_at", UtcDateTime(), nullable=False),
        *pair("kinship_hints"),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_kinship_hints_account_id_accounts")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_kinship_hints")),
        sa.UniqueConstraint(
            "idea_id", "other_id", "account_id", name=op.f("uq_kinship_hints_idea_id_other_id_account_id")
        ),
    )
    op.create_index(op.f("ix_kinship_hints_other_id"), "kinship_hints", ["other_id"])
    op.create_index(op.f("ix_kinship_hints_account_id"), "kinship_hints", ["account_id"])
    op.create_table(
        "dismissed_pairs",
        sa.Column("dismissed_at", UtcDateTime(), nullable=False),
        *pair("dismissed_pairs"),
        sa.PrimaryKeyConstraint("idea_id", "other_id", name=op.f("pk_dismissed_pairs")),
    )
    op.create_index(op.f("ix_dismissed_pairs_other_id"), "dismissed_pairs", ["other_id"])


def downgrade() -> None:
    for table in ("dismissed_pairs", "kinship_hints", "clusters"):
        op.drop_table(table)
    op.drop_index("uq_links_one_cluster", "links")
    op.drop_index(op.f("ix_subscriptions_joined_from"), "subscriptions")
    with op.batch_alter_table("subscriptions") as subscriptions:
        subscriptions.drop_constraint(op.f("fk_subscriptions_joined_from_subjects"), type_="foreignkey")
        subscriptions.drop_column("joined_from")
    op.drop_index("ix_votes_carried_by", "votes")
    with op.batch_alter_table("votes") as votes:
        votes.drop_constraint(op.f("fk_votes_carried_by_merges"), type_="foreignkey")
        votes.drop_column("carried_by")
    op.drop_table("merges")
