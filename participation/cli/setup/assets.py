"""Gathers every file that a browser gets into one folder named by its contents, ready compressed."""

from __future__ import annotations

import fcntl
import hashlib
import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import click

from participation.cli.setup import compression, fetched, pruning, release

Progress = Callable[[int, int, str], None]
ROOT = Path(__file__).resolve().parents[3]


def build_assets(root: Path, progress: Progress | None = None) -> str:
    """Build static/dist/<release> where anything changed since the last time, and return the release's name.

    `progress` is called with steps done, steps in all and what is being done. Raises FetchError where npm is missing
    or fails, and ReleaseError where own files do not fit together.
    """
    static = root / "static"
    dist = static / "dist"
    stamp = _stamp(root)
    current = current_release(root)
    if current and _read(dist / "stamp") == stamp:
        return current
    dist.mkdir(parents=True, exist_ok=True)
    with open(dist / "lock", "w", encoding="utf-8") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        show = progress or _silent
        show(0, 10, "fetching with npm")
        files = fetched.fetched_files(root) | release.own_files(static)
        files[pruning.STYLESHEET] = _pruned(root, files)
        release.check_links(files)
        name = release_name(files)
        if not (dist / name).is_dir():
            _write(files, dist, name, before=current, progress=show)
        (dist / "current.new").write_text(name, encoding="ascii")
        (dist / "current.new").replace(dist / "current")
        (dist / "stamp").write_text(stamp, encoding="utf-8")
        _remove_old(dist, keep={name, current or name})
    return name


def current_release(root: Path) -> str | None:
    """The release that pages link to now, or None where nothing was built yet."""
    name = _read(root / "static" / "dist" / "current").strip()
    return name if name and (root / "static" / "dist" / name).is_dir() else None


def release_name(files: dict[str, bytes]) -> str:
    """Twelve hexadecimal digits over all names and contents: equal files have equal addresses."""
    total = hashlib.sha256()
    for path in sorted(files):
        total.update(f"{path}\0{len(files[path])}\0".encode())
        total.update(files[path])
    return total.hexdigest()[:12]


def _pruned(root: Path, files: dict[str, bytes]) -> bytes:
    """The design system's stylesheet without what our pages cannot use."""
    pages = [path.read_text(encoding="utf-8") for path in _pages(root)]
    pages += [content.decode() for place, content in files.items() if place.startswith("js/")]
    styles = [content.decode() for place, content in files.items() if place.endswith(".css")]
    styles.remove(kern := files[pruning.STYLESHEET].decode())
    return pruning.prune(kern, pages=pages, styles=styles).encode()


def _pages(root: Path) -> list[Path]:
    return sorted((root / "templates").rglob("*.html"))


def _write(files: dict[str, bytes], dist: Path, name: str, *, before: str | None, progress: Progress) -> None:
    draft = dist / f"{name}.new"
    shutil.rmtree(draft, ignore_errors=True)
    for number, (path, content) in enumerate(sorted(files.items()), start=1):
        target = draft / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
        compression.compress(target, like=dist / before / path if before else None)
        progress(number, len(files), path)
    draft.replace(dist / name)


def _remove_old(dist: Path, *, keep: set[str]) -> None:
    """Keep the release before this one, for pages that are still open; forget older ones."""
    for folder in dist.iterdir():
        if folder.is_dir() and folder.name not in keep:
            shutil.rmtree(folder, ignore_errors=True)


def _stamp(root: Path) -> str:
    """One short text for path, size and time of everything that a release is made from, this code included."""
    facts = sorted((str(path), path.stat().st_size, path.stat().st_mtime_ns) for path in _input_paths(root))
    return hashlib.sha256(json.dumps(facts).encode()).hexdigest()


def _input_paths(root: Path) -> Iterator[Path]:
    yield from (path for path in (root / "package.json", root / "package-lock.json") if path.exists())
    yield from Path(__file__).parent.glob("*.py")
    yield from release.source_paths(root / "static")
    yield from _pages(root)


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except OSError:
        return ""


def _silent(done: int, total: int, what: str) -> None:
    """Show nothing."""


@click.command()
def assets() -> None:
    """Fetch, gather and compress the files for browsers."""
    try:
        click.echo(f"Browser files: release {build_assets_with_bar(ROOT)}")
    except (fetched.FetchError, release.ReleaseError) as error:
        raise click.ClickException(str(error)) from error


def build_assets_with_bar(root: Path) -> str:
    """Build the browser files and show a progress bar while it takes longer than a moment."""
    bar = None

    def show(done: int, total: int, what: str) -> None:
        nonlocal bar
        if bar is None:
            bar = click.progressbar(length=100, label="Browser files  ", item_show_func=lambda item: item or "")
            bar.__enter__()
        bar.update(int(done * 100 / total) - bar.pos, what)

    try:
        return build_assets(root, show)
    finally:
        if bar is not None:
            bar.__exit__(None, None, None)
