"""Who writes the city's texts, and what they must hold."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from participation.core.actor import Actor, Role
from participation.core.errors import N_, Invalid, NotAllowed
from participation.records.subjects.models import State
from participation.town.background.models import ArticleKind

OPEN_KINDS = (ArticleKind.ARTICLE, ArticleKind.QUESTION, ArticleKind.TERM)
KINDS_OF_PROCESSES = (ArticleKind.ARTICLE, ArticleKind.TERM)
KIND_LABELS = {
    ArticleKind.ARTICLE: N_("Artikel"),
    ArticleKind.QUESTION: N_("Frage und Antwort"),
    ArticleKind.TERM: N_("Wort im Glossar"),
}
STATE_LABELS = {
    State.DRAFT: (N_("Entwurf"), "warning"),
    State.PUBLIC: (N_("veröffentlicht"), "success"),
    State.WITHDRAWN: (N_("nicht mehr gezeigt"), "neutral"),
}
TERMS_OF_USE = "nutzungsbedingungen"
LONGEST_BODY = 60_000


@dataclass(frozen=True)
class Home:
    """Where a text belongs: to one process of a department, each by its number; to the whole site where both are
    missing."""

    process_id: int | None = None
    department_id: int | None = None


SITE = Home()


def may_write(actor: Actor, kind: ArticleKind, home: Home = SITE) -> bool:
    """Editors write what explains, for a process only its own; what the law asks for is written by the administration
    alone."""
    if home.process_id is not None:
        return kind in KINDS_OF_PROCESSES and actor.has_role(Role.EDITOR, home.department_id, home.process_id)
    if actor.has_role(Role.ADMINISTRATOR):
        return True
    return kind in OPEN_KINDS and bool(actor.scopes_of(Role.EDITOR))


def check_may_write(actor: Actor, kind: ArticleKind, home: Home = SITE) -> None:
    """Raise NotAllowed for everyone else."""
    if not may_write(actor, kind, home):
        raise NotAllowed("Diesen Text schreibt die Redaktion oder, wo es um Recht geht, die Administration.")


def check_text(*, title: str, body: str) -> None:
    """Raise Invalid beside the field where a text cannot be published."""
    if not title.strip():
        raise Invalid("Bitte geben Sie eine Überschrift ein.", field="title")
    if not body.strip():
        raise Invalid("Bitte schreiben Sie den Text.", field="body")
    if len(body) > LONGEST_BODY:
        raise Invalid("Bitte kürzen Sie den Text auf höchstens %(most)s Zeichen.", field="body", most=LONGEST_BODY)


def check_terms(*, what_changed: str, valid_from: date | None, today: date) -> None:
    """Raise Invalid where a new version of the terms does not say what is new, or would hold before today."""
    if not what_changed.strip():
        raise Invalid("Bitte sagen Sie in einem Satz, was sich ändert. Das lesen alle.", field="what_changed")
    if valid_from is None:
        raise Invalid("Bitte nennen Sie den Tag, ab dem die neue Fassung gilt.", field="valid_from")
    if valid_from < today:
        raise Invalid("Eine neue Fassung kann nicht rückwirkend gelten.", field="valid_from")


def missing_names(text: str, given: Mapping[str, str]) -> list[str]:
    """The names in braces that the text uses and the installation has not set."""
    return [name for name, value in given.items() if not value and f"{{{name}}}" in text]
