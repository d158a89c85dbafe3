"""`participation accounts create-admin`: the first person with a role."""

from __future__ import annotations

import click
from flask.cli import with_appcontext

from participation.core.actor import HOUSE, Role
from participation.core.errors import Invalid
from participation.core.transactions import transaction


@click.group()
def accounts() -> None:
    """Make accounts."""


@accounts.command("create-admin")
@click.option("--email", prompt=True)
@click.option("--pseudonym", prompt=True)
@click.password_option()
@with_appcontext
def create_admin(email: str, pseudonym: str, password: str) -> None:
    """Make an account with the role administration."""
    from participation.people.accounts import commands as account_commands
    from participation.people.accounts import queries, rules
    from participation.people.departments.commands import grant_role

    try:
        rules.check_password(password, pseudonym=pseudonym, email=email)
        if queries.account_by_email(email) is not None:
            raise click.ClickException("There is already an account with this e-mail address.")
        password_hash = rules.hash_password(password)
        with transaction():
            account = account_commands.create_account(
                email, pseudonym=pseudonym, password_hash=password_hash, confirmed=True
            )
            grant_role(account.id, Role.ADMINISTRATOR, scope_id=None, actor=HOUSE)
    except Invalid as error:
        raise click.ClickException(str(error)) from None
    click.echo(f"Account {pseudonym} made. A second administrator is needed where two people must act.")


commands = [accounts]
