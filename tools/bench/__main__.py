"""Set up a town of 10,000 ideas, serve it, put load on it, print the figures beside the bars."""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path

from tools.bench.load import Figures, busy_loop_seconds, measure, measure_votes
from tools.bench.report import Line, print_report
from tools.bench.serving import Server, hello_server, platform_server
from tools.bench.town import BenchTown, build_town

SECONDS = 5
CONNECTIONS = 8


def main() -> int:
    """Run everything; returns 0 whatever the figures are: timing decides no test."""
    if shutil.which("wrk") is None:
        sys.exit("wrk is missing. Install it (on Debian: apt-get install wrk) and run make bench again.")
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        town = build_town(Path(folder))
        print(f"machine check: {busy_loop_seconds():.2f} s", flush=True)
        lines: list[Line] = []
        with hello_server() as hello, platform_server(town) as platform:
            lines = [_line(platform, hello, town, *case) for case in _cases(town)]
            lines.append(_votes(platform, hello, town))
            memory = platform.memory_per_worker()
        print_report(lines, memory)
        print(f"machine check: {busy_loop_seconds():.2f} s")
    return 0


def _cases(town: BenchTown) -> list[tuple[str, str, str, float]]:
    """Name, path, cookie and bar of each page."""
    return [
        ("idea list, signed out", town.list_path, "", 0.40),
        ("idea list, signed in", town.list_path, town.cookies[0], 0.06),
        ("idea page, signed out", town.idea_path, "", 0.40),
        ("idea page, signed in", town.idea_path, town.cookies[0], 0.08),
        ("map data, warm", town.map_path, "", 0.40),
        ("map data, cold", town.map_path, "cold", 0.05),
    ]


def _line(platform: Server, hello: Server, town: BenchTown, name: str, path: str, cookie: str, bar: float) -> Line:
    base = measure(hello.address, seconds=SECONDS, connections=CONNECTIONS)
    if cookie == "cold":
        with town.changing():
            found = measure(platform.address + path, seconds=SECONDS, connections=CONNECTIONS)
    else:
        found = measure(platform.address + path, seconds=SECONDS, connections=CONNECTIONS, cookie=cookie)
    return Line(name, found, base, bar)


def _votes(platform: Server, hello: Server, town: BenchTown) -> Line:
    base = measure(hello.address, seconds=SECONDS, connections=CONNECTIONS)
    before = town.vote_count()
    found: Figures = measure_votes(platform.address, town, seconds=SECONDS, connections=CONNECTIONS)
    stored = town.vote_count() - before
    return Line(f"vote ({stored} stored of {found.requests} answered)", found, base, 0.10)


if __name__ == "__main__":
    sys.exit(main())
