"""Workshops, with stages open and notes on the wall."""

from __future__ import annotations

from datetime import timedelta
from itertools import count
from typing import Any

from participation.core.actor import HOUSE, Role
from participation.core.clock import now
from participation.core.transactions import transaction
from participation.dialogue.processes.models import PhaseKind, Process
from participation.dialogue.workshops import commands
from participation.dialogue.workshops.models import Note, Prototype, Workshop, WorkshopStage
from participation.dialogue.workshops.queries import workshop_by_slug
from participation.people.accounts.models import Account
from tests.factories.dialogue import make_process
from tests.factories.people import make_account, make_staff, person

_numbers = count(1)


def make_workshop(process: Process | None = None, *, open_to: int = 0, **values: Any) -> Workshop:
    """A workshop in a process whose workshop phase runs, opened up to the stage `open_to`."""
    number = next(_numbers)
    process = process or make_process(phase=PhaseKind.WORKSHOP)
    with transaction():
        workshop = commands.create_workshop(
            process, slug=values.pop("slug", f"werkstatt-{number}"), title=values.pop("title", f"Werkstatt {number}"),
            challenge=values.pop("challenge", "Wie können wir den Platz neu gestalten, um Schatten zu bekommen?"),
            starts_at=now() - timedelta(hours=1), actor=HOUSE, **values,
        )  # fmt: skip
    for position in range(1, open_to + 1):
        with transaction():
            commands.open_stage(workshop, position, actor=HOUSE)
    return seen(workshop)


def seen(workshop: Workshop) -> Workshop:
    """The workshop with its stages, as it is now."""
    from participation.core.database import db

    db.session.expire_all()
    found = workshop_by_slug(workshop.slug, HOUSE)
    assert found is not None
    return found


def stage(workshop: Workshop, position: int) -> WorkshopStage:
    """A stage of the workshop, as it is now."""
    return seen(workshop).stages[position - 1]


def make_note(workshop: Workshop, position: int = 1, text: str = "Mehr Schatten am Platz", **values: Any) -> Note:
    """A note of a participant on the wall of an open stage."""
    author = values.pop("author", None) or make_account()
    with transaction():
        return commands.write_note(stage(workshop, position), actor=person(author), text=text, **values)


def make_prototype(workshop: Workshop, **values: Any) -> Prototype:
    """A result card."""
    with transaction():
        return commands.make_prototype(
            workshop, actor=HOUSE, title=values.pop("title", "Sonnensegel zum Ausleihen"),
            problem="Auf dem Platz ist es im Sommer zu heiß.", idea="Ein Segel, das man ausleihen kann.",
            for_whom="Für alle, die dort warten", tested="An zwei Nachmittagen", learnt="Es braucht feste Ösen.",
            **values,
        )  # fmt: skip


def make_facilitator(workshop: Workshop, pseudonym: str = "") -> Account:
    """Somebody who leads the workshop."""
    return make_staff(Role.FACILITATOR, workshop.subject_id, pseudonym)
