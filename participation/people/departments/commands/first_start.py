"""The very first administrator of an installation."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta

from participation.core.actor import HOUSE, Role
from participation.core.clock import now
from participation.core.errors import Conflict
from participation.people.accounts.commands import create_account
from participation.people.accounts.models import Account
from participation.people.accounts.queries import token_digest
from participation.people.departments.commands.roles import grant_role
from participation.people.departments.queries import is_first_start, is_first_start_token
from participation.town.settings.commands import lock_settings, store
from participation.town.settings.queries import FIRST_START

WITHIN = timedelta(hours=24)


def allow_first_start() -> tuple[str, datetime]:
    """A token by which the first administrator can make their account, and until when; a former one ends.

    Raises Conflict where there is an administrator already: they invite others.
    """
    lock_settings()
    if not is_first_start():
        raise Conflict("Es gibt schon eine Administration. Weitere Menschen lädt sie auf ihren Seiten ein.")
    token, until = secrets.token_urlsafe(24), now() + WITHIN
    store(FIRST_START, {"digest": token_digest(token), "until": until.isoformat()})
    return token, until


def start_with_token(token: str, *, email: str, pseudonym: str, password_hash: str) -> Account:
    """Make the first administrator by the link from the command line. Raises Conflict where it is no longer good."""
    lock_settings()
    if not is_first_start_token(token):
        raise Conflict("Dieser Link gilt nicht mehr.")
    return start(email=email, pseudonym=pseudonym, password_hash=password_hash)


def start(*, email: str, pseudonym: str, password_hash: str) -> Account:
    """Make the first administrator. Raises Invalid where the address or the pseudonym is taken."""
    account = create_account(email, pseudonym=pseudonym, password_hash=password_hash, confirmed=True)
    grant_role(account.id, Role.ADMINISTRATOR, scope_id=None, actor=HOUSE)
    store(FIRST_START, None)
    return account
