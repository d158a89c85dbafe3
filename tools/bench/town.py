"""The town that is measured: one board with 10,000 ideas, taken in by the importer, one of them much discussed."""

from __future__ import annotations

import csv
import random
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from flask import Flask, g, session
from flask.sessions import SecureCookieSessionInterface
from flask_wtf.csrf import generate_csrf

from config import ROOT, Settings

IDEAS, THREADS, REPLIES, PEOPLE, VOTE_IDEAS = 10_000, 30, 20, 60, 400
LONGER = 100
"""So many times the comments of the discussed idea stand on another one."""
SECRET = "a key for measuring that is long enough to be one"
WORDS = [
    *("Radweg", "Spielplatz", "Brunnen", "Bank", "Schatten", "Baum", "Kreuzung", "Ampel", "Bus", "Haltestelle"),
    *("Park", "Ufer", "Schule", "Markt", "Brücke", "Licht", "Gehweg", "Platz", "Garten", "Bibliothek", "Werkstatt"),
    *("Sitzplatz", "Fahrrad", "Tempo", "Querung", "Wiese", "Hecke", "Mülleimer", "Karte", "Messnetz"),
]


@dataclass(frozen=True)
class BenchTown:
    """Where the town lies, what is asked of it, and by whom."""

    environment: dict[str, str]
    database: Path
    board: str
    list_path: str
    idea_path: str
    long_path: str
    map_path: str
    cookies: list[str]
    voters: list[tuple[str, str]]
    vote_ideas: list[int]

    @contextmanager
    def changing(self, *, pins: bool = False) -> Iterator[None]:
        """Let something change all the time, so that nothing that was stored is good for long: some vote or comment,
        or (`pins`) an idea itself, so that the pins of the map are made anew."""
        stop = threading.Event()

        def change() -> None:
            connection = sqlite3.connect(self.database, timeout=10, isolation_level=None)
            connection.execute("PRAGMA synchronous=OFF")
            while not stop.wait(0.004):
                if pins:
                    connection.execute(
                        "UPDATE ideas SET changed_at = ? WHERE subject_id = ?",
                        (datetime.now(UTC).strftime("%Y-%m-%d %H:%M:%S.%f"), self.vote_ideas[0]),
                    )
                connection.execute("UPDATE data_version SET value = value + 1")
            connection.close()

        thread = threading.Thread(target=change)
        thread.start()
        try:
            yield
        finally:
            stop.set()
            thread.join()


def build_town(folder: Path) -> BenchTown:
    """Make the town in a folder."""
    environment = {
        "PARTICIPATION_ENV": "development", "DATA_DIR": str(folder), "SECRET_KEY": SECRET, "RATE_LIMITS": "0",
    }  # fmt: skip
    _run(environment, "database", "upgrade")
    settings = Settings.from_environment(environment)
    from participation import create_app

    app = create_app(settings)
    with app.app_context():
        slug = _make_board()
    write_ideas(folder / "ideas.csv", IDEAS)
    _run(environment, "import", "ideas", str(folder / "ideas.csv"), "--board", slug)
    with app.app_context():
        ideas = _newest_ideas()
        _discuss(ideas[0])
        _discuss_at_length(ideas[-1])
        voters = _people(app)
    _settle(folder / "participation.sqlite3")
    return BenchTown(
        environment, folder / "participation.sqlite3", slug, f"/boards/{slug}", f"/ideen/{ideas[0]}",
        f"/ideen/{ideas[-1]}", f"/boards/{slug}/karte.geojson", [cookie for cookie, _ in voters], voters,
        ideas[1 : VOTE_IDEAS + 1],
    )  # fmt: skip


def _settle(database: Path) -> None:
    """Let an hour have passed since ideas came in: for a minute, pins are made anew more often than later on."""
    with sqlite3.connect(database) as connection:
        connection.execute("UPDATE ideas SET changed_at = datetime(changed_at, '-1 hour') || '.000000'")
    connection.close()


def _run(environment: dict[str, str], *arguments: str) -> None:
    import os

    print("bench:", *arguments[:2], flush=True)
    subprocess.run(
        [sys.executable, "-m", "participation", *arguments], cwd=ROOT, env={**os.environ, **environment}, check=True,
        stdout=subprocess.DEVNULL,
    )  # fmt: skip


def _make_board() -> str:
    from participation.core.actor import HOUSE
    from participation.core.clock import now
    from participation.core.transactions import transaction
    from participation.dialogue.boards.commands import add_category, create_board
    from participation.dialogue.processes.commands import add_phase, create_process, publish_process
    from participation.dialogue.processes.models import PhaseKind
    from participation.people.departments.commands import create_department

    with transaction():
        department = create_department("Messabteilung", slug="messen", actor=HOUSE)
        process = create_process(
            "Messverfahren", slug="messen", department_id=department.subject_id, question="Wie schnell ist es?",
            actor=HOUSE, block_how="Hier.", block_fixed="Nichts.", block_influence="Keiner.", block_outcome="Zahlen.",
            decider="die Uhr",
        )  # fmt: skip
        add_phase(
            process, kind=PhaseKind.COLLECT, title="Messen", starts_at=now() - timedelta(days=400),
            ends_at=now() + timedelta(days=30), actor=HOUSE,
        )  # fmt: skip
        publish_process(process, actor=HOUSE)
        board = create_board(process, slug="messen", title="Messboard", question="Was zählt?", actor=HOUSE)
        for number, name in enumerate(("Verkehr", "Grün", "Soziales", "Kultur", "Wege"), start=1):
            add_category(board, slug=name.lower(), name=name, tone=number, position=number)
    return board.slug


def write_ideas(path: Path, rows: int) -> None:
    """Write so many invented contributions, always the same ones, as CSV."""
    chance = random.Random(4711)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["id", "title", "description", "category", "lon", "lat", "date"])
        for number in range(rows):
            words = [chance.choice(WORDS) for _ in range(chance.randint(30, 120))]
            title = " ".join(chance.choice(WORDS) for _ in range(6))
            category = chance.choice(["Verkehr", "Grün", "Soziales", "Kultur", "Wege"])
            lon, lat = chance.uniform(9.93, 10.05), chance.uniform(48.35, 48.45)
            day = f"2026-{chance.randint(1, 10):02d}-{chance.randint(1, 28):02d}"
            writer.writerow([number, title, " ".join(words), category, f"{lon:.6f}", f"{lat:.6f}", day])


def _newest_ideas() -> list[int]:
    from sqlalchemy import select

    from participation.core.database import db
    from participation.dialogue.ideas.models import Idea

    return list(db.session.scalars(select(Idea.subject_id).order_by(Idea.subject_id).limit(VOTE_IDEAS + 2)))


def _discuss(idea_id: int) -> None:
    from participation.core.actor import HOUSE
    from participation.core.transactions import transaction
    from participation.dialogue.comments.commands import add_comment
    from participation.dialogue.ideas.commands import count_comment
    from participation.people.accounts.commands import create_account

    with transaction():
        author = create_account("autor@example.org", pseudonym="Vielschreiber", password_hash="", confirmed=True)
        threads = [add_comment(idea_id, actor=HOUSE, author_id=author.id, text=" ".join(WORDS)) for _ in range(THREADS)]
        for number in range(REPLIES):
            parent = threads[number % THREADS].subject_id
            add_comment(idea_id, actor=HOUSE, author_id=author.id, text=" ".join(WORDS[:12]), parent_id=parent)
        count_comment(idea_id, THREADS + REPLIES)


def _discuss_at_length(idea_id: int) -> None:
    """A hundred times as many comments, made in the database itself."""
    from sqlalchemy import func, insert, select, update

    from participation.core.clock import now
    from participation.core.database import db
    from participation.core.transactions import transaction
    from participation.dialogue.comments.models import Comment
    from participation.dialogue.ideas.commands import count_comment
    from participation.people.accounts.models import Account
    from participation.records.subjects.models import Subject, SubjectKind

    threads, replies, moment = LONGER * THREADS, LONGER * REPLIES, now()
    with transaction():
        author = db.session.scalar(select(Account.id))
        first = int(db.session.scalar(select(func.max(Subject.id))) or 0) + 1
        numbers, text = range(first, first + threads + replies), " ".join(WORDS)
        common = {"target_id": idea_id, "text": text, "text_html": f"<p>{text}</p>", "author_id": author}
        subject = {"kind": SubjectKind.COMMENT, "title": "Kommentar", "path": "/", "changed_at": moment}
        db.session.execute(insert(Subject), [{"id": n, **subject} for n in numbers])
        above = {n: first + (n - first) % threads if n >= first + threads else None for n in numbers}
        db.session.execute(
            insert(Comment),
            [
                {
                    **common, "subject_id": n, "parent_id": above[n], "thread_id": above[n] or n, "votes": n % 40,
                    "created_at": moment + timedelta(seconds=n),
                }
                for n in numbers
            ],
        )  # fmt: skip
        answered = select(Comment.thread_id).where(Comment.parent_id.is_not(None))
        db.session.execute(update(Comment).where(Comment.subject_id.in_(answered)).values(replies=1))
        count_comment(idea_id, threads + replies)


def _people(app: Flask) -> list[tuple[str, str]]:
    """Signed-in people, each as session cookie and CSRF token."""
    from participation.core.transactions import transaction
    from participation.people.accounts.commands import create_account, start_sign_in

    signer = SecureCookieSessionInterface().get_signing_serializer(app)
    assert signer is not None
    tokens = []
    with transaction():
        for number in range(PEOPLE):
            email = f"mess{number}@example.org"
            account = create_account(email, pseudonym=f"Messperson {number}", password_hash="", confirmed=True)
            tokens.append(start_sign_in(account))
    people = []
    for token in tokens:
        with app.test_request_context():
            g.pop("csrf_token", None)
            session["_user_id"], session["_fresh"] = token, True
            csrf_token = generate_csrf()
            people.append((str(signer.dumps(dict(session))), csrf_token))
    return people
