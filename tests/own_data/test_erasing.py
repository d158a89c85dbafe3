"""An account goes, after a week, once and wholly; the town's counts stay right."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
import sqlalchemy as sa
from flask import Flask

from participation.core import clock
from participation.core.actor import Role
from participation.core.clock import now
from participation.core.database import Base, db
from participation.core.errors import NotAllowed
from participation.core.transactions import transaction
from participation.dialogue.comments.models import CommentVote
from participation.dialogue.ideas.commands import cast_vote, revise_idea
from participation.dialogue.ideas.models import Idea, IdeaVersion, Origin, Vote
from participation.dialogue.processes.models import Invitation as ProcessInvitation
from participation.dialogue.processes.queries import phases_of
from participation.people.accounts.commands import sign_up
from participation.people.accounts.models import Account
from participation.people.accounts.queries import account_by_email
from participation.people.notifications.commands import follow
from participation.people.own_data import commands, queries, rules, tasks
from participation.people.own_data.models import Texts
from participation.records.journal.models import JournalDuty, JournalEntry
from participation.records.mailbox.commands import post_mail
from participation.records.mailbox.models import Mail
from participation.records.search.models import SearchDocument
from participation.records.subjects.models import State, Subject
from participation.web import jobs
from tests.browser import Browser
from tests.factories.dialogue import make_board, make_comment, make_idea, make_process
from tests.factories.people import make_account, make_staff, person


def ask(account: Account, texts: Texts = Texts.KEEP) -> str:
    with transaction():
        return commands.request_erasure(account, texts=texts)


def work(at: datetime | None = None) -> None:
    """Let the worker do what waits, until nothing does."""
    with clock.stopped_at(at or now()):
        for _ in range(3):
            jobs.run_soon_tasks()
            db.session.expire_all()


def in_a_week() -> datetime:
    return now() + timedelta(days=7, minutes=1)


def full_account() -> tuple[Account, Idea, Idea]:
    """An account with everything that an account can have; the second idea is somebody else's."""
    account = make_account("Donauspatz", email="spatz@example.org")
    board = make_board(allows_opposing=True)
    own, other = make_idea(board, author_id=account.id, title="Bank am Ufer"), make_idea(board)
    make_comment(other.subject_id, author_id=account.id, text="Mein Kommentar vom Donauufer")
    comment = make_comment(own.subject_id)
    phases = phases_of(board.process_id)
    with transaction():
        cast_vote(other, actor=person(account), phases=phases)
        cast_vote(own, actor=person(account), phases=phases, value=-1, opposing=True)
        db.session.add(CommentVote(comment_id=comment.subject_id, account_id=account.id))
        follow(other.subject_id, account_id=account.id)
    return account, own, other


def test_nothing_goes_within_the_week(app: Flask) -> None:
    account, own, _ = full_account()
    ask(account)
    work(now() + timedelta(days=6))
    found = account_by_email("spatz@example.org")
    assert found is not None
    assert db.session.get_one(Idea, own.subject_id).author_id == found.id


def test_kept_texts_stand_as_a_deleted_account(app: Flask, client: Browser) -> None:
    account, own, other = full_account()
    ask(account)
    work(in_a_week())
    with transaction():
        db.session.get_one(Idea, own.subject_id).origin = Origin.ONLINE
    page = client.open(f"/ideen/{own.subject_id}")
    assert page.heading == "Bank am Ufer"
    assert page.shows("Gelöschtes Konto")
    page = client.open(f"/ideen/{other.subject_id}")
    assert page.shows("Mein Kommentar vom Donauufer")
    assert page.shows("Gelöschtes Konto")


def test_texts_that_go_leave_a_mark_and_nothing_in_versions_index_and_mails(app: Flask, client: Browser) -> None:
    account, own, other = full_account()
    follower = make_account()
    with transaction():
        follow(own.subject_id, account_id=follower.id)
        idea = db.session.get_one(Idea, own.subject_id)
        idea.lon, idea.lat, idea.street = 9.99, 48.4, "Meine Straße 1"
        revise_idea(idea, actor=person(account), title="Zwei Bänke am Ufer", text="Im Schatten.", version=idea.version)
    make_comment(own.subject_id, author_id=account.id, text="Noch ein Satz vom Ufer")
    work()
    ask(account, Texts.REMOVE)
    comments_before = db.session.get_one(Idea, other.subject_id).comments
    work(in_a_week())
    assert db.session.scalar(sa.select(IdeaVersion.id).where(IdeaVersion.idea_id == own.subject_id)) is None
    assert db.session.get(SearchDocument, own.subject_id) is None
    for word in ("am Ufer", "vom Donauufer", "vom Ufer", "Meine Straße"):
        assert where_said(word) == []
    gone = db.session.get_one(Idea, own.subject_id, populate_existing=True)
    assert (gone.state, gone.lon, gone.street, gone.author_id) == (State.WITHDRAWN, None, "", None)
    assert db.session.get_one(Idea, other.subject_id, populate_existing=True).comments == comments_before - 1
    assert db.session.get_one(Subject, own.subject_id, populate_existing=True).title == rules.GONE_TITLE
    assert client.open(f"/ideen/{own.subject_id}").heading == "Beitrag nicht sichtbar"
    assert client.open(f"/ideen/{other.subject_id}").shows("Zurückgezogen.")


def where_said(word: str) -> list[str]:
    return [
        f"{table.name}.{column.name}"
        for table in Base.metadata.sorted_tables
        for column in table.columns
        if isinstance(column.type, (sa.String, sa.JSON))
        and db.session.scalar(
            sa.select(sa.func.count()).select_from(table).where(sa.cast(column, sa.Text).contains(word))
        )
    ]


def test_the_same_address_and_pseudonym_can_be_used_again(app: Flask) -> None:
    account, *_ = full_account()
    ask(account)
    work(in_a_week())
    with transaction():
        sign_up("spatz@example.org", pseudonym="Donauspatz", password_hash="x", language="de")
    fresh = account_by_email("spatz@example.org")
    assert fresh is not None
    assert db.session.scalar(sa.select(sa.func.count()).where(Vote.account_id == fresh.id)) == 0


def test_it_is_erased_once_however_often_the_worker_comes(app: Flask) -> None:
    account, *_ = full_account()
    ask(account)
    for _ in range(3):
        work(in_a_week())
    erased = sa.select(sa.func.count()).where(JournalEntry.event == "AccountErased")
    assert db.session.scalar(erased) == 1
    assert db.session.scalar(sa.select(sa.func.count()).select_from(JournalDuty)) == len(rules.ROOMS)


def test_a_worker_that_dies_between_the_rooms_goes_on_where_it_stopped(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    account, _, other = full_account()
    token = ask(account)

    def die(*_: object, **__: object) -> None:
        raise RuntimeError("power cut")

    with monkeypatch.context() as broken:
        broken.setattr("participation.dialogue.ideas.tasks.cut_votes_of", die)
        with pytest.raises(RuntimeError, match="power cut"):
            work(in_a_week())
    found = queries.erasure_by_token(token)
    assert found is not None
    db.session.refresh(found)
    stand = queries.stand_of(found)
    assert (stand.done_at, stand.rooms_done) == (None, len(rules.ROOMS) - 1)
    assert db.session.get_one(Idea, other.subject_id, populate_existing=True).votes_cut == 0
    work(in_a_week())
    db.session.refresh(found)
    assert found.done_at is not None
    assert db.session.get_one(Idea, other.subject_id, populate_existing=True).votes_cut == 1


def test_what_comes_in_while_the_rooms_act_is_found_too(app: Flask) -> None:
    account, *_ = full_account()
    token, number = ask(account), account.id
    with clock.stopped_at(in_a_week()):
        tasks.begin_due_erasures()
        with transaction():
            from participation.records.journal.commands import chain_entries

            chain_entries()
        found = queries.erasure_by_token(token)
        assert found is not None
        with transaction():
            db.session.add_all(JournalDuty(entry_id=found.entry_id, room=room) for room in rules.ROOMS)
        tasks.delete_accounts_let_go_of()
        db.session.expire_all()
        assert queries.rooms_done(found.entry_id) == set()
        assert db.session.get(Account, number) is not None
    work(in_a_week())
    assert db.session.get(Account, number) is None


def test_who_comes_back_within_the_week_keeps_everything(app: Flask) -> None:
    account, own, _ = full_account()
    token = ask(account)
    with transaction():
        assert commands.come_back(account)
    work(in_a_week())
    assert account_by_email("spatz@example.org") is not None
    assert db.session.get_one(Idea, own.subject_id).author_id == account.id
    found = queries.erasure_by_token(token)
    assert found is not None
    assert found.stopped_at is not None
    ask(account)


def test_people_with_roles_hand_over_first(app: Flask) -> None:
    with pytest.raises(NotAllowed, match="übergeben"):
        ask(make_staff(Role.MODERATOR))


def test_past_staff_leave_no_name_behind(app: Flask) -> None:
    account = make_staff(Role.EDITOR)
    process = make_process()
    with transaction():
        from participation.people.departments.models import RoleGrant

        grant = db.session.scalars(sa.select(RoleGrant).where(RoleGrant.account_id == account.id)).one()
        grant.valid_until = now()
        db.session.flush()
    assert process
    number = account.id
    ask(account)
    work(in_a_week())
    assert db.session.get(Account, number) is None


def test_mails_tell_of_the_beginning_and_the_end_and_then_go(app: Flask) -> None:
    account, *_ = full_account()
    ask(account)
    assert [m.template for m in db.session.scalars(sa.select(Mail).where(Mail.recipient == "spatz@example.org"))] == [
        "erasure_requested"
    ]
    folder = app.extensions["PARTICIPATION"].mail_dir
    before = set(folder.glob("*.eml")) if folder.is_dir() else set()
    work(in_a_week())
    subjects = "".join((path.read_text()) for path in set(folder.glob("*.eml")) - before)
    assert "spatz@example.org" in subjects
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Mail).where(Mail.template == "account_erased")) == 0


def test_an_address_that_nobody_confirmed_takes_nothing_of_its_owner_along(app: Flask) -> None:
    account, process = make_account("Fremder", email="stadtrat@example.org", confirmed=False), make_process()
    with transaction():
        post_mail("stadtrat@example.org", "test_message")
        link = ProcessInvitation(process_id=process.subject_id)
        db.session.add(link)
    ask(account)
    work(in_a_week())
    assert db.session.scalar(sa.select(sa.func.count()).select_from(ProcessInvitation)) == 1
    templates = list(db.session.scalars(sa.select(Mail.template).where(Mail.recipient == "stadtrat@example.org")))
    assert "test_message" in templates
    assert db.session.scalar(sa.select(Account.id).where(Account.pseudonym == "Fremder")) is None
