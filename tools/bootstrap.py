"""Builds .venv from the pinned requirements, with a progress bar, or says in one sentence what stands in the way.

Runs before anything is installed, so it uses the standard library alone. A stamp in .venv makes the next run immediate.
"""

from __future__ import annotations

import argparse
import fcntl
import hashlib
import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import IO

from obstacles import SetUpError, busy_port, explain, missing_for_venv
from progress_bar import Bar

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
STAMP = VENV / "set-up.json"
LOG = VENV / "set-up.log"
MADE_IN = VENV / "made-in"
REQUIREMENTS = {"runtime": ROOT / "requirements.txt", "dev": ROOT / "requirements-dev.txt"}
NPM_REQUIREMENTS = ROOT / "tools" / "requirements-npm.txt"
OLDEST_NPM = 7


def digest(path: Path) -> str:
    """The sha256 of a file, to see whether it changed since the last set-up."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def is_ready(level: str) -> bool:
    """Whether .venv already holds exactly what this level pins, for this folder and a Python that still exists."""
    try:
        stamp = json.loads(STAMP.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    return bool(
        stamp.get("root") == str(ROOT)
        and stamp.get("python") == os.path.realpath(VENV / "bin" / "python")
        and os.path.exists(VENV / "bin" / "python")
        and stamp.get(level) == digest(REQUIREMENTS[level])
    )


def write_stamp(level: str) -> None:
    """Note what was installed; the developers' requirements contain those for running."""
    stamp = {"root": str(ROOT), "python": os.path.realpath(VENV / "bin" / "python")}
    for name in ("runtime", "dev") if level == "dev" else ("runtime",):
        stamp[name] = digest(REQUIREMENTS[name])
    STAMP.write_text(json.dumps(stamp, indent=1) + "\n", encoding="utf-8")


def venv_usable() -> bool:
    """Whether an earlier, perhaps interrupted set-up left a .venv of this folder that can be filled further."""
    config = VENV / "pyvenv.cfg"
    if not config.exists() or not MADE_IN.exists():
        return False
    if MADE_IN.read_text(encoding="utf-8") != str(ROOT):
        return False
    check = [str(VENV / "bin" / "python"), "-c", "import pip, sys; sys.exit(sys.version_info < (3, 11))"]
    try:
        return subprocess.run(check, capture_output=True, stdin=subprocess.DEVNULL).returncode == 0
    except OSError:
        return False


def make_venv() -> None:
    """Create an empty .venv with the running Python."""
    lacking = missing_for_venv(sys.version_info[:2], importlib.util.find_spec("ensurepip") is not None)
    if lacking:
        raise SetUpError(lacking)
    print(f"Making .venv with Python {sys.version.split()[0]} …", flush=True)
    result = subprocess.run(
        [sys.executable, "-m", "venv", "--clear", str(VENV)], capture_output=True, text=True, stdin=subprocess.DEVNULL
    )
    if result.returncode:
        said = (result.stderr + result.stdout).strip().splitlines() or ["no reason given"]
        raise SetUpError(f"Python could not make .venv ({said[-1]}); see whether python3-venv is installed.")
    MADE_IN.write_text(str(ROOT), encoding="utf-8")


def pip_install(requirements: Path, label: str) -> None:
    """Install hash-pinned requirements into .venv; pip's own configuration names the registry."""
    wanted = len(re.findall(r"^[A-Za-z0-9][\w.-]*==", requirements.read_text(encoding="utf-8"), re.MULTILINE))
    bar = Bar(label, 2 * wanted)
    command = [str(VENV / "bin" / "python"), "-m", "pip", "install", "--no-input", "--disable-pip-version-check"]
    command += ["--progress-bar", "off", "--require-hashes", "-r", str(requirements)]
    process = subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        cwd=str(ROOT),
        env={**os.environ, "PIP_USER": "0", "PYTHONUNBUFFERED": "1"},
    )
    lines: list[str] = []
    reader = threading.Thread(target=_collect, args=(process.stdout, lines), daemon=True)
    reader.start()
    before = installed_packages()
    try:
        while reader.is_alive():
            reader.join(0.2)
            _show(bar, list(lines), before)
        code = process.wait()
    except BaseException:
        process.terminate()
        bar.end()
        raise
    output = "".join(lines)
    LOG.write_text(output, encoding="utf-8")
    if code == 0:
        bar.show(2 * wanted, "done")
    bar.end()
    if code:
        raise SetUpError(explain(output, LOG.relative_to(ROOT)))


def _collect(stream: IO[str] | None, lines: list[str]) -> None:
    lines.extend(stream or ())


def _show(bar: Bar, lines: list[str], before: int) -> None:
    """Each package counts twice: when it was found, and when it lies in .venv."""
    not_here = sum(line.startswith("Ignoring ") for line in lines)
    there = sum(line.startswith("Requirement already satisfied") for line in lines)
    found = [re.split(r"[=\s]", line)[1] for line in lines if line.startswith("Collecting ")]
    done = 2 * (not_here + there) + len(found)
    what = f"fetching {found[-1]}" if found else "looking up packages"
    if lines and lines[-1].startswith("WARNING: Retrying"):
        what = "the package registry does not answer, trying again"
    if any(line.startswith("Installing collected packages") for line in lines):
        done += max(installed_packages() - before, 0)
        what = "installing"
    bar.show(done, what)


def installed_packages() -> int:
    """How many packages lie in .venv."""
    return sum(1 for _ in VENV.glob("lib/python*/site-packages/*.dist-info"))


def link_project() -> None:
    """Make `import participation`, and .venv/bin/participation, work from this checkout without building a package."""
    site_packages = next(VENV.glob("lib/python*/site-packages"))
    (site_packages / "participation-checkout.pth").write_text(str(ROOT) + "\n", encoding="utf-8")
    script = VENV / "bin" / "participation"
    python = str(VENV / "bin" / "python").replace("'", "'\"'\"'")
    script.write_text(f"#!/bin/sh\nexec '{python}' -m participation \"$@\"\n", encoding="utf-8")
    script.chmod(0o755)


def has_npm() -> bool:
    """Whether the machine brings an npm that can read the lock file."""
    npm = shutil.which("npm")
    if not npm:
        return False
    try:
        answer = subprocess.run([npm, "--version"], capture_output=True, text=True, stdin=subprocess.DEVNULL)
        return answer.returncode == 0 and int(answer.stdout.strip().split(".")[0]) >= OLDEST_NPM
    except (OSError, ValueError):
        return False


def set_up(level: str) -> None:
    """Bring .venv to the given level, doing only what is not done yet."""
    if is_ready(level):
        return
    started = time.monotonic()
    if not venv_usable():
        make_venv()
    pip_install(REQUIREMENTS[level], "Python packages")
    if not has_npm() and not (VENV / "bin" / "npm").exists():
        pip_install(NPM_REQUIREMENTS, "npm (this machine has none)")
    link_project()
    write_stamp(level)
    print(".venv is ready (%.0f s)." % (time.monotonic() - started), flush=True)


def main(arguments: list[str] | None = None) -> int:
    """Set up for running ("runtime") or for developing and testing ("dev")."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("level", choices=sorted(REQUIREMENTS))
    parser.add_argument("--port", type=int, help="tell at once if this port is taken")
    options = parser.parse_args(arguments)
    try:
        with open(__file__, encoding="utf-8") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            busy = busy_port(options.port) if options.port else None
            if busy:
                raise SetUpError(busy)
            set_up(options.level)
    except SetUpError as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nStopped; run the same command again to go on.", file=sys.stderr)
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main())
