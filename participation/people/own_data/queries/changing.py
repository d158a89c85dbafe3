"""Changes of the address and of the pseudonym."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Select, select

from participation.core.clock import now
from participation.core.database import db
from participation.people.accounts.models import Account
from participation.people.accounts.queries import token_digest
from participation.people.own_data import rules
from participation.people.own_data.models import AddressChange


def change_to_confirm(token: str) -> AddressChange | None:
    """The change that a link to the new address confirms, if it still can."""
    return db.session.scalar(
        select(AddressChange).where(
            AddressChange.token_hash == token_digest(token), AddressChange.confirmed_at.is_(None),
            AddressChange.stopped_at.is_(None), AddressChange.expires_at > now(),
        )
    )  # fmt: skip


def change_to_stop(token: str) -> AddressChange | None:
    """The change that a link to the old address stops or takes back, if it still can."""
    return db.session.scalar(
        select(AddressChange).where(
            AddressChange.stop_hash == token_digest(token), AddressChange.stopped_at.is_(None),
            AddressChange.stoppable_until > now(),
        )
    )  # fmt: skip


def next_pseudonym_day(account: Account) -> datetime | None:
    """From when on the pseudonym can be changed again; none where it can be now."""
    return rules.next_pseudonym_from(account.pseudonym_changed_at, now())


def due_changes(before: datetime) -> Select[*tuple[Any, ...]]:
    """Changes of address that can neither be confirmed nor taken back any more."""
    return select(AddressChange.id, AddressChange.stoppable_until).where(AddressChange.stoppable_until <= before)
