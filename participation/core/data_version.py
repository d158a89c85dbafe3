"""A number that grows with every committed change; stored pages and counts are good for one number only."""

from __future__ import annotations

from sqlalchemy import BigInteger, CheckConstraint, select, update
from sqlalchemy.orm import Mapped, mapped_column

from participation.core.database import Base, db


class DataVersion(Base):
    """The single row that holds the number."""

    __tablename__ = "data_version"
    __table_args__ = (CheckConstraint("id = 1", name="single_row"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    value: Mapped[int] = mapped_column(BigInteger)


_read = select(DataVersion.value).where(DataVersion.id == 1)
_raise = update(DataVersion).where(DataVersion.id == 1).values(value=DataVersion.value + 1)


def data_version() -> int:
    """The number that holds for this transaction."""
    return db.session.execute(_read).scalar_one_or_none() or 0


def raise_data_version() -> None:
    """Count one change; called last before the commit, so that the row is locked only briefly."""
    db.session.execute(_raise)
