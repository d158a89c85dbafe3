"""Imports of what real towns collected; skipped where the data sets are not beside the project."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask
from sqlalchemy import func, select

from participation.core.database import db
from participation.dialogue.boards.models import Category
from participation.dialogue.ideas.models import Idea
from participation.town.districts.models import District
from tests.factories.dialogue import make_board

KONSTANZ = "konstanz-maengelmelder"
CIMT = "german-participation-cimt"


@pytest.fixture(autouse=True)
def _no_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("participation.cli.imports.pace.LEAST_PAUSE", 0.0)
    monkeypatch.setattr("participation.cli.imports.pace.MOST_PAUSE", 0.0)


def call(app: Flask, *arguments: object) -> Result:
    result = app.test_cli_runner().invoke(args=["import", *map(str, arguments)])
    assert result.exit_code == 0, (result.output, result.exception)
    return result


def number_of(*conditions: object) -> int:
    return db.session.scalar(select(func.count()).select_from(Idea).where(*conditions)) or 0  # type: ignore[arg-type]


def test_the_reports_of_konstanz_come_in_whole_with_places_and_districts(app: Flask, shared_data: Path) -> None:
    board = make_board()
    call(app, "districts", shared_data / KONSTANZ / "konstanz_districts.geojson")
    file = shared_data / KONSTANZ / "maengel_districts_raw.csv"
    output = call(app, "ideas", file, "--board", board.slug).output
    assert "read                3,791" in output
    assert "taken               3,791  (3,476 with a place" in output
    assert number_of() == 3791
    assert number_of(Idea.lon.is_not(None)) == 3476
    assert number_of(Idea.lon.is_not(None), Idea.district_id.is_not(None)) > 3300
    broken = db.session.scalars(select(Idea).where(Idea.external_id == "3476")).one()
    assert "mal umgefahren vom Lieferanten" in broken.text
    assert "\n(Adresssuche nach: Emmishoferstr.)" in broken.text
    assert broken.title == "Warnschild des Zebrastreifens zum x-ten mal umgefahren vom Lieferanten des dortigen …"
    assert broken.submitted_at.date().isoformat() == "2020-06-08"
    names = set(db.session.scalars(select(Category.name).where(Category.board_id == board.subject_id)))
    assert names - {"Verkehr", "Grün und Erholung"} == {
        "Beleuchtung", "Hinweise", "Müll/Sauberkeit", "Straßen, Fahrrad & Verkehr", "Pflanzenwuchs",
        "Öffentliche Orte/Ufer",
    }  # fmt: skip
    districts = dict(db.session.execute(select(District.subject_id, District.name)).all())
    first = db.session.scalars(select(Idea).where(Idea.external_id == "3470")).one()
    assert districts[first.district_id] == "Altstadt"
    assert "there already       3,791" in call(app, "ideas", file, "--board", board.slug).output
    assert number_of() == 3791


def test_a_file_of_konstanz_cut_in_the_middle_leaves_nothing(app: Flask, shared_data: Path, tmp_path: Path) -> None:
    board = make_board()
    whole = (shared_data / KONSTANZ / "maengel_districts_raw.csv").read_bytes()
    path = tmp_path / "maengel.csv"
    path.write_bytes(whole[: len(whole) // 2])
    result = app.test_cli_runner().invoke(args=["import", "ideas", str(path), "--board", board.slug])
    assert result.exit_code == 1
    assert "breaks off" in result.output
    assert number_of() == 0


@pytest.mark.parametrize(
    ("file", "contributions", "titled"),
    [
        ("Cycling-Dialogue-Bonn/dataset_CDB.tsv", 2163, True),
        ("Cycling-Dialogue-Moers/dataset_CDM.tsv", 459, True),
        ("Mobility-Concept-Krefeld/dataset_MCK.tsv", 337, True),
        ("Survey-Bonn/dataset_CQB.tsv", 1386, False),
    ],
)
def test_sentences_of_real_dialogues_become_contributions_again(
    app: Flask, shared_data: Path, file: str, contributions: int, titled: bool
) -> None:
    output = call(app, "ideas", shared_data / CIMT / file, "--board", make_board().slug).output
    taken = number_of()
    assert f"read            {contributions:>9,}" in output
    assert taken >= contributions - 3, output
    assert number_of(Idea.text.contains("\t")) == 0
    if titled:
        assert number_of(Idea.title == Idea.text) < contributions / 10
    else:
        assert number_of(func.length(Idea.title) > 95) == 0
