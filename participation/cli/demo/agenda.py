"""What happens in the demo town, in the order of its days.

The rooms plan their acts one after the other; they are then carried out by day, each with the clock stopped at its
moment. So every ranking, publication and journal line knows just what was known on its day.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from functools import partial
from typing import Any

from participation.core import clock

Act = Callable[[], Any]
Progress = Callable[[list[tuple[datetime, int, Act]]], Iterable[tuple[datetime, int, Act]]]


class Agenda:
    """Acts that wait for their moment."""

    def __init__(self) -> None:
        self._acts: list[tuple[datetime, int, Act]] = []

    def plan(self, moment: datetime, act: Callable[..., Any], *args: Any, **values: Any) -> None:
        """Let something happen at a moment; what is planned first comes first where the moment is the same."""
        self._acts.append((moment, len(self._acts), partial(act, *args, **values)))

    def carry_out(self, progress: Progress) -> None:
        """Let everything happen, the earliest first; what would lie ahead today happens now."""
        present = clock.now()
        for moment, _, act in progress(sorted(self._acts, key=lambda planned: planned[:2])):
            with clock.stopped_at(min(moment, present)):
                act()
