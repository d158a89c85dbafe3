"""Ten people who sign in at the same time, again and again, while two others read: how long an answer takes.

`python -m tools.bench.sign_ins [seconds]`. The bars: 99 of 100 sign-ins under 800 ms with argon2id at its recommended
setting; those who read meanwhile wait no longer than a person notices.
"""

from __future__ import annotations

import http.cookiejar
import re
import sys
import tempfile
import threading
import time
import urllib.parse
import urllib.request
from dataclasses import dataclass, field
from pathlib import Path

from config import Settings
from tools.bench.load import busy_loop_seconds
from tools.bench.serving import platform_server
from tools.bench.town import BenchTown, build_town

SECONDS, SIGNING_IN, READING = 20, 10, 2
PASSWORD = "Der Spatz trägt quer"
BETWEEN = 0.1
"""Seconds that a reader takes between two pages."""
TOKEN = re.compile(r'name="csrf_token"[^>]*value="([^"]+)"')


@dataclass
class Crowd:
    """How long answers took, in seconds, and what went wrong."""

    address: str
    sign_ins: list[float] = field(default_factory=list)
    readings: list[float] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    done: threading.Event = field(default_factory=threading.Event)

    def sign_in(self, number: int) -> None:
        """Open the form and send it, each time with an empty cookie jar; only the sending is timed."""
        while not self.done.is_set():
            jar = urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar())
            browser = urllib.request.build_opener(jar)
            with browser.open(f"{self.address}/anmelden", timeout=60) as page:
                form = TOKEN.search(page.read().decode())
            assert form is not None
            typed = {"csrf_token": form[1], "email": f"mess{number}@example.org", "password": PASSWORD}
            begun = time.perf_counter()
            try:
                sent = urllib.parse.urlencode(typed).encode()
                with browser.open(f"{self.address}/anmelden", sent, timeout=60) as answer:
                    answer.read()
                    if answer.url.endswith("/anmelden"):
                        self.faults.append("not signed in")
                self.sign_ins.append(time.perf_counter() - begun)
            except OSError as error:
                self.faults.append(str(error))

    def read(self, path: str, cookie: str) -> None:
        """Read a page as somebody who is signed in, so that it is made anew each time."""
        while not self.done.wait(BETWEEN):
            request = urllib.request.Request(self.address + path, headers={"Cookie": f"sitzung={cookie}"})
            begun = time.perf_counter()
            with urllib.request.urlopen(request, timeout=60) as answer:
                answer.read()
            self.readings.append(time.perf_counter() - begun)


def main(seconds: int) -> int:
    """Measure and print; returns 0 whatever the figures are, 1 if somebody could not sign in."""
    print(f"machine check: {busy_loop_seconds():.2f} s", flush=True)
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        town = build_town(Path(folder))
        _give_passwords(town)
        with platform_server(town) as server:
            calm = _crowd(server.address, town, seconds=seconds, signing_in=0)
            busy = _crowd(server.address, town, seconds=seconds, signing_in=SIGNING_IN)
    print(f"\n{SIGNING_IN} people signing in without a pause, {seconds} s, argon2id m=19 MiB, t=2, p=1")
    print("| | number | p50 ms | p99 ms | longest ms |\n|---|---:|---:|---:|---:|")
    for name, times in (
        ("sign-in (with the page it leads to)", busy.sign_ins), ("a list read meanwhile", busy.readings),
        ("the same list while nobody signs in", calm.readings),
    ):  # fmt: skip
        print(
            f"| {name} | {len(times)} | {_share(times, 0.5):.0f} | {_share(times, 0.99):.0f} | {_share(times, 1):.0f} |"
        )
    print(f"faults: {len(busy.faults)} {busy.faults[:1]}")
    return 1 if busy.faults else 0


def _crowd(address: str, town: BenchTown, *, seconds: int, signing_in: int) -> Crowd:
    crowd = Crowd(address)
    threads = [threading.Thread(target=crowd.sign_in, args=(number,)) for number in range(signing_in)]
    threads += [
        threading.Thread(target=crowd.read, args=(town.list_path, cookie)) for cookie in town.cookies[-READING:]
    ]
    for thread in threads:
        thread.start()
    time.sleep(seconds)
    crowd.done.set()
    for thread in threads:
        thread.join()
    return crowd


def _give_passwords(town: BenchTown) -> None:
    """Passwords as argon2id hashes, at the setting that the platform uses."""
    from participation import create_app
    from participation.core.transactions import transaction
    from participation.people.accounts.queries import account_by_email
    from participation.people.accounts.rules import hash_password

    app = create_app(Settings.from_environment(town.environment))
    with app.app_context(), transaction():
        for number in range(SIGNING_IN):
            account = account_by_email(f"mess{number}@example.org")
            assert account is not None
            account.password_hash = hash_password(PASSWORD)


def _share(times: list[float], share: float) -> float:
    """The time in milliseconds under which this share of the answers stayed."""
    return 1000 * sorted(times)[min(len(times) - 1, int(len(times) * share))] if times else 0.0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else SECONDS))
