"""Deadlines, and who may do what with their own data."""

from __future__ import annotations

from datetime import datetime, timedelta

from participation.core.errors import NotAllowed

WAITING = timedelta(days=7)
"""Between asking for erasure and erasing: the way back is open."""
CONFIRM_ADDRESS_WITHIN = timedelta(hours=24)
STOP_ADDRESS_WITHIN = timedelta(days=7)
PSEUDONYM_EVERY = timedelta(days=30)
UNUSED_DAYS = 3 * 365
"""After so many days without signing in people are warned, unless the setting `unused_after_days` says otherwise."""
ERASED_AFTER_WARNING = timedelta(days=30)

ROOMS = (
    "mailbox", "settings", "background", "statement", "second_factors", "identities", "departments", "invitations",
    "bodies", "notifications", "processes", "codes", "calls", "clusters", "searches", "ideas", "workshops",
    "prioritisation",
    "measures", "monitoring", "evaluations", "answers", "barriers", "expunging",
)  # fmt: skip
"""The rooms that hold something of a person. Each has a task that acts on `AccountErased`; when all have acted, the
account itself goes."""


def check_may_erase(*, holds_roles: bool) -> None:
    """Raise NotAllowed for people who hold a role: what they are responsible for is handed over first."""
    if holds_roles:
        raise NotAllowed(
            "Sie haben noch Aufgaben in der Stadtverwaltung. Bitte lassen Sie diese zuerst von der Administration "
            "übergeben; danach können Sie Ihr Konto löschen."
        )


def next_pseudonym_from(changed_at: datetime | None, moment: datetime) -> datetime | None:
    """From when on the pseudonym can be changed again; none where it can be now."""
    if changed_at is None or changed_at + PSEUDONYM_EVERY <= moment:
        return None
    return changed_at + PSEUDONYM_EVERY


def is_unused(last_used: datetime, moment: datetime, *, days: int) -> bool:
    """Whether an account was not signed in to for so many days."""
    return last_used + timedelta(days=days) <= moment


GONE_TITLE = "Gelöschter Beitrag"
GONE_TEXT = "Dieser Text wurde gelöscht, weil die Person, die ihn geschrieben hat, es so wollte."
"""What stands, in German, in place of a text that its author took along."""
