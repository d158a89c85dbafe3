"""Who is told of an event, and when by mail; and the signed links that stop mails without signing in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from itsdangerous import BadSignature, URLSafeSerializer

from participation.core.actor import Actor
from participation.core.errors import N_, NotAllowed

# What happened longer ago (a worker that stood still, contributions brought in later) goes to the inbox alone.
MAIL_WITHIN = timedelta(days=14)


# What happened to which contribution, in one line: the subject of a mail and the line in the inbox.
SENTENCES: Mapping[str, str] = {
    "IdeaSubmitted": N_("Eingegangen: „%(title)s“"),
    "IdeaSubmitted:on_board": N_("Neue Idee auf dem Themenboard „%(title)s“"),
    "IdeaAnswered": N_("Antwort der Stadt auf „%(title)s“"),
    "IdeaStatusChanged:in_review": N_("In Prüfung: „%(title)s“"),
    "IdeaStatusChanged:realised": N_("Umgesetzt: „%(title)s“"),
    "IdeaMerged": N_("„%(title)s“ geht in einer anderen Idee weiter"),
    "IdeaUnmerged": N_("„%(title)s“ steht wieder für sich"),
    "IdeaBundled": N_("„%(title)s“ ist jetzt in einem Themenbündel"),
    "IdeaHidden": N_("Ihre Idee „%(title)s“ ist verborgen"),
    "IdeaRestored": N_("Ihre Idee „%(title)s“ ist wieder öffentlich"),
    "CommentHidden": N_("Ihr Kommentar zu „%(title)s“ ist verborgen"),
    "CommentRestored": N_("Ihr Kommentar zu „%(title)s“ ist wieder öffentlich"),
    "CommentWritten": N_("Neuer Kommentar zu „%(title)s“"),
    "CommentWritten:official": N_("Die Fachabteilung hat zu „%(title)s“ geschrieben"),
    "CommentWritten:parent": N_("Antwort auf Ihren Kommentar zu „%(title)s“"),
    "IdeaPromoted": N_("„%(title)s“ ist jetzt Teil einer Maßnahme"),
    "StageChanged:idea": N_("„%(title)s“ steht wieder am Anfang"),
    "StageChanged:project_idea": N_("„%(title)s“ ist jetzt eine Projektidee"),
    "StageChanged:prototype": N_("„%(title)s“ wird als Prototyp erprobt"),
    "StageChanged:living_lab": N_("„%(title)s“ läuft jetzt als Reallabor"),
    "StageChanged:implementation": N_("„%(title)s“ wird jetzt umgesetzt"),
    "StageChanged:operation": N_("„%(title)s“ ist jetzt im Regelbetrieb"),
    "StageChanged:postponed": N_("„%(title)s“ ist zurückgestellt"),
    "StageChanged:declined": N_("„%(title)s“ wird nicht umgesetzt"),
    "StageChanged:stopped": N_("„%(title)s“ wurde beendet"),
    "LevelReached": N_("„%(title)s“ steht jetzt auf Zielstufe %(level)s"),
    "ResultPublished": N_("Neues Ergebnis: „%(title)s“"),
    "ResultPublished:corrected": N_("Korrigiertes Ergebnis: „%(title)s“"),
    "CommitmentKept": N_("Zusage zu „%(title)s“ gehalten"),
    "CommitmentMoved": N_("Zusage zu „%(title)s“ verschoben"),
    "CommitmentBroken": N_("Zusage zu „%(title)s“ nicht gehalten"),
    "ReleaseRequested": N_("Um Freigabe gebeten: „%(title)s“"),
    "ReleaseGranted": N_("Freigegeben: „%(title)s“"),
    "ReleaseReturned": N_("Zurückgegeben: „%(title)s“"),
    "SummaryReminded": N_("Was kam heraus? „%(title)s“ ist zu Ende"),
    "NewsPublished": N_("Neues im Verfahren „%(title)s“"),
    "ExpungingRequested": N_("Ein Antrag auf Tilgen wartet auf eine zweite Person"),
    "ExpungingDone": N_("Ihr Beitrag wurde getilgt"),
    "ExpungingDone:part": N_("Ein Teil Ihres Beitrags wurde getilgt"),
}
OTHERWISE = N_("Neues zu „%(title)s“")


class Because(StrEnum):
    """Why somebody is told."""

    AUTHOR = "author"
    FOLLOWER = "follower"
    PARENT = "parent"
    SOURCE = "source"
    EDITOR = "editor"
    DECIDER = "decider"


class Mailing(StrEnum):
    """When the one whom an event concerns first of all gets a mail."""

    ALWAYS = "always"
    UNLESS_STOPPED = "unless_stopped"
    IF_FOLLOWING = "if_following"


@dataclass(frozen=True)
class Listener:
    """Somebody who is told, why, and whether also by mail."""

    account_id: int
    because: Because
    by_mail: bool


def check_may_follow(actor: Actor) -> None:
    """Raise NotAllowed where mails would go to an address that nobody confirmed."""
    if actor.account_id is None or not actor.is_confirmed:
        raise NotAllowed("Bitte bestätigen Sie zuerst Ihre E-Mail-Adresse. Den Link dazu haben wir Ihnen gemailt.")


def concerned(account_id: int, because: Because, mailing: Mailing, following: Listener | None) -> Listener:
    """The one whom an event concerns first; `following` says how they follow its subject, if they do."""
    if mailing is Mailing.ALWAYS:
        by_mail = True
    elif following is None:
        by_mail = mailing is Mailing.UNLESS_STOPPED
    else:
        by_mail = following.by_mail
    return Listener(account_id, because, by_mail)


def is_fresh(at: datetime, now: datetime) -> bool:
    """Whether what happened is new enough for a mail."""
    return now - at <= MAIL_WITHIN


def sentence_on(event: str, values: Mapping[str, Any]) -> str:
    """The sentence for an event, as a message id with `title` and `level` to be filled in."""
    kind = values.get("new", "")
    if event == "CommentWritten":
        kind = "parent" if values.get("because") == Because.PARENT else "official" if values.get("is_official") else ""
    elif event == "ExpungingDone":
        kind = "" if values.get("extent") == "whole" else "part"
    elif event == "ResultPublished" and values.get("number", 1) > 1:
        kind = "corrected"
    return SENTENCES.get(f"{event}:{kind}") or SENTENCES.get(event) or OTHERWISE


def stop_token(actor_ref: str, subject_id: int, *, secret: str) -> str:
    """A signed token that stops the mails of one account on one subject."""
    return str(URLSafeSerializer(secret, salt="stop-mails").dumps([actor_ref, subject_id]))


def read_stop_token(token: str, *, secret: str) -> tuple[str, int] | None:
    """Whose mails on what the token stops; None where it was not made here."""
    try:
        actor_ref, subject_id = URLSafeSerializer(secret, salt="stop-mails").loads(token)
    except (BadSignature, ValueError, TypeError):
        return None
    return str(actor_ref), int(subject_id)
