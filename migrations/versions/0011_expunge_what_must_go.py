"""expunge what must go"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from participation.core.database import UtcDateTime

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

KINDS = (
    "idea", "comment", "note", "prototype", "answer", "document", "picture", "question", "measure", "barrier",
)  # fmt: skip
POINTS = (
    ("subject_id", "subjects", None), ("answer_id", "answers", None), ("document_id", "process_documents", None),
    ("question_id", "process_entries", "SET NULL"), ("report_id", "barrier_reports", None),
)  # fmt: skip


def _enum(name: str, *values: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=24)


def upgrade() -> None:
    op.create_table(
        "expungings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", _enum("kind", *KINDS), nullable=False),
        *(sa.Column(name, sa.Integer(), nullable=True) for name, _, _ in POINTS),
        sa.Column("extent", _enum("extent", "whole", "earlier", "version", "place", "field"), nullable=False),
        sa.Column("part", sa.String(length=40), server_default="", nullable=False),
        sa.Column("ground", _enum("ground", "law", "person", "others", "other"), nullable=False),
        sa.Column("reason", sa.String(length=600), nullable=False),
        sa.Column(
            "state", _enum("standing", "requested", "confirmed", "declined", "withdrawn", "lapsed"), nullable=False
        ),
        sa.Column("send_key", sa.String(length=40), nullable=True),
        sa.Column("requested_at", UtcDateTime(), nullable=False),
        sa.Column("requested_by_ref", sa.String(length=32), nullable=True),
        sa.Column("lapses_at", UtcDateTime(), nullable=False),
        sa.Column("decided_at", UtcDateTime(), nullable=True),
        sa.Column("decided_by_ref", sa.String(length=32), nullable=True),
        sa.Column("answer", sa.String(length=600), server_default="", nullable=False),
        sa.Column("entry_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("words", sa.JSON(), nullable=True),
        sa.Column("done_at", UtcDateTime(), nullable=True),
        sa.CheckConstraint(
            "decided_by_ref IS NULL OR decided_by_ref <> requested_by_ref", name=op.f("ck_expungings_by_two_people")
        ),
        sa.CheckConstraint("reason <> ''", name=op.f("ck_expungings_reasoned")),
        *(
            sa.ForeignKeyConstraint(
                [name], [f"{table}.id"], ondelete=ondelete,
                name=op.f(f"fk_expungings_{name}_{table}"),
            )
            for name, table, ondelete in POINTS
        ),
        sa.ForeignKeyConstraint(
            ["entry_id"], ["journal_entries.id"], name=op.f("fk_expungings_entry_id_journal_entries")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_expungings")),
        sa.UniqueConstraint("entry_id", name=op.f("uq_expungings_entry_id")),
        sa.UniqueConstraint("send_key", name=op.f("uq_expungings_send_key")),
    )  # fmt: skip
    for name in (*(name for name, _, _ in POINTS), "lapses_at", "decided_at", "done_at"):
        op.create_index(op.f(f"ix_expungings_{name}"), "expungings", [name])


def downgrade() -> None:
    op.drop_table("expungings")
