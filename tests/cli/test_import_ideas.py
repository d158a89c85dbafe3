"""`participation import ideas`: what is taken, what is refused and why, and that nothing is ever half done."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from click.testing import Result
from flask import Flask
from sqlalchemy import func, select

from participation.core.actor import VISITOR
from participation.core.data_version import data_version
from participation.core.database import db
from participation.core.transactions import transaction
from participation.dialogue.boards.models import Board, Category
from participation.dialogue.ideas.models import Idea, IdeaVersion, Origin
from participation.dialogue.imports import commands, queries
from participation.dialogue.imports.models import ImportRow, ImportRun, RunState
from participation.records.journal.models import JournalEntry
from participation.records.search.models import SearchDocument
from participation.records.search.rules import index_terms
from participation.records.subjects.models import State, Subject
from participation.records.subjects.queries import subject_seen_by
from tests.factories.dialogue import make_board
from tests.factories.town import make_district

HEAD = "Nr;Titel;Text;Kategorie;Datum;lon;lat"
ROWS = (
    "1;Mehr Bänke;Am Ufer fehlen Bänke.;Plätze > Möbel;3.3.2026;9,99;48,40",
    "2;;Die Ampel ist zu kurz. Bitte länger.;Verkehr;2026-03-04;;",
)


@pytest.fixture(autouse=True)
def _no_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("participation.cli.imports.pace.LEAST_PAUSE", 0.0)
    monkeypatch.setattr("participation.cli.imports.pace.MOST_PAUSE", 0.0)


def call(app: Flask, *arguments: object) -> Result:
    return app.test_cli_runner().invoke(args=["import", *map(str, arguments)])


def load(app: Flask, path: Path, board: Board, *options: object, status: int = 0) -> str:
    result = call(app, "ideas", path, "--board", board.slug, *options)
    assert result.exit_code == status, (result.output, result.exception)
    return result.output


def write(folder: Path, *lines: str, name: str = "liste.csv", encoding: str = "utf-8") -> Path:
    path = folder / name
    path.write_text("\n".join(lines) + "\n", encoding=encoding, newline="")
    return path


def ideas() -> list[Idea]:
    return list(db.session.scalars(select(Idea).order_by(Idea.external_id)))


def count(model: type[Any]) -> int:
    return db.session.scalar(select(func.count()).select_from(model)) or 0


def test_rows_become_ideas_with_place_date_category_and_district(app: Flask, tmp_path: Path) -> None:
    board, district = make_board(), make_district(at=(9.98, 48.39))
    output = load(app, write(tmp_path, HEAD, *ROWS), board)
    assert "taken                   2  (1 with a place, 1 in a known district)" in output
    bench, light = ideas()
    assert (bench.title, bench.lon, bench.lat, bench.district_id) == ("Mehr Bänke", 9.99, 48.4, district.subject_id)
    assert (light.title, light.text_html) == ("Die Ampel ist zu kurz", "<p>Die Ampel ist zu kurz. Bitte länger.</p>")
    assert (bench.origin, bench.source, bench.state) == (Origin.IMPORT, "liste", State.PUBLIC)
    assert bench.submitted_at.isoformat() == "2026-03-03T11:00:00+00:00"
    names = dict(db.session.execute(select(Category.id, Category.name)).all())
    assert [names[idea.category_id] for idea in (bench, light)] == ["Plätze", "Verkehr"]
    subject = db.session.get_one(Subject, bench.subject_id)
    assert (subject.path, subject.process_id) == (f"/ideen/{bench.subject_id}", board.process_id)
    assert subject_seen_by(VISITOR, bench.subject_id) is not None
    assert count(IdeaVersion) == 2
    assert count(ImportRow) == 0


def test_imported_ideas_are_found_by_their_words(app: Flask, tmp_path: Path) -> None:
    load(app, write(tmp_path, HEAD, *ROWS), make_board())
    found = {document.subject_id: document.terms for document in db.session.scalars(select(SearchDocument))}
    bench, light = ideas()
    assert index_terms("Ufer") in found[bench.subject_id].split()
    assert index_terms("länger").split()[0] in found[light.subject_id].split()


def test_a_run_leaves_one_journal_line(app: Flask, tmp_path: Path) -> None:
    board = make_board()
    load(app, write(tmp_path, HEAD, *ROWS), board)
    lines = db.session.scalars(select(JournalEntry).where(JournalEntry.event.like("Idea%"))).all()
    assert [(line.event, line.subject_id, line.values["taken"]) for line in lines] == [
        ("IdeasImported", board.subject_id, 2)
    ]


def test_a_second_run_adds_nothing(app: Flask, tmp_path: Path) -> None:
    board, path = make_board(), write(tmp_path, HEAD, *ROWS)
    load(app, path, board)
    before = data_version()
    output = load(app, path, board)
    assert "there already           2" in output
    assert len(ideas()) == 2
    assert count(Category) == 3
    assert db.session.scalar(select(func.count()).where(JournalEntry.event == "IdeasImported")) == 1
    assert data_version() <= before + 2


def test_rows_without_a_number_are_known_again_by_what_they_say(app: Flask, tmp_path: Path) -> None:
    board = make_board()
    path = write(tmp_path, "Beschreibung,Ort", "Mehr Schatten,Münsterplatz", "Mehr Schatten,Marktplatz")
    load(app, path, board)
    assert "there already           2" in load(app, path, board)
    assert [idea.street for idea in ideas()] in (["Münsterplatz", "Marktplatz"], ["Marktplatz", "Münsterplatz"])


def test_what_cannot_be_taken_is_told_with_line_and_reason(app: Flask, tmp_path: Path) -> None:
    board = make_board()
    make_district(at=(9.98, 48.39))
    path = write(
        tmp_path, HEAD,
        "1;Gut;Text;;;;",
        '2;"Mit',
        'Umbruch";Text;;;;',
        "3;Getauscht;Text;;;48.40;9.99",
        "4;Halb;Text;;;9.99;",
        "5;Wort;Text;;;neun;48.4",
        "6;Berlin;Text;;;13.4;52.5",
        "7;Nirgends;Text;;;570000;5360000",
        "8;Tag;Text;;31.2.2026;;",
        "9;Morgen;Text;;1.1.2999;;",
        "10; ;…;;;;",
        "1;Wieder;Text;;;;",
        "11;zu;viele;Werte;;;;",
        "12;Auch gut;Text;;;;",
    )  # fmt: skip
    output = load(app, path, board)
    reasons = [line.strip() for line in output.splitlines() if line.startswith("    line")]
    assert reasons == [
        "line 5: longitude and latitude are swapped: 48.40, 9.99",
        "line 6: one of longitude and latitude is missing: 9.99, –",
        "line 7: longitude and latitude are not numbers: neun, 48.4",
        "line 8: far outside the town: 13.4, 52.5 (516 km)",
        "line 9: no place on earth: 570000, 5360000",
        "line 10: the date cannot be read: 31.2.2026",
        "line 11: the date lies in the future: 1.1.2999",
        "line 12: neither title nor text",
        "line 13: the same contribution stands further up in the file",
        "line 14: another number of values than the head has columns: 8 ≠ 7",
    ]
    assert {idea.title for idea in ideas()} == {"Gut", "Mit Umbruch", "Auch gut"}
    number = db.session.scalars(select(ImportRun.id)).one()
    assert call(app, "report", number).output.count("    line") == 10


def test_a_dry_run_says_the_same_and_writes_nothing(app: Flask, tmp_path: Path) -> None:
    board, path = make_board(), write(tmp_path, HEAD, *ROWS, "1;Doppelt;Text;;;;")
    dry = load(app, path, board, "--dry-run")
    assert "Nothing was written." in dry
    assert (count(Idea), count(ImportRun), count(ImportRow)) == (0, 0, 0)
    real = load(app, path, board)
    assert [line for line in dry.splitlines() if line.startswith("  ")] == [
        line for line in real.splitlines() if line.startswith("  ")
    ]


def test_columns_can_be_named(app: Flask, tmp_path: Path) -> None:
    board = make_board()
    path = write(tmp_path, "Frage 1,Frage 2,Wann", "Mehr Licht,Am Weg ist es dunkel.,2026-01-02")
    assert "The columns are: Frage 1, Frage 2, Wann" in load(app, path, board, status=1)
    load(app, path, board, "--map", "Frage 1=title", "--map", "Frage 2=text", "--map", "Wann=date")
    assert [(i.title, i.text, i.submitted_at.day) for i in ideas()] == [("Mehr Licht", "Am Weg ist es dunkel.", 2)]


@pytest.mark.parametrize(
    ("given", "reason"),
    [("Nr=Text", "no field “Text”"), ("Fehlt=text", "is not in the head"), ("Nr", "no field “Nr”")],
)
def test_a_mapping_that_does_not_fit_is_refused(app: Flask, tmp_path: Path, given: str, reason: str) -> None:
    board = make_board()
    assert reason in load(app, write(tmp_path, HEAD, *ROWS), board, "--map", given, status=1)
    assert count(ImportRun) == 0


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_letters_are_read_in_the_encoding_that_the_file_has(app: Flask, tmp_path: Path, encoding: str) -> None:
    board = make_board()
    load(app, write(tmp_path, "Nr;Beschreibung", "1;Größe für Füße – schön", encoding=encoding), board)
    assert [idea.text for idea in ideas()] == ["Größe für Füße – schön"]


def test_a_file_in_no_known_encoding_is_refused(app: Flask, tmp_path: Path) -> None:
    path = tmp_path / "liste.csv"
    for content, reason in (
        (b"Text\nGr\xfc\x81\xdfe\n", "neither UTF-8 nor Windows-1252"),
        (b"Text\n\x00\x01\x02\n", "no text file"),
        (b"", "is empty"),
        (b"\n\n", "has no head"),
        ("Text\nGrö".encode()[:-1], "in the middle of a letter"),
    ):
        path.write_bytes(content)
        assert reason in load(app, path, make_board(), status=1)
    assert count(ImportRun) == 0


def test_a_file_with_a_head_alone_is_an_empty_import(app: Flask, tmp_path: Path) -> None:
    assert "read                    0" in load(app, write(tmp_path, HEAD), make_board())


def test_a_file_cut_off_anywhere_leaves_nothing_half_done(app: Flask, tmp_path: Path) -> None:
    board = make_board()
    buffer = io.StringIO()
    writer = csv.writer(buffer, quoting=csv.QUOTE_ALL)
    writer.writerow(["id", "text", "kategorie", "datum"])
    writer.writerows(
        [number, f"Text {number}\nüber zwei Zeilen", f"Neu {number % 3}", "2026-01-01"] for number in range(40)
    )
    whole = buffer.getvalue().encode()
    path = tmp_path / "liste.csv"
    for at in range(len(whole) * 2 // 3, len(whole) * 2 // 3 + 60):
        path.write_bytes(whole[:at])
        result = call(app, "ideas", path, "--board", board.slug)
        broken = not whole[:at].rstrip(b"\r\n").endswith(b'2026-01-01"')
        assert result.exit_code == (1 if broken else 0), (whole[at - 30 : at], result.output)
        if broken:
            assert "breaks off" in result.output
            assert (count(ImportRun), count(ImportRow)) == (0, 0) or ideas()
        with transaction():
            for model in (IdeaVersion, Idea, ImportRow, ImportRun):
                db.session.query(model).delete()
    assert count(Idea) == 0


def test_a_cut_off_file_makes_no_category_and_moves_no_page(app: Flask, tmp_path: Path) -> None:
    board = make_board()
    before = data_version()
    path = write(tmp_path, "id,text,kategorie", *(f"{n},Text {n},Neu" for n in range(2500)), "2501,Text")
    assert "breaks off on line 2502" in load(app, path, board, status=1)
    assert (count(Idea), count(ImportRun), count(ImportRow), count(Category)) == (0, 0, 0, 2)
    assert data_version() == before


def test_a_spreadsheet_is_read_and_a_cut_off_one_refused(app: Flask, tmp_path: Path) -> None:
    from datetime import datetime

    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["Nummer", "Titel", "Beschreibung", "Datum", "lon", "lat"])
    sheet.append([17, "Mehr Bänke", "Am Ufer", datetime(2026, 2, 3), 9.99, 48.4])
    sheet.append([None, None, None, None, None, None])
    sheet.append([18, None, "Ein Brunnen", datetime(2026, 2, 4, 17, 30), None, None])
    path = tmp_path / "liste.xlsx"
    book.save(path)
    board = make_board()
    load(app, path, board)
    assert [(i.external_id, i.title, i.lon) for i in ideas()] == [
        ("17", "Mehr Bänke", 9.99),
        ("18", "Ein Brunnen", None),
    ]
    assert ideas()[1].submitted_at.isoformat() == "2026-02-04T16:30:00+00:00"
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    assert "cannot be read" in load(app, path, board, status=1)


def test_sentences_are_joined_to_contributions(app: Flask, tmp_path: Path) -> None:
    path = write(
        tmp_path,
        "id\tdocument_id\tcontent\ttitle/text",
        "1\tA1\tSichere Kreuzung\ttitle",
        '2\tA1\tDie "Kreuzung" ist eng.\ttext',
        "3\tA1\tMan sieht nichts.\ttext",
        "4\tA2\tNur ein Satz ohne Titel!\ttext",
        name="saetze.tsv",
    )
    load(app, path, make_board())
    assert [(i.external_id, i.title, i.text) for i in ideas()] == [
        ("A1", "Sichere Kreuzung", 'Die "Kreuzung" ist eng. Man sieht nichts.'),
        ("A2", "Nur ein Satz ohne Titel!", "Nur ein Satz ohne Titel!"),
    ]


def test_text_is_made_safe_like_any_other(app: Flask, tmp_path: Path) -> None:
    path = write(tmp_path, "text", "<script>alert(1)</script> [x](javascript:alert(1)) **fett** ${alert(1)}")
    load(app, path, make_board())
    html = ideas()[0].text_html
    assert "<script" not in html
    assert "href" not in html
    assert "<strong>fett</strong>" in html


def test_a_long_title_is_cut_and_kept_whole_in_the_text(app: Flask, tmp_path: Path) -> None:
    title = "Wort " * 40
    load(app, write(tmp_path, "titel,text", f"{title},Der Rest."), make_board())
    idea = ideas()[0]
    assert len(idea.title) <= 120
    assert idea.title.endswith(" …")
    assert idea.text == f"{title.strip()}\n\nDer Rest."


def test_a_column_of_free_text_is_no_category(app: Flask, tmp_path: Path) -> None:
    path = write(tmp_path, "text,thema", *(f"Text {n},Thema {n}" for n in range(60)))
    output = load(app, path, make_board(), status=1)
    assert "60 verschiedene Werte" in output
    assert (count(Idea), count(ImportRun), count(ImportRow), count(Category)) == (0, 0, 0, 2)


def test_origins_are_read_and_others_refused(app: Flask, tmp_path: Path) -> None:
    path = write(tmp_path, "id,text,herkunft", "1,Eins,Papier", "2,Zwei,", "3,Drei,Brieftaube")
    output = load(app, path, make_board(), "--origin", "phone")
    assert [idea.origin for idea in ideas()] == [Origin.PAPER, Origin.PHONE]
    assert "line 4: no known origin: Brieftaube" in output


class Broken(Exception):
    """The machine stops."""


def break_after(monkeypatch: pytest.MonkeyPatch, name: str, calls: int) -> None:
    """Let the importer break at the given call of a command."""
    real, left = getattr(commands, name), [calls]

    def breaking(*args: Any, **kwargs: Any) -> Any:
        left[0] -= 1
        if left[0] < 0:
            raise Broken
        return real(*args, **kwargs)

    monkeypatch.setattr(commands, name, breaking)


def in_tens(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the importer work in chunks of ten rows."""
    monkeypatch.setattr("participation.cli.imports.applying.CHUNK", 10)
    monkeypatch.setattr("participation.cli.imports.applying.ALL_AT_ONCE", 10)
    monkeypatch.setattr("participation.cli.imports.pace.MOST_ROWS", 10)


@pytest.mark.parametrize("step", ["stage_rows", "begin_applying", "apply_next", "open_next", "forget_next"])
def test_a_broken_import_is_resumed_to_the_same_end(
    app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    in_tens(monkeypatch)
    board = make_board()
    path = write(tmp_path, "id,text,kategorie", *(f"{n},Text {n},Neu" for n in range(35)), "3,Noch einmal,Neu")
    with monkeypatch.context() as patch:
        break_after(patch, step, 0 if step == "begin_applying" else 2)
        assert isinstance(call(app, "ideas", path, "--board", board.slug).exception, Broken)
    db.session.rollback()
    run = db.session.scalars(select(ImportRun)).one()
    shown = {idea.state for idea in ideas()}
    assert shown <= ({State.HELD} if step == "apply_next" else {State.HELD, State.PUBLIC})
    again = call(app, "ideas", path, "--board", board.slug)
    assert again.exit_code == 1 or run.state is RunState.DONE
    result = call(app, "resume", run.id)
    assert result.exit_code == 0, (result.output, result.exception)
    assert "taken                  35" in result.output
    assert "refused                 1" in result.output
    db.session.expire_all()
    assert [idea.state for idea in ideas()] == [State.PUBLIC] * 35
    assert [row.line for row in queries.refused_rows(run.id)] == [37]
    assert count(ImportRow) == 1


@pytest.mark.parametrize("step", ["stage_rows", "begin_applying", "apply_next", "open_next"])
def test_a_broken_import_is_removed_without_a_trace(
    app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    in_tens(monkeypatch)
    board = make_board()
    before = count(Subject)
    path = write(tmp_path, "id,text", *(f"{n},Text {n}" for n in range(35)))
    with monkeypatch.context() as patch:
        break_after(patch, step, 0 if step in {"begin_applying", "open_next"} else 2)
        call(app, "ideas", path, "--board", board.slug)
    db.session.rollback()
    number = db.session.scalars(select(ImportRun.id)).one()
    assert f"{number}  " in call(app, "list").output
    result = call(app, "remove", number)
    assert result.exit_code == 0, (result.output, result.exception)
    assert (count(Idea), count(ImportRun), count(ImportRow), count(Subject)) == (0, 0, 0, before)


def test_an_import_that_people_can_see_is_not_removed(app: Flask, tmp_path: Path) -> None:
    load(app, write(tmp_path, HEAD, *ROWS), make_board())
    number = db.session.scalars(select(ImportRun.id)).one()
    result = call(app, "remove", number)
    assert result.exit_code == 1
    assert "schon öffentlich" in result.output
    assert len(ideas()) == 2


def test_a_file_that_changed_meanwhile_is_not_gone_on_with(
    app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write(tmp_path, "id,text", "1,Eins")
    with monkeypatch.context() as patch:
        break_after(patch, "stage_rows", 0)
        call(app, "ideas", path, "--board", make_board().slug)
    db.session.rollback()
    write(tmp_path, "id,text", "1,Anders")
    number = db.session.scalars(select(ImportRun.id)).one()
    result = call(app, "resume", number)
    assert result.exit_code == 1
    assert "was changed" in result.output


def test_two_imports_of_one_source_do_not_run_at_once(app: Flask, tmp_path: Path) -> None:
    board, path = make_board(), write(tmp_path, HEAD, *ROWS)
    with transaction():
        commands.start_run(board, source="liste", file_path="", file_digest="", options={})
    assert "noch nicht zu Ende" in load(app, path, board, status=1)


def test_an_unknown_board_or_number_is_told(app: Flask, tmp_path: Path) -> None:
    path = write(tmp_path, HEAD, *ROWS)
    result = call(app, "ideas", path, "--board", "gibt-es-nicht")
    assert "no board “gibt-es-nicht”" in result.output
    for command in ("resume", "remove", "report"):
        assert call(app, command, 4711).exit_code == 1


def test_held_ideas_are_seen_by_nobody_before_the_end(
    app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    board = make_board()
    with monkeypatch.context() as patch:
        break_after(patch, "open_next", 0)
        call(app, "ideas", write(tmp_path, HEAD, *ROWS), "--board", board.slug)
    db.session.rollback()
    assert {idea.state for idea in ideas()} == {State.HELD}
    assert all(subject_seen_by(VISITOR, idea.subject_id) is None for idea in ideas())
