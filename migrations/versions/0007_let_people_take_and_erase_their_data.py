"""let people take along, change and erase their data"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from participation.core.database import UtcDateTime

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

CUT = (("ideas", "votes_cut"), ("ideas", "votes_against_cut"), ("comments", "votes_cut"), ("notes", "dots_cut"))


def upgrade() -> None:
    op.add_column("accounts", sa.Column("pseudonym_changed_at", UtcDateTime(), nullable=True))
    for table, column in CUT:
        op.add_column(table, sa.Column(column, sa.Integer(), server_default="0", nullable=False))
    op.create_table(
        "journal_duties",
        sa.Column("entry_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("room", sa.String(length=60), nullable=False),
        sa.Column("done_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["entry_id"], ["journal_entries.id"], name=op.f("fk_journal_duties_entry_id_journal_entries")
        ),
        sa.PrimaryKeyConstraint("entry_id", "room", name=op.f("pk_journal_duties")),
    )
    _create_erasures()
    _create_address_changes()
    _create_terms()
    op.create_table(
        "unused_warnings",
        sa.Column("account_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("warned_at", UtcDateTime(), nullable=False),
        sa.Column("erased_from", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_unused_warnings_account_id_accounts")),
        sa.PrimaryKeyConstraint("account_id", name=op.f("pk_unused_warnings")),
    )
    op.create_index(op.f("ix_unused_warnings_erased_from"), "unused_warnings", ["erased_from"])


def _create_erasures() -> None:
    op.create_table(
        "erasures",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column(
            "texts", sa.Enum("keep", "remove", name="texts", native_enum=False, create_constraint=True, length=24),
            nullable=False,
        ),
        sa.Column(
            "cause", sa.Enum("asked", "unused", name="cause", native_enum=False, create_constraint=True, length=24),
            nullable=False,
        ),
        sa.Column("language", sa.String(length=5), nullable=False),
        sa.Column("requested_at", UtcDateTime(), nullable=False),
        sa.Column("due_at", UtcDateTime(), nullable=False),
        sa.Column("stopped_at", UtcDateTime(), nullable=True),
        sa.Column("began_at", UtcDateTime(), nullable=True),
        sa.Column("entry_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("address", sa.String(length=254), nullable=True),
        sa.Column("pseudonym", sa.String(length=60), nullable=True),
        sa.Column("actor_ref", sa.String(length=32), nullable=True),
        sa.Column("done_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_erasures_account_id_accounts")),
        sa.ForeignKeyConstraint(
            ["entry_id"], ["journal_entries.id"], name=op.f("fk_erasures_entry_id_journal_entries")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_erasures")),
        sa.UniqueConstraint("account_id", name=op.f("uq_erasures_account_id")),
        sa.UniqueConstraint("entry_id", name=op.f("uq_erasures_entry_id")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_erasures_token_hash")),
    )  # fmt: skip
    op.create_index(op.f("ix_erasures_due_at"), "erasures", ["due_at"])


def _create_address_changes() -> None:
    op.create_table(
        "address_changes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("old_email", sa.String(length=254), nullable=False),
        sa.Column("new_email", sa.String(length=254), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("stop_hash", sa.String(length=64), nullable=False),
        sa.Column("asked_at", UtcDateTime(), nullable=False),
        sa.Column("expires_at", UtcDateTime(), nullable=False),
        sa.Column("stoppable_until", UtcDateTime(), nullable=False),
        sa.Column("confirmed_at", UtcDateTime(), nullable=True),
        sa.Column("stopped_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_address_changes_account_id_accounts")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_address_changes")),
        sa.UniqueConstraint("stop_hash", name=op.f("uq_address_changes_stop_hash")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_address_changes_token_hash")),
    )
    op.create_index(op.f("ix_address_changes_account_id"), "address_changes", ["account_id"])
    op.create_index(op.f("ix_address_changes_stoppable_until"), "address_changes", ["stoppable_until"])


def _create_terms() -> None:
    op.create_table(
        "terms_acceptances",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("accepted_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_terms_acceptances_account_id_accounts")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_terms_acceptances")),
        sa.UniqueConstraint("account_id", "number", name=op.f("uq_terms_acceptances_account_id_number")),
    )


def downgrade() -> None:
    for table in (
        "terms_acceptances", "address_changes", "erasures", "unused_warnings", "journal_duties",
    ):  # fmt: skip
        op.drop_table(table)
    for table, column in reversed(CUT):
        with op.batch_alter_table(table) as batch:
            batch.drop_column(column)
    with op.batch_alter_table("accounts") as accounts:
        accounts.drop_column("pseudonym_changed_at")
