"""Keeps the catalogues of other languages: compiled for running, merged after changes, checked for gaps."""

from __future__ import annotations

from pathlib import Path

import click

from participation.cli.setup import catalogues

ROOT = Path(__file__).resolve().parents[3]


def compile_translations(root: Path) -> list[Path]:
    """Compile each catalogue that is newer than what was compiled from it; return those that were."""
    return [po for po in catalogues.paths(root) if _is_newer(po) and catalogues.compile_one(po)]


def check_translations(root: Path) -> list[str]:
    """Every sentence of the sources that a catalogue lacks, has unsure or has with other placeholders."""
    template = catalogues.extract(root) if catalogues.paths(root) else None
    return [problem for po in catalogues.paths(root) if template for problem in catalogues.problems(po, template, root)]


def update_translations(root: Path, *, add: str | None = None) -> list[Path]:
    """Bring the sources' sentences into every catalogue, and into a new one for the language `add`."""
    if add:
        catalogues.create(root, add)
    template = catalogues.extract(root)
    return [po for po in catalogues.paths(root) if catalogues.merge(po, template)]


def _is_newer(po: Path) -> bool:
    mo = po.with_suffix(".mo")
    return not mo.exists() or mo.stat().st_mtime_ns < po.stat().st_mtime_ns


@click.command()
@click.option("--check", "action", flag_value="check", help="Fail where a translation is missing or unsure.")
@click.option("--update", "action", flag_value="update", help="Bring new sentences of the sources into the catalogues.")
@click.option(
    "--compile", "action", flag_value="compile", default="compile", help="Compile what changed (the default)."
)
@click.option("--add", metavar="LANGUAGE", help="With --update: begin a catalogue for this language, for example en.")
def translations(action: str, add: str | None) -> None:
    """Compile, update or check the translations."""
    if action == "update" or add:
        for path in update_translations(ROOT, add=add):
            click.echo(f"Updated {path.relative_to(ROOT)}")
    elif action == "check":
        _report(check_translations(ROOT))
    else:
        for path in compile_translations(ROOT):
            click.echo(f"Compiled {path.relative_to(ROOT)}")


def _report(problems: list[str]) -> None:
    for problem in problems:
        click.echo(problem, err=True)
    if problems:
        raise click.ClickException(
            f"{len(problems)} translations need work; begin with: participation translations --update"
        )
    click.echo(f"Translations are complete ({len(catalogues.paths(ROOT))} catalogues).")
