"""Compresses texts once at set-up, so that no request has to."""

from __future__ import annotations

import gzip
import shutil
from pathlib import Path

TEXTS = frozenset({".css", ".js", ".json", ".map", ".svg", ".txt", ".webmanifest", ".xml"})
SUFFIXES = (".br", ".gz")


def compress(path: Path, *, like: Path | None = None) -> None:
    """Lay a brotli and a gzip sibling beside a text where they are smaller; they come from an equal
    older file `like` where one is given."""
    if path.suffix not in TEXTS:
        return
    content = path.read_bytes()
    if like is not None and like.is_file() and like.read_bytes() == content:
        _copy_siblings(like, path)
        return
    import brotli

    packings = {".br": brotli.compress(content, quality=11), ".gz": gzip.compress(content, 9, mtime=0)}
    for suffix, packed in packings.items():
        if len(packed) < len(content):
            _sibling(path, suffix).write_bytes(packed)


def _copy_siblings(like: Path, path: Path) -> None:
    for suffix in SUFFIXES:
        if _sibling(like, suffix).is_file():
            shutil.copyfile(_sibling(like, suffix), _sibling(path, suffix))


def _sibling(path: Path, suffix: str) -> Path:
    return path.with_name(path.name + suffix)
