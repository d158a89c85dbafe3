"""How many searches somebody may keep, and how each is called."""

from __future__ import annotations

from participation.core.errors import Invalid

MOST = 20
LONGEST_NAME = 80


def check_room_for_one(kept: int) -> None:
    """Raise Invalid where somebody keeps as many searches as there is room for."""
    if kept >= MOST:
        raise Invalid("Mehr als 20 Suchen können Sie nicht speichern. Bitte löschen Sie zuerst eine.", field="name")


def check_name(name: str) -> str:
    """The name without needless blanks. Raises Invalid where it is empty or too long."""
    name = " ".join(name.split())
    if not name:
        raise Invalid("Bitte geben Sie der Suche einen Namen.", field="name")
    if len(name) > LONGEST_NAME:
        raise Invalid("Der Name darf höchstens 80 Zeichen lang sein.", field="name")
    return name
