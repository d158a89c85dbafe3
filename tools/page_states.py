"""What the demo town lacks for looking at every page: an idea of one's own, hidden texts, rankings in the making."""

from __future__ import annotations

from datetime import timedelta

from participation.action.prioritisation.commands import (
    JudgementEntry,
    NewCriterion,
    create_run,
    judge_idea,
    open_run,
    propose_ranking,
)
from participation.action.prioritisation.models import CriterionSource, Perspective, Prioritisation
from participation.action.prioritisation.queries import candidates_of
from participation.cli.demo.people import role_accounts
from participation.core.actor import HOUSE
from participation.core.clock import now
from participation.core.database import db
from participation.core.transactions import transaction
from participation.desk.moderation.commands import hide_contribution
from participation.dialogue.boards.models import Board
from participation.dialogue.boards.queries import board_by_slug
from participation.dialogue.ideas.commands import comment_on_idea, submit_idea
from participation.dialogue.processes.queries import phases_of
from participation.people.accounts.models import EmailToken, TokenPurpose
from participation.people.accounts.queries import account_by_email, token_digest
from participation.people.bodies.queries import body_by_slug
from participation.people.departments.queries import Person, person_of_account
from participation.records.subjects.models import SubjectKind

OPEN_BOARD = "schulwege"
LINK = "ein-link-aus-der-post"
TITLES = {"draft": "Rangfolge für kühle Plätze", "open": "Rangfolge für Hitzetage", "proposed": "Rangfolge Quartiere"}


def add_states() -> None:
    """Bring about what the examples of the pages need, in one transaction."""
    with transaction():
        _write_and_hide()
        _prepare_rankings()
        _send_links()


def person_with(role: str) -> Person:
    """The demo's person who holds a role."""
    account = account_by_email(next(email for name, email, _ in role_accounts() if name == role))
    assert account is not None
    person = person_of_account(account.id)
    assert person is not None
    return person


def _write_and_hide() -> None:
    participant, moderator, board = person_with("participant"), person_with("moderator"), _board(OPEN_BOARD)
    phases = phases_of(board.process_id)
    own, other = (
        submit_idea(board, actor=participant, title=title, text=text)
        for title, text in (
            ("Fahrradbügel vor der Turnhalle", "Am Nachmittag stehen die Räder kreuz und quer vor der **Turnhalle**."),
            ("Anruf genügt", "Wer mitmachen will, erreicht mich zu Hause unter der Nummer im Telefonbuch."),
        )
    )
    comments = [
        comment_on_idea(own, actor=participant, phases=phases, text=text)
        for text in ("Ich habe heute 43 Räder gezählt.", "Das ist doch alles Unsinn.")
    ]
    hide_contribution(other.subject_id, SubjectKind.IDEA, actor=moderator, reason="Enthält private Angaben.")
    hide_contribution(comments[1].subject_id, SubjectKind.COMMENT, actor=moderator, reason="Ohne Bezug zur Sache.")


def _prepare_rankings() -> None:
    editor = person_with("editor")
    _run("kuehle-plaetze", TITLES["draft"], editor)
    open_run(_run("gut-durch-die-hitze", TITLES["open"], editor), actor=editor)
    proposed = _run("quartiere", TITLES["proposed"], editor, minimum_votes=30)
    open_run(proposed, actor=editor)
    judged = next(c for c in proposed.criteria if c.source is CriterionSource.JUDGEMENT)
    for place, candidate in enumerate(candidates_of(proposed)):
        entry = JudgementEntry(judged.id, Perspective.DEPARTMENT, place % 11, "Nach Plan der Abteilung machbar.")
        judge_idea(proposed, candidate.idea_id, entries=[entry], actor=editor)
    propose_ranking(proposed, actor=editor)


def _run(board: str, title: str, editor: Person, minimum_votes: int = 0) -> Prioritisation:
    body = body_by_slug("lenkungsgruppe")
    assert body is not None
    criteria = [NewCriterion("Unterstützungen", 40, CriterionSource.VOTES), NewCriterion("Machbarkeit", 60)]
    return create_run(
        _board(board),
        title=title,
        body_id=body.subject_id,
        criteria=criteria,
        actor=editor,
        minimum_votes=minimum_votes,
    )


def _send_links() -> None:
    account_id = person_with("participant").account_id
    db.session.add_all(
        EmailToken(
            token_hash=token_digest(f"{LINK}-{purpose.value}"), account_id=account_id, purpose=purpose,
            expires_at=now() + timedelta(hours=2),
        )
        for purpose in TokenPurpose
    )  # fmt: skip


def _board(slug: str) -> Board:
    board = board_by_slug(slug, HOUSE)
    assert board is not None
    return board
