"""A backup of a large town while people go on voting, and the restore of it: time, memory, and how long anyone waited.

`python -m tools.bench.backups [share] [folder]`. The bars: under 5 minutes, under 300 MB, no request waits over a
second, and every table equal after the restore. All that was made is removed at the end.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import threading
import time
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tools.bench.imports import WRITERS, People
from tools.bench.large_town import grow
from tools.bench.load import busy_loop_seconds
from tools.bench.serving import ROOT, platform_server
from tools.bench.town import BenchTown, build_town


@dataclass(frozen=True)
class Run:
    """A command that was run: seconds, its peak of resident memory in MB, and the machine's load afterwards."""

    seconds: float
    peak: float
    load: float


def main(share: float, within: str | None) -> int:
    """Measure and print; returns 0 if the restored town equals the saved one."""
    print(f"machine check: {busy_loop_seconds():.2f} s", flush=True)
    with tempfile.TemporaryDirectory(prefix="bench-", dir=within) as name:
        folder = Path(name)
        (folder / "town").mkdir()
        town = build_town(folder / "town")
        begun = time.perf_counter()
        sizes = grow(town, share=share)
        print(f"bench: grown in {time.perf_counter() - begun:.0f} s: {sizes}", flush=True)
        print(f"bench: database of {town.database.stat().st_size / 1e6:,.0f} MB", flush=True)
        saved, again = folder / "saved.zip", folder / "again.zip"
        with platform_server(town) as server:
            quiet = _people(server.address, town, lambda: time.sleep(30))
            busy = _people(server.address, town, lambda: _told("backup", _run(town.environment, "backup", str(saved))))
        print(f"bench: file of {saved.stat().st_size / 1e6:,.0f} MB", flush=True)
        _waits("before", quiet)
        _waits("during the backup", busy)
        other = {**town.environment, "DATA_DIR": str(folder / "other")}
        _told("restore", _run(other, "restore", str(saved)))
        _told("journal verify", _run(other, "journal", "verify"))
        _told("backup of the restored town", _run(other, "backup", str(again)))
        equal = _tables(saved) == _tables(again)
    print(f"every table equal: {equal}")
    print(f"machine check: {busy_loop_seconds():.2f} s")
    return 0 if equal else 1


def _people(address: str, town: BenchTown, act: Any) -> People:
    """Let people vote while something is done."""
    people = People(address, town)
    threads = [threading.Thread(target=people.write, args=(number,)) for number in range(WRITERS)]
    for thread in threads:
        thread.start()
    act()
    people.done.set()
    for thread in threads:
        thread.join()
    return people


def _waits(when: str, people: People) -> None:
    waits = sorted(people.waits)
    print(
        f"votes {when}: {len(waits):,} ({len(people.faults)} failed), p50 {waits[len(waits) // 2]:.3f} s, "
        f"p99 {waits[len(waits) * 99 // 100]:.3f} s, longest {waits[-1]:.3f} s", flush=True,
    )  # fmt: skip


def _told(what: str, run: Run) -> None:
    print(f"{what}: {run.seconds:.0f} s, {run.peak:.0f} MB, load {run.load:.1f}", flush=True)


def _run(environment: dict[str, str], *words: str) -> Run:
    begun = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, "-m", "participation", *words], cwd=ROOT, env={**os.environ, **environment},
        stdout=subprocess.DEVNULL, stdin=subprocess.DEVNULL,
    )  # fmt: skip
    peak = 0.0
    while process.poll() is None:
        # Asked again and again: what the system counts for an ended child includes the memory of this process.
        peak = max(peak, _peak(process.pid))
        time.sleep(0.1)
    if process.returncode:
        raise RuntimeError(f"participation {words[0]} failed")
    return Run(time.perf_counter() - begun, peak, os.getloadavg()[0])


def _peak(pid: int) -> float:
    try:
        lines = Path(f"/proc/{pid}/status").read_text(encoding="ascii").splitlines()
    except OSError:
        return 0.0
    return max((int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM:")), default=0.0)


def _tables(path: Path) -> dict[str, Any]:
    with zipfile.ZipFile(path) as archive:
        told = json.loads(archive.read("manifest.json"))
    return {one["shape"]["name"]: (one["rows"], one["sha256"]) for one in told["tables"]}


if __name__ == "__main__":
    sys.exit(main(float(sys.argv[1]) if len(sys.argv) > 1 else 1.0, sys.argv[2] if len(sys.argv) > 2 else None))
