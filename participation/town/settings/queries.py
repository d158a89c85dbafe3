"""Reading settings, and what was changed in them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select

from participation.core.database import db
from participation.town.settings.models import SettingChange, SiteSetting
from participation.town.settings.rules.changing import LABELS
from participation.town.settings.rules.spans import SPANS

FIRST_START = "first_start"


@dataclass(frozen=True)
class ChangeLine:
    """One change as a page shows it."""

    change: SettingChange
    label: str


def stored_values() -> dict[str, Any]:
    """What the city has set, by name."""
    rows = db.session.execute(select(SiteSetting.name, SiteSetting.value).where(SiteSetting.name.in_(list(LABELS))))
    return {row.name: row.value for row in rows}


def setting(name: str, default: Any = None) -> Any:
    """One stored value, or the default."""
    found = db.session.get(SiteSetting, name)
    return default if found is None else found.value


def spans() -> dict[str, int]:
    """How many days everything is kept, by the name of its span: what the city set, else what holds from the start."""
    rows = db.session.execute(select(SiteSetting.name, SiteSetting.value).where(SiteSetting.name.in_(list(SPANS))))
    stored = {row.name: int(row.value) for row in rows}
    return {name: stored.get(name, span.days) for name, span in SPANS.items()}


def newest_change(names: Iterable[str]) -> int:
    """The number of the last change to one of these values; 0 where none was changed."""
    return int(db.session.scalar(select(func.max(SettingChange.id)).where(SettingChange.name.in_(list(names)))) or 0)


def changes(*, most: int = 200) -> list[ChangeLine]:
    """The last changes, newest first."""
    found = db.session.scalars(
        select(SettingChange).where(SettingChange.name.in_(list(LABELS))).order_by(SettingChange.id.desc()).limit(most)
    )
    return [ChangeLine(change, LABELS[change.name]) for change in found]
