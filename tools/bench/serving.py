"""Servers for the time of the measurement, on loopback, with the same workers and threads."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tools.bench.town import BenchTown

ROOT = Path(__file__).resolve().parents[2]
WORKERS, THREADS = 2, 4


@dataclass(frozen=True)
class Server:
    """A running server."""

    address: str
    process: subprocess.Popen[bytes]

    def memory_per_worker(self) -> list[float]:
        """Resident memory of each worker in MB."""
        children = subprocess.run(["pgrep", "-P", str(self.process.pid)], capture_output=True, text=True, check=False)
        return [_resident(int(pid)) for pid in children.stdout.split()]


def _resident(pid: int) -> float:
    for line in Path(f"/proc/{pid}/status").read_text(encoding="ascii").splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) / 1024
    return 0.0


@contextmanager
def hello_server() -> Iterator[Server]:
    """A bare Flask "hello"."""
    with _served("tools.bench.hello:app", {}) as server:
        yield server


@contextmanager
def platform_server(town: BenchTown) -> Iterator[Server]:
    """The platform with the bench's town."""
    from participation.cli.serve import SPARING

    with _served("wsgi:app", {**SPARING, **town.environment}) as server:
        yield server


@contextmanager
def _served(app: str, environment: Mapping[str, str]) -> Iterator[Server]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "gunicorn", app, "--chdir", str(ROOT), "--bind", f"127.0.0.1:{port}"]
    command += ["--config", "python:participation.cli.serve"] if app.startswith("wsgi") else []
    command += ["--worker-class", "gthread", "--workers", str(WORKERS), "--threads", str(THREADS), "--preload"]
    command += ["--keep-alive", "5", "--no-control-socket", "--log-level", "warning"]
    process = subprocess.Popen(command, env={**os.environ, **environment}, stdin=subprocess.DEVNULL)
    try:
        address = f"http://127.0.0.1:{port}/"
        _wait_for(address)
        yield Server(address.rstrip("/"), process)
    finally:
        process.terminate()
        process.wait(timeout=30)


def _wait_for(address: str) -> None:
    for _ in range(200):
        try:
            urllib.request.urlopen(address, timeout=5).read()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise RuntimeError(f"{address} does not answer")
