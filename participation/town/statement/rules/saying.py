"""What a statement says while nobody has written one, and what it must say to be true.

The order and the states follow the model statement of the European Union (Implementing Decision 2018/1523), which the
state of Baden-Württemberg prescribes with § 10 L-BGG; disputes are mediated as § 10b L-BGG says. A legal office
confirms before a city relies on it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from participation.core.actor import Actor, Role
from participation.core.errors import N_, Invalid, NotAllowed
from participation.town.statement.models import Conformity, Method, PartReason

MOST_PARTS = 30


@dataclass(frozen=True)
class Said:
    """The values of a statement."""

    conformity: Conformity = Conformity.NOT_ASSESSED
    method: Method = Method.NOTHING
    assessed_by: str = ""
    assessed_on: date | None = None
    written_on: date | None = None
    parts: tuple[dict[str, Any], ...] = field(default_factory=tuple)
    body_name: str = "Schlichtungsstelle beim Landeszentrum Barrierefreiheit Baden-Württemberg"
    body_address: str = "Else-Josenhans-Straße 6, 70173 Stuttgart"
    body_url: str = "https://barrierefreiheit-bw.de/"
    body_link: str = "Schlichtung beim Landeszentrum Barrierefreiheit"


# Known of the software itself; the sentences are message ids, so that the first statement speaks English too.
KNOWN_PARTS = (
    {
        "what": N_("Karten"), "kind": PartReason.NOT_YET.value,
        "reason": N_("Eine Karte lässt sich mit einem Vorleseprogramm nur eingeschränkt erfassen."),
        "alternative": N_(
            "Zu jeder Karte gibt es dieselben Einträge als Liste; ein Ort lässt sich auch mit Stadtteil und Straße "
            "angeben."
        ),
    },
    {
        "what": N_("Beiträge von Teilnehmenden"), "kind": PartReason.NOT_YET.value,
        "reason": N_("Auf die Verständlichkeit fremder Texte haben wir nur begrenzt Einfluss."),
        "alternative": N_("Auf Nachfrage fassen wir einen Beitrag in einfachen Worten zusammen."),
    },
    {
        "what": N_("Leichte Sprache und Gebärdensprache"), "kind": PartReason.NOT_YET.value,
        "reason": N_("Nur ein Teil der Inhalte liegt in Leichter Sprache vor, noch weniger in Gebärdensprache."),
        "alternative": N_("Auf Nachfrage erklären wir einen Inhalt auf einem Weg, der für Sie passt."),
    },
)  # fmt: skip
FIRST = Said(parts=KNOWN_PARTS)


def check_administrator(actor: Actor) -> None:
    """Raise NotAllowed unless the actor administers the installation."""
    if not actor.has_role(Role.ADMINISTRATOR):
        raise NotAllowed("Die Erklärung zur Barrierefreiheit schreibt die Administration.")


def check_true(said: Said, today: date) -> None:
    """Raise Invalid beside the field where a statement contradicts itself."""
    if said.conformity is Conformity.NOT_ASSESSED:
        if said.method is not Method.NOTHING:
            raise Invalid("Wenn es eine Bewertung gab, nennen Sie bitte ihr Ergebnis.", field="conformity")
    else:
        _check_assessed(said, today)
    if said.conformity is Conformity.FULL and any(p["kind"] == PartReason.NOT_YET for p in said.parts):
        raise Invalid(
            "„Vollständig vereinbar“ passt nicht zu Teilen, die noch nicht vereinbar sind.", field="conformity"
        )
    if said.conformity in (Conformity.PARTIAL, Conformity.FAILING) and not said.parts:
        raise Invalid("Bitte nennen Sie unten mindestens einen Teil, der nicht barrierefrei ist.", field="conformity")
    if said.body_url and not said.body_url.startswith(("https://", "http://")):
        raise Invalid("Bitte geben Sie die ganze Adresse an, sie beginnt mit https://.", field="body_url")


def _check_assessed(said: Said, today: date) -> None:
    if said.method is Method.NOTHING:
        raise Invalid("Bitte sagen Sie, wie bewertet wurde.", field="method")
    if said.assessed_on is None:
        raise Invalid("Bitte nennen Sie den Tag der Bewertung.", field="assessed_on")
    if said.assessed_on > today:
        raise Invalid("Dieser Tag liegt in der Zukunft.", field="assessed_on")
    if said.method is Method.THIRD_PARTY and not said.assessed_by:
        raise Invalid("Bitte nennen Sie die Stelle, die bewertet hat.", field="assessed_by")
