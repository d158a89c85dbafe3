"""What the clock does for privacy: counts of requests whose time has ended go."""

from __future__ import annotations

from participation.web.jobs import daily
from participation.web.rate_limits import DatabaseStorage


@daily
def forget_ended_counts() -> None:
    """Forget who asked how often, once that says nothing any more."""
    DatabaseStorage().forget_ended()
