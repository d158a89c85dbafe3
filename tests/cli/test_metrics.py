"""A served town counts what it answers, over all its processes, and tells it on a port of its own."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from config import ROOT
from participation.web.metrics import forget_the_dead
from tests.conftest import Databases


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def served(databases: Databases, tmp_path: Path) -> Iterator[tuple[str, str]]:
    """A town served by two processes, with its worker and its metrics: both addresses."""
    url, port, metrics = databases.copy(), free_port(), free_port()
    environment = {**os.environ, "DATA_DIR": str(tmp_path), "DATABASE_URL": url, "METRICS_PORT": str(metrics)}
    command = [sys.executable, "-m", "participation", "serve", "--port", str(port), "--workers", "2"]
    process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL)
    try:
        for address in (f"http://127.0.0.1:{port}/gesund", f"http://127.0.0.1:{metrics}/metrics"):
            wait_for(address)
        yield f"http://127.0.0.1:{port}", f"http://127.0.0.1:{metrics}/metrics"
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(60)
        databases.drop(url)


def wait_for(address: str) -> None:
    for _ in range(300):
        try:
            urllib.request.urlopen(address, timeout=5).read()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise AssertionError(f"{address} does not answer")


def test_requests_of_all_processes_are_counted_without_anything_of_a_person(served: tuple[str, str]) -> None:
    site, metrics = served
    for _ in range(12):
        urllib.request.urlopen(f"{site}/suche?q=max.mustermann", timeout=10).read()
    with pytest.raises(urllib.error.HTTPError):
        urllib.request.urlopen(f"{site}/geheimes-wort", timeout=10)
    text = urllib.request.urlopen(metrics, timeout=10).read().decode()
    assert 'participation_requests_total{endpoint="search.results",method="GET",status="200"} 12.0' in text
    assert 'participation_requests_total{endpoint="none",method="GET",status="404"} 1.0' in text
    assert 'participation_request_seconds_bucket{endpoint="search.results",le="+Inf"} 12.0' in text
    assert 'participation_mails{state="waiting"} 0.0' in text
    assert re.search(r"participation_journal_unsealed_seconds \d", text)
    assert re.search(r"participation_worker_silent_seconds \d", text)
    assert "mustermann" not in text
    assert "geheim" not in text


def test_only_the_files_of_processes_that_are_gone_are_removed(tmp_path: Path) -> None:
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    for pid in (gone.pid, os.getpid()):
        (tmp_path / f"counter_{pid}.db").touch()
    forget_the_dead(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == [f"counter_{os.getpid()}.db"]
