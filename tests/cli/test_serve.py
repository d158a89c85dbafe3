"""Starting web server and worker as one: together up, together down."""

import errno
import http.server
import os
import signal
import socket
import sys
import threading
import time

import click
import pytest

from participation.cli import serve, supervisor

SLEEPS = [sys.executable, "-c", "import time; time.sleep(60)"]


def ends_with(code):
    return [sys.executable, "-c", f"raise SystemExit({code})"]


def supervise(tmp_path, children, *, is_ready=lambda: True, ready=lambda: None):
    return supervisor.supervise(children, folder=tmp_path, is_ready=is_ready, ready=ready)


@pytest.fixture
def taken_port():
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server.getsockname()[1]


class TestCommands:
    def test_the_web_server_listens_on_this_machine_with_threads(self):
        command = serve.gunicorn_command(host="127.0.0.1", port=8000, workers=2, threads=4)
        assert "wsgi:app" in command
        assert command[command.index("--bind") + 1] == "127.0.0.1:8000"
        assert command[command.index("--worker-class") + 1] == "gthread"
        assert "--preload" in command

    def test_an_ipv6_address_is_put_in_brackets(self):
        command = serve.gunicorn_command(host="::1", port=8000, workers=1, threads=1)
        assert command[command.index("--bind") + 1] == "[::1]:8000"

    def test_another_command_is_found_by_the_words_one_types(self):
        called = []
        root = click.Group("participation")
        group = click.Group("demo")
        root.add_command(group)
        group.add_command(click.Command("load", callback=lambda: called.append("load")))
        with click.Context(root) as context:
            serve.call(context, "demo load")
            with pytest.raises(click.ClickException, match="participation demo dance"):
                serve.call(context, "demo dance")
        assert called == ["load"]


class TestPort:
    def test_a_taken_port_is_told_with_what_to_do(self, taken_port):
        problem = supervisor.port_problem("127.0.0.1", taken_port)
        assert problem.startswith(f"Port {taken_port} is already in use by another program. Stop it or choose another")
        assert "make demo PORT=8080" in problem
        with pytest.raises(click.ClickException, match="already in use"):
            serve.stop_if_taken("127.0.0.1", taken_port)

    def test_a_free_port_is_no_problem(self, taken_port):
        with socket.create_server(("127.0.0.1", 0)) as server:
            free = server.getsockname()[1]
        assert supervisor.port_problem("127.0.0.1", free) is None

    def test_a_port_of_the_system_is_told_apart(self, monkeypatch):
        def refuse(*args, **kwargs):
            raise OSError(errno.EACCES, "Permission denied")

        monkeypatch.setattr(socket, "getaddrinfo", refuse)
        assert "kept for the system" in supervisor.port_problem("127.0.0.1", 80)

    def test_a_server_on_all_addresses_is_reached_at_home(self):
        assert supervisor.reachable_host("0.0.0.0") == "127.0.0.1"
        assert supervisor.reachable_host("192.0.2.1") == "192.0.2.1"


class TestAnswers:
    def test_nobody_there_is_no_answer(self):
        with socket.create_server(("127.0.0.1", 0)) as server:
            port = server.getsockname()[1]
        assert not supervisor.answers("127.0.0.1", port)

    def test_any_answer_counts(self):
        class Refusing(http.server.BaseHTTPRequestHandler):
            def do_HEAD(self):
                self.send_error(404)

            def log_message(self, *args):
                """Stay quiet."""

        with http.server.HTTPServer(("127.0.0.1", 0), Refusing) as server:
            thread = threading.Thread(target=server.handle_request)
            thread.start()
            assert supervisor.answers("127.0.0.1", server.server_port)
            thread.join()


class TestTogether:
    @pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
    def test_a_signal_ends_all_in_good_order(self, tmp_path, number):
        before = signal.getsignal(number)
        code = supervise(tmp_path, {"a": SLEEPS, "b": SLEEPS}, ready=lambda: os.kill(os.getpid(), number))
        assert code == 0
        assert signal.getsignal(number) is before

    def test_a_child_is_asked_to_end_before_it_is_made_to(self, tmp_path):
        program = (
            "import pathlib, signal, sys, time\n"
            "def stop(*_): pathlib.Path('asked').touch(); sys.exit(0)\n"
            "signal.signal(signal.SIGTERM, stop)\n"
            "pathlib.Path('up').touch()\n"
            "time.sleep(60)\n"
        )
        supervise(
            tmp_path,
            {"a": [sys.executable, "-c", program]},
            is_ready=(tmp_path / "up").exists,
            ready=lambda: os.kill(os.getpid(), signal.SIGTERM),
        )
        assert (tmp_path / "asked").exists()

    def test_one_that_ends_takes_the_other_with_it_and_gives_its_code(self, tmp_path, capsys):
        started = time.monotonic()
        assert supervise(tmp_path, {"web server": SLEEPS, "worker": ends_with(3)}) == 3
        assert time.monotonic() - started < 10
        assert "The worker ended (code 3)" in capsys.readouterr().err

    def test_one_that_ends_well_but_unasked_is_a_failure(self, tmp_path):
        assert supervise(tmp_path, {"a": ends_with(0)}) == 1
        assert supervisor.exit_code(-signal.SIGKILL) == 137

    def test_one_that_does_not_listen_is_ended_by_force(self, tmp_path, monkeypatch):
        program = (
            "import pathlib, signal, time\n"
            "signal.signal(signal.SIGTERM, signal.SIG_IGN)\n"
            "pathlib.Path('up').touch()\n"
            "time.sleep(60)\n"
        )
        monkeypatch.setattr(supervisor, "END_TIME", 0.2)
        code = supervise(
            tmp_path,
            {"a": [sys.executable, "-c", program]},
            is_ready=(tmp_path / "up").exists,
            ready=lambda: os.kill(os.getpid(), signal.SIGTERM),
        )
        assert code == 0

    def test_a_server_that_never_answers_is_not_waited_for_without_end(self, tmp_path, monkeypatch, capsys):
        monkeypatch.setattr(supervisor, "START_TIME", 0.3)
        assert supervise(tmp_path, {"a": SLEEPS}, is_ready=lambda: False) == 1
        assert "did not answer" in capsys.readouterr().err
