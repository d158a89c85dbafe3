"""The patterns (Vorlagen) that a new process can be made from: prefilled texts, phases, boards, leeway.

The texts are the content of German processes and lie beside this module; what they leave to the editor stands in
brackets, `[Bitte ergänzen: …]`, and keeps a process from being published until it is filled.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from participation.core.errors import N_

FOLDER = Path(__file__).resolve().parent / "texts"


@dataclass(frozen=True)
class Pattern:
    """A pattern: its name in addresses, its label and what it is good for, as message ids; `texts` are its contents."""

    slug: str
    label: str
    purpose: str

    @property
    def texts(self) -> dict[str, Any]:
        """What it fills in."""
        return _texts(self.slug)

    @property
    def days(self) -> int:
        """How long its phases last together, pauses included."""
        return sum(phase["days"] + phase.get("gap", 0) for phase in self.texts["phases"])


PATTERNS: tuple[Pattern, ...] = (
    Pattern(
        "ideensammlung", N_("Ideensammlung"), N_("Sie haben eine offene Frage und möchten viele Ideen dazu sammeln.")
    ),
    Pattern(
        "karten-dialog", N_(
            "Karten-Dialog"
        ), N_("Es geht um Orte: Menschen zeigen auf der Karte, wo sich etwas tun soll.")
    ),
    Pattern(
        "entwurf", N_("Entwurf zur Diskussion"),
        N_("Ein Entwurf liegt vor, und Sie möchten Anmerkungen, bevor entschieden wird."),
    ),
    Pattern(
        "wettbewerb", N_("Ideenwettbewerb oder Aufruf"),
        N_("Sie vergeben Geld oder Unterstützung und suchen dafür Vorhaben."),
    ),
    Pattern(
        "kaskade", N_("Kaskade in vier Runden"),
        N_("Aus vielen Themen sollen Schritt für Schritt wenige Lösungen werden."),
    ),
    Pattern(
        "stadtteilkonzept", N_("Stadtteilkonzept"),
        N_("Ein Stadtteil soll sich entwickeln, mit Rundgängen, Werkstätten und einem Entwurf."),
    ),
)  # fmt: skip


def pattern_called(slug: str) -> Pattern | None:
    """The pattern of this name."""
    return next((pattern for pattern in PATTERNS if pattern.slug == slug), None)


@cache
def _texts(slug: str) -> dict[str, Any]:
    with (FOLDER / f"{slug}.toml").open("rb") as file:
        return tomllib.load(file)
