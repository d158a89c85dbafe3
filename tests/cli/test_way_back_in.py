"""Who lost phone and recovery codes, and has nobody left to ask, gets in again by the command line."""

from __future__ import annotations

from flask import Flask

from tests.factories.people import make_account


def test_the_second_step_is_taken_off_by_the_command_line(live_app: Flask) -> None:
    with live_app.app_context():
        email = make_account().email
    runner = live_app.test_cli_runner()
    result = runner.invoke(args=["accounts", "reset-second-factor", "--email", email])
    assert result.exit_code == 0, result.output
    assert "Reset." in result.output
    unknown = runner.invoke(args=["accounts", "reset-second-factor", "--email", "niemand@ulm.example"])
    assert unknown.exit_code == 1
    assert "no account" in unknown.output
