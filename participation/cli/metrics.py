"""`participation metrics`: the numbers of all processes of this installation, on a port of their own."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from flask import Flask


@click.command()
def metrics() -> None:
    """Serve numbers for a monitoring system at METRICS_HOST:METRICS_PORT."""
    from config import Settings
    from participation import create_app

    settings = Settings.from_environment()
    if not settings.metrics_port:
        raise click.ClickException("METRICS_PORT is not set, so there are no metrics to serve.")
    serve_numbers(create_app(settings))


def serve_numbers(app: Flask) -> None:
    """Answer until told to stop."""
    from participation.web.metrics import client_library

    settings = app.extensions["PARTICIPATION"]
    client = client_library(settings)
    try:
        server, thread = client.start_http_server(
            settings.metrics_port, addr=settings.metrics_host, registry=registry_of(app)
        )
    except OSError as error:
        raise click.ClickException(
            f"Metrics cannot be served at {settings.metrics_host}:{settings.metrics_port}: {error.strerror}."
        ) from None
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    stop.wait()
    server.shutdown()
    thread.join()


def registry_of(app: Flask) -> Any:
    """What all processes counted, and what waits in the database at the moment of asking."""
    from prometheus_client import CollectorRegistry
    from prometheus_client.multiprocess import MultiProcessCollector

    settings, registry = app.extensions["PARTICIPATION"], CollectorRegistry()
    MultiProcessCollector(registry, path=str(settings.metrics_dir))
    registry.register(Waiting(app))
    return registry


class Waiting:
    """What waits: mails, entries of the journal that are not sealed yet, and how long ago the worker was seen."""

    def __init__(self, app: Flask) -> None:
        self.app = app

    def describe(self) -> list[Any]:
        """Nothing is known before the database was asked."""
        return []

    def collect(self) -> Iterator[Any]:
        """Read the numbers; -1 where there is nothing to measure."""
        from prometheus_client.core import GaugeMetricFamily as Gauge

        from participation.core.clock import now
        from participation.core.database import db
        from participation.records.journal.queries import oldest_unsealed
        from participation.records.mailbox.queries import count_mails
        from participation.web.heartbeat import last_sign_of_life

        with self.app.app_context():
            mails, oldest, seen = count_mails(), oldest_unsealed(), last_sign_of_life()
            db.session.remove()
        waiting = Gauge("participation_mails", "Mails by state.", labels=["state"])
        for state, number in sorted(mails.items()):
            waiting.add_metric([state], number)
        yield waiting
        age = (now() - oldest).total_seconds() if oldest else 0
        yield Gauge("participation_journal_unsealed_seconds", "Age of the oldest unsealed journal entry.", value=age)
        silent = (now() - seen).total_seconds() if seen else -1
        yield Gauge("participation_worker_silent_seconds", "Since the worker was last seen; -1: never.", value=silent)


commands = [metrics]
