"""The application whose routes are walked: it has a broker, which does not answer, so that its pages are there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from flask import Flask

from participation import create_app
from participation.core.database import db
from tests.conftest import Databases, settings_for


@pytest.fixture(scope="session")
def shared_app(databases: Databases) -> Iterator[Flask]:
    url = databases.copy()
    settings = replace(settings_for(url, databases.folder), oidc_issuer="http://127.0.0.1:9", oidc_client_id="mitreden")
    app = create_app(settings)
    yield app
    with app.app_context():
        app.extensions["data_version"].close()
        db.engine.dispose()
    databases.drop(url)
