"""What happens to settings."""

from __future__ import annotations

from dataclasses import dataclass

from participation.records.journal.events import Event


@dataclass(frozen=True)
class SettingsChanged(Event):
    """Values of the installation were changed; `names` says which, their words stand in `setting_changes`."""

    names: tuple[str, ...]
