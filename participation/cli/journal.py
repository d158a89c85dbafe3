"""`participation journal verify`: whether the record of what happened is still what it was."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import click
from flask.cli import with_appcontext

if TYPE_CHECKING:
    from participation.records.journal.verification import Seal


@click.group()
def journal() -> None:
    """Look after the journal."""


@journal.command()
@click.option("--seal", metavar="POSITION:HASH", default="", help="A seal noted earlier, which must still be in it.")
@with_appcontext
def verify(seal: str) -> None:
    """Walk the chain of the journal and name the first entry that is broken."""
    from participation.records.journal.verification import ChainBroken, verify_journal

    try:
        found = verify_journal(_seal(seal))
    except ChainBroken as error:
        raise click.ClickException(f"The journal is broken. {error}") from None
    click.echo(f"The journal is whole: {found.entries:,} entries, {found.without_words:,} of them without their words.")
    if found.unsealed:
        click.echo(f"{found.unsealed:,} newer ones wait for the worker to seal them.")
    if found.entries:
        click.echo(f"Its seal, to be noted elsewhere: {found.seal}")


def _seal(text: str) -> Seal | None:
    from participation.records.journal.verification import Seal

    if not text:
        return None
    if not re.fullmatch(r"[1-9]\d*:[0-9a-f]{64}", text):
        raise click.ClickException(
            "A seal is a position, a colon and 64 hexadecimal digits, as printed by this command."
        )
    position, _, link = text.partition(":")
    return Seal(int(position), link)


commands = [journal]
