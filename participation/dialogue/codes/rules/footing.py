"""Where a person stands with a process: what it asks for, what they have proven, and what follows from it.

The one rule for every route on which people write or support. Each refusal names what is needed and the one next step.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from participation.core.actor import Actor
from participation.core.assurance import Assurance, reaches
from participation.core.errors import N_, NotAllowed

LEVEL_LABELS: dict[Assurance, str] = {
    Assurance.GUEST_CODE: N_("mit Konto oder mit dem Code einer Schule oder Gruppe"),
    Assurance.EMAIL: N_("mit Konto und bestätigter E-Mail-Adresse"),
    Assurance.CODE_LETTER: N_("mit Code aus dem Brief"),
    Assurance.EID: N_("mit Online-Ausweis"),
}
COUNTED_WITH: dict[Assurance, str] = {
    Assurance.GUEST_CODE: N_("mit Konto oder Gruppen-Code"),
    Assurance.CODE_LETTER: N_("mit Code aus dem Brief"),
    Assurance.EID: N_("mit Online-Ausweis"),
}
"""What is said beside numbers; a confirmed e-mail address is the usual and goes without saying."""
MISSING: dict[Assurance, tuple[str, str]] = {
    Assurance.GUEST_CODE: (N_("Für dieses Verfahren brauchen Sie ein Konto oder einen Code."), N_("Code eingeben")),
    Assurance.EMAIL: (
        N_(
            "Für dieses Verfahren brauchen Sie ein Konto mit bestätigter E-Mail-Adresse. Ein Code von Schule oder "
            "Gruppe reicht hier nicht."
        ),
        N_("Verfahren ansehen"),
    ),
    Assurance.CODE_LETTER: (N_("Für dieses Verfahren brauchen Sie den Code aus Ihrem Brief."), N_("Code eingeben")),
    Assurance.EID: (
        N_("Für dieses Verfahren zeigen Sie einmal Ihren Online-Ausweis vor."),
        N_("Mit Online-Ausweis bestätigen"),
    ),
}
STEPS: dict[Assurance, str] = {
    Assurance.GUEST_CODE: "/verfahren/{slug}/code",
    Assurance.EMAIL: "/verfahren/{slug}",
    Assurance.CODE_LETTER: "/verfahren/{slug}/code",
    Assurance.EID: "/konto/zugaenge",
}


class ProofMissing(NotAllowed):
    """Something is still to be proven; `step` and `address` are the way there."""

    def __init__(self, message: str, *, step: str, address: str) -> None:
        super().__init__(message)
        self.step, self.address = step, address  # type: ignore[misc]


class AgeMissing(NotAllowed):
    """The person is yet to say that they are old enough; nothing of what they sent is lost."""

    def __init__(self, footing: Footing) -> None:
        super().__init__("Hier kann man ab %(age)s Jahren mitmachen.", age=footing.minimum_age)
        self.footing = footing


@dataclass(frozen=True)
class Footing:
    """What a process asks for, and what this person has shown; `since` is when the level was changed in mid-course."""

    process_id: int
    slug: str
    needed: Assurance
    minimum_age: int | None
    since: datetime | None = None
    proven: frozenset[Assurance] = frozenset()
    of_age: bool = False

    @property
    def is_reached(self) -> bool:
        """Whether the person has proven enough."""
        return reaches(self.proven, self.needed)

    @property
    def step_address(self) -> str:
        """Where the next step is, below the address of the site."""
        return STEPS[self.needed].format(slug=self.slug)


def proven_by(actor: Actor, process_id: int, *, rows: frozenset[Assurance] = frozenset()) -> frozenset[Assurance]:
    """All levels that a person has proven for a process: by how they came in, and by rows that say so."""
    if actor.account_id is None:
        return frozenset()
    if actor.only_in is not None:
        return frozenset({Assurance.GUEST_CODE}) if actor.only_in == process_id else frozenset()
    return rows | {Assurance.EMAIL} if actor.is_confirmed else frozenset()


def offered_levels(broker_proves: Iterable[str], *, now: Assurance) -> list[Assurance]:
    """The levels that a process can ask for: only what somebody can prove, and what it asks for now. `broker_proves`
    are the values that the city's identity broker can prove; letters and group codes are made here."""
    with_eid = Assurance.EID in set(broker_proves) or now is Assurance.EID
    return [level for level in Assurance if level is not Assurance.EID or with_eid]


def check_own_process(actor: Actor, process_id: int | None) -> None:
    """Raise NotAllowed for people with a code for another process."""
    if actor.only_in is not None and actor.only_in != process_id:
        raise NotAllowed("Ihr Code gilt nur für das Verfahren, für das Sie ihn bekommen haben.")


def check_footing(actor: Actor, footing: Footing) -> None:
    """Raise NotAllowed for people without an account, without a confirmed address, or with a code for another process;
    ProofMissing below the level of the process; AgeMissing before they said that they are old enough."""
    if actor.account_id is None:
        raise NotAllowed("Bitte melden Sie sich an, um mitzumachen.")
    check_own_process(actor, footing.process_id)
    if actor.only_in is None and not actor.is_confirmed:
        raise NotAllowed("Bitte bestätigen Sie zuerst Ihre E-Mail-Adresse. Den Link dazu haben wir Ihnen gemailt.")
    if not footing.is_reached:
        message, step = MISSING[footing.needed]
        raise ProofMissing(message, step=step, address=footing.step_address)
    if footing.minimum_age is not None and not footing.of_age:
        raise AgeMissing(footing)
