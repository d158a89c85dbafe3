"""A demo town, loaded once and served from copies on loopback: for journeys in a browser and for screenshots."""

from __future__ import annotations

import os
import shutil
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from flask import Flask
from werkzeug.serving import make_server

from config import Settings
from participation import create_app
from participation.core.database import db

DATABASE = "participation.sqlite3"


@dataclass(frozen=True)
class Served:
    """A running demo town."""

    app: Flask
    address: str


def demo_settings(folder: Path, port: int = 0) -> Settings:
    """Settings of a demo town in a folder; jobs are done at once, mails are files."""
    return Settings(
        environment="demo", secret_key="a key for looking at the demo town only", jobs_immediate=True,
        database_url=f"sqlite:///{folder / DATABASE}", data_dir=folder, base_url=f"http://127.0.0.1:{port}",
        rate_limits=False, embed_origins=("https://www.stadt.example",),
        oidc_issuer="http://127.0.0.1:9", oidc_client_id="mitreden",
    )  # fmt: skip


def load_demo(folder: Path) -> Path:
    """Load the town into a folder, once, whoever asks first; others wait. Returns the database file."""
    folder.mkdir(parents=True, exist_ok=True)
    done, claimed = folder / "loaded", folder / "claimed"
    try:
        os.close(os.open(claimed, os.O_CREAT | os.O_EXCL))
    except FileExistsError:
        for _ in range(1200):
            if done.exists():
                return folder / DATABASE
            time.sleep(0.1)
        raise RuntimeError("the demo town was not loaded in two minutes") from None
    from participation.cli.database import upgrade_database
    from participation.cli.demo.loading import load_town
    from tools.page_states import add_states

    app = create_app(demo_settings(folder))
    with app.app_context():
        upgrade_database()
        load_town()
        add_states(folder / "media")
        with db.engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        db.session.remove()
        db.engine.dispose()
    done.touch()
    return folder / DATABASE


@contextmanager
def serve_copy(database: Path, folder: Path) -> Iterator[Served]:
    """Serve a copy of a loaded town from this process, each request in a thread of its own."""
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copy(database, folder / DATABASE)
    shutil.copytree(database.parent / "media", folder / "media", dirs_exist_ok=True)
    with _serving(folder) as town:
        yield town


@contextmanager
def serve_empty(folder: Path) -> Iterator[Served]:
    """Serve an installation in which there is nothing yet, neither people nor processes."""
    from participation.cli.database import upgrade_database

    folder.mkdir(parents=True, exist_ok=True)
    app = create_app(demo_settings(folder))
    with app.app_context():
        upgrade_database()
        db.session.remove()
        db.engine.dispose()
    with _serving(folder) as town:
        yield town


@contextmanager
def _serving(folder: Path) -> Iterator[Served]:
    server = make_server("127.0.0.1", 0, Flask("placeholder"), threaded=True)
    app = create_app(demo_settings(folder, server.server_port))
    server.app = app
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield Served(app, f"http://127.0.0.1:{server.server_port}")
    finally:
        server.shutdown()
        thread.join(timeout=10)
        server.server_close()
        with app.app_context():
            db.session.remove()
            db.engine.dispose()


def session_cookie(town: Served, role: str) -> dict[str, str]:
    """A session cookie of the demo account that holds this role, as a browser keeps it."""
    from flask.sessions import SecureCookieSessionInterface

    from participation.cli.demo.people import role_accounts
    from participation.core.transactions import transaction
    from participation.people.accounts.commands import start_sign_in
    from participation.people.accounts.queries import account_by_email

    email = next(email for name, email, _ in role_accounts() if name == role)
    with town.app.app_context():
        with transaction():
            account = account_by_email(email)
            assert account is not None
            token = start_sign_in(account)
        signer = SecureCookieSessionInterface().get_signing_serializer(town.app)
        assert signer is not None
        value = signer.dumps({"_user_id": token, "_fresh": True})
    return {"name": town.app.config["SESSION_COOKIE_NAME"], "value": str(value), "url": town.address}
