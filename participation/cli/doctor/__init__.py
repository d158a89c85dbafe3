"""`participation doctor`: whether everything is well, in plain words, and what to do where it is not."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

import click
from flask import current_app
from flask.cli import with_appcontext

if TYPE_CHECKING:
    from config import Settings
    from participation.cli.doctor.findings import Finding

COLOURS = {"ok": "green", "warning": "yellow", "problem": "red"}


@click.command()
@click.option("--mail-to", metavar="ADDRESS", default="", help="Also send a test message to this address.")
@click.option("--here-only", is_flag=True, help="Leave out what needs the network: mail server and public address.")
@with_appcontext
def doctor(mail_to: str, here_only: bool) -> None:
    """Look whether everything is well; exit code 1 where there is a problem."""
    settings = current_app.extensions["PARTICIPATION"]
    problems = report(examine(settings, network=not here_only, mail_to=mail_to))
    if problems:
        click.echo(f"\n{problems} problem{'s' if problems > 1 else ''} to be solved.")
        sys.exit(1)
    click.echo("\nNo problem was found.")


def report(findings: Iterable[Finding]) -> int:
    """Print what was found as it is found; returns the number of problems."""
    problems = 0
    for found in findings:
        level = click.style(f"{found.level.value:<8}", fg=COLOURS[found.level.value])
        click.echo(f"{level} {found.subject}: {found.said}")
        if found.advice:
            click.echo(f"{'':<8} → {found.advice}")
        problems += found.level.value == "problem"
    return problems


def examine(settings: Settings, *, network: bool, mail_to: str = "") -> Iterator[Finding]:
    """Everything, the nearest first; what needs a database is left out where there is none."""
    from participation.cli.doctor.broker import examine_broker, examine_broker_roles
    from participation.cli.doctor.findings import Level
    from participation.cli.doctor.house import examine_database
    from participation.cli.doctor.machine import examine_disk, examine_rights
    from participation.cli.doctor.mail import examine_mail, send_test_mail
    from participation.cli.doctor.settings import examine_settings
    from participation.cli.doctor.site import examine_site

    yield from examine_settings(settings)
    yield from examine_disk(settings)
    yield from examine_rights(settings)
    database = list(examine_database())
    yield from database
    if all(found.level is Level.OK for found in database):
        yield from examine_inside()
        yield from examine_broker_roles(settings)
    if network:
        yield from examine_mail(settings)
        yield from examine_site(settings)
        yield from examine_broker(settings)
    if mail_to:
        yield from send_test_mail(settings, mail_to)


def examine_inside() -> Iterator[Finding]:
    """What the database tells of the house."""
    from participation.cli.doctor.house import examine_journal, examine_keys, examine_mailbox, examine_worker
    from participation.cli.doctor.machine import examine_clock
    from participation.cli.doctor.settings import examine_contact

    for part in (examine_contact, examine_clock, examine_worker, examine_journal, examine_mailbox, examine_keys):
        yield from part()


commands = [doctor]
