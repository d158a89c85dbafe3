"""Why an idea stands where it stands, in one or two sentences of plain German.

The sentences are kept with the proposed ranking, as part of the record; German is their language.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from participation.action.prioritisation.rules.scoring import Part, Ranked


def explain(ranked: Ranked, *, count: int) -> str:
    """The sentence under an idea: its place, where it stands above or below the mean of all, and the gap ahead."""
    if count == 1:
        return f"Platz 1 mit {_number(ranked.score)} von 10 Punkten: Es ist die einzige Idee in diesem Lauf."
    return f"Platz {ranked.place}, {_reason(ranked.parts)}. {_gap(ranked)}"


def _reason(parts: Sequence[Part]) -> str:
    """Weigh what a criterion gives this idea against what it gives the ideas on average."""
    above = sorted((p for p in parts if p.value > p.mean), key=_pull, reverse=True)
    below = sorted((p for p in parts if p.value < p.mean), key=_pull)
    gained = sum((_pull(p) for p in above), Fraction(0))
    lost = -sum((_pull(p) for p in below), Fraction(0))
    if not above and not below:
        return "weil die Idee bei jedem Kriterium genau im Mittel aller Ideen liegt"
    if gained >= lost:
        reason = f"weil die Idee bei {_listed(above[:2])} über dem Mittel aller Ideen liegt"
        return reason + (f"; schwächer ist sie bei {_listed(below[:1])}" if below else "")
    reason = f"weil die Idee bei {_listed(below[:2])} unter dem Mittel aller Ideen liegt"
    return reason + (f"; stärker ist sie bei {_listed(above[:1])}" if above else "")


def _gap(ranked: Ranked) -> str:
    if ranked.place == 1:
        return f"Sie hat {_number(ranked.score, 2)} von 10 Punkten."
    if not ranked.behind:
        return (
            f"Sie hat ebenso viele Punkte wie Platz {ranked.place - 1}; bei Gleichstand zählen erst die "
            "Unterstützungen, dann der frühere Tag."
        )
    return f"Auf Platz {ranked.place - 1} fehlen ihr {_number(ranked.behind, 2)} Punkte."


def _pull(part: Part) -> Fraction:
    """How many points a criterion gives an idea above (or below) the mean of all."""
    return part.weight * (part.value - part.mean)


def _listed(parts: Sequence[Part]) -> str:
    return " und ".join(f"„{part.name}“ ({_number(part.value)} von 10)" for part in parts)


def _number(value: Fraction, digits: int = 1) -> str:
    return f"{float(value):.{digits}f}".replace(".", ",")
