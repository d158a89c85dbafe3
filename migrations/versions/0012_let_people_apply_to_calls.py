"""let people apply to calls, hidden until the deadline"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from participation.core.database import UtcDateTime

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

CHECKS = {
    "files_not_negative": "most_files >= 0",
    "hidden_only_if_asked": "hidden_until IS NULL OR hides_applications",
    "only_calls_hide": "is_call OR NOT hides_applications",
}


def upgrade() -> None:
    op.add_column("subjects", sa.Column("visible_from", UtcDateTime(), nullable=True))
    op.add_column("ideas", sa.Column("visible_from", UtcDateTime(), nullable=True))
    with op.batch_alter_table("boards", schema=None) as boards:
        for name in ("is_call", "takes_teams", "hides_applications"):
            boards.add_column(sa.Column(name, sa.Boolean(), server_default=sa.false(), nullable=False))
        boards.add_column(sa.Column("most_files", sa.Integer(), server_default="0", nullable=False))
        boards.add_column(sa.Column("files_wanted", sa.String(length=300), server_default="", nullable=False))
        for name in ("deadline", "hidden_until"):
            boards.add_column(sa.Column(name, UtcDateTime(), nullable=True))
        for name, rule in CHECKS.items():
            boards.create_check_constraint(op.f(f"ck_boards_{name}"), rule)
    _create_conditions()
    _create_teams()
    _create_files()


def _create_conditions() -> None:
    op.create_table(
        "call_conditions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("board_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(length=500), nullable=False),
        sa.Column("removed_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["board_id"], ["boards.subject_id"], name=op.f("fk_call_conditions_board_id_boards")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_call_conditions")),
    )
    op.create_index(op.f("ix_call_conditions_board_id"), "call_conditions", ["board_id"])
    op.create_table(
        "applications",
        sa.Column("idea_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("team_name", sa.String(length=120), server_default="", nullable=False),
        sa.ForeignKeyConstraint(["idea_id"], ["ideas.subject_id"], name=op.f("fk_applications_idea_id_ideas")),
        sa.PrimaryKeyConstraint("idea_id", name=op.f("pk_applications")),
    )
    op.create_table(
        "condition_acceptances",
        sa.Column("idea_id", sa.Integer(), nullable=False),
        sa.Column("condition_id", sa.Integer(), nullable=False),
        sa.Column("accepted_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["idea_id"], ["applications.idea_id"], name=op.f("fk_condition_acceptances_idea_id_applications")
        ),
        sa.ForeignKeyConstraint(
            ["condition_id"], ["call_conditions.id"], name=op.f("fk_condition_acceptances_condition_id_call_conditions")
        ),
        sa.PrimaryKeyConstraint("idea_id", "condition_id", name=op.f("pk_condition_acceptances")),
    )


def _create_teams() -> None:
    op.create_table(
        "team_members",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("idea_id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("is_lead", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("shows_name", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("joined_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["idea_id"], ["applications.idea_id"], name=op.f("fk_team_members_idea_id_applications")
        ),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_team_members_account_id_accounts")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_team_members")),
        sa.UniqueConstraint("idea_id", "account_id", name=op.f("uq_team_members_idea_id_account_id")),
    )
    op.create_index(op.f("ix_team_members_account_id"), "team_members", ["account_id"])
    leads = sa.text("is_lead")
    op.create_index(
        "uq_team_members_lead", "team_members", ["idea_id"], unique=True, sqlite_where=leads, postgresql_where=leads
    )
    op.create_table(
        "team_invitations",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("idea_id", sa.Integer(), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("used_at", UtcDateTime(), nullable=True),
        sa.Column("ended_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["idea_id"], ["applications.idea_id"], name=op.f("fk_team_invitations_idea_id_applications")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_team_invitations")),
    )
    asked = sa.text("email <> ''")
    op.create_index(
        "uq_team_invitations_email", "team_invitations", ["idea_id", "email"], unique=True, sqlite_where=asked,
        postgresql_where=asked,
    )  # fmt: skip


def _create_files() -> None:
    op.create_table(
        "application_files",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("board_id", sa.Integer(), nullable=False),
        sa.Column("idea_id", sa.Integer(), nullable=True),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("draft_key", sa.String(length=40), nullable=True),
        sa.Column("file_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("added_at", UtcDateTime(), nullable=False),
        sa.CheckConstraint(
            "(idea_id IS NULL) = (draft_key IS NOT NULL)", name=op.f("ck_application_files_draft_or_sent")
        ),
        sa.CheckConstraint(
            "(draft_key IS NULL) = (account_id IS NULL)", name=op.f("ck_application_files_drafts_belong_to_somebody")
        ),
        sa.ForeignKeyConstraint(["board_id"], ["boards.subject_id"], name=op.f("fk_application_files_board_id_boards")),
        sa.ForeignKeyConstraint(
            ["idea_id"], ["applications.idea_id"], name=op.f("fk_application_files_idea_id_applications")
        ),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_application_files_account_id_accounts")),
        sa.ForeignKeyConstraint(
            ["file_id"], ["stored_files.id"], name=op.f("fk_application_files_file_id_stored_files")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_application_files")),
        sa.UniqueConstraint("file_id", name=op.f("uq_application_files_file_id")),
    )
    op.create_index(op.f("ix_application_files_board_id"), "application_files", ["board_id"])
    op.create_index(op.f("ix_application_files_idea_id"), "application_files", ["idea_id"])
    op.create_index("ix_application_files_draft", "application_files", ["account_id", "draft_key"])


def downgrade() -> None:
    for table in (
        "application_files", "team_invitations", "team_members", "condition_acceptances", "applications",
        "call_conditions",
    ):  # fmt: skip
        op.drop_table(table)
    with op.batch_alter_table("boards", schema=None) as boards:
        for name in CHECKS:
            boards.drop_constraint(op.f(f"ck_boards_{name}"), type_="check")
        for name in (
            "is_call", "takes_teams", "hides_applications", "most_files", "files_wanted", "deadline", "hidden_until",
        ):  # fmt: skip
            boards.drop_column(name)
    op.drop_column("ideas", "visible_from")
    op.drop_column("subjects", "visible_from")
