"""Load on one address with wrk, and what came of it."""

from __future__ import annotations

import json
import re
import subprocess
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean, median
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tools.bench.town import BenchTown

UNITS = {"us": 0.001, "ms": 1.0, "s": 1000.0}


@dataclass(frozen=True)
class Figures:
    """Requests per second, latencies in milliseconds, and answers that were errors."""

    per_second: float
    p50: float
    p99: float
    requests: int
    errors: int


def measure(address: str, *, seconds: int, connections: int, cookie: str = "") -> Figures:
    """Ask for one address as fast as it answers, after a short warm-up.

    Every second has new connections: it is luck how a server's workers share those, and only luck for a second.
    """
    headers = ["-H", "Accept-Encoding: br, gzip", "-H", "Accept: text/html"]
    if cookie:
        headers += ["-H", f"Cookie: sitzung={cookie}"]
    command = ["wrk", "-t1", f"-c{connections}", "--latency", "--timeout", "30s", *headers, "-d1s"]
    return _together([_run([*command, address]) for _ in range(seconds + 1)][1:])


def measure_votes(address: str, town: BenchTown, *, seconds: int, connections: int) -> Figures:
    """Vote for ideas, after a short warm-up; every request is a new pair of person and idea."""
    pairs = [
        {"path": f"/ideen/{idea}/stimme", "cookie": c, "token": t} for idea in town.vote_ideas for c, t in town.voters
    ]
    share = len(pairs) // (seconds + 1)
    found = []
    with tempfile.TemporaryDirectory() as folder:
        data, script = Path(folder, "pairs.lua"), Path(folder, "vote.lua")
        script.write_text(VOTE.replace("DATA", str(data)), encoding="utf-8")
        for second in range(seconds + 1):
            entries = ",\n".join(
                f"{{{json.dumps(p['path'])},{json.dumps(p['cookie'])},{json.dumps(p['token'])}}}"
                for p in pairs[second * share : (second + 1) * share]
            )
            data.write_text(f"return {{{entries}}}", encoding="utf-8")
            command = ["wrk", "-t1", f"-c{connections}", "--latency", "--timeout", "30s", "-s", str(script), "-d1s"]
            found.append(_run([*command, address]))
    return _together(found[1:])


VOTE = """
local pairs_ = dofile("DATA")
local next_ = 0
request = function()
  next_ = next_ % #pairs_ + 1
  local p = pairs_[next_]
  return wrk.format("POST", p[1], {["Cookie"]="sitzung=" .. p[2], ["Content-Type"]="application/x-www-form-urlencoded",
    ["HX-Request"]="true"}, "value=1&csrf_token=" .. p[3])
end
"""


def _run(command: list[str]) -> Figures:
    return _figures(subprocess.run(command, capture_output=True, check=True, text=True).stdout)


def _together(seconds: list[Figures]) -> Figures:
    """One second after the other as one measurement: the mean rate, the median of the medians, the worst 99th."""
    return Figures(
        fmean(f.per_second for f in seconds), median(f.p50 for f in seconds), max(f.p99 for f in seconds),
        sum(f.requests for f in seconds), sum(f.errors for f in seconds),
    )  # fmt: skip


def _figures(text: str) -> Figures:
    def latency(share: str) -> float:
        found = re.search(rf"^\s+{share}\s+([\d.]+)(us|ms|s)", text, re.M)
        return float(found[1]) * UNITS[found[2]] if found else 0.0

    requests = re.search(r"(\d+) requests in", text)
    errors = re.search(r"Non-2xx or 3xx responses: (\d+)", text)
    rate = re.search(r"Requests/sec:\s+([\d.]+)", text)
    return Figures(
        float(rate[1]) if rate else 0.0, latency("50%"), latency("99%"), int(requests[1]) if requests else 0,
        int(errors[1]) if errors else 0,
    )  # fmt: skip


def busy_loop_seconds() -> float:
    """How long a fixed loop takes: runs compare only where this agrees within 15 per cent."""
    start = time.perf_counter()
    total = 0
    for number in range(3_000_000):
        total += number & 7
    for _ in range(5):
        json.loads(json.dumps({str(n): n for n in range(20_000)}))
    return time.perf_counter() - start
