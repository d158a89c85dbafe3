"""Puts our own styles, scripts and pictures in order for a release."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from pathlib import Path

FIRST_STYLES = ("css/tokens.css", "css/base.css", "css/layout.css")
MODULE = re.compile(r"^(import|export)\b", re.MULTILINE)
LINK = re.compile(r"""url\(\s*["']?([^"')\s]+)""")


class ReleaseError(Exception):
    """Our own files do not fit together; the message names the file."""


def source_paths(static: Path) -> Iterator[Path]:
    """Every file of our own below static/, without what was built."""
    for path in static.rglob("*"):
        inner = path.relative_to(static)
        if path.is_file() and inner.parts[0] != "dist" and not any(part.startswith(".") for part in inner.parts):
            yield path


def own_files(static: Path) -> dict[str, bytes]:
    """Our own files by their place: one stylesheet, one script for all pages, everything else as it is."""
    sources = {path.relative_to(static).as_posix(): path.read_bytes() for path in source_paths(static)}
    components = sorted(place for place in sources if re.fullmatch(r"css/components/[^/]+\.css", place))
    styles = [place for place in FIRST_STYLES if place in sources] + components
    scripts = sorted(place for place in sources if re.fullmatch(r"js/[^/]+\.js", place))
    files = {place: content for place, content in sources.items() if place not in {*styles, *scripts}}
    for made in ("css/site.css", "js/site.js"):
        if made in sources:
            raise ReleaseError(f"static/{made} must have another name: this one is for what is made from the parts.")
    for place in scripts:
        if MODULE.search(sources[place].decode()):
            raise ReleaseError(
                f"static/{place} imports or exports, but it is joined with others into one plain script."
            )
    files["css/site.css"] = "\n".join(sources[place].decode().strip() for place in styles).encode() + b"\n"
    files["js/site.js"] = one_script([sources[place].decode() for place in scripts]).encode()
    return files


def one_script(parts: list[str]) -> str:
    """Several small scripts as one, each in a scope of its own so that their names cannot meet."""
    return '"use strict";\n' + "".join("{\n" + part.strip() + "\n}\n" for part in parts)


def check_links(files: dict[str, bytes]) -> None:
    """Raise ReleaseError where a stylesheet points to a file that is not in the release or to another host."""
    for place, content in files.items():
        if not place.endswith(".css"):
            continue
        for link in LINK.findall(content.decode()):
            if link.startswith(("data:", "#")):
                continue
            target = posixpath.normpath(posixpath.join(posixpath.dirname(place), re.split("[?#]", link)[0]))
            if target not in files:
                raise ReleaseError(f"{place} points to {link}, but there is no such file in the release.")
