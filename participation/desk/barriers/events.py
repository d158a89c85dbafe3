"""What happens to reported barriers; the words stand in the report, never here."""

from __future__ import annotations

from dataclasses import dataclass

from participation.records.journal.events import Event


@dataclass(frozen=True)
class BarrierReported(Event):
    """Somebody reported a barrier."""

    report_id: int


@dataclass(frozen=True)
class BarrierAnswered(Event):
    """The city answered; `by_mail` says whether the answer went to an address."""

    report_id: int
    by_mail: bool


@dataclass(frozen=True)
class BarrierClosed(Event):
    """Nothing is left to do."""

    report_id: int


@dataclass(frozen=True)
class BarrierReopened(Event):
    """It was not done after all."""

    report_id: int
