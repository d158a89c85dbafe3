"""Every column that can name an account, found in the tables themselves, and an account that stands in all of them."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import sqlalchemy as sa

from participation.action.evaluations.models import Review, ReviewKind
from participation.action.measures.models import StageChange
from participation.action.monitoring.models import ReachedLevel
from participation.action.prioritisation.models import Judgement, Prioritisation
from participation.core.actor import HOUSE, Role
from participation.core.clock import now, today
from participation.core.database import Base, UtcDateTime, db
from participation.core.transactions import transaction
from participation.desk.answers.models import Answer
from participation.desk.barriers.models import BarrierReport
from participation.desk.expunging.models import Expunging
from participation.dialogue.calls.models import Application, ApplicationFile, TeamInvitation, TeamMember
from participation.dialogue.clusters.models import KinshipHint
from participation.dialogue.codes.models import AgeConfirmation, Guest, LevelProof
from participation.dialogue.comments.models import Comment, CommentVote
from participation.dialogue.ideas.commands import (
    cast_vote,
    revise_comment_on_idea,
    revise_idea,
    support_comment_on_idea,
)
from participation.dialogue.ideas.models import Idea, Vote
from participation.dialogue.processes.models import Process, StoredFile
from participation.dialogue.processes.models.invitations import Invitation as ProcessInvitation
from participation.dialogue.processes.queries import phases_of
from participation.dialogue.searches.models import SavedSearch
from participation.dialogue.workshops import commands as workshops
from participation.dialogue.workshops.models import Dot, Note
from participation.people.accounts.commands import ask_for_new_password, request_password_reset, start_sign_in
from participation.people.accounts.models import Account
from participation.people.bodies.models import Decision
from participation.people.departments.models import RoleGrant
from participation.people.identities.models import Arrival, BrokerRole, Identity
from participation.people.invitations.models import Invitation
from participation.people.notifications.models import Notification, Subscription
from participation.people.own_data import commands
from participation.people.own_data.models import TermsAcceptance, UnusedWarning
from participation.people.second_factors.models import Authenticator, Passkey, PasskeyQuestion, RecoveryCode
from participation.records.journal.models import JournalEntry
from participation.records.subjects.models import Admission
from participation.town.background.commands import create_article
from participation.town.background.models import ArticleVersion
from participation.town.settings.models import SettingChange
from participation.town.statement.models import AccessibilityStatement
from tests.factories.action import make_decision, make_measure, make_round
from tests.factories.desk import make_answer
from tests.factories.dialogue import make_board, make_comment, make_idea
from tests.factories.people import make_account, person
from tests.factories.pictures import make_draft
from tests.factories.prioritisation import make_judged_run
from tests.factories.workshops import make_note, make_workshop

NAME, ADDRESS = "Donauspatz", "spatz@example.org"


def make_named_account() -> Account:
    """Somebody who is named in every column that can name an account."""
    account = make_account(NAME, email=ADDRESS)
    board = make_board(allows_opposing=True)
    own, other = make_idea(board, author_id=account.id), make_idea(board)
    said = make_comment(other.subject_id, author_id=account.id)
    helpful = make_comment(own.subject_id)
    _in_workshops(account)
    _in_rankings_and_rounds(account)
    _in_what_the_city_did(account, other)
    with transaction():
        phases, actor = phases_of(board.process_id), person(account)
        cast_vote(other, actor=actor, phases=phases)
        cast_vote(own, actor=actor, phases=phases, value=-1, opposing=True)
        support_comment_on_idea(own, db.session.get_one(Comment, helpful.subject_id), actor=actor, phases=phases)
        row = db.session.get_one(Comment, said.subject_id)
        revise_comment_on_idea(other, row, actor=actor, phases=phases, text="Neu gesagt.", version=row.version)
        db.session.execute(sa.update(Idea).where(Idea.subject_id == own.subject_id).values(origin="online"))
    with transaction():
        idea = db.session.get_one(Idea, own.subject_id, populate_existing=True)
        revise_idea(idea, actor=person(account), title="Neu gesagt", text="Ein Satz.", version=idea.version)
    make_draft(board, account, with_picture="Eine Bank")
    _by_generic_rows(account, own.subject_id)
    _of_the_account(account, own.subject_id)
    return account


def _in_workshops(account: Account) -> None:
    workshop = make_workshop(open_to=1)
    own, other = make_note(workshop, author=account), make_note(workshop)
    with transaction():
        for note in (own, other):
            workshops.set_dot(db.session.get_one(Note, note.subject_id), actor=person(account))
        db.session.get_one(Note, own.subject_id).author_label = NAME


def _in_rankings_and_rounds(account: Account) -> None:
    run, _ = make_judged_run()
    around = make_round()
    subject = db.session.scalar(sa.select(Idea.subject_id))
    with transaction():
        db.session.execute(
            sa.update(Prioritisation)
            .where(Prioritisation.subject_id == run.subject_id)
            .values(proposed_by_id=account.id)
        )
        db.session.execute(sa.update(Judgement).values(actor_ref=account.actor_ref))
        db.session.add(
            Review(
                round_id=around.subject_id, subject_id=subject, kind=ReviewKind.REVIEW, account_id=account.id, level=2,
                reason="Gut.",
            )
        )  # fmt: skip


def _in_what_the_city_did(account: Account, idea: Idea) -> None:
    make_answer(idea)
    measure = make_measure()
    make_decision(measure.subject_id)
    with transaction():
        db.session.add(ReachedLevel(measure_id=measure.subject_id, level=1, reached_on=today(), evidence="Gesehen."))
        for column in (
            Answer.author_ref, Decision.recorded_by_ref, ReachedLevel.recorded_by_ref, StageChange.recorded_by_ref,
        ):  # fmt: skip
            db.session.execute(sa.update(column.class_).values({column: account.actor_ref}))


def _by_generic_rows(account: Account, subject_id: int) -> None:
    """Rows whose content does not matter here, made from the tables themselves."""
    name = {"account_id": account.id}
    with transaction():
        for table in (Authenticator, Passkey, PasskeyQuestion, RecoveryCode, Identity, Guest):
            _insert(table, **name)
        db.session.flush()
        identity_id = db.session.scalar(sa.select(Identity.id).where(Identity.account_id == account.id))
        db.session.add(BrokerRole(identity_id=identity_id, role=Role.LIAISON))
        _insert(Arrival, email=ADDRESS)
        other_id = db.session.scalar(sa.select(Idea.subject_id).where(Idea.subject_id > subject_id))
        _insert(KinshipHint, **name, idea_id=subject_id, other_id=other_id)
        _insert(Admission, **name, subject_id=subject_id)
        _applied(account, subject_id)
        _insert(Invitation, email=ADDRESS, invited_by_ref=account.actor_ref)
        process_id = db.session.scalar(sa.select(Process.subject_id))
        _insert(AgeConfirmation, **name, process_id=process_id)
        _insert(LevelProof, **name, process_id=process_id)
        _insert(LevelProof, **name)
        _insert(ProcessInvitation, process_id=process_id, email=ADDRESS)
        _insert(AccessibilityStatement, actor_ref=account.actor_ref)
        article = create_article("ein-text", title="Ein Text", body="So.", actor=HOUSE)
        _insert(ArticleVersion, article_id=article.subject_id, actor_ref=account.actor_ref)
        _insert(Expunging, reason="x", lapses_at=now(), requested_by_ref=account.actor_ref)
        _insert(Expunging, reason="x", lapses_at=now(), decided_by_ref=account.actor_ref)
        db.session.add(BarrierReport(send_key="x", text="Zu klein.", email=ADDRESS, due_on=today()))


def _applied(account: Account, idea_id: int) -> None:
    """They lead a team, were invited into one, and left a file in a form that they never sent."""
    board_id = db.session.get_one(Idea, idea_id).board_id
    db.session.add(Application(idea_id=idea_id, team_name="Team"))
    db.session.flush()
    db.session.add(TeamMember(idea_id=idea_id, account_id=account.id, is_lead=True))
    _insert(TeamInvitation, idea_id=idea_id, email=ADDRESS)
    stored = StoredFile(subject_id=board_id, name="0" * 40, media_type="application/pdf", size=7, digest="0" * 64)
    db.session.add(stored)
    db.session.flush()
    _insert(ApplicationFile, board_id=board_id, account_id=account.id, draft_key="x", file_id=stored.id)


def _insert(model: Any, **values: Any) -> None:
    made: dict[type, Any] = {str: "x", int: 1, datetime: now(), date: today(), bytes: b"x", list: [], dict: {}}
    for column in model.__table__.columns:
        if column.name in values or column.nullable or column.default is not None or column.server_default is not None:
            continue
        if column.primary_key and column.autoincrement is not False and not column.foreign_keys:
            continue
        kind = column.type.enum_class if isinstance(column.type, sa.Enum) else None
        python = datetime if isinstance(column.type, UtcDateTime) else column.type.python_type
        values[column.name] = next(iter(kind)) if kind else made[python]
    db.session.add(model(**values))


def _of_the_account(account: Account, subject_id: int) -> None:
    with transaction():
        found = db.session.get_one(Account, account.id, populate_existing=True)
        entry = db.session.scalar(sa.select(sa.func.max(JournalEntry.id)))
        past = {"valid_from": now() - timedelta(days=2), "valid_until": now() - timedelta(days=1)}
        db.session.add_all(
            [
                TermsAcceptance(account_id=account.id, number=2),
                UnusedWarning(account_id=account.id, erased_from=now() + timedelta(days=90)),
                Subscription(account_id=account.id, subject_id=subject_id),
                SavedSearch(account_id=account.id, name="Meine Suche", categories=[], statuses=[]),
                Notification(account_id=account.id, subject_id=subject_id, entry_id=entry, event="IdeaAnswered"),
                RoleGrant(account_id=account.id, role=Role.EDITOR, **past),
                SettingChange(name="name", before="a", after="b", actor_ref=account.actor_ref),
            ]
        )
        start_sign_in(found)
        request_password_reset(ADDRESS)
        ask_for_new_password(ADDRESS)
        commands.request_address(found, email="neu@example.org")


# Columns that may hold the random name of somebody who left: it leads nowhere once the account is gone.
DOCUMENTED = {
    ("journal_entries", "actor_ref"), ("publications", "published_by_ref"), ("releases", "requested_by_ref"),
    ("releases", "decided_by_ref"),
}  # fmt: skip


def naming_columns() -> list[tuple[sa.Table, sa.Column[object], str]]:
    """Every column that can name an account: by foreign key, by random name, by address, by pseudonym."""
    found = []
    for table in Base.metadata.sorted_tables:
        for column in table.columns:
            if any(key.column.table.name == "accounts" for key in column.foreign_keys):
                found.append((table, column, "id"))
            elif column.name.endswith("_ref"):
                found.append((table, column, "ref"))
            elif "email" in column.name or column.name in {"recipient", "address"}:
                found.append((table, column, "address"))
            elif ("pseudonym" in column.name and not column.name.endswith("_at")) or column.name == "author_label":
                found.append((table, column, "name"))
            elif table.name == "accounts" and column.name == "id":
                found.append((table, column, "id"))
    return found


def columns_that_name(number: int, ref: str) -> set[str]:
    """The columns in which an account stands by its number or its random name."""
    values: dict[str, Any] = {"id": number, "ref": ref}
    return {
        f"{table.name}.{column.name}"
        for table, column, kind in naming_columns()
        if kind in values
        and db.session.scalar(sa.select(sa.func.count()).select_from(table).where(column == values[kind]))
    }


def left_behind(number: int, ref: str, address: str, name: str) -> dict[str, int]:
    """How many rows still name the account, by column; and where its words stand in any text or JSON column."""
    values = {"id": number, "ref": ref, "address": address, "name": name}
    left = {}
    for table, column, kind in naming_columns():
        if (table.name, column.name) in DOCUMENTED:
            continue
        count = db.session.scalar(sa.select(sa.func.count()).select_from(table).where(column == values[kind]))
        if count:
            left[f"{table.name}.{column.name}"] = count
    for table in Base.metadata.sorted_tables:
        for column in table.columns:
            if not isinstance(column.type, (sa.String, sa.JSON)):
                continue
            said = sa.cast(column, sa.Text)
            for word in (address, name):
                if db.session.scalar(sa.select(sa.func.count()).select_from(table).where(said.contains(word))):
                    left[f"{table.name}.{column.name} says {word}"] = 1
    return left


def counts_and_rows() -> dict[str, tuple[int, int]]:
    """Each counter of votes and dots, and the rows together with those that were cut."""
    db.session.expire_all()
    found = {}
    for idea in db.session.scalars(sa.select(Idea)):
        voted = {value: _rows(Vote, Vote.idea_id == idea.subject_id, Vote.value == value) for value in (1, -1)}
        found[f"idea {idea.subject_id}"] = (idea.votes_online, voted[1] + idea.votes_cut)
        found[f"against {idea.subject_id}"] = (idea.votes_against, voted[-1] + idea.votes_against_cut)
    for note in db.session.scalars(sa.select(Note)):
        found[f"note {note.subject_id}"] = (note.dots, _rows(Dot, Dot.note_id == note.subject_id) + note.dots_cut)
    for one in db.session.scalars(sa.select(Comment)):
        rows = _rows(CommentVote, CommentVote.comment_id == one.subject_id)
        found[f"comment {one.subject_id}"] = (one.votes, rows + one.votes_cut)
    return found


def _rows(table: Any, *conditions: Any) -> int:
    return db.session.scalar(sa.select(sa.func.count()).select_from(table).where(*conditions)) or 0
