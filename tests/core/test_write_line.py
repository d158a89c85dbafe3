"""The line of writers: one at a time, across threads and processes, and nobody waits for the dead."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from config import ROOT
from participation.core import write_line
from participation.core.write_line import WriteLines

HOLD = """
import sys
from participation.core.write_line import WriteLines
place = WriteLines().wait(sys.argv[1], timeout=5)
print("in", flush=True)
sys.stdin.readline()
"""
needs_locks = pytest.mark.skipif(write_line.fcntl is None, reason="this system has no file locks")


@pytest.fixture
def path(tmp_path: Path) -> str:
    return str(tmp_path / "town.sqlite3")


def test_threads_go_in_one_at_a_time(path: str) -> None:
    line, inside, most = WriteLines(), 0, 0

    def write() -> None:
        nonlocal inside, most
        for _ in range(20):
            place = line.wait(path, timeout=10)
            assert place is not None
            inside += 1
            most = max(most, inside)
            inside -= 1
            place.leave()

    threads = [threading.Thread(target=write) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert most == 1


@needs_locks
def test_another_process_is_waited_for_and_a_dead_one_is_not(path: str) -> None:
    other = subprocess.Popen(
        [sys.executable, "-c", HOLD, path], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    with other:
        assert other.stdout is not None
        assert other.stdout.readline() == "in\n"
        assert WriteLines().wait(path, timeout=0.05) is None
        other.kill()
        other.wait()
        place = WriteLines().wait(path, timeout=10)
    assert place is not None
    place.leave()


def test_a_line_that_was_not_reached_is_left_and_can_be_joined_again(path: str) -> None:
    line = WriteLines()
    first = line.wait(path, timeout=1)
    assert first is not None
    assert line.wait(path, timeout=0.01) is None
    first.leave()
    second = line.wait(path, timeout=1)
    assert second is not None
    second.leave()


@pytest.mark.parametrize("path", [None, ":memory:", "file:town?mode=memory", "/nowhere/at/all/town.sqlite3"])
def test_without_a_file_to_lock_the_threads_stand_in_line_alone(path: str | None) -> None:
    place = WriteLines().wait(path, timeout=1)
    assert place is not None
    assert place.file is None
    place.leave()


@needs_locks
def test_a_process_that_waits_goes_before_the_one_that_was_just_in(path: str) -> None:
    line = WriteLines()
    place = line.wait(path, timeout=5)
    assert place is not None
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, path], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as other:
        while (free := write_line._held(path + write_line.NEXT, 0, 0)) is not None:
            os.close(free)
            time.sleep(0.01)
        place.leave()
        assert line.wait(path, timeout=0.2) is None
        other.communicate("\n")
    again = line.wait(path, timeout=5)
    assert again is not None
    again.leave()
