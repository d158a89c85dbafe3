"""One transaction per request; reading changes nothing; each committed change counts the data version up."""

from __future__ import annotations

import pytest
import sqlalchemy as sa
from flask import Flask

from participation.core.data_version import data_version
from participation.core.database import db
from participation.core.transactions import transaction
from participation.town.settings.models import SiteSetting


def test_what_fails_is_taken_back_as_a_whole(app: Flask) -> None:
    def fail_halfway() -> None:
        with transaction():
            db.session.add(SiteSetting(name="claim", value="x"))
            db.session.flush()
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail_halfway()
    assert db.session.get(SiteSetting, "claim") is None


def test_each_change_raises_the_data_version_and_reading_does_not(app: Flask) -> None:
    before = data_version()
    with transaction():
        pass
    assert data_version() == before
    with transaction():
        db.session.add(SiteSetting(name="claim", value="x"))
    assert data_version() == before + 1


def test_outside_a_transaction_nothing_can_be_written(live_app: Flask) -> None:
    statement = sa.insert(SiteSetting).values(name="claim", value="x")
    with live_app.app_context(), pytest.raises(sa.exc.DBAPIError):
        db.session.execute(statement)
