"""Who may make codes, how many, and when a code is good."""

from __future__ import annotations

from datetime import datetime, timedelta

from participation.core.actor import Actor, Role
from participation.core.assurance import Assurance
from participation.core.errors import Conflict, Invalid, NotAllowed
from participation.dialogue.codes.models import CodeBatch, CodeKind
from participation.dialogue.processes.models import Process
from participation.dialogue.processes.rules import may_edit_process

MOST_CODES = 20_000
MOST_LETTERS = 200
"""So many are laid out as letters at once; a printer makes larger numbers from the table."""
MOST_USES = 60
LONGEST_DAYS = 400
GUESTS_KEPT = timedelta(days=90)
"""After the end of the last phase, who took part with a group code is erased; their texts stay without a name."""


def may_make_codes(actor: Actor, process: Process | None) -> bool:
    """Editors of the process's department; for the whole installation the administration."""
    return actor.has_role(Role.ADMINISTRATOR) if process is None else may_edit_process(actor, process)


def check_may_make(actor: Actor, process: Process | None) -> None:
    """Raise NotAllowed for others."""
    if not may_make_codes(actor, process):
        raise NotAllowed("Codes macht die Redaktion der Fachabteilung, für alle Verfahren die Administration.")


def check_batch(
    process: Process | None, kind: CodeKind, *, count: int, uses: int, valid_from: datetime, valid_until: datetime,
    age_confirmed: bool,
) -> None:  # fmt: skip
    """Raise Invalid or Conflict for codes that nobody could use, or that would say more than they can."""
    if process is not None and process.is_archived:
        raise Conflict("Das Verfahren ist archiviert. Neue Codes braucht es nicht mehr.")
    if not 1 <= count <= MOST_CODES:
        raise Invalid("Bitte geben Sie eine Zahl zwischen 1 und %(most)s an.", field="count", most=MOST_CODES)
    if not 1 <= uses <= (1 if kind is CodeKind.LETTER else MOST_USES):
        raise Invalid("Bitte geben Sie eine Zahl zwischen 1 und %(most)s an.", field="uses", most=MOST_USES)
    if valid_until <= valid_from:
        raise Invalid("Der letzte Tag liegt vor dem ersten.", field="valid_until")
    if valid_until - valid_from > timedelta(days=LONGEST_DAYS):
        raise Invalid("Codes gelten höchstens %(days)s Tage.", field="valid_until", days=LONGEST_DAYS)
    if kind is CodeKind.GROUP:
        _check_group(process, age_confirmed)


def _check_group(process: Process | None, age_confirmed: bool) -> None:
    if process is None:
        raise Invalid("Codes für Schulen und Gruppen gelten immer für ein Verfahren.", field="kind")
    if process.assurance is not Assurance.GUEST_CODE:
        raise Invalid(
            "In diesem Verfahren reicht ein Code ohne Konto nicht. Das ändern Sie unter „Womit man mitmacht“.",
            field="kind",
        )
    if process.minimum_age is not None and not age_confirmed:
        raise Invalid(
            "Bitte bestätigen Sie, dass alle, die einen Code bekommen, mindestens %(age)s Jahre alt sind.",
            field="age_confirmed", age=process.minimum_age,
        )  # fmt: skip


def check_good(batch: CodeBatch, *, moment: datetime) -> None:
    """Raise Conflict, with the reason, for a code whose time has not come, is over, or that was voided."""
    if batch.void_at is not None:
        raise Conflict("Dieser Code wurde für ungültig erklärt. Bitte fragen Sie dort, wo Sie ihn bekommen haben.")
    if moment < batch.valid_from:
        raise Conflict("Dieser Code gilt erst ab dem %(day)s.", day=batch.valid_from)
    if moment >= batch.valid_until:
        raise Conflict("Dieser Code galt bis zum %(day)s.", day=batch.valid_until - timedelta(seconds=1))
