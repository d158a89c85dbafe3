"""Load on one address with wrk, and what came of it."""

from __future__ import annotations

import json
import re
import subprocess
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
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


def measure(address: str, *, seconds: int, connections: int, cookie: str = "", script: str = "") -> Figures:
    """Ask for one address as fast as it answers, after a short warm-up."""
    headers = ["-H", "Accept-Encoding: br, gzip", "-H", "Accept: text/html"]
    if cookie:
        headers += ["-H", f"Cookie: sitzung={cookie}"]
    command = ["wrk", "-t1", f"-c{connections}", "--latency", "--timeout", "30s", *headers]
    if not script:
        subprocess.run([*command, "-d1s", address], capture_output=True, check=True)
    else:
        command += ["-s", script]
    return _figures(
        subprocess.run([*command, f"-d{seconds}s", address], capture_output=True, check=True, text=True).stdout
    )


def measure_votes(address: str, town: BenchTown, *, seconds: int, connections: int) -> Figures:
    """Vote for ideas; every request is a new pair of person and idea."""
    with tempfile.TemporaryDirectory() as folder:
        pairs = [
            {"path": f"/ideen/{idea}/stimme", "cookie": c, "token": t}
            for idea in town.vote_ideas
            for c, t in town.voters
        ]
        data, script = Path(folder, "pairs.lua"), Path(folder, "vote.lua")
        entries = ",\n".join(
            f"{{{json.dumps(p['path'])},{json.dumps(p['cookie'])},{json.dumps(p['token'])}}}" for p in pairs
        )
        data.write_text(f"return {{{entries}}}", encoding="utf-8")
        # Warmed up like the rest, with votes from the end of the pairs, which are not cast again.
        for step, time in (("-1", 1), ("1", seconds)):
            script.write_text(VOTE.replace("DATA", str(data)).replace("STEP", step), encoding="utf-8")
            found = measure(address, seconds=time, connections=connections, script=str(script))
        return found


VOTE = """
local pairs_ = dofile("DATA")
local next_ = 0
request = function()
  next_ = next_ + STEP
  local p = pairs_[(next_ - 1) % #pairs_ + 1]
  return wrk.format("POST", p[1], {["Cookie"]="sitzung=" .. p[2], ["Content-Type"]="application/x-www-form-urlencoded",
    ["HX-Request"]="true"}, "value=1&csrf_token=" .. p[3])
end
"""


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
