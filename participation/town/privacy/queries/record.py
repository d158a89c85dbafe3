"""What the running system itself says for the binder."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import func, select

from participation.core.database import Base, db
from participation.town.privacy.rules.personal import is_personal


@dataclass(frozen=True)
class Held:
    """How many rows of a table there are now."""

    table: str
    rows: int


def personal_columns() -> frozenset[str]:
    """Every column of the running system that holds personal data by its name or what it points at."""
    return frozenset(
        f"{table.name}.{column.name}"
        for table in Base.metadata.tables.values()
        for column in table.columns
        if is_personal(
            column.name, beside=set(table.columns.keys()),
            points_at_account=any(key.column.table.name == "accounts" for key in column.foreign_keys),
        )
    )  # fmt: skip


def rows_of(tables: list[str]) -> list[Held]:
    """How many rows each of these tables holds."""
    known = Base.metadata.tables
    return [
        Held(name, int(db.session.scalar(select(func.count()).select_from(known[name])) or 0))
        for name in tables
        if name in known
    ]
