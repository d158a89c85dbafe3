"""Fetches the browser files of others at their pinned versions and hands on the few that are needed."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

NEEDED = {
    "css/kern.min.css": "@kern-ux/native/dist/kern.min.css",
    "fonts/fira-sans-latin-400-normal.woff2": "@fontsource/fira-sans/files/fira-sans-latin-400-normal.woff2",
    "fonts/fira-sans-latin-600-normal.woff2": "@fontsource/fira-sans/files/fira-sans-latin-600-normal.woff2",
    "js/htmx.min.js": "htmx.org/dist/htmx.min.js",
    "leaflet/leaflet.css": "leaflet/dist/leaflet.css",
    "leaflet/leaflet.js": "leaflet/dist/leaflet.js",
    "leaflet/images/layers.png": "leaflet/dist/images/layers.png",
    "leaflet/images/layers-2x.png": "leaflet/dist/images/layers-2x.png",
    "leaflet/images/marker-icon.png": "leaflet/dist/images/marker-icon.png",
    "leaflet/images/marker-icon-2x.png": "leaflet/dist/images/marker-icon-2x.png",
    "leaflet/images/marker-shadow.png": "leaflet/dist/images/marker-shadow.png",
    "licences/fira-sans.txt": "@fontsource/fira-sans/LICENSE",
    "licences/htmx.txt": "htmx.org/LICENSE",
    "licences/kern.txt": "@kern-ux/native/LICENSE.md",
    "licences/leaflet.txt": "leaflet/LICENSE",
}
NO_NETWORK = re.compile(r"ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|ERR_SOCKET_TIMEOUT|network")


class FetchError(Exception):
    """The files of others could not be fetched; the message is one sentence that says what to do."""


def fetched_files(root: Path) -> dict[str, bytes]:
    """The needed files of others by their place in a release, fetched where they are not there yet."""
    install(root)
    files = {place: (root / "node_modules" / source).read_bytes() for place, source in NEEDED.items()}
    files["css/kern.min.css"] = without_typeface(files["css/kern.min.css"].decode()).encode()
    for place in files:
        if place.endswith(".js"):
            files[place] = re.sub(rb"\n//# sourceMappingURL=\S+", b"", files[place])
    return files


def without_typeface(kern: str) -> str:
    """The design system without its own typeface files, ready to be imported into a cascade layer by ours."""
    return re.sub(r'@charset\s+"[^"]*";|@font-face\s*\{[^}]*\}', "", kern)


def install(root: Path) -> None:
    """Let npm fetch what the lock file names and check it against the hashes there, unless that was done before."""
    lock_file = root / "package-lock.json"
    lock = lock_file.read_bytes()
    problems = lock_problems(json.loads(lock))
    if problems:
        raise FetchError("package-lock.json cannot be trusted: " + "; ".join(problems))
    mark = root / "node_modules" / ".fetched"
    wanted = hashlib.sha256(lock).hexdigest()
    if mark.exists() and mark.read_text(encoding="ascii") == wanted:
        return
    command = [find_npm(), "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--no-update-notifier"]
    command += ["--prefer-offline", "--fetch-retries=1", "--fetch-retry-mintimeout=1000"]
    result = subprocess.run(command, cwd=root, capture_output=True, text=True, stdin=subprocess.DEVNULL)
    if result.returncode:
        raise FetchError(explain(result.stderr + result.stdout))
    mark.write_text(wanted, encoding="ascii")


def lock_problems(lock: dict[str, Any]) -> list[str]:
    """What is wrong with a lock file: each package needs a sha512, and none may name the address it comes from."""
    problems = []
    for name, package in lock.get("packages", {}).items():
        if not name:
            continue
        if not str(package.get("integrity", "")).startswith("sha512-"):
            problems.append(f"{name} has no sha512 integrity")
        if "resolved" in package:
            problems.append(f"{name} names an address (write it with npm install --omit-lockfile-registry-resolved)")
    return problems


def find_npm() -> str:
    """The npm that set-up put beside this Python, where the machine's own was missing, or else the machine's."""
    own = Path(sys.prefix) / "bin" / "npm"
    npm = str(own) if own.exists() else shutil.which("npm")
    if npm is None:
        raise FetchError(
            "npm is missing; install it, or put one beside this Python with: "
            "pip install --require-hashes -r tools/requirements-npm.txt"
        )
    return npm


def explain(output: str) -> str:
    """Turn what npm printed on failing into one sentence that says what to do."""
    if "EINTEGRITY" in output:
        return (
            "A fetched browser file does not match its pinned hash, so it was not used; "
            "run the same command again, and report it if it stays."
        )
    if NO_NETWORK.search(output):
        return (
            "The npm registry cannot be reached; check the network (or npm's own registry and proxy settings) "
            "and run the same command again."
        )
    lines = [line.strip() for line in output.splitlines() if line.startswith("npm error")]
    return "npm could not fetch the browser files: " + (lines[0] if lines else "it stopped without giving a reason")
