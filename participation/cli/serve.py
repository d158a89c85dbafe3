"""Runs the platform: the web server and the worker, together on small servers and in the demo, or each by itself."""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from participation.cli import supervisor

if TYPE_CHECKING:
    from flask import Flask

ROOT = Path(__file__).resolve().parents[2]
HEARTBEATS = Path("/dev/shm")  # noqa: S108 - gunicorn itself makes its files there safely
LOCAL = "127.0.0.1"
PORT = click.IntRange(1, 65535)

# How many new objects start a collection of garbage: ten thousand pins of a map shall not start it fourteen times.
COLLECT_AFTER = (10_000, 20, 20)
# Threads that each allocate from an arena of their own (glibc) hold tens of megabytes that nobody uses.
SPARING = {"MALLOC_ARENA_MAX": "2"}


def gunicorn_command(*, host: str, port: int, workers: int, threads: int) -> list[str]:
    """The command for the production web server: the application is loaded once and shared by its workers."""
    address = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
    command = [sys.executable, "-m", "gunicorn", "wsgi:app", "--chdir", str(ROOT), "--config", f"python:{__name__}"]
    command += ["--bind", address, "--worker-class", "gthread", "--workers", str(workers), "--threads", str(threads)]
    command += ["--preload", "--timeout", "60", "--graceful-timeout", "20", "--keep-alive", "5"]
    command += ["--no-control-socket", "--log-level", "warning"]
    if HEARTBEATS.is_dir():
        command += ["--worker-tmp-dir", str(HEARTBEATS)]
    return command


def worker_command() -> list[str]:
    """The command for the process that sends mails and does what takes longer than a request."""
    return [sys.executable, "-m", "participation", "worker"]


def when_ready(_: Any) -> None:
    """Gunicorn calls this when the application is loaded, before the first fork: what is there now stays for good, so
    that no collection of garbage looks at it again, and its memory stays shared between the workers."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(*COLLECT_AFTER)


def post_fork(_: Any, worker: Any) -> None:
    """Gunicorn calls this in each new worker: connections that the parent opened are not shared across processes."""
    app: Flask = worker.app.wsgi()
    with app.app_context():
        for engine in app.extensions["sqlalchemy"].engines.values():
            engine.dispose(close=False)


def run(*, host: str, port: int, workers: int, threads: int, with_worker: bool, ready: Callable[[str], None]) -> int:
    """Serve until told to stop; `ready` receives the address once the server answers. Returns the exit code."""
    stop_if_taken(host, port)
    # The port is handed on, so that addresses in mails and pages that no BASE_URL names lead to this server.
    sparing = [f"{name}={value}" for name, value in SPARING.items()]
    web = ["env", f"PORT={port}", *sparing, *gunicorn_command(host=host, port=port, workers=workers, threads=threads)]
    children = {"web server": web}
    if with_worker:
        children["worker"] = ["env", f"PORT={port}", *worker_command()]
    if _shares_metrics():
        children["metrics server"] = [sys.executable, "-m", "participation", "metrics"]
    seen_at = supervisor.reachable_host(host)
    address = f"http://{f'[{seen_at}]' if ':' in seen_at else seen_at}:{port}"
    return supervisor.supervise(
        children,
        folder=ROOT,
        is_ready=lambda: supervisor.answers(seen_at, port),
        ready=lambda: ready(address),
    )


def _shares_metrics() -> bool:
    """Whether metrics are asked for; then what processes of an earlier run left behind is removed."""
    from config import Settings
    from participation.web.metrics import forget_the_dead

    settings = Settings.from_environment()
    forget_the_dead(settings.metrics_dir)
    return bool(settings.metrics_port)


def stop_if_taken(host: str, port: int) -> None:
    """Raise a one-sentence error with what to do where the port cannot be had."""
    problem = supervisor.port_problem(host, port)
    if problem:
        raise click.ClickException(problem)


@click.command()
@click.option("--port", type=PORT, default=8000, envvar="PORT", show_default=True, help="The port to listen on.")
@click.option("--bind", "host", default=LOCAL, show_default=True, help="The address to listen on; 0.0.0.0 for all.")
@click.option("--workers", default=2, show_default=True, help="Processes that answer requests.")
@click.option("--threads", default=4, show_default=True, help="Requests that each process answers at once.")
@click.option("--worker/--no-worker", "with_worker", default=True, help="Run the worker beside the web server.")
def serve(port: int, host: str, workers: int, threads: int, with_worker: bool) -> None:
    """Serve the platform, with its worker beside it."""

    def ready(address: str) -> None:
        click.echo(f"Serving at {address} (stop with Ctrl+C)")

    sys.exit(run(host=host, port=port, workers=workers, threads=threads, with_worker=with_worker, ready=ready))


@click.command()
def worker() -> None:
    """Do the jobs that wait: mails, notices and clocks."""
    from config import Settings
    from participation import create_app
    from participation.web.jobs import run_consumer

    run_consumer(create_app(Settings.from_environment()))


@click.command("serve")
@click.option("--port", type=PORT, default=8000, envvar="PORT", show_default=True, help="The port to listen on.")
@click.pass_context
def demo_serve(context: click.Context, port: int) -> None:
    """Prepare whatever is missing, then serve the demo town and say who can sign in."""
    stop_if_taken(LOCAL, port)
    for words in ("assets", "translations", "database upgrade", "demo load"):
        call(context, words)

    def ready(address: str) -> None:
        click.echo(f"\nThe demo town is open at {address} (stop with Ctrl+C)\n")
        call(context, "demo accounts")

    sys.exit(run(host=LOCAL, port=port, workers=2, threads=4, with_worker=True, ready=ready))


def call(context: click.Context, words: str) -> None:
    """Run another command of the programme, named as one types it, within this process."""
    command: click.Command | None = context.find_root().command
    for word in words.split():
        command = command.get_command(context, word) if isinstance(command, click.Group) else None
    if command is None:
        raise click.ClickException(f"There is no command: participation {words}")
    context.invoke(command)


commands = [serve, worker]
demo_commands = [demo_serve]
