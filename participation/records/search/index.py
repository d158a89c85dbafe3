"""The full-text indexes, made by hand because each database has its own kind.

SQLite: an FTS5 table that reads its text from search_documents and is kept in step by triggers. PostgreSQL: two
generated tsvector columns with GIN indexes, made of the finished terms without any parser or dictionary. Alembic's
batch mode on SQLite loses triggers, so a migration calls `create_statements` again after it touched the table.
"""

from __future__ import annotations

TABLE = "search_documents"


def create_statements(dialect: str) -> list[str]:
    """Statements that make the indexes and fill them with what search_documents holds."""
    return _sqlite() if dialect == "sqlite" else _postgresql()


def _sqlite() -> list[str]:
    gone = "INSERT INTO search_index (search_index, rowid, title_terms, terms) "
    gone += "VALUES ('delete', OLD.subject_id, OLD.title_terms, OLD.terms)"
    come = "INSERT INTO search_index (rowid, title_terms, terms) VALUES (NEW.subject_id, NEW.title_terms, NEW.terms)"
    return [
        *(f"DROP TRIGGER IF EXISTS search_index_{moment}" for moment in ("inserted", "deleted", "updated")),
        "DROP TABLE IF EXISTS search_index",
        f"CREATE VIRTUAL TABLE search_index USING fts5 (title_terms, terms, content='{TABLE}', "
        "content_rowid='subject_id', tokenize='ascii', detail='column', prefix='3')",
        f"CREATE TRIGGER search_index_inserted AFTER INSERT ON {TABLE} BEGIN {come}; END",
        f"CREATE TRIGGER search_index_deleted AFTER DELETE ON {TABLE} BEGIN {gone}; END",
        f"CREATE TRIGGER search_index_updated AFTER UPDATE ON {TABLE} BEGIN {gone}; {come}; END",
        "INSERT INTO search_index (search_index) VALUES ('rebuild')",
    ]


def _postgresql() -> list[str]:
    statements: list[str] = []
    for column in ("title_terms", "terms"):
        vector = f"search_index_{column}"
        statements += [
            f"ALTER TABLE {TABLE} DROP COLUMN IF EXISTS {vector}",
            f"ALTER TABLE {TABLE} ADD COLUMN {vector} tsvector "
            f"GENERATED ALWAYS AS (array_to_tsvector(string_to_array({column}, ' '))) STORED",
            f"CREATE INDEX {vector}_gin ON {TABLE} USING gin ({vector})",
        ]
    return statements
