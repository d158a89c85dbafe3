"""know who may do what, and that it is them"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from participation.core.database import UtcDateTime

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

ROLES = (
    "moderator", "editor", "liaison", "facilitator", "reviewer", "body_member", "coordinator", "administrator",
)  # fmt: skip


def upgrade() -> None:
    op.add_column(
        "sign_ins", sa.Column("proved_at", UtcDateTime(), nullable=False, server_default="1970-01-01 00:00:00")
    )
    op.add_column("sign_ins", sa.Column("device", sa.String(length=40), nullable=False, server_default=""))
    op.add_column("sign_ins", sa.Column("awaits_second", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column("role_grants", sa.Column("version", sa.Integer(), nullable=False, server_default="1"))
    op.create_index(op.f("ix_role_grants_deputy_for_id"), "role_grants", ["deputy_for_id"])
    _create_second_factors()
    _create_invitations()


def _create_second_factors() -> None:
    op.create_table(
        "authenticators",
        sa.Column("account_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("secret", sa.String(length=300), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("confirmed_at", UtcDateTime(), nullable=True),
        sa.Column("last_step", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_authenticators_account_id_accounts")),
        sa.PrimaryKeyConstraint("account_id", name=op.f("pk_authenticators")),
    )
    op.create_table(
        "passkeys",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("credential_id", sa.String(length=1400), nullable=False),
        sa.Column("public_key", sa.LargeBinary(), nullable=False),
        sa.Column("sign_count", sa.BigInteger(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("used_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_passkeys_account_id_accounts")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_passkeys")),
        sa.UniqueConstraint("credential_id", name=op.f("uq_passkeys_credential_id")),
    )
    op.create_index(op.f("ix_passkeys_account_id"), "passkeys", ["account_id"])
    op.create_table(
        "passkey_questions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("challenge", sa.String(length=100), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("expires_at", UtcDateTime(), nullable=False),
        sa.Column("used_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_passkey_questions_account_id_accounts")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_passkey_questions")),
        sa.UniqueConstraint("challenge", name=op.f("uq_passkey_questions_challenge")),
    )
    op.create_index(op.f("ix_passkey_questions_account_id"), "passkey_questions", ["account_id"])
    op.create_table(
        "recovery_codes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("code_hash", sa.String(length=64), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("used_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_recovery_codes_account_id_accounts")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recovery_codes")),
        sa.UniqueConstraint("code_hash", name=op.f("uq_recovery_codes_code_hash")),
    )
    op.create_index(op.f("ix_recovery_codes_account_id"), "recovery_codes", ["account_id"])


def _create_invitations() -> None:
    op.create_table(
        "invitations",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column(
            "role",
            sa.Enum(*ROLES, name="role", native_enum=False, create_constraint=True, length=24),
            nullable=False,
        ),
        sa.Column("scope_id", sa.Integer(), nullable=True),
        sa.Column("role_until", UtcDateTime(), nullable=True),
        sa.Column("language", sa.String(length=5), nullable=False),
        sa.Column("invited_by_ref", sa.String(length=32), nullable=True),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("sent_at", UtcDateTime(), nullable=False),
        sa.Column("expires_at", UtcDateTime(), nullable=False),
        sa.Column("accepted_at", UtcDateTime(), nullable=True),
        sa.Column("withdrawn_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["scope_id"], ["subjects.id"], name=op.f("fk_invitations_scope_id_subjects")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invitations")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_invitations_token_hash")),
    )
    op.create_index(op.f("ix_invitations_scope_id"), "invitations", ["scope_id"])
    for name, columns, condition in (
        ("uq_invitations_open", ["email", "role", "scope_id"], "NOT NULL"),
        ("uq_invitations_open_everywhere", ["email", "role"], "NULL"),
    ):
        where = sa.text(f"accepted_at IS NULL AND withdrawn_at IS NULL AND scope_id IS {condition}")
        op.create_index(name, "invitations", columns, unique=True, sqlite_where=where, postgresql_where=where)


def downgrade() -> None:
    for table in ("invitations", "recovery_codes", "passkey_questions", "passkeys", "authenticators"):
        op.drop_table(table)
    op.drop_index(op.f("ix_role_grants_deputy_for_id"), table_name="role_grants")
    op.drop_column("role_grants", "version")
    for column in ("awaits_second", "device", "proved_at"):
        op.drop_column("sign_ins", column)
