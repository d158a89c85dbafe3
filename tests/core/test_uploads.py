"""Files and the transaction that enters or removes them."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask import Flask

from participation.core.transactions import transaction
from participation.core.uploads import WrittenFile, delete_files, discarded_unless_entered, write_file


@pytest.fixture
def file(tmp_path: Path) -> WrittenFile:
    return write_file(b"%PDF-1.7", "application/pdf", folder=tmp_path)


def test_a_file_goes_when_the_transaction_that_removed_it_is_committed(app: Flask, file: WrittenFile) -> None:
    with transaction():
        delete_files([file.name], folder=file.folder)
        assert file.path.exists()
    assert not file.path.exists()


def test_a_file_stays_when_that_transaction_is_rolled_back(app: Flask, file: WrittenFile) -> None:
    def fail() -> None:
        with transaction():
            delete_files([file.name], folder=file.folder)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    with transaction():
        pass
    assert file.path.exists()


def test_a_file_that_could_not_be_entered_is_taken_away_again(app: Flask, file: WrittenFile) -> None:
    with pytest.raises(ZeroDivisionError), discarded_unless_entered(file), transaction():
        raise ZeroDivisionError
    assert not file.path.exists()


def test_a_file_that_was_entered_stays(app: Flask, file: WrittenFile) -> None:
    with discarded_unless_entered(file), transaction():
        pass
    assert file.path.exists()
