"""The town that is measured, grown to the scale to plan for: 100,000 ideas, 500,000 comments, 2 million supports.

The ideas of the measured town are doubled in the database itself, with their words in the index; comments and supports
are made up; every idea and comment has its line in the journal, sealed by the worker's own command.
"""

from __future__ import annotations

import sqlite3
from pathlib import Path

from tools.bench.town import IDEAS, BenchTown

ALL_IDEAS, COMMENTS, VOTES, ACCOUNTS = 100_000, 500_000, 2_000_000, 25_000
NUMBERS = "WITH RECURSIVE numbers(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM numbers WHERE n < {} - 1) "
MOMENT = "strftime('%Y-%m-%d %H:%M:%S', 'now', '-' || (n % 400) || ' days') || '.000000'"
WORDS = (
    "Das wäre für unser Viertel ein Gewinn, besonders am Ufer und bei den Schulen. Wichtig ist mir, dass auch an "
    "Menschen gedacht wird, die schlecht zu Fuß sind, und dass der Platz im Sommer Schatten hat."
)


def grow(town: BenchTown, *, share: float = 1.0) -> dict[str, int]:
    """Let the town grow to this share of its full size; returns the number of rows in the largest tables."""
    connection = sqlite3.connect(town.database, isolation_level=None)
    for pragma in ("synchronous=OFF", "cache_size=-200000", "foreign_keys=OFF"):
        connection.execute(f"PRAGMA {pragma}")
    connection.execute("BEGIN IMMEDIATE")
    _accounts(connection, int(ACCOUNTS * share))
    _ideas(connection, int(ALL_IDEAS * share) - IDEAS)
    _comments(connection, int(COMMENTS * share))
    _votes(connection, int(VOTES * share))
    _journal(connection)
    connection.execute("UPDATE data_version SET value = value + 1")
    connection.execute("COMMIT")
    broken = connection.execute("PRAGMA foreign_key_check").fetchone()
    connection.close()
    if broken:
        raise RuntimeError(f"the large town does not hold together: {broken}")
    _seal(town)
    return _sizes(town.database)


def _accounts(connection: sqlite3.Connection, number: int) -> None:
    connection.execute(
        f"{NUMBERS.format(number)} INSERT INTO accounts (email, pseudonym, pseudonym_key, password_hash, language, "
        "actor_ref, unread, confirmed_at, created_at, changed_at, version) SELECT 'person' || n || '@ulm.example', "
        f"'Person ' || n, 'person' || n, '', 'de', 'person' || n, 0, {MOMENT}, {MOMENT}, {MOMENT}, 1 FROM numbers"
    )


def _ideas(connection: sqlite3.Connection, number: int) -> None:
    last = connection.execute("SELECT max(id) FROM subjects").fetchone()[0]
    connection.execute("CREATE TEMP TABLE models AS SELECT row_number() OVER () - 1 AS k, subject_id FROM ideas")
    connection.execute("CREATE UNIQUE INDEX temp.models_k ON models (k)")
    joined = f"FROM numbers JOIN models ON models.k = n % {IDEAS} JOIN {{0}} old ON old.{{1}} = models.subject_id"
    for table, key, own in (
        ("subjects", "id", {"path": f"'/ideen/' || (n + {last + 1})"}),
        ("ideas", "subject_id", {"external_id": "NULL", "source": "NULL", "send_key": "NULL", "votes": "20",
                                 "votes_online": "20", "comments": "5", "shuffle": "abs(random() % 1000000)"}),
        ("search_documents", "subject_id", {}),
    ):  # fmt: skip
        columns = [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]
        values = {key: f"n + {last + 1}", **own}
        chosen = ", ".join(values.get(column, f'old."{column}"') for column in columns)
        connection.execute(
            f"{NUMBERS.format(number)} INSERT INTO {table} ({', '.join(columns)}) "
            f"SELECT {chosen} {joined.format(table, key)}"
        )
    connection.execute("DROP TABLE models")
    connection.execute("CREATE TEMP TABLE all_ideas AS SELECT row_number() OVER () - 1 AS k, subject_id FROM ideas")
    connection.execute("CREATE UNIQUE INDEX temp.all_ideas_k ON all_ideas (k)")


def _comments(connection: sqlite3.Connection, number: int) -> None:
    last = connection.execute("SELECT max(id) FROM subjects").fetchone()[0]
    ideas = connection.execute("SELECT count(*) FROM all_ideas").fetchone()[0]
    accounts = connection.execute("SELECT max(id) FROM accounts").fetchone()[0]
    own = f"n + {last + 1}"
    joined = f"FROM numbers JOIN all_ideas ON all_ideas.k = n % {ideas} JOIN subjects idea ON idea.id = subject_id"
    connection.execute(
        f"{NUMBERS.format(number)} INSERT INTO subjects (id, kind, title, path, state, audience, process_id, "
        f"department_id, changed_at) SELECT {own}, 'comment', 'Kommentar', idea.path || '#k' || n, 'public', 'public', "
        f"idea.process_id, idea.department_id, {MOMENT} {joined}"
    )
    connection.execute(
        f"{NUMBERS.format(number)} INSERT INTO comments (subject_id, target_id, thread_id, text, text_html, author_id, "
        f"is_official, state, state_reason, language, created_at) SELECT {own}, idea.id, {own}, n || ': {WORDS}', "
        f"'<p>' || n || ': {WORDS}</p>', 1 + n % {accounts}, 0, 'public', '', 'de', {MOMENT} {joined}"
    )
    connection.execute(
        f"{NUMBERS.format(number)} INSERT INTO search_documents (subject_id, within_id, title_terms, terms, excerpt) "
        f"SELECT {own}, idea.id, '', lower('{WORDS}'), substr('{WORDS}', 1, 200) {joined}"
    )


def _votes(connection: sqlite3.Connection, number: int) -> None:
    ideas = connection.execute("SELECT count(*) FROM all_ideas").fetchone()[0]
    first, last = connection.execute("SELECT min(id), max(id) FROM accounts WHERE email LIKE 'person%'").fetchone()
    connection.execute(
        f"{NUMBERS.format(number)} INSERT OR IGNORE INTO votes (idea_id, account_id, value, cast_at) "
        f"SELECT subject_id, {first} + (n * 7 + n / {ideas} * 13) % {last - first + 1}, 1, {MOMENT} "
        f"FROM numbers JOIN all_ideas ON all_ideas.k = n % {ideas}"
    )


def _journal(connection: sqlite3.Connection) -> None:
    connection.execute(
        'INSERT INTO journal_entries (at, event, subject_id, actor_ref, role, "values", digest) '
        "SELECT changed_at, iif(kind = 'idea', 'IdeaSubmitted', 'CommentWritten'), id, NULL, '', '{}', '' "
        "FROM subjects WHERE kind IN ('idea', 'comment')"
    )


def _seal(town: BenchTown) -> None:
    from config import Settings
    from participation import create_app
    from participation.core.database import db
    from participation.core.transactions import transaction
    from participation.records.journal.commands import let_readers_begin_here
    from participation.records.journal.tasks import chain_new_entries

    app = create_app(Settings.from_environment(town.environment))
    with app.app_context():
        chain_new_entries()
        with transaction():
            let_readers_begin_here()
        db.session.remove()
        db.engine.dispose()


def _sizes(database: Path) -> dict[str, int]:
    tables = ("ideas", "comments", "votes", "subjects", "search_documents", "journal_entries", "accounts")
    with sqlite3.connect(database) as connection:
        sizes = {table: connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in tables}
    connection.close()
    return sizes
