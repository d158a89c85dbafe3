"""The triggers that tally ideas: filters say how many there are without counting them each time.

Whoever changes an idea, one or ten thousand, leaves a row in `idea_tallies` for each cell that it came to or left. Rows
are only added, so that nobody waits for a counter. Alembic's batch mode on SQLite rebuilds tables and loses triggers,
so a migration calls `create_statements` again after it touched `ideas` in this manner.
"""

from __future__ import annotations

TALLIED = ("board_id", "state", "status", "category_id", "district_id", "visible_from")
SHOWN = "('public', 'merged')"
COLUMNS = ", ".join(TALLIED)


def create_statements(dialect: str) -> list[str]:
    """Statements that make the triggers anew; what is there already is tallied by `fill_statement`."""
    return _sqlite() if dialect == "sqlite" else _postgresql()


def fill_statement() -> str:
    """Tally all ideas that are there; the table must be empty."""
    return " ".join((
        "INSERT INTO idea_tallies (", COLUMNS, ", number) SELECT", COLUMNS, ", count(*) FROM ideas WHERE state IN",
        SHOWN, "GROUP BY", COLUMNS,
    ))  # fmt: skip


def drop_statements(dialect: str) -> list[str]:
    """Statements that take the triggers away."""
    if dialect == "sqlite":
        return [f"DROP TRIGGER IF EXISTS ideas_tally_{moment}" for moment in ("come", "gone", "left", "joined")]
    return ["DROP TRIGGER IF EXISTS ideas_tally ON ideas", "DROP FUNCTION IF EXISTS tally_ideas()"]


def _row(side: str, number: int) -> str:
    values = ", ".join(f"{side}.{column}" for column in TALLIED)
    return " ".join(("INSERT INTO idea_tallies (", COLUMNS, ", number) VALUES (", values, f", {number});"))


def _sqlite() -> list[str]:
    moved = "(" + " OR ".join(f"OLD.{column} IS NOT NEW.{column}" for column in TALLIED) + ")"
    come, gone = _row("NEW", 1), _row("OLD", -1)
    shown, was_shown = f"NEW.state IN {SHOWN}", f"OLD.state IN {SHOWN}"
    return [
        *drop_statements("sqlite"),
        f"CREATE TRIGGER ideas_tally_come AFTER INSERT ON ideas WHEN {shown} BEGIN {come} END",
        f"CREATE TRIGGER ideas_tally_gone AFTER DELETE ON ideas WHEN {was_shown} BEGIN {gone} END",
        f"CREATE TRIGGER ideas_tally_left AFTER UPDATE OF {COLUMNS} ON ideas WHEN {was_shown} AND {moved} "
        f"BEGIN {gone} END",
        f"CREATE TRIGGER ideas_tally_joined AFTER UPDATE OF {COLUMNS} ON ideas WHEN {shown} AND {moved} "
        f"BEGIN {come} END",
    ]


def _postgresql() -> list[str]:
    moved = " OR ".join(f"OLD.{column} IS DISTINCT FROM NEW.{column}" for column in TALLIED)
    return [
        *drop_statements("postgresql"),
        "CREATE FUNCTION tally_ideas() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        f"IF TG_OP = 'UPDATE' AND NOT ({moved}) THEN RETURN NULL; END IF; "
        f"IF TG_OP <> 'INSERT' AND OLD.state IN {SHOWN} THEN {_row('OLD', -1)} END IF; "
        f"IF TG_OP <> 'DELETE' AND NEW.state IN {SHOWN} THEN {_row('NEW', 1)} END IF; "
        "RETURN NULL; END $$",
        f"CREATE TRIGGER ideas_tally AFTER INSERT OR DELETE OR UPDATE OF {COLUMNS} ON ideas "
        "FOR EACH ROW EXECUTE FUNCTION tally_ideas()",
    ]
