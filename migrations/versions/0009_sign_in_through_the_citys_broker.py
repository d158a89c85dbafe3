"""sign in through the city's broker"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from participation.core.database import UtcDateTime

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

ROLES = ("moderator", "editor", "liaison", "facilitator", "reviewer", "body_member", "coordinator", "administrator")
ORIGIN = ("came_by", "outer_session")


def upgrade() -> None:
    for name in ORIGIN:
        op.add_column("sign_ins", sa.Column(name, sa.String(length=64), server_default="", nullable=False))
        op.create_index(op.f(f"ix_sign_ins_{name}"), "sign_ins", [name])
    op.add_column("sign_ins", sa.Column("outer_second", sa.Boolean(), server_default=sa.false(), nullable=False))
    _create_identities()
    op.create_table(
        "arrivals",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("issuer", sa.String(length=300), nullable=False),
        sa.Column("subject_hash", sa.String(length=64), nullable=False),
        sa.Column("session_hash", sa.String(length=64), server_default="", nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("is_verified", sa.Boolean(), nullable=False),
        sa.Column("assurance", sa.String(length=20), nullable=True),
        sa.Column("second_step", sa.Boolean(), nullable=False),
        sa.Column("roles", sa.JSON(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("expires_at", UtcDateTime(), nullable=False),
        sa.Column("used_at", UtcDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_arrivals")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_arrivals_token_hash")),
    )
    op.create_index(op.f("ix_arrivals_expires_at"), "arrivals", ["expires_at"])
    op.create_table(
        "used_answers",
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("expires_at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_used_answers")),
    )
    op.create_index(op.f("ix_used_answers_expires_at"), "used_answers", ["expires_at"])


def _create_identities() -> None:
    op.create_table(
        "identities",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("issuer", sa.String(length=300), nullable=False),
        sa.Column("subject_hash", sa.String(length=64), nullable=False),
        sa.Column("assurance", sa.String(length=20), nullable=True),
        sa.Column("assurance_at", UtcDateTime(), nullable=True),
        sa.Column("linked_at", UtcDateTime(), nullable=False),
        sa.Column("last_sign_in_at", UtcDateTime(), nullable=True),
        sa.Column("ignored_roles", sa.String(length=64), server_default="", nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_identities_account_id_accounts")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_identities")),
        sa.UniqueConstraint("issuer", "subject_hash", name=op.f("uq_identities_issuer_subject_hash")),
    )
    op.create_index(op.f("ix_identities_account_id"), "identities", ["account_id"])
    op.create_table(
        "broker_roles",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("identity_id", sa.Integer(), nullable=False),
        sa.Column(
            "role", sa.Enum(*ROLES, name="role", native_enum=False, create_constraint=True, length=24), nullable=False
        ),
        sa.Column("scope_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["identity_id"], ["identities.id"], name=op.f("fk_broker_roles_identity_id_identities")
        ),
        sa.ForeignKeyConstraint(["scope_id"], ["subjects.id"], name=op.f("fk_broker_roles_scope_id_subjects")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_broker_roles")),
        sa.UniqueConstraint("identity_id", "role", "scope_id", name=op.f("uq_broker_roles_identity_id_role_scope_id")),
    )
    for name in ("identity_id", "scope_id"):
        op.create_index(op.f(f"ix_broker_roles_{name}"), "broker_roles", [name])


def downgrade() -> None:
    for table in ("used_answers", "arrivals", "broker_roles", "identities"):
        op.drop_table(table)
    op.drop_column("sign_ins", "outer_second")
    for name in ORIGIN:
        op.drop_index(op.f(f"ix_sign_ins_{name}"), "sign_ins")
        op.drop_column("sign_ins", name)
