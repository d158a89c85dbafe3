"""An import of 100,000 rows while people go on writing: how long, how much memory, and how long anyone waited.

`python -m tools.bench.imports [rows]`. The bars: under 5 minutes, under 300 MB, no request waits over a second.
"""

from __future__ import annotations

import itertools
import os
import subprocess
import sys
import tempfile
import threading
import time
import urllib.parse
import urllib.request
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tools.bench.load import busy_loop_seconds
from tools.bench.serving import ROOT, platform_server
from tools.bench.town import BenchTown, build_town, write_ideas

ROWS = 100_000
WRITERS = 4
BETWEEN = 0.2
"""Seconds that a person takes between two acts."""


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_arguments: Any, **_more: Any) -> None:
        return None


OPENER = urllib.request.build_opener(_NoRedirect)


@dataclass
class People:
    """Some who vote without end; how long each answer took, in seconds."""

    address: str
    town: BenchTown
    waits: list[float] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    done: threading.Event = field(default_factory=threading.Event)

    def write(self, own: int) -> None:
        """Vote for one idea after the other, then take all back, and so on, as person number `own`."""
        cookie, token = self.town.voters[own]
        data = urllib.parse.urlencode({"value": "1", "csrf_token": token}).encode()
        rounds = itertools.cycle(("stimme", "stimme/zuruecknehmen"))
        for act, idea in ((act, idea) for act in rounds for idea in self.town.vote_ideas):
            if self.done.wait(BETWEEN):
                return
            request = urllib.request.Request(f"{self.address}/ideen/{idea}/{act}", data)
            request.add_header("Cookie", f"sitzung={cookie}")
            request.add_header("HX-Request", "true")
            begun = time.perf_counter()
            try:
                OPENER.open(request, timeout=60).read()
            except OSError as error:
                self.faults.append(str(error))
            self.waits.append(time.perf_counter() - begun)


def main(rows: int) -> int:
    """Measure and print; returns 0 whatever the figures are, 1 if the import failed."""
    print(f"machine check: {busy_loop_seconds():.2f} s", flush=True)
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        town = build_town(Path(folder))
        path = Path(folder, "many.csv")
        write_ideas(path, rows)
        with platform_server(town) as server:
            people = People(server.address, town)
            threads = [threading.Thread(target=people.write, args=(number,)) for number in range(WRITERS)]
            for thread in threads:
                thread.start()
            seconds, peak, status = _import(town, path)
            people.done.set()
            for thread in threads:
                thread.join()
    waits = sorted(people.waits)
    print(
        "| rows | seconds (bar 300) | peak memory MB (bar 300) | acts meanwhile | p50 s | p99 s | longest s (bar 1) |"
    )
    print("|---:|---:|---:|---:|---:|---:|---:|")
    print(
        f"| {rows:,} | {seconds:.0f} | {peak:.0f} | {len(waits)} ({len(people.faults)} failed) "
        f"| {waits[len(waits) // 2]:.3f} | {waits[len(waits) * 99 // 100]:.3f} | {waits[-1]:.3f} |"
    )
    print(f"machine check: {busy_loop_seconds():.2f} s")
    return status


def _import(town: BenchTown, path: Path) -> tuple[float, float, int]:
    """Run the importer. Returns seconds, its peak of resident memory in MB, and its exit code."""
    command = [sys.executable, "-m", "participation", "import", "ideas", str(path), "--board", town.board]
    command += ["--source", "many"]
    begun = time.perf_counter()
    process = subprocess.Popen(
        command, cwd=ROOT, env={**os.environ, **town.environment}, stdout=subprocess.DEVNULL, stdin=subprocess.DEVNULL
    )
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    return time.perf_counter() - begun, used.ru_maxrss / 1024, process.returncode


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else ROWS))
