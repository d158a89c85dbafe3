"""What can stand in the way of setting up, each as one sentence that says what to do."""

from __future__ import annotations

import errno
import re
import socket
from pathlib import Path

NO_NETWORK = re.compile(
    r"NewConnectionError|Max retries exceeded|ConnectTimeoutError|ReadTimeoutError|ProxyError|Could not fetch URL"
    r"|Temporary failure in name resolution|Network is unreachable|Connection refused|connection broken",
)


class SetUpError(Exception):
    """Set-up cannot go on; the message is one sentence that says what to do."""


def missing_for_venv(version: tuple[int, int], has_ensurepip: bool) -> str | None:
    """The sentence that says what this Python lacks for building .venv, or None."""
    name = "{}.{}".format(*version)
    if version < (3, 11):
        return (
            f"This is Python {name}, but 3.11 or newer is needed; name another one: make demo PYTHON=/path/to/python3"
        )
    if not has_ensurepip:
        return (
            f"Python {name} cannot make virtual environments here because python3-venv is missing; "
            f"install it (as root: apt install python3-venv, or python{name}-venv) and run the same command again."
        )
    return None


def explain(output: str, log: Path) -> str:
    """Turn what pip printed on failing into one sentence that says what to do."""
    if "DO NOT MATCH THE HASHES" in output:
        return (
            "A fetched package does not match its pinned hash, so nothing was installed; "
            "run the same command again, and report it if it stays."
        )
    if "No space left on device" in output:
        return "The disk is full; make room (about 500 MB are needed) and run the same command again."
    if NO_NETWORK.search(output):
        return (
            "The Python package registry cannot be reached; check the network (or pip's own index and proxy settings) "
            "and run the same command again, what was already fetched is kept."
        )
    errors = [line for line in output.splitlines() if line.startswith("ERROR:")]
    reason = errors[-1][len("ERROR:") :].strip().rstrip(".") if errors else "pip stopped without giving a reason"
    return f"The requirements could not be installed: {reason}; everything pip said stands in {log}."


def busy_port(port: int, host: str = "127.0.0.1") -> str | None:
    """The sentence for a port that another program holds, or None if it is free."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                return (
                    f"Port {port} is already in use by another program. "
                    f"Stop it or choose another: make demo PORT={8080 if port != 8080 else 8081}"
                )
    return None
