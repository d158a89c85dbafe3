"""Runs several processes as one: they start together, are stopped together, and end together if one ends."""

from __future__ import annotations

import errno
import http.client
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

import click

STOP_SIGNALS = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)
START_TIME = 60.0
END_TIME = 30.0


def supervise(
    children: Mapping[str, Sequence[str]], *, folder: Path, is_ready: Callable[[], bool], ready: Callable[[], None]
) -> int:
    """Run commands until a signal comes or one of them ends; then end all.

    Returns 0 after a signal, else the code of the one that ended (1 if it claimed success or did not get ready).
    """
    with _stop_requests() as requests:
        running = {name: _start(command, folder) for name, command in children.items()}
        try:
            return _watch(running, requests, is_ready, ready)
        finally:
            end_all(list(running.values()))


def _start(command: Sequence[str], folder: Path) -> subprocess.Popen[bytes]:
    # A session of its own: Ctrl+C reaches only this process, which then asks the children to finish in peace.
    return subprocess.Popen(command, cwd=folder, stdin=subprocess.DEVNULL, start_new_session=True)


@contextmanager
def _stop_requests() -> Iterator[list[int]]:
    requests: list[int] = []
    before = {number: signal.signal(number, lambda got, _: requests.append(got)) for number in STOP_SIGNALS}
    try:
        yield requests
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _watch(
    running: Mapping[str, subprocess.Popen[bytes]],
    requests: Sequence[int],
    is_ready: Callable[[], bool],
    ready: Callable[[], None],
) -> int:
    waiting_since: float | None = time.monotonic()
    while not requests:
        for name, process in running.items():
            code = process.poll()
            if code is not None:
                click.echo(
                    f"The {name} ended (code {code}), so everything is stopped; its reason stands above.", err=True
                )
                return exit_code(code)
        if waiting_since is not None:
            if is_ready():
                waiting_since = None
                ready()
            elif time.monotonic() - waiting_since > START_TIME:
                click.echo(
                    f"The server did not answer within {START_TIME:.0f} seconds, so everything is stopped.", err=True
                )
                return 1
        time.sleep(0.1)
    return 0


def exit_code(code: int) -> int:
    """The code to leave with after a child ended unasked: its own, 128 + signal, or 1 where it claimed success."""
    if code < 0:
        return 128 - code
    return code or 1


def end_all(processes: Sequence[subprocess.Popen[bytes]]) -> None:
    """Ask every process to end, and end those by force that have not done so in half a minute."""
    for process in processes:
        if process.poll() is None:
            process.terminate()
    deadline = time.monotonic() + END_TIME
    for process in processes:
        try:
            process.wait(max(deadline - time.monotonic(), 0.1))
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def port_problem(host: str, port: int) -> str | None:
    """One sentence on why this port cannot be had and what to do, or None where it can."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind, protocol) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except OSError as error:
        other = 8080 if port != 8080 else 8081
        if error.errno == errno.EADDRINUSE:
            return (
                f"Port {port} is already in use by another program. "
                f"Stop it or choose another: make demo PORT={other} (or participation serve --port {other})"
            )
        if error.errno == errno.EACCES:
            return f"Port {port} is kept for the system; choose one above 1023, for example {other}."
        return f"This machine cannot listen on {host}; choose another address with --bind ({error.strerror})."
    return None


def reachable_host(host: str) -> str:
    """Where a server that listens on `host` is reached from this machine."""
    everywhere = {"0.0.0.0": "127.0.0.1", "::": "::1", "": "127.0.0.1"}  # noqa: S104 - a name, not an act
    return everywhere.get(host, host)


def answers(host: str, port: int) -> bool:
    """Whether a web server answers there, whatever it says."""
    connection = http.client.HTTPConnection(host, port, timeout=10)
    try:
        connection.request("HEAD", "/")
        connection.getresponse()
    except OSError:
        return False
    except http.client.HTTPException:
        return False
    finally:
        connection.close()
    return True
