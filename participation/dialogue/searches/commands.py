"""Keeping a search, calling it something else, looking at it, letting it go. No journal line is written: what
somebody searches for is nobody's business."""

from __future__ import annotations

from typing import Any

from sqlalchemy import delete, select, update

from participation.core.clock import now
from participation.core.database import db
from participation.dialogue.searches import rules
from participation.dialogue.searches.models import Frequency, SavedSearch
from participation.dialogue.searches.queries import count_searches
from participation.people.accounts.models import Account


def save_search(account_id: int, *, name: str, frequency: Frequency, **asked: Any) -> SavedSearch:
    """Keep a search under a name. Raises Invalid without a name, and where there is no room for one more: the account
    is locked meanwhile, so that several tabs do not slip past that."""
    name = rules.check_name(name)
    db.session.execute(select(Account.id).where(Account.id == account_id).with_for_update())
    rules.check_room_for_one(count_searches(account_id))
    search = SavedSearch(account_id=account_id, name=name, frequency=frequency, **asked)
    db.session.add(search)
    db.session.flush()
    return search


def revise_search(search: SavedSearch, *, name: str, frequency: Frequency) -> None:
    """Call a search something else, or hear of it more or less often. Raises Invalid without a name."""
    search.name, search.frequency = rules.check_name(name), frequency
    db.session.flush()


def look_at(search: SavedSearch) -> None:
    """Note that the person looks at what the search finds; what comes from now on is new."""
    db.session.execute(update(SavedSearch).where(SavedSearch.id == search.id).values(looked_at=now()))


def remove_search(search: SavedSearch) -> None:
    """Let go of a search."""
    db.session.delete(search)
    db.session.flush()


def forget_account(account_id: int) -> None:
    """Delete what somebody searched for."""
    gone = delete(SavedSearch).where(SavedSearch.account_id == account_id)
    db.session.execute(gone.execution_options(synchronize_session=False))
