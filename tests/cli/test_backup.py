"""A backup holds everything, is taken while people write, and comes back whole, on either database, or not at all."""

from __future__ import annotations

import hashlib
import json
import os
import re
import resource
import shutil
import stat
import subprocess
import sys
import threading
import warnings
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from click.testing import Result
from flask import Flask

from config import ROOT
from participation import create_app
from participation.cli.backup.manifest import seal_of
from participation.cli.backup.shapes import shapes_of
from participation.core.actor import HOUSE
from participation.core.database import Base, db, writing
from participation.core.guards import is_made_by_hand
from participation.core.transactions import transaction
from participation.dialogue.ideas.models import Idea
from participation.records.journal.commands import chain_all_entries, record
from participation.records.journal.events import Event
from participation.records.journal.models import JournalEntry
from participation.records.journal.tasks import chain_new_entries
from participation.records.journal.verification import verify_journal
from participation.records.search.queries import found, results
from participation.town.settings.models import SiteSetting
from tests.conftest import POSTGRES, settings_for
from tests.factories.dialogue import make_board, make_idea
from tests.factories.people import make_account, make_department

TEXT = "Ein „Zitat“\nmit Zeilen, \\Strichen\\, Tabs\t, 🚲 und U+2028 \u2028 darin"


class Town:
    """An installation of its own, with a folder and perhaps an empty database."""

    def __init__(self, app: Flask, folder: Path) -> None:
        self.app, self.folder = app, folder

    def run(self, *words: str) -> Result:
        return self.app.test_cli_runner().invoke(args=list(words))

    def tables(self) -> list[str]:
        with self.app.app_context():
            if db.engine.dialect.name == "sqlite" and not Path(str(db.engine.url.database)).exists():
                return []
            found = sa.inspect(db.engine).get_table_names()
            db.engine.dispose()
        return found


@contextmanager
def empty_town(kind: str, folder: Path) -> Iterator[Town]:
    """A town without any table."""
    folder.mkdir()
    name = f"test_restore_{os.getpid()}_{abs(hash(str(folder)))}"
    url = f"sqlite:///{folder}/town.sqlite3"
    if kind == "postgresql":
        administer(f"DROP DATABASE IF EXISTS {name}", f"CREATE DATABASE {name}")
        url = sa.make_url(POSTGRES).set(database=name).render_as_string(hide_password=False)
    app = create_app(settings_for(url, folder))
    try:
        yield Town(app, folder)
    finally:
        with app.app_context():
            app.extensions["data_version"].close()
            db.session.remove()
            db.engine.dispose()
        if kind == "postgresql":
            administer(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


def administer(*statements: str) -> None:
    engine = sa.create_engine(POSTGRES, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        for statement in statements:
            connection.exec_driver_sql(statement)
    engine.dispose()


@pytest.fixture
def town(live_app: Flask, tmp_path: Path) -> Town:
    """A living town with texts, numbers, moments, JSON, bytes and uploads of all kinds."""
    with live_app.app_context():
        with transaction():
            db.session.add(SiteSetting(name="list", value=[1, 2.5, "drei", None, {"ä": "ö"}]))
            db.session.add(SiteSetting(name="nothing", value=None))
            db.session.add(SiteSetting(name="number", value=7))
            db.session.add(SiteSetting(name="long", value=os.urandom(100_000).hex()))
        make_account(pseudonym="Ärzte & Söhne")
        make_idea(make_board(), title="Mehr Bänke am Ufer", text=TEXT)
        with transaction():
            record(Event(None), actor=HOUSE, reason=TEXT)
            chain_all_entries()
    media = live_app.extensions["PARTICIPATION"].media_root
    (media / "bilder" / "2026").mkdir(parents=True)
    (media / "bilder" / "2026" / "Brücke am Ufer.webp").write_bytes(os.urandom(3_000_000))
    (media / "leer.txt").touch()
    (media / "halb.part").write_bytes(b"noch nicht fertig")
    return Town(live_app, media.parent)


@pytest.fixture
def empty(database_kind: str, tmp_path: Path) -> Iterator[Town]:
    with empty_town(database_kind, tmp_path / "empty") as made:
        yield made


@pytest.fixture
def saved(town: Town, tmp_path: Path) -> Path:
    path = tmp_path / "saved.zip"
    result = town.run("backup", str(path))
    assert result.exit_code == 0, result.output
    return path


def manifest(path: Path) -> dict[str, Any]:
    with zipfile.ZipFile(path) as archive:
        return json.loads(archive.read("manifest.json"))


def contents(path: Path) -> dict[str, Any]:
    """Name, number of rows and digest of everything in a backup."""
    told = manifest(path)
    tables = {one["shape"]["name"]: (one["rows"], one["sha256"]) for one in told["tables"]}
    return tables | {one["path"]: (one["size"], one["sha256"]) for one in told["uploads"]}


def refusal(result: Result) -> str:
    assert result.exit_code == 1, result.output
    assert "Traceback" not in result.output
    assert result.output.startswith("Error: ")
    assert len(result.output.strip().splitlines()) == 1, result.output
    return result.output.removeprefix("Error: ").strip()


class TestRoundTrip:
    @pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
    def test_every_table_and_upload_comes_back_on_either_database(
        self, town: Town, saved: Path, kind: str, tmp_path: Path
    ) -> None:
        with empty_town(kind, tmp_path / "other") as other:
            result = other.run("restore", str(saved))
            assert result.exit_code == 0, result.output
            assert "The journal is whole" in result.output
            again = tmp_path / "again.zip"
            assert other.run("backup", str(again)).exit_code == 0
            assert contents(again) == contents(saved)
            picture = Path("media", "bilder", "2026", "Brücke am Ufer.webp")
            assert (other.folder / picture).read_bytes() == (town.folder / picture).read_bytes()
            self.check_life(other.app)

    def find(self, words: str) -> list[str]:
        return [hit.title for hit in results(found(HOUSE, words))]

    def check_life(self, app: Flask) -> None:
        """The restored town is as one that grew: search, guards, constraints and the numbering of new rows."""
        with app.app_context():
            assert db.session.scalars(sa.select(Idea.text)).first() == TEXT
            assert db.session.get(SiteSetting, "nothing").value is None  # type: ignore[union-attr]
            assert db.session.get(SiteSetting, "number").value == 7  # type: ignore[union-attr]
            assert self.find("bank ufer") == ["Mehr Bänke am Ufer"]
            make_idea(make_board(), title="Ein neuer Brunnen")
            assert self.find("brunnen") == ["Ein neuer Brunnen"]
            chain_new_entries()
            verify_journal()
            with pytest.raises(sa.exc.DBAPIError, match="only grows"), transaction():
                db.session.execute(sa.delete(JournalEntry))
            with pytest.raises(sa.exc.IntegrityError), transaction():
                db.session.execute(sa.update(Idea).values(board_id=99999))
        with app.app_context(), db.engine.connect() as connection, warnings.catch_warnings():
            warnings.simplefilter("ignore", sa.exc.SAWarning)
            context = MigrationContext.configure(
                connection,
                opts={"compare_type": True, "include_object": lambda _o, name, *_: not is_made_by_hand(name or "")},
            )
            assert compare_metadata(context, Base.metadata) == []

    def test_tables_have_the_same_shape_on_both_databases(self, town: Town, saved: Path, tmp_path: Path) -> None:
        with town.app.app_context(), db.engine.connect() as connection:
            here = {shape.name: shape for shape in shapes_of(connection)}
        kind = "sqlite" if manifest(saved)["dialect"] == "postgresql" else "postgresql"
        with empty_town(kind, tmp_path / "other") as other:
            assert other.run("database", "upgrade").exit_code == 0
            with other.app.app_context(), db.engine.connect() as connection:
                assert {shape.name: shape for shape in shapes_of(connection)} == here
        assert set(here) == set(Base.metadata.tables)

    def test_what_is_known_of_the_settings_is_no_secret(self, town: Town, saved: Path) -> None:
        settings = town.app.extensions["PARTICIPATION"]
        text = zipfile.ZipFile(saved).read("manifest.json").decode()
        assert manifest(saved)["settings"]["site_name"] == settings.site_name
        assert settings.secret_key not in text
        assert settings.database_url not in text

    def test_tables_of_others_in_the_same_database_are_left_out(self, town: Town, tmp_path: Path) -> None:
        with town.app.app_context():
            token = writing.set(True)
            with db.engine.begin() as connection:
                connection.execute(sa.text("CREATE TABLE of_others (note TEXT)"))
            writing.reset(token)
        assert town.run("backup", str(tmp_path / "x.zip")).exit_code == 0
        assert "of_others" not in contents(tmp_path / "x.zip")


class TestFile:
    def test_only_its_owner_can_read_it(self, saved: Path) -> None:
        assert stat.S_IMODE(saved.stat().st_mode) == 0o600
        assert [path.name for path in saved.parent.iterdir() if "unfinished" in path.name] == []

    def test_a_file_that_is_there_is_not_written_over(self, town: Town, saved: Path) -> None:
        before = saved.read_bytes()
        assert "exists already" in refusal(town.run("backup", str(saved)))
        assert saved.read_bytes() == before

    def test_in_a_folder_it_is_named_by_the_moment(self, town: Town, tmp_path: Path) -> None:
        folder = tmp_path / "backups"
        folder.mkdir()
        assert town.run("backup", str(folder)).exit_code == 0
        assert [path.name[:16] for path in folder.iterdir()] == ["participation-20"]
        assert "no folder" in refusal(town.run("backup", str(tmp_path / "missing" / "x.zip")))

    def test_an_empty_database_has_nothing_to_save(self, empty: Town, tmp_path: Path) -> None:
        assert "nothing to back up" in refusal(empty.run("backup", str(tmp_path / "x.zip")))
        assert not (tmp_path / "x.zip").exists()


def test_people_write_while_a_backup_is_made(town: Town, empty: Town, tmp_path: Path) -> None:
    stop, faults, written = threading.Event(), [], [0, 0, 0]

    def write(own: int) -> None:
        with town.app.app_context():
            while not stop.is_set():
                try:
                    make_department()
                    chain_new_entries()
                    written[own] += 1
                except Exception as error:  # noqa: BLE001 - told below
                    faults.append(repr(error))
                    return
                finally:
                    db.session.remove()

    threads = [threading.Thread(target=write, args=(own,)) for own in range(len(written))]
    for thread in threads:
        thread.start()
    try:
        paths = [tmp_path / f"{number}.zip" for number in range(3)]
        for path in paths:
            result = town.run("backup", str(path))
            assert result.exit_code == 0, result.output
    finally:
        stop.set()
        for thread in threads:
            thread.join()
    assert faults == []
    assert all(written)
    assert empty.run("restore", str(paths[-1])).exit_code == 0
    with empty.app.app_context():
        assert verify_journal().entries > 10


class TestBadFiles:
    """Each is refused with one sentence, and nothing was changed."""

    def refuse(self, empty: Town, path: Path) -> str:
        said = refusal(empty.run("restore", str(path)))
        assert empty.tables() == []
        assert not (empty.folder / "media").exists()
        assert [p.name for p in empty.folder.iterdir() if "restoring" in p.name] == []
        return said

    def test_no_backup_at_all(self, empty: Town, tmp_path: Path) -> None:
        path = tmp_path / "x.zip"
        assert "cannot be read: No such file" in self.refuse(empty, path)
        path.write_text("Guten Tag")
        assert "is no backup" in self.refuse(empty, path)
        path.write_bytes(b"")
        assert "is no backup" in self.refuse(empty, path)
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("brief.txt", "Guten Tag")
        assert "is no backup" in self.refuse(empty, path)
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("manifest.json", "{}")
        assert "is no backup" in self.refuse(empty, path)

    @pytest.mark.parametrize("share", [0.1, 0.5, 0.99, 0.9999])
    def test_cut(self, empty: Town, saved: Path, share: float) -> None:
        content = saved.read_bytes()
        saved.write_bytes(content[: int(len(content) * share)])
        assert "its end is missing" in self.refuse(empty, saved)

    @pytest.mark.parametrize("share", [0.02, 0.3, 0.6, 0.9])
    def test_a_byte_altered(self, empty: Town, saved: Path, share: float) -> None:
        content = bytearray(saved.read_bytes())
        content[int(len(content) * share)] ^= 0xFF
        saved.write_bytes(content)
        assert "altered" in self.refuse(empty, saved)

    def test_a_list_of_contents_altered(self, empty: Town, saved: Path) -> None:
        self.rewrite(saved, change=lambda told: told["tables"][0].update(rows=5), seal=False)
        assert "its list of contents is not the one that was written" in self.refuse(empty, saved)

    def test_a_list_of_contents_written_anew_by_someone_without_the_key(self, empty: Town, saved: Path) -> None:
        self.rewrite(saved, change=lambda told: told["tables"][0].update(rows=5), key="guessed")
        assert "its list of contents is not the one that was written" in self.refuse(empty, saved)

    def test_rows_altered_with_the_rest_in_order(self, empty: Town, saved: Path) -> None:
        self.rewrite(saved, rows=("accounts", lambda rows: rows + rows[-1:]))
        assert "damaged or was altered: tables/" in self.refuse(empty, saved)

    def test_a_newer_form(self, empty: Town, saved: Path) -> None:
        self.rewrite(saved, change=lambda told: told.update(format_version=2, software="9.0", tables="other"))
        assert "written by a newer version (9.0)" in self.refuse(empty, saved)

    def test_a_newer_database(self, empty: Town, saved: Path) -> None:
        self.rewrite(saved, change=lambda told: told.update(revision="9999"))
        assert "comes from a newer version" in self.refuse(empty, saved)

    def test_a_file_more_or_one_that_leads_elsewhere(self, empty: Town, saved: Path, tmp_path: Path) -> None:
        kept = tmp_path / "kept.zip"
        shutil.copy(saved, kept)
        with zipfile.ZipFile(saved, "a") as archive:
            archive.writestr("media/more.txt", "mehr")
        assert "media/more.txt is not what was written" in self.refuse(empty, saved)
        self.rewrite(kept, change=lambda told: told["uploads"][0].update(path="../../outside.txt"))
        assert "../../outside.txt" in self.refuse(empty, kept)

    def test_rows_that_refer_to_what_is_missing(self, empty: Town, saved: Path) -> None:
        """Even with all digests right, the constraints of the database decide."""
        self.rewrite(saved, rows=("boards", lambda rows: rows[1:]), digests=True)
        assert "refers to" in self.refuse(empty, saved)

    def test_lines_that_are_no_rows(self, empty: Town, saved: Path) -> None:
        self.rewrite(saved, rows=("ideas", lambda rows: [row[:-3] for row in rows]), digests=True)
        assert "The table ideas cannot be read" in self.refuse(empty, saved)

    def test_a_table_that_is_not_of_this_revision(self, empty: Town, saved: Path) -> None:
        self.rewrite(saved, change=lambda told: told["tables"][0]["shape"]["columns"].pop())
        assert "does not fit the revision" in self.refuse(empty, saved)

    def rewrite(
        self, path: Path, *, change: Callable[[dict[str, Any]], Any] = lambda _: None, seal: bool = True,
        rows: tuple[str, Callable[[list[str]], list[str]]] | None = None, digests: bool = False, key: str = "",
    ) -> None:  # fmt: skip
        """Write the backup anew with something changed, by someone who knows how."""
        with zipfile.ZipFile(path) as archive:
            comment, told = archive.comment, json.loads(archive.read("manifest.json"))
            files = {name: archive.read(name) for name in archive.namelist() if name != "manifest.json"}
        if rows:
            table = next(one for one in told["tables"] if one["shape"]["name"] == rows[0])
            lines = rows[1](files[table["file"]].decode().removesuffix("\n").split("\n"))
            files[table["file"]] = "".join(f"{line}\n" for line in lines).encode()
            table["rows"] = len(lines) if digests else table["rows"]
            if digests:
                table["sha256"] = hashlib.sha256(files[table["file"]]).hexdigest()
        change(told)
        content = json.dumps(told).encode()
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, data in files.items():
                archive.writestr(name, data)
            archive.writestr("manifest.json", content)
            own = settings_for("sqlite://", path.parent).secret_key
            archive.comment = seal_of(content, key or own).encode() if seal else comment


class TestLivingTown:
    def test_a_restore_over_it_is_refused(self, town: Town, saved: Path) -> None:
        before = town.run("journal", "verify").output
        said = refusal(town.run("restore", str(saved)))
        assert "only taken back into an empty installation. Nothing was changed." in said
        assert town.run("journal", "verify").output == before

    def test_a_restore_over_uploads_is_refused(self, empty: Town, saved: Path) -> None:
        media = empty.folder / "media"
        media.mkdir()
        (media / "bild.webp").write_bytes(b"x")
        assert "uploads" in refusal(empty.run("restore", str(saved)))
        assert empty.tables() == []
        assert (media / "bild.webp").read_bytes() == b"x"

    def test_a_log_of_another_database_is_not_taken_for_this_ones(self, saved: Path, tmp_path: Path) -> None:
        with empty_town("sqlite", tmp_path / "other") as other:
            (other.folder / "town.sqlite3-wal").write_bytes(b"old")
            assert "belongs to another database" in refusal(other.run("restore", str(saved)))

    def test_another_key_is_told(self, empty: Town, saved: Path) -> None:
        empty.app.extensions["PARTICIPATION"] = replace(
            empty.app.extensions["PARTICIPATION"], secret_key="another key that is long enough to be one"
        )
        result = empty.run("restore", str(saved))
        assert result.exit_code == 0, result.output
        assert "another SECRET_KEY" in result.output


class TestDiskFull:
    """The system refuses to let a file grow, as a full disk does; the command runs in a process of its own."""

    def run(self, town: Town, *words: str, room: int) -> subprocess.CompletedProcess[str]:
        settings = town.app.extensions["PARTICIPATION"]
        environment = {
            **os.environ, "DATA_DIR": str(settings.data_dir), "DATABASE_URL": settings.database_url,
            "SECRET_KEY": settings.secret_key,
        }  # fmt: skip

        def limit() -> None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (room, room))

        return subprocess.run(
            [sys.executable, "-m", "participation", *words], cwd=ROOT, env=environment, preexec_fn=limit, text=True,
            capture_output=True,
        )  # fmt: skip

    @pytest.mark.parametrize("room", [60_000, 1_500_000])
    def test_while_backing_up(self, town: Town, tmp_path: Path, room: int) -> None:
        folder = tmp_path / "backups"
        folder.mkdir()
        result = self.run(town, "backup", str(folder / "x.zip"), room=room)
        assert result.returncode == 1
        assert re.fullmatch(
            "Error: The disk has no room for (the backup|it); what was begun is removed again.\n", result.stderr
        )
        assert list(folder.iterdir()) == []
        assert town.run("journal", "verify").exit_code == 0

    def test_while_restoring(self, empty: Town, saved: Path) -> None:
        result = self.run(empty, "restore", str(saved), room=2_000_000)
        assert result.returncode == 1
        assert "The disk has no room for what is to be restored; what was begun is removed" in result.stderr
        assert "Traceback" not in result.stderr
        assert empty.tables() == []
        assert not (empty.folder / "media").exists()
