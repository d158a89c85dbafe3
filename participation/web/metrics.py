"""Numbers for a monitoring system: requests by endpoint, method and status, how long they took, and jobs.

Every process writes its counts into files of its own in one folder; `participation metrics` adds them up and serves
them on a port of its own. Without METRICS_PORT nothing is counted and the library is not loaded.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from flask import Flask

from participation.web.observing import Seen, observe

if TYPE_CHECKING:
    from config import Settings

BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
count_job: Callable[[str, float, bool], None] = lambda _name, _seconds, _done: None  # noqa: E731 - replaced by count
"""Count one job by its name, its seconds and whether it went well; does nothing while nothing is counted."""


def count(app: Flask, settings: Settings) -> None:
    """Count this application's requests and jobs, if a port for metrics is set."""
    global count_job
    if not settings.metrics_port:
        return
    client = client_library(settings)
    labels = ["endpoint", "method", "status"]
    requests = client.Counter("participation_requests_total", "Answered requests.", labels)
    seconds = client.Histogram(
        "participation_request_seconds", "Until an answer was begun.", ["endpoint"], buckets=BUCKETS
    )
    jobs = client.Counter("participation_jobs_total", "Jobs of the worker.", ["job", "outcome"])
    job_seconds = client.Histogram("participation_job_seconds", "How long jobs took.", ["job"])

    def note_request(seen: Seen) -> None:
        requests.labels(seen.endpoint, seen.method, str(seen.status)).inc()
        seconds.labels(seen.endpoint).observe(seen.seconds)

    def note_job(name: str, took: float, done: bool) -> None:
        jobs.labels(name, "done" if done else "failed").inc()
        job_seconds.labels(name).observe(took)

    observe(app, note_request)
    count_job = note_job


def client_library(settings: Settings) -> Any:
    """The client library, told where all processes of this installation put their counts before it is first loaded."""
    from config import share_metrics

    share_metrics(settings.metrics_dir)
    import prometheus_client

    return prometheus_client


def forget_the_dead(folder: Path) -> None:
    """Remove the files of processes that are no more; called when the server starts."""
    for path in folder.glob("*_*.db"):
        pid = path.stem.rpartition("_")[2]
        if pid.isdigit() and not _runs(int(pid)):
            path.unlink(missing_ok=True)


def _runs(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
