"""Work that is done after the answer: the worker delivers what the journal and the mailbox hold.

Rooms register functions with `@after_commits` (called soon after a commit that asked for it, and every minute) and
`@daily`. Each opens its own transactions and may be called twice. The queue is huey's: an SQLite file of its own by
default, Redis where one is set; jobs carry nothing but their name.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

from flask import Flask
from huey import Huey, MemoryHuey, RedisHuey, SqliteHuey, crontab

from participation.core.transactions import after_each_commit
from participation.web import metrics
from participation.web.heartbeat import give_sign_of_life

_soon: list[tuple[int, Callable[[], None]]] = []
_daily: list[Callable[[], None]] = []


def after_commits(order: int) -> Callable[[Callable[[], None]], Callable[[], None]]:
    """Register what the worker does after commits; a lower order goes first."""

    def register(task: Callable[[], None]) -> Callable[[], None]:
        _soon.append((order, task))
        _soon.sort(key=lambda pair: pair[0])
        return task

    return register


def daily(task: Callable[[], None]) -> Callable[[], None]:
    """Register what the worker does once a night."""
    _daily.append(task)
    return task


def run_soon_tasks() -> None:
    """Do what waits, each task on its own: one that fails does not keep the others from running."""
    _run_each([task for _, task in _soon])


def run_daily_tasks() -> None:
    """Do the night's work."""
    _run_each(_daily)


def _run_each(tasks: list[Callable[[], None]]) -> None:
    failure: Exception | None = None
    for task in tasks:
        begun, fault = time.perf_counter(), None
        try:
            task()
        except Exception as error:  # noqa: BLE001 - the next task must still run; the first failure is raised below
            fault = error
        failure = failure or fault
        metrics.count_job(task.__name__, time.perf_counter() - begun, fault is None)
    if failure is not None:
        raise failure


def install_jobs(app: Flask) -> None:
    """Give the application its queue."""
    settings = app.extensions["PARTICIPATION"]
    queue: Huey
    if settings.jobs_immediate:
        queue = MemoryHuey("participation", immediate=True)
    elif settings.redis_url:
        queue = RedisHuey("participation", url=settings.redis_url, results=False)
    else:
        settings.jobs_path.parent.mkdir(parents=True, exist_ok=True)
        queue = SqliteHuey("participation", filename=str(settings.jobs_path), results=False, fsync=False)
    app.extensions["queue"] = queue

    def in_app(task: Callable[[], None]) -> Callable[[], None]:
        def run() -> None:
            with app.app_context():
                task()

        run.__name__ = task.__name__
        return run

    app.extensions["wake"] = queue.task()(in_app(run_soon_tasks))
    queue.periodic_task(crontab(minute="*"))(in_app(_minute))
    queue.periodic_task(crontab(hour="3", minute="20"))(in_app(_night))


def _minute() -> None:
    give_sign_of_life()
    run_soon_tasks()


def _night() -> None:
    run_daily_tasks()


@after_each_commit
def _wake() -> None:
    from flask import current_app

    wake: Any = current_app.extensions["wake"]
    if not current_app.extensions["PARTICIPATION"].testing:
        wake()


def run_consumer(app: Flask) -> None:
    """Be the worker, until a signal says stop."""
    from huey.consumer import Consumer

    with app.app_context():
        give_sign_of_life()

    Consumer(
        app.extensions["queue"], workers=1, periodic=True, initial_delay=0.1, max_delay=1.0, backoff=1.3,
        graceful_signal="TERM",
    ).run()  # fmt: skip
