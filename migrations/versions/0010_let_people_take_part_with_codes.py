"""let people take part with codes"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from participation.core.database import UtcDateTime

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

LEVELS = ("guest_code", "email", "code_letter", "eid")


def upgrade() -> None:
    _batches()
    op.create_table(
        "codes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("batch_id", sa.Integer(), nullable=False),
        sa.Column("code_hash", sa.String(length=64), nullable=False),
        sa.Column("uses_left", sa.Integer(), nullable=False),
        sa.CheckConstraint("uses_left >= 0", name=op.f("ck_codes_not_overused")),
        sa.ForeignKeyConstraint(["batch_id"], ["code_batches.id"], name=op.f("fk_codes_batch_id_code_batches")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_codes")),
        sa.UniqueConstraint("code_hash", name=op.f("uq_codes_code_hash")),
    )
    op.create_index(op.f("ix_codes_batch_id"), "codes", ["batch_id"])
    _people()
    with op.batch_alter_table("accounts") as accounts:
        accounts.add_column(sa.Column("only_in_id", sa.Integer(), nullable=True))
        accounts.create_foreign_key(op.f("fk_accounts_only_in_id_subjects"), "subjects", ["only_in_id"], ["id"])
        accounts.create_index(op.f("ix_accounts_only_in_id"), ["only_in_id"])
    op.add_column("processes", sa.Column("assurance_changed_at", UtcDateTime(), nullable=True))
    _allow_causes("asked", "unused", "ended")


def _batches() -> None:
    op.create_table(
        "code_batches",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("process_id", sa.Integer(), nullable=True),
        sa.Column(
            "kind", sa.Enum("letter", "group", name="codekind", native_enum=False, create_constraint=True, length=24),
            nullable=False,
        ),
        sa.Column("purpose", sa.String(length=200), nullable=False),
        sa.Column("made", sa.Integer(), nullable=False),
        sa.Column("uses", sa.Integer(), nullable=False),
        sa.Column("age", sa.Integer(), nullable=True),
        sa.Column("valid_from", UtcDateTime(), nullable=False),
        sa.Column("valid_until", UtcDateTime(), nullable=False),
        sa.Column("made_at", UtcDateTime(), nullable=False),
        sa.Column("send_key", sa.String(length=40), nullable=True),
        sa.Column("void_at", UtcDateTime(), nullable=True),
        sa.Column("void_reason", sa.Text(), nullable=False),
        sa.CheckConstraint("valid_until > valid_from", name=op.f("ck_code_batches_lasts")),
        sa.ForeignKeyConstraint(["process_id"], ["subjects.id"], name=op.f("fk_code_batches_process_id_subjects")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_code_batches")),
        sa.UniqueConstraint("send_key", name=op.f("uq_code_batches_send_key")),
    )  # fmt: skip
    op.create_index(op.f("ix_code_batches_process_id"), "code_batches", ["process_id"])


def _people() -> None:
    op.create_table(
        "level_proofs",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("process_id", sa.Integer(), nullable=True),
        sa.Column(
            "level", sa.Enum(*LEVELS, name="assurance", native_enum=False, create_constraint=True, length=24),
            nullable=False,
        ),
        sa.Column("proven_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_level_proofs_account_id_accounts")),
        sa.ForeignKeyConstraint(["process_id"], ["subjects.id"], name=op.f("fk_level_proofs_process_id_subjects")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_level_proofs")),
        sa.UniqueConstraint("account_id", "process_id", name=op.f("uq_level_proofs_account_id_process_id")),
    )  # fmt: skip
    op.create_index(op.f("ix_level_proofs_process_id"), "level_proofs", ["process_id"])
    everywhere = sa.text("process_id IS NULL")
    op.create_index(
        "uq_level_proofs_everywhere", "level_proofs", ["account_id"], unique=True, sqlite_where=everywhere,
        postgresql_where=everywhere,
    )  # fmt: skip
    op.create_table(
        "age_confirmations",
        sa.Column("account_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("process_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("age", sa.Integer(), nullable=False),
        sa.Column("confirmed_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_age_confirmations_account_id_accounts")),
        sa.ForeignKeyConstraint(["process_id"], ["subjects.id"], name=op.f("fk_age_confirmations_process_id_subjects")),
        sa.PrimaryKeyConstraint("account_id", "process_id", name=op.f("pk_age_confirmations")),
    )
    op.create_index(op.f("ix_age_confirmations_process_id"), "age_confirmations", ["process_id"])
    op.create_table(
        "guests",
        sa.Column("account_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("key_hash", sa.String(length=64), nullable=False),
        sa.Column("send_key", sa.String(length=40), nullable=True),
        sa.Column("joined_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_guests_account_id_accounts")),
        sa.PrimaryKeyConstraint("account_id", name=op.f("pk_guests")),
        sa.UniqueConstraint("key_hash", name=op.f("uq_guests_key_hash")),
        sa.UniqueConstraint("send_key", name=op.f("uq_guests_send_key")),
    )


def _allow_causes(*causes: str) -> None:
    listed = ", ".join(f"'{cause}'" for cause in causes)
    with op.batch_alter_table("erasures") as erasures:
        erasures.drop_constraint(op.f("ck_erasures_cause"), type_="check")
        erasures.create_check_constraint(op.f("ck_erasures_cause"), f"cause IN ({listed})")


def downgrade() -> None:
    op.execute("UPDATE erasures SET cause = 'unused' WHERE cause = 'ended'")
    _allow_causes("asked", "unused")
    op.drop_column("processes", "assurance_changed_at")
    with op.batch_alter_table("accounts") as accounts:
        accounts.drop_constraint(op.f("fk_accounts_only_in_id_subjects"), type_="foreignkey")
        accounts.drop_index(op.f("ix_accounts_only_in_id"))
        accounts.drop_column("only_in_id")
    for table in ("guests", "age_confirmations", "level_proofs", "codes", "code_batches"):
        op.drop_table(table)
