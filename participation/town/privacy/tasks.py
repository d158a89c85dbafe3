"""What the clock does for privacy: what has had its time goes."""

from __future__ import annotations

from datetime import datetime

from participation.core.clock import now
from participation.core.letting_go import Keeper, keepers_of
from participation.core.transactions import transaction, unseen_transaction
from participation.town.privacy import commands, queries
from participation.town.privacy.rules.retention import RULES, Rule
from participation.town.settings.queries import spans
from participation.web.jobs import daily
from participation.web.rate_limits import DatabaseStorage


@daily
def forget_ended_counts() -> None:
    """Forget who asked how often, once that says nothing any more."""
    DatabaseStorage().forget_ended()


@daily
def apply_retention() -> None:
    """Let go of everything whose time is over. One rule that fails does not keep the others from being applied."""
    failure: Exception | None = None
    moment, held = now(), spans()
    for rule in RULES:
        try:
            apply_rule(rule, moment, held)
        except Exception as error:  # noqa: BLE001 - the other rules still hold; the first failure is raised below
            failure = failure or error
    if failure is not None:
        raise failure


def apply_rule(rule: Rule, moment: datetime, held: dict[str, int]) -> int:
    """Let go of what is due by one rule, and note how much that was. Returns how many rows."""
    before = rule.before(moment, held)
    if before is None:
        return 0
    rows = sum(_run(keeper, before) for keeper in keepers_of(rule.slug))
    if rows:
        with unseen_transaction():
            commands.note_retention(rule.slug, rows)
    return rows


def _run(keeper: Keeper, before: datetime) -> int:
    """Few rows in each transaction, and looked up before it, so that people who write meanwhile hardly wait."""
    rows = last = 0
    while found := queries.due_rows(keeper, before, after=last):
        with transaction() if keeper.is_seen else unseen_transaction():
            due = queries.still_due(keeper, before, found)
            keeper.let_go(due)
        rows, last = rows + len(due), found[-1]
    return rows
