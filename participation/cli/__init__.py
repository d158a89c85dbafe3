"""The command line: `participation …` sets up, serves, loads and imports.

Every module of this folder that has `commands` adds them; it is imported only when asked for by `commands()`.
"""

from __future__ import annotations

import importlib
import sys

import click

MODULES = (
    "setup", "serve", "metrics", "database", "accounts", "first_start", "journal", "backup", "upgrade", "doctor",
    "demo", "imports", "expunged", "retention",
)  # fmt: skip


def commands() -> list[click.Command]:
    """All commands of the command line."""
    return [c for name in MODULES for c in importlib.import_module(f"participation.cli.{name}").commands]


def main() -> None:
    """The program `participation`: one sentence, not a stack trace, where a setting or a file is missing."""
    from flask import Flask
    from flask.cli import FlaskGroup

    from config import Settings, SettingsError
    from participation.web.assets import AssetsMissing

    def create() -> Flask:
        from participation import create_app

        return create_app(Settings.from_environment())

    group = FlaskGroup(create_app=create, add_default_commands=False, add_version_option=False, load_dotenv=False)
    for command in commands():
        group.add_command(command)
    try:
        group(prog_name="participation")
    except (SettingsError, AssetsMissing) as error:
        click.echo(str(error), err=True)
        sys.exit(2)
