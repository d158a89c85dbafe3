"""The provider as a process of its own, and applications that know it as their broker."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import requests
from flask import Flask

from config import Settings
from participation import create_app
from participation.core.database import db
from tests.browser import Browser, Page
from tests.conftest import Databases, settings_for

PERSON = {"sub": "4711", "sid": "session-1", "email": "spatz@example.org", "email_verified": True}
ROLES = (("planung", "editor@stadtplanung"), ("leitung", "coordinator"), ("chef", "administrator"))
LEVELS = (("level-high", "eid"), ("level-low", "email"))


class Provider:
    """The provider, from outside."""

    def __init__(self, issuer: str) -> None:
        self.issuer = issuer

    def is_told(self, **values: Any) -> dict[str, Any]:
        """Tell it who sits at the browser (`user`), or which false answer comes next (`lie`)."""
        return dict(requests.post(f"{self.issuer}/control", json=values, timeout=10).json())

    def sees(self, lie: str = "", **claims: Any) -> None:
        """The person at the browser, with these claims beside the usual ones."""
        self.is_told(user={**PERSON, **claims}, lie=lie)

    def logout_token(self, **values: Any) -> dict[str, Any]:
        """A logout token as it makes it."""
        return dict(requests.post(f"{self.issuer}/logout-token", json=values, timeout=30).json())

    def settings(self, given: Settings, **values: Any) -> Settings:
        """Settings of an installation that has this provider as its broker."""
        return replace(
            given, oidc_issuer=self.issuer, oidc_client_id="mitreden", oidc_client_secret="a secret that both know",
            oidc_roles=ROLES, oidc_levels=LEVELS, oidc_second_step=("mfa",), **values,
        )  # fmt: skip


@pytest.fixture(scope="session")
def running_provider() -> Iterator[Provider]:
    process = subprocess.Popen(
        [sys.executable, str(Path(__file__).with_name("provider.py"))], stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL, text=True,
    )  # fmt: skip
    try:
        assert process.stdout is not None
        issuer = process.stdout.readline().strip()
        assert issuer.startswith("http://127.0.0.1:")
        yield Provider(issuer)
    finally:
        process.terminate()
        process.wait(timeout=10)
        if process.stdout:
            process.stdout.close()


@pytest.fixture
def provider(running_provider: Provider) -> Provider:
    """The provider, honest, with the usual person before it."""
    running_provider.is_told(redirect_uri="http://localhost/anmelden/stadtkonto/zurueck")
    running_provider.sees()
    return running_provider


@pytest.fixture(scope="session")
def shared_app(databases: Databases, running_provider: Provider) -> Iterator[Flask]:
    """The application of these tests: like that of all others, with a broker."""
    url = databases.copy()
    app = create_app(running_provider.settings(settings_for(url, databases.folder)))
    yield app
    with app.app_context():
        app.extensions["data_version"].close()
        db.engine.dispose()
    databases.drop(url)


@pytest.fixture
def app(app: Flask) -> Flask:
    """Each test asks the provider anew what it says of itself."""
    app.extensions.pop("broker", None)
    return app


class Person(Browser):
    """A browser that also goes to the provider and back, over HTTP."""

    def goes_to_provider(self, path: str = "/anmelden/stadtkonto") -> str:
        """To the provider; returns the address to which it sends the browser back."""
        there = self.open(path, status=303).location
        answer = requests.get(there, allow_redirects=False, timeout=10)
        assert answer.status_code == 302, answer.text
        return answer.headers["Location"].removeprefix("http://localhost")

    def comes_back(self, path: str = "/anmelden/stadtkonto") -> Page:
        """To the provider and back again; the answer is that to coming back."""
        return self.open(self.goes_to_provider(path), status=303)

    def is_signed_in(self) -> bool:
        return self.client.get("/konto").status_code == 200


@pytest.fixture
def somebody(app: Flask) -> Person:
    return Person(app)
