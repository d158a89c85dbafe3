"""Taking turns with the people who are writing: after each short transaction the importer steps back."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager

LEAST_PAUSE = 0.12
MOST_PAUSE = 1.0
MOST_ROWS = 1000
FEWEST_ROWS = 50
LONG, SHORT = 0.12, 0.05


class Pace:
    """Keeps a pause between transactions, at least as long as the last one took.

    On SQLite a waiting writer asks again every tenth of a second at the latest, so that a shorter pause could let the
    importer in again and again before others. `rows` says how many rows the next transaction may take: fewer where the
    last one was slow, on a weak machine or while much is going on.
    """

    def __init__(self) -> None:
        self._free_since = 0.0
        self._took = 0.0
        self.rows = MOST_ROWS

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Wait for one's turn, then do something short."""
        pause = min(max(self._took, LEAST_PAUSE), MOST_PAUSE)
        time.sleep(max(0.0, self._free_since + pause - time.monotonic()))
        begun = time.monotonic()
        try:
            yield
        finally:
            self._free_since = time.monotonic()
            self._took = self._free_since - begun
            if self._took > LONG:
                self.rows = max(FEWEST_ROWS, self.rows // 2)
            elif self._took < SHORT:
                self.rows = min(MOST_ROWS, self.rows * 2)
