"""Rate limits that several processes share: counted in the database, or in Redis where one is set.

Addresses are not kept: the key is a keyed hash of the address prefix (IPv4 /24, IPv6 /48), with a key that changes
every day.
"""

from __future__ import annotations

import hashlib
import hmac
import time
from ipaddress import ip_network
from typing import Any

from flask import current_app, request
from limits.storage import Storage
from sqlalchemy import BigInteger, Engine, Float, String, case, delete, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Mapped, mapped_column

from participation.core import clock
from participation.core.database import Base, db, writing


class RateCount(Base):
    """How often something was asked within a window that ends at `expires_at` (Unix seconds)."""

    __tablename__ = "rate_counts"

    key: Mapped[str] = mapped_column(String(200), primary_key=True)
    count: Mapped[int] = mapped_column(BigInteger)
    expires_at: Mapped[float] = mapped_column(Float, index=True)


def client_key() -> str:
    """Who asks, as a keyed hash of the address prefix."""
    address = request.remote_addr or "127.0.0.1"
    prefix = str(ip_network(f"{address}/{48 if ':' in address else 24}", strict=False))
    return keyed(prefix)


def keyed(text: str) -> str:
    """A keyed hash that nobody can turn back after the day."""
    secret = f"{current_app.config['SECRET_KEY']}:{clock.today():%Y%m%d}".encode()
    return hmac.new(secret, text.encode(), hashlib.sha256).hexdigest()[:32]


class DatabaseStorage(Storage):
    """Counts in the table `rate_counts`, each in a short transaction of its own, so that a request that is rolled
    back still counts. The extension point is `limits.storage.Storage`."""

    STORAGE_SCHEME = ["database"]

    def __init__(self, uri: str | None = None, wrap_exceptions: bool = False, **options: object) -> None:
        super().__init__(uri, wrap_exceptions=wrap_exceptions)

    @property
    def base_exceptions(self) -> type[Exception]:
        """What may go wrong below."""
        return Exception

    def incr(self, key: str, expiry: float, amount: int = 1) -> int:
        """Count once more; a window that has ended starts anew."""
        engine, moment = _engine(), time.time()
        insert = sqlite.insert if engine.dialect.name == "sqlite" else postgresql.insert
        statement: Any = insert(RateCount).values(key=key[:200], count=amount, expires_at=moment + expiry)
        ended = RateCount.expires_at <= moment
        counting = statement.on_conflict_do_update(
            index_elements=[RateCount.key],
            set_={
                "count": case((ended, amount), else_=RateCount.count + amount),
                "expires_at": case((ended, moment + expiry), else_=RateCount.expires_at),
            },
        ).returning(RateCount.count)
        token = writing.set(True)
        try:
            with engine.begin() as connection:
                return int(connection.execute(counting).scalar_one())
        finally:
            writing.reset(token)

    def get(self, key: str) -> int:
        """The count in the present window."""
        with _engine().connect() as connection:
            row = connection.execute(
                select(RateCount.count).where(RateCount.key == key[:200], RateCount.expires_at > time.time())
            ).scalar_one_or_none()
        return int(row or 0)

    def get_expiry(self, key: str) -> float:
        """When the window ends, in Unix seconds."""
        with _engine().connect() as connection:
            row = connection.execute(
                select(RateCount.expires_at).where(RateCount.key == key[:200])
            ).scalar_one_or_none()
        return float(row or time.time())

    def check(self) -> bool:
        """The database answers or raises itself."""
        return True

    def reset(self) -> int | None:
        """Forget all counts."""
        return self._delete(delete(RateCount))

    def clear(self, key: str) -> None:
        """Forget one count."""
        self._delete(delete(RateCount).where(RateCount.key == key[:200]))

    def forget_ended(self) -> int:
        """Remove windows that have ended; called daily."""
        return self._delete(delete(RateCount).where(RateCount.expires_at <= time.time()))

    def _delete(self, statement: object) -> int:
        token = writing.set(True)
        try:
            with _engine().begin() as connection:
                return int(connection.execute(statement).rowcount)  # type: ignore[call-overload]
        finally:
            writing.reset(token)


def _engine() -> Engine:
    return db.engine
