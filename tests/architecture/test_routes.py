"""Every route says who may enter, and what a visitor may read sets no cookie."""

from __future__ import annotations

from flask import Flask

ACCESS = {"public", "signed_in", "staff"}


def test_every_route_says_who_may_enter(app: Flask) -> None:
    silent = [
        rule.rule
        for rule in app.url_map.iter_rules()
        if getattr(app.view_functions[rule.endpoint], "access", None) not in ACCESS
    ]
    assert silent == []


def test_every_route_that_changes_something_commits_or_says_how(app: Flask) -> None:
    """Views without @commits open their transaction themselves, after slow work such as hashing a password."""
    own_transaction = {
        "planning.save_new_document", "planning.save_document", "planning.save_picture",
        "documents.save_new", "documents.save",
        "ideas.submit_step", "ideas.save", "ideas.add_pictures", "ideas.remove_picture",
        "ideas.remember_support",  # changes nothing but the session's cookie
        "calls.apply_step", "calls.add_file", "calls.remove_file",
        "accounts.sign_up", "accounts.sign_in", "accounts.confirm", "accounts.forgotten", "accounts.new_password",
        "barriers.report", "departments.begin", "districts.setting_up", "settings.languages", "settings.look",
        "settings.name", "settings.spans", "statement.film", "statement.publish",
        "invitations.join", "second_factors.sign_in_by_code", "second_factors.sign_in_by_passkey",
        "second_factors.ask_passkey", "second_factors.take_proof",
        "second_factors.download_codes",  # changes nothing: it hands back what was sent
        "own_data.take_along", "own_data.erase", "own_data.address", "own_data.confirm_address",
        "own_data.stop_address", "own_data.password", "identities.join", "identities.end_from_outside",
        "codes.enter", "codes.join", "codes.take_along",
    }  # fmt: skip
    unmarked = {
        rule.endpoint
        for rule in app.url_map.iter_rules()
        if "POST" in (rule.methods or ()) and not getattr(app.view_functions[rule.endpoint], "commits", False)
    }
    assert unmarked <= own_transaction


def test_a_route_without_a_mark_stays_shut(app: Flask) -> None:
    from tests.browser import Browser

    app.view_functions["home.start"], kept = (lambda: "open"), app.view_functions["home.start"]
    try:
        assert Browser(app).client.get("/").status_code == 403
    finally:
        app.view_functions["home.start"] = kept
