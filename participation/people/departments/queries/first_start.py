"""Whether an installation waits for its first administrator."""

from __future__ import annotations

import secrets
from datetime import datetime

from participation.core.actor import Role
from participation.core.clock import now
from participation.people.accounts.queries import token_digest
from participation.people.departments.queries.persons import staff_accounts
from participation.town.settings.queries import FIRST_START, setting


def is_first_start() -> bool:
    """Whether nobody administers the installation yet."""
    return not staff_accounts(Role.ADMINISTRATOR)


def is_first_start_token(token: str) -> bool:
    """Whether this is the link that was made on the command line, still good, and nobody administers yet."""
    kept = setting(FIRST_START) or {}
    if not kept or datetime.fromisoformat(kept["until"]) <= now():
        return False
    return secrets.compare_digest(kept["digest"], token_digest(token)) and is_first_start()
