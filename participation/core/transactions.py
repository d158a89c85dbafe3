"""One transaction per request or job: `@commits` for views, `transaction()` for the command line and tasks.

A view marked with `@commits` runs in one writing transaction. It may return a function: that is called after the
commit, so that templates are rendered when the change is safe and the lock is free. Whatever must leave the house
(mails, jobs) waits for `after_each_commit`; what cannot be taken back, such as deleting a file, for `once_committed`.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from inspect import isfunction
from typing import Any, ParamSpec

from sqlalchemy import event
from sqlalchemy.orm import ORMExecuteState, Session

from participation.core.data_version import raise_data_version
from participation.core.database import db, writing

P = ParamSpec("P")

_after_commit: list[Callable[[], None]] = []


def after_each_commit(callback: Callable[[], None]) -> Callable[[], None]:
    """Register what is called after a commit that asked for it by `wake_worker()`."""
    _after_commit.append(callback)
    return callback


def wake_worker() -> None:
    """Ask that the worker be woken once this transaction is committed."""
    db.session.info["wake"] = True


def once_committed(act: Callable[[], None]) -> None:
    """Do something when this transaction is committed, and not at all where it is rolled back."""
    db.session.info.setdefault("once_committed", []).append(act)


@contextmanager
def transaction() -> Iterator[None]:
    """Write in one transaction: all of it is kept, or nothing."""
    if writing.get():
        raise RuntimeError("a transaction within a transaction")
    db.session.rollback()
    token = writing.set(True)
    try:
        yield
        wake, waiting = _commit()
    except BaseException:
        db.session.rollback()
        db.session.info.clear()
        raise
    finally:
        writing.reset(token)
    for act in waiting:
        act()
    if wake:
        for callback in _after_commit:
            callback()


@contextmanager
def unseen_transaction() -> Iterator[None]:
    """Write what nobody can see yet, all or nothing: the data version stays, so that stored pages remain good."""
    with transaction():
        yield
        db.session.flush()
        db.session.info["changed"] = False


def _commit() -> tuple[bool, list[Callable[[], None]]]:
    """Commit what was changed and count the change; returns whether to wake the worker, and what waited for it."""
    session = db.session
    session.flush()
    if session.info.get("changed", False):
        raise_data_version()
    session.commit()
    session.info.pop("changed", None)
    return bool(session.info.pop("wake", False)), session.info.pop("once_committed", [])


@event.listens_for(db.session, "after_flush")
def _note_flush(session: Session, _context: object) -> None:
    session.info["changed"] = True


@event.listens_for(db.session, "do_orm_execute")
def _note_statement(state: ORMExecuteState) -> None:
    if state.is_insert or state.is_update or state.is_delete:
        state.session.info["changed"] = True


def commits(view: Callable[P, Any]) -> Callable[P, Any]:
    """Mark a view that changes something: it runs in one writing transaction.

    Raises whatever the command raises, after rolling back.
    """

    @functools.wraps(view)
    def committing(*args: P.args, **kwargs: P.kwargs) -> Any:
        with transaction():
            answer = view(*args, **kwargs)
        return answer() if isfunction(answer) else answer

    committing.commits = True  # type: ignore[attr-defined]
    return committing
