"""Changing what the installation says of itself."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.dialects import postgresql, sqlite

from participation.core.actor import Actor
from participation.core.data_version import raise_settings_version
from participation.core.database import db
from participation.core.errors import Conflict
from participation.records.journal.commands import record
from participation.town.settings import queries
from participation.town.settings.events import SettingsChanged
from participation.town.settings.models import SettingChange, SiteSetting
from participation.town.settings.rules.changing import check_administrator, checked

LOCK = "lock"


def change_settings(
    values: Mapping[str, Any], *, actor: Actor, known: int | None = None, given: Mapping[str, Any] | None = None
) -> tuple[str, ...]:
    """Store these values; returns the names of those that really changed.

    `known` is the number of the last change that the person saw: where there is a newer one to these values, Conflict
    is raised. `given` are the values that hold while nothing is stored. Raises Invalid beside the field that cannot be
    taken.
    """
    check_administrator(actor)
    wanted = checked(values)
    lock_settings()
    if known is not None and queries.newest_change(wanted) > known:
        raise Conflict("Jemand hat diese Einstellungen inzwischen geändert.")
    held = {**(given or {}), **queries.stored_values()}
    changed = tuple(sorted(name for name, value in wanted.items() if held.get(name, "") != value))
    for name in changed:
        store(name, wanted[name])
        db.session.add(
            SettingChange(name=name, before=held.get(name, ""), after=wanted[name], actor_ref=actor.actor_ref)
        )
    db.session.flush()
    if changed:
        raise_settings_version()
        record(SettingsChanged(None, names=changed), actor=actor)
    return changed


def store(name: str, value: Any) -> None:
    """Keep one value under its name, in place of an older one."""
    insert = (sqlite if db.session.get_bind().dialect.name == "sqlite" else postgresql).insert(SiteSetting)
    db.session.execute(
        insert.values(name=name, value=value).on_conflict_do_update(index_elements=["name"], set_={"value": value})
    )


def lock_settings() -> None:
    """Until this transaction ends, whoever else changes settings waits: two who save come one after the other."""
    if db.session.get(SiteSetting, LOCK) is None:
        store(LOCK, True)
    db.session.execute(select(SiteSetting.name).where(SiteSetting.name == LOCK).with_for_update())


def forget_who_changed(actor_ref: str) -> None:
    """Let what somebody changed stand without saying who it was."""
    db.session.execute(update(SettingChange).where(SettingChange.actor_ref == actor_ref).values(actor_ref=None))
