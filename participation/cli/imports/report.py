"""What an import tells at the end: what was taken, what was there already, what was refused and why, by line."""

from __future__ import annotations

from collections.abc import Sequence

import click

from participation.dialogue.imports.models import Verdict
from participation.dialogue.imports.queries import Counts, RefusedRow
from participation.dialogue.imports.rules import Refused

REASONS = {
    Verdict.REPEATED: "the same contribution stands further up in the file",
    Verdict.WRONG_COLUMNS: "another number of values than the head has columns",
    Verdict.NO_TEXT: "neither title nor text",
    Verdict.TOO_LONG: "the text is longer than 20,000 letters",
    Verdict.HALF_PLACE: "one of longitude and latitude is missing",
    Verdict.NO_COORDINATES: "longitude and latitude are not numbers",
    Verdict.OFF_EARTH: "no place on earth",
    Verdict.SWAPPED: "longitude and latitude are swapped",
    Verdict.OUTSIDE: "far outside the town",
    Verdict.NO_DATE: "the date cannot be read",
    Verdict.FUTURE: "the date lies in the future",
    Verdict.UNKNOWN_ORIGIN: "no known origin",
}
LINES_SHOWN = 100


def show(counts: Counts, refused: Sequence[RefusedRow | Refused], *, every_line: bool = False) -> None:
    """Print the counts, then each refused row with its line and reason."""
    click.echo(f"  read            {counts.read:>9,}")
    places = f"  ({counts.placed:,} with a place, {counts.in_district:,} in a known district)" if counts.taken else ""
    click.echo(f"  taken           {counts.taken:>9,}{places}")
    click.echo(f"  there already   {counts.known:>9,}")
    click.echo(f"  refused         {counts.refused:>9,}")
    shown = refused if every_line else refused[:LINES_SHOWN]
    for row in shown:
        detail = f": {row.detail}" if row.detail else ""
        click.echo(f"    line {row.line}: {REASONS[row.verdict]}{detail}")
    if len(shown) < len(refused):
        click.echo(f"    … and {len(refused) - len(shown):,} more; all with: participation import report NUMBER")
