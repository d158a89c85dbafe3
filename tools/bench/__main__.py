"""Set up a town of 10,000 ideas, serve it, put load on it, print the figures beside the bars."""

from __future__ import annotations

import shutil
import sys
import tempfile
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path

from tools.bench.load import busy_loop_seconds, measure, measure_votes
from tools.bench.report import Line, print_report
from tools.bench.serving import Server, hello_server, platform_server
from tools.bench.town import BenchTown, build_town

SECONDS = 6
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
            *cases, last = _cases(town)
            lines = [_line(platform, hello, town, case) for case in cases]
            lines.append(_votes(platform, hello, town))
            memory = platform.memory_per_worker()
            lines.append(_line(platform, hello, town, last))
        print_report(lines, memory)
        print(f"machine check: {busy_loop_seconds():.2f} s")
    return 0


@dataclass(frozen=True)
class Case:
    """A page and its bar; `changing` says what changes all the time meanwhile: nothing, anything, or pins."""

    name: str
    path: str
    bar: float | None
    cookie: str = ""
    changing: str = ""


def _cases(town: BenchTown) -> list[Case]:
    person = town.cookies[0]
    return [
        Case("idea list, signed out", town.list_path, 0.40),
        Case("idea list, signed in", town.list_path, 0.06, cookie=person),
        Case("idea page, signed out", town.idea_path, 0.40),
        Case("idea page, signed in", town.idea_path, 0.08, cookie=person),
        Case("idea page with 5,000 comments, signed out", town.long_path, 0.40),
        Case("idea page with 5,000 comments, signed in", town.long_path, 0.08, cookie=person),
        Case("idea page with 50 comments, made anew", town.idea_path, None, changing="anything"),
        Case("idea page with 5,000 comments, made anew", town.long_path, None, changing="anything"),
        Case("map data, warm", town.map_path, 0.40),
        Case("map data, cold: after any change", town.map_path, 0.05, changing="anything"),
        Case("map data, made anew: after a change of an idea", town.map_path, None, changing="pins"),
    ]


def _line(platform: Server, hello: Server, town: BenchTown, case: Case) -> Line:
    base = measure(hello.address, seconds=SECONDS, connections=CONNECTIONS)
    changes = town.changing(pins=case.changing == "pins") if case.changing else nullcontext()
    with changes:
        address = platform.address + case.path
        found = measure(address, seconds=SECONDS, connections=CONNECTIONS, cookie=case.cookie)
    return Line(case.name, found, base, case.bar)


def _votes(platform: Server, hello: Server, town: BenchTown) -> Line:
    base = measure(hello.address, seconds=SECONDS, connections=CONNECTIONS)
    found = measure_votes(platform.address, town, seconds=SECONDS, connections=CONNECTIONS)
    return Line("vote", found, base, 0.10)


if __name__ == "__main__":
    sys.exit(main())
