"""Shows how far a long step has come."""

from __future__ import annotations

import shutil
import sys


class Bar:
    """A progress bar on a terminal; elsewhere a line at every fifth of the way."""

    def __init__(self, label: str, total: int) -> None:
        self.label, self.total, self.fifth = label, max(total, 1), -1
        self.terminal = sys.stdout.isatty()

    def show(self, done: int, what: str = "") -> None:
        """Draw how much is done and what is being done."""
        share = min(done / self.total, 1.0)
        if self.terminal:
            width = max(shutil.get_terminal_size().columns - 1, 40)
            line = f"{self.label} [{'#' * int(share * 24):.<24}] {share:4.0%}  {what}"
            sys.stdout.write("\r" + line[:width].ljust(width))
        elif int(share * 5) > self.fifth:
            self.fifth = int(share * 5)
            sys.stdout.write(f"{self.label} {share:.0%} {what}\n")
        sys.stdout.flush()

    def end(self) -> None:
        """Leave the bar as it stands and go on below it."""
        if self.terminal:
            sys.stdout.write("\n")
            sys.stdout.flush()
