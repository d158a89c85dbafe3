"""What goes after a time: rooms register here what is due and how they let go of it, each under a rule's name.

One statement says what is due; the report counts it and the night's work lets go of it, so that both always agree.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select

Due = Callable[[datetime], Select[*tuple[Any, ...]]]
LetGo = Callable[[list[int]], None]
BATCH = 200


@dataclass(frozen=True)
class Keeper:
    """What a room lets go of under a rule.

    `due(before)` selects a number and a moment (two columns, of rows whose moment lies before), and no row twice nor
    one that it has let go of. `let_go` takes numbers and runs in the caller's transaction; `batch` of them at a time
    keep others waiting for less than a second. `is_seen`: whether pages show it, so that they are made anew.
    """

    rule: str
    what: str
    due: Due
    let_go: LetGo
    batch: int
    is_seen: bool


_keepers: list[Keeper] = []


def lets_go(rule: str, what: str, *, due: Due, batch: int = BATCH, is_seen: bool = False) -> Callable[[LetGo], LetGo]:
    """Register how a room lets go of something (named `what`, such as a table) under a rule."""

    def register(let_go: LetGo) -> LetGo:
        _keepers.append(Keeper(rule, what, due, let_go, batch, is_seen))
        return let_go

    return register


def keepers_of(rule: str) -> list[Keeper]:
    """What is let go of under a rule."""
    return [keeper for keeper in _keepers if keeper.rule == rule]


def ruled() -> set[str]:
    """The names of all rules that something is registered under."""
    return {keeper.rule for keeper in _keepers}
