"""The worker puts new entries into the chain."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sqlalchemy import text

from participation.core.database import db
from participation.core.letting_go import lets_go
from participation.core.transactions import transaction
from participation.desk.expunging.queries import Order, expungings_for
from participation.desk.expunging.rules import Extent, Kind
from participation.records.journal import commands, queries
from participation.web.jobs import after_commits

ADVISORY_LOCK = 4_701_901
PARTS = {Kind.DOCUMENT: "documents", Kind.PICTURE: "picture", Kind.QUESTION: "questions"}
"""Which part of a process the words of an entry are about, for each kind of thing in it."""


@after_commits(order=10)
def chain_new_entries() -> None:
    """Give all committed entries their position and hash, batch by batch; only one worker at a time does so."""
    while True:
        with transaction():
            if db.engine.dialect.name == "postgresql":
                db.session.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": ADVISORY_LOCK})
            if commands.chain_entries() < commands.BATCH:
                return


@after_commits(order=30)
def forget_words_of_what_was_expunged() -> None:
    """The words beside entries on something that was expunged go; the entries and their chain stay."""
    for order in expungings_for("journal"):
        with transaction():
            if commands.take_duty(order.entry_id, room="journal") and order.subject_id is not None:
                commands.forget_details_of(order.subject_id, where=_concerns(order))


def _concerns(order: Order) -> Callable[[str, dict[str, Any], dict[str, Any]], bool]:
    """Which entries on the subject may say in words what went."""

    def concerns(event: str, values: dict[str, Any], details: dict[str, Any]) -> bool:
        if order.kind in PARTS:
            return event == "ProcessEdited" and values.get("part") == PARTS[order.kind]
        if order.kind is Kind.ANSWER:
            return values.get("answer_id") == order.answer_id or _quotes(details, order.words)
        if order.extent is Extent.FIELD:
            return order.part in (details.get("before") or {}) or _quotes(details, order.words)
        return order.extent is Extent.WHOLE

    return concerns


def _quotes(details: dict[str, Any], words: tuple[str, ...]) -> bool:
    said = [value for value in details.values() if isinstance(value, str)]
    return any(word and word in text for word in words for text in said)


lets_go("journal_words", "journal_details", due=queries.due_words, is_seen=True)(commands.forget_words)
