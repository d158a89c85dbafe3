"""Links into a process that is not for everyone: signed, so that nobody can make one, and ended in the database."""

from __future__ import annotations

import re

from email_validator import EmailNotValidError, validate_email
from itsdangerous import BadSignature, URLSafeSerializer

from participation.core.errors import Conflict, Invalid, NotAllowed
from participation.dialogue.processes.models import Invitation, Process
from participation.records.subjects.models import Audience

SALT = "process-invitation"
MOST_ADDRESSES = 500


def invitation_token(invitation_id: int, *, secret: str) -> str:
    """The token of an invitation."""
    return str(URLSafeSerializer(secret, salt=SALT).dumps(invitation_id))


def read_invitation_token(token: str, *, secret: str) -> int | None:
    """The number of the invitation that a token stands for; None where it was not made here."""
    try:
        found = URLSafeSerializer(secret, salt=SALT).loads(token)
    except BadSignature:
        return None
    return found if isinstance(found, int) else None


def addresses_in(text: str) -> list[str]:
    """The addresses of a list, each once, parted by blanks, commas or semicolons. Raises Invalid where one is none."""
    found: dict[str, None] = {}
    for word in re.split(r"[\s,;]+", text.strip()):
        if not word:
            continue
        try:
            found[validate_email(word, check_deliverability=False).normalized.lower()] = None
        except EmailNotValidError:
            raise Invalid("„%(word)s“ ist keine E-Mail-Adresse.", field="addresses", word=word[:80]) from None
    if not found:
        raise Invalid("Bitte geben Sie mindestens eine E-Mail-Adresse ein.", field="addresses")
    if len(found) > MOST_ADDRESSES:
        raise Invalid(
            "Bitte laden Sie höchstens %(count)s Adressen auf einmal ein.", field="addresses", count=MOST_ADDRESSES
        )
    return list(found)


def check_may_invite(process: Process) -> None:
    """Raise Conflict for a process that is not only for those who are invited, or that nobody could open yet."""
    if process.audience is not Audience.INVITED:
        raise Conflict("Einladen können Sie nur in Verfahren, die für Eingeladene gedacht sind.")
    if not process.is_published:
        raise Conflict("Einladen können Sie, sobald das Verfahren veröffentlicht ist.")


def check_invitation(invitation: Invitation, *, email: str, is_confirmed: bool) -> None:
    """Raise Conflict for one that was ended, NotAllowed for another address or one that nobody confirmed."""
    if invitation.ended_at is not None:
        raise Conflict("Diese Einladung gilt nicht mehr. Bitte fragen Sie die Fachabteilung nach einer neuen.")
    if not is_confirmed:
        raise NotAllowed("Bitte bestätigen Sie zuerst Ihre E-Mail-Adresse. Den Link dazu haben wir Ihnen gemailt.")
    if invitation.email and invitation.email != email.strip().lower():
        raise NotAllowed("Diese Einladung ging an eine andere E-Mail-Adresse. Bitte melden Sie sich mit dieser an.")
