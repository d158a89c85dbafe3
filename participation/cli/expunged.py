"""`participation expunged`: what was expunged, and expunging it again after an older backup was restored."""

from __future__ import annotations

import json
from datetime import UTC, datetime, time
from typing import IO, TYPE_CHECKING, Any

import click
from flask.cli import with_appcontext

if TYPE_CHECKING:
    from participation.desk.expunging.models import Expunging


@click.group()
def expunged() -> None:
    """List what was expunged, or expunge it again after restoring an older backup."""


@expunged.command("list")
@click.option("--since", type=click.DateTime(["%Y-%m-%d"]), required=True, help="From this day on, YYYY-MM-DD.")
@with_appcontext
def list_expunged(since: datetime) -> None:
    """Print one line of JSON for each thing that was expunged; keep them in a file beside the backups."""
    from participation.core.clock import TOWN
    from participation.desk.expunging.queries import confirmed_since

    moment = datetime.combine(since.date(), time(), TOWN).astimezone(UTC)
    for one in confirmed_since(moment):
        click.echo(json.dumps(_line(one)))


@expunged.command("again")
@click.argument("file", type=click.File(encoding="utf-8"))
@with_appcontext
def expunge_again(file: IO[str]) -> None:
    """Expunge again what FILE (made by `expunged list`) names and this database holds; do it before people write."""
    again = there = 0
    for number, text in enumerate(file, start=1):
        if text.strip():
            done = _repeated(text, number)
            again, there = again + done, there + (not done)
    click.echo(f"{again} expunged again, {there} not there or gone already.")
    click.echo("The worker lets go of them; /schreibtisch/tilgen says when it is done.")


def _line(one: Expunging) -> dict[str, Any]:
    number = one.answer_id or one.document_id or one.question_id or one.report_id or one.subject_id
    return {
        "kind": one.kind.value, "number": number, "extent": one.extent.value, "part": one.part,
        "ground": one.ground.value, "reason": one.reason,
        "decided_at": one.decided_at.isoformat() if one.decided_at else None,
    }  # fmt: skip


def _repeated(text: str, number: int) -> bool:
    from participation.core.transactions import transaction
    from participation.desk.expunging.commands import repeat_expunging
    from participation.desk.expunging.models import Extent, Ground, Kind
    from participation.desk.expunging.queries import target

    try:
        line = json.loads(text)
        kind, ground, extent = Kind(line["kind"]), Ground(line["ground"]), Extent(line["extent"])
        values = {"part": str(line["part"]), "reason": str(line["reason"])[:600]}
        number_there, moment = int(line["number"] or 0), datetime.fromisoformat(line["decided_at"])
    except (ValueError, KeyError, TypeError):
        raise click.ClickException(f"Line {number} is not one that `participation expunged list` prints.") from None
    with transaction():
        found = target(kind, number_there)
        if found is None:
            return False
        made = repeat_expunging(found, extent=extent, ground=ground, decided_at=moment, **values)
    return made is not None


commands = [expunged]
