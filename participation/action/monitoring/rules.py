"""What a reading, a milestone and a reached level need to be kept."""

from __future__ import annotations

import math
from datetime import date
from urllib.parse import urlsplit

from participation.action.measures.models import Measure
from participation.core.errors import Conflict, Invalid


def check_reading(*, read_on: date, today: date, value: float, source: str) -> None:
    """Raise Invalid where a reading lies ahead, is no number or names no source."""
    if read_on > today:
        raise Invalid("Dieser Tag liegt noch vor uns. Bitte tragen Sie nur gemessene Werte ein.", field="read_on")
    if not math.isfinite(value):
        raise Invalid("Bitte geben Sie eine Zahl ein.", field="value")
    if not source.strip():
        raise Invalid("Bitte nennen Sie die Quelle des Werts.", field="source")


def check_reached_level(
    measure: Measure, level: int, *, reached_on: date, today: date, evidence: str, evidence_url: str
) -> None:
    """Raise Conflict while the levels are not fixed, Invalid where day, level, evidence or its address are wrong."""
    if measure.levels_fixed_at is None:
        raise Conflict("Die Zielstufen stehen noch nicht fest. Vorher kann keine erreicht sein.")
    if not 0 <= level <= 4:
        raise Invalid("Bitte wählen Sie eine Zielstufe von 0 bis 4.", field="level")
    if reached_on > today:
        raise Invalid("Dieser Tag liegt noch vor uns. Bitte tragen Sie nur Erreichtes ein.", field="reached_on")
    if not evidence.strip():
        raise Invalid("Bitte schreiben Sie, woran man erkennt, dass die Stufe erreicht ist.", field="evidence")
    if evidence_url and urlsplit(evidence_url).scheme not in {"http", "https"}:
        raise Invalid("Die Adresse des Nachweises muss mit https:// beginnen.", field="evidence_url")
