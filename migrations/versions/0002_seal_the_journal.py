"""seal the journal, let its chain tell who acted, and note when the worker was last seen"""

from __future__ import annotations

import hashlib
import json

import sqlalchemy as sa
from alembic import op

from participation.core import guards
from participation.core.database import UtcDateTime

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

BATCH = 1000
ENTRIES = sa.table(
    "journal_entries",
    sa.column("id", sa.BigInteger),
    sa.column("at", UtcDateTime()),
    sa.column("event", sa.String),
    sa.column("subject_id", sa.Integer),
    sa.column("actor_ref", sa.String),
    sa.column("role", sa.String),
    sa.column("values", sa.JSON),
    sa.column("digest", sa.String),
    sa.column("position", sa.BigInteger),
    sa.column("hash", sa.String),
)


def upgrade() -> None:
    op.create_table(
        "journal_seals",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_journal_seals_single_row")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_journal_seals")),
    )
    op.create_table(
        "heartbeats",
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_heartbeats")),
    )
    dialect = op.get_bind().dialect.name
    for statement in _guards_off(dialect):
        op.execute(statement)
    _chain_anew()
    columns = [column["name"] for column in sa.inspect(op.get_bind()).get_columns("journal_entries")]
    for statement in guards.append_only(
        dialect, "journal_entries", columns=columns, settable_once=("position", "hash")
    ):
        op.execute(statement)


def _guards_off(dialect: str) -> list[str]:
    names = ("no_update", "no_delete") if dialect == "sqlite" else ("no_change", "no_truncate")
    on = "" if dialect == "sqlite" else " ON journal_entries"
    return [f"DROP TRIGGER IF EXISTS journal_entries_{name}{on}" for name in names]


def _chain_anew() -> None:
    """Hash every chained entry once more, with who acted."""
    bind = op.get_bind()
    position, previous, at = 0, "", None
    while True:
        rows = bind.execute(
            sa.select(ENTRIES).where(ENTRIES.c.position > position).order_by(ENTRIES.c.position).limit(BATCH)
        ).all()
        for row in rows:
            position, at = row.position, row.at
            said = [
                position, row.id, at.isoformat(), row.event, row.subject_id, row.actor_ref, row.role,
                row._mapping["values"], row.digest,
            ]  # fmt: skip
            text = previous + json.dumps(said, sort_keys=True, ensure_ascii=False)
            previous = hashlib.sha256(text.encode()).hexdigest()
            bind.execute(sa.update(ENTRIES).where(ENTRIES.c.id == row.id).values(hash=previous))
        if len(rows) < BATCH:
            break
    if at is not None:
        seals = sa.table(
            "journal_seals", sa.column("id"), sa.column("position"), sa.column("hash"), sa.column("at", UtcDateTime())
        )
        bind.execute(sa.insert(seals).values(id=1, position=position, hash=previous, at=at))


def downgrade() -> None:
    op.drop_table("heartbeats")
    op.drop_table("journal_seals")
