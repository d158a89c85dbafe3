"""find ideas in every order, count them flat, and keep searches"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from participation.core.database import UtcDateTime
from participation.dialogue.ideas import tallying

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

STATES = ("draft", "held", "public", "hidden", "withdrawn", "merged", "expunged")
STATUSES = ("submitted", "in_review", "answered", "declined", "merged", "promoted", "realised")
FREQUENCIES = ("at_once", "daily", "weekly")


def upgrade() -> None:
    op.add_column("ideas", sa.Column("answered_at", UtcDateTime(), nullable=True))
    op.execute(
        "UPDATE ideas SET answered_at = (SELECT max(published_at) FROM answers WHERE answers.subject_id = "
        "ideas.subject_id) WHERE subject_id IN (SELECT subject_id FROM answers)"
    )
    op.create_index("ix_ideas_newly_answered", "ideas", ["board_id", "state", "answered_at", "subject_id"])
    contested = sa.text("(CASE WHEN (votes < votes_against) THEN votes ELSE votes_against END)")
    op.create_index("ix_ideas_most_contested", "ideas", ["board_id", "state", contested, "subject_id"])
    _create_tallies()
    _create_searches()


def _create_tallies() -> None:
    op.create_table(
        "idea_tallies",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("board_id", sa.Integer(), nullable=False),
        sa.Column("state", _word("state", STATES), nullable=False),
        sa.Column("status", _word("ideastatus", STATUSES), nullable=False),
        sa.Column("category_id", sa.Integer(), nullable=True),
        sa.Column("district_id", sa.Integer(), nullable=True),
        sa.Column("visible_from", UtcDateTime(), nullable=True),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_idea_tallies")),
    )
    op.create_index("ix_idea_tallies_board", "idea_tallies", ["board_id"])
    op.execute(tallying.fill_statement())
    for statement in tallying.create_statements(op.get_bind().dialect.name):
        op.execute(statement)


def _create_searches() -> None:
    op.create_table(
        "saved_searches",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("board_id", sa.Integer(), nullable=True),
        sa.Column("words", sa.String(length=100), nullable=False),
        sa.Column("categories", sa.JSON(), nullable=False),
        sa.Column("statuses", sa.JSON(), nullable=False),
        sa.Column("district_id", sa.Integer(), nullable=True),
        sa.Column("lon", sa.Float(), nullable=True),
        sa.Column("lat", sa.Float(), nullable=True),
        sa.Column("radius", sa.Integer(), nullable=True),
        sa.Column("frequency", _word("frequency", FREQUENCIES), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("looked_at", UtcDateTime(), nullable=False),
        sa.CheckConstraint("radius IS NULL OR radius BETWEEN 500 AND 3000", name=op.f("ck_saved_searches_near_by")),
        sa.CheckConstraint("(lon IS NULL) = (lat IS NULL)", name=op.f("ck_saved_searches_whole_place")),
        sa.CheckConstraint("radius IS NOT NULL OR lon IS NULL", name=op.f("ck_saved_searches_place_has_radius")),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_saved_searches_account_id_accounts")),
        sa.ForeignKeyConstraint(
            ["board_id"], ["boards.subject_id"], name=op.f("fk_saved_searches_board_id_boards"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["district_id"], ["districts.subject_id"], name=op.f("fk_saved_searches_district_id_districts")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_saved_searches")),
    )
    op.create_index(op.f("ix_saved_searches_account_id"), "saved_searches", ["account_id"])
    op.create_index(op.f("ix_saved_searches_board_id"), "saved_searches", ["board_id"])


def _word(name: str, values: tuple[str, ...]) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=24)


def downgrade() -> None:
    op.drop_table("saved_searches")
    for statement in tallying.drop_statements(op.get_bind().dialect.name):
        op.execute(statement)
    op.drop_table("idea_tallies")
    op.drop_index("ix_ideas_most_contested", "ideas")
    op.drop_index("ix_ideas_newly_answered", "ideas")
    op.drop_column("ideas", "answered_at")
