"""Guards in the database that no command can pass by: tables that only grow, and snapshots that never change.

Alembic's batch mode on SQLite rebuilds tables and loses triggers, so a migration calls these again after it touched
such a table.
"""

from __future__ import annotations

from collections.abc import Sequence

MADE_BY_HAND = ("search_index", "ix_ideas_most_contested")


def is_made_by_hand(name: str) -> bool:
    """Whether a table or an index is made by hand, and not known to the metadata."""
    return name.startswith(MADE_BY_HAND)


def append_only(dialect: str, table: str, *, columns: Sequence[str], settable_once: Sequence[str] = ()) -> list[str]:
    """Statements that make a table refuse updates and deletes; columns in `settable_once` may go from NULL to a value.

    `settable_once` columns are set together, and nothing else may change with them.
    """
    message = f"{table} only grows"
    drop = [f"DROP TRIGGER IF EXISTS {table}_no_{verb}" for verb in ("update", "delete")]
    if dialect == "sqlite":
        free = " AND ".join(f"OLD.{column} IS NULL" for column in settable_once) or "0"
        kept = "".join(f' AND NEW."{column}" IS OLD."{column}"' for column in columns if column not in settable_once)
        return [
            *drop,
            f"CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} WHEN NOT ({free}{kept}) "
            f"BEGIN SELECT RAISE(ABORT, '{message}'); END",
            f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} BEGIN SELECT RAISE(ABORT, '{message}'); END",
        ]
    return _append_only_postgresql(table, message, settable_once)


def _append_only_postgresql(table: str, message: str, settable_once: Sequence[str]) -> list[str]:
    same = f"to_jsonb(NEW) - ARRAY[{', '.join(repr(c) for c in settable_once)}]::text[]"
    same += f" = to_jsonb(OLD) - ARRAY[{', '.join(repr(c) for c in settable_once)}]::text[]"
    free = " AND ".join(["TRUE", *(f"OLD.{column} IS NULL" for column in settable_once)])
    allowed = f"TG_OP = 'UPDATE' AND {free} AND {same}" if settable_once else "FALSE"
    call = f"EXECUTE FUNCTION guard_{table}()"
    return [
        f"CREATE OR REPLACE FUNCTION guard_{table}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        f"IF {allowed} THEN RETURN NEW; END IF; RAISE EXCEPTION '{message}'; END $$",
        f"DROP TRIGGER IF EXISTS {table}_no_change ON {table}",
        f"CREATE TRIGGER {table}_no_change BEFORE UPDATE OR DELETE ON {table} FOR EACH ROW {call}",
        f"DROP TRIGGER IF EXISTS {table}_no_truncate ON {table}",
        f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} FOR EACH STATEMENT {call}",
    ]
