"""What tests stand on: both databases, an application, a browser that checks every page.

`app` and `client` run inside one transaction that is rolled back; `live_app` has a database of its own, for tests of
parallel requests, of locks, and for servers. Each test runs on SQLite and on PostgreSQL, if one answers at
TEST_POSTGRES_URL; with REQUIRE_ALL=1 nothing may be skipped for want of it.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask

from config import ROOT, Settings
from participation import create_app
from participation.core.data_version import VersionReader
from participation.core.database import db, writing
from tests.browser import Browser
from tools.demo_server import load_demo

POSTGRES = os.environ.get("TEST_POSTGRES_URL", "postgresql+psycopg://postgres@127.0.0.1:5432/postgres").replace(
    "postgresql://", "postgresql+psycopg://"
)
REQUIRE_ALL = os.environ.get("REQUIRE_ALL") == "1"
SHARED = ROOT.parent / "shared" / "data"


def pytest_configure(config: pytest.Config) -> None:
    from participation.people.accounts import rules

    rules.use_cheap_hashes_in_tests()


@pytest.fixture(scope="session")
def worker_name() -> str:
    return f"{os.environ.get('PYTEST_XDIST_WORKER', 'alone')}_{os.getpid()}"


@pytest.fixture(scope="session", params=["sqlite", "postgresql"])
def database_kind(request: pytest.FixtureRequest) -> str:
    if request.param == "postgresql" and not _postgres_answers():
        if REQUIRE_ALL:
            pytest.fail(f"PostgreSQL does not answer at {POSTGRES}, and nothing may be skipped")
        pytest.skip("PostgreSQL does not answer (set TEST_POSTGRES_URL)")
    return str(request.param)


def _postgres_answers() -> bool:
    try:
        engine = sa.create_engine(POSTGRES, connect_args={"connect_timeout": 3})
        with engine.connect():
            pass
        engine.dispose()
    except sa.exc.OperationalError:
        return False
    return True


def settings_for(url: str, folder: Path) -> Settings:
    return Settings(
        secret_key="a key for tests that is long enough to be one", database_url=url, data_dir=folder, testing=True,
        rate_limits=False, jobs_immediate=True, base_url="http://localhost",
    )  # fmt: skip


class Databases:
    """A migrated template per kind of database, and copies of it."""

    def __init__(self, kind: str, folder: Path, name: str) -> None:
        self.kind, self.folder, self.count = kind, folder, 0
        self.base = f"test_{name}_{folder.name.replace('-', '_')}"
        self.template = self._new("template")
        app = create_app(settings_for(self.template, folder))
        with app.app_context():
            from participation.cli.database import upgrade_database

            upgrade_database()
            db.engine.dispose()

    def _new(self, suffix: str, template: str | None = None) -> str:
        if self.kind == "sqlite":
            path = self.folder / f"{suffix}.sqlite3"
            if template:
                shutil.copy(template.removeprefix("sqlite:///"), path)
            return f"sqlite:///{path}"
        name = f"{self.base}_{suffix}"
        source = f" TEMPLATE {sa.make_url(template).database}" if template else ""
        self._admin(f"DROP DATABASE IF EXISTS {name}", f"CREATE DATABASE {name}{source}")
        return sa.make_url(POSTGRES).set(database=name).render_as_string(hide_password=False)

    def copy(self) -> str:
        self.count += 1
        return self._new(f"copy{self.count}", self.template)

    def drop(self, url: str) -> None:
        if self.kind == "sqlite":
            Path(url.removeprefix("sqlite:///")).unlink(missing_ok=True)
        else:
            self._admin(f"DROP DATABASE IF EXISTS {sa.make_url(url).database} WITH (FORCE)")

    def _admin(self, *statements: str) -> None:
        engine = sa.create_engine(POSTGRES, isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            for statement in statements:
                connection.exec_driver_sql(statement)
        engine.dispose()


@pytest.fixture(scope="session")
def databases(database_kind: str, tmp_path_factory: pytest.TempPathFactory, worker_name: str) -> Iterator[Databases]:
    made = Databases(database_kind, tmp_path_factory.mktemp(database_kind), worker_name)
    yield made
    made.drop(made.template)


@pytest.fixture(scope="session")
def shared_app(databases: Databases) -> Iterator[Flask]:
    url = databases.copy()
    app = create_app(settings_for(url, databases.folder))
    yield app
    with app.app_context():
        app.extensions["data_version"].close()
        db.engine.dispose()
    databases.drop(url)


def _version_on(connection: sa.Connection) -> Callable[[], int]:
    return lambda: int(connection.exec_driver_sql(VersionReader.STATEMENT).scalar_one())


@pytest.fixture
def app(shared_app: Flask) -> Iterator[Flask]:
    """The application inside a transaction that is rolled back after the test."""
    engines = db._app_engines[shared_app]
    engine = engines[None]
    token = writing.set(True)
    with engine.connect() as connection:
        outer = connection.begin()
        writing.reset(token)
        connection.begin_nested()
        engines[None] = connection
        shared_app.extensions["page_store"].clear()
        reader, shared_app.extensions["data_version"] = shared_app.extensions["data_version"], _version_on(connection)
        shared_app.extensions["kept_values"].clear()
        shared_app.extensions["pages_in_common"].clear()
        try:
            with shared_app.app_context():
                yield shared_app
                db.session.remove()
        finally:
            engines[None] = engine
            shared_app.extensions["data_version"] = reader
            outer.rollback()


@pytest.fixture
def client(app: Flask) -> Browser:
    """A visitor's browser without JavaScript, which checks every page that it opens."""
    return Browser(app)


@pytest.fixture
def live_app(databases: Databases, tmp_path: Path) -> Iterator[Flask]:
    """An application with a database of its own, really committed."""
    url = databases.copy()
    app = create_app(settings_for(url, tmp_path))
    yield app
    with app.app_context():
        app.extensions["data_version"].close()
        db.session.remove()
        db.engine.dispose()
    databases.drop(url)


@pytest.fixture(scope="session")
def demo_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The loaded town, shared by all test processes."""
    base = tmp_path_factory.getbasetemp()
    base = base.parent if base.name.startswith("popen-") else base
    return load_demo(base / "demo-town")


@pytest.fixture(scope="session")
def shared_data() -> Path:
    if not SHARED.is_dir():
        pytest.skip("the real data sets are not beside the project")
    return SHARED
