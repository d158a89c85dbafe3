"""What the dry run tells is what then goes, exactly; nothing goes before its time, and a second run does nothing."""

from __future__ import annotations

from datetime import timedelta

import pytest
import sqlalchemy as sa
from flask import Flask

from participation.core import clock
from participation.core.actor import HOUSE, Role
from participation.core.clock import now, today
from participation.core.database import db
from participation.core.letting_go import keepers_of, ruled
from participation.core.transactions import transaction
from participation.desk.barriers.models import BarrierReport, BarrierState
from participation.dialogue.calls.commands import withdraw_application
from participation.dialogue.comments.models import Comment, CommentVote
from participation.dialogue.ideas.commands import hide_comment_on_idea, hide_idea, keep_waiting
from participation.dialogue.ideas.models import Idea, Vote
from participation.dialogue.processes.commands import add_document, remove_document, write_file
from participation.dialogue.processes.models import Invitation as ProcessInvitation
from participation.dialogue.processes.models import News, Process, ProcessDocument, StoredFile
from participation.dialogue.workshops.commands import hide_note
from participation.dialogue.workshops.models import Dot, Note
from participation.people.accounts.commands import request_password_reset, start_sign_in
from participation.people.accounts.models import Account
from participation.people.invitations.models import Invitation
from participation.people.own_data.commands import request_address
from participation.people.own_data.tasks import warn_unused_accounts
from participation.records.journal.models import JournalEntry
from participation.records.mailbox.commands import post_mail
from participation.records.mailbox.models import Mail, MailState
from participation.town.documents.commands import add_site_document, remove_site_document
from participation.town.privacy.queries import due_rows, retention_report, still_due
from participation.town.privacy.rules.retention import RULES
from participation.town.privacy.tasks import apply_retention
from participation.town.settings.commands import store
from participation.town.settings.rules.spans import SPANS
from participation.web import jobs
from tests.browser import Browser
from tests.expunging.marked import folder_of
from tests.factories.calls import make_application, make_call
from tests.factories.clusters import make_bundle, make_hint
from tests.factories.desk import make_answer
from tests.factories.dialogue import make_board, make_comment, make_idea
from tests.factories.people import make_account, make_staff, person
from tests.factories.pictures import make_draft
from tests.factories.workshops import make_note, make_workshop
from tests.statements import counting

LATE = timedelta(days=20 * 365)


@pytest.fixture
def town(app: Flask) -> Process:
    """A town in which every rule finds something, once its time has come; its process is archived."""
    used, board = make_account(), make_board()
    idea, hidden = make_idea(board, send_key="i"), make_idea(board)
    comment, gone = make_comment(idea.subject_id, send_key="c"), make_comment(idea.subject_id)
    make_account(confirmed=False, email="nie@example.org")
    make_answer(idea, send_key="a")
    make_hint(idea, hidden, used)
    make_bundle(idea, hidden, send_key="b")
    process = db.session.get_one(Process, board.process_id)
    note = make_note(make_workshop(open_to=1), send_key="n")
    stuck = make_note(make_workshop(open_to=1))
    lead = make_account()
    applied = make_application(make_call(process), lead, files=("Plan",))
    with transaction():
        withdraw_application(db.session.get_one(Idea, applied.subject_id), actor=person(lead))
    with transaction():
        hide_idea(db.session.get_one(Idea, hidden.subject_id), actor=HOUSE, reason="Werbung")
        hide_comment_on_idea(db.session.get_one(Comment, gone.subject_id), actor=HOUSE, reason="Werbung")
        hide_note(db.session.get_one(Note, stuck.subject_id), actor=HOUSE, reason="Werbung")
        db.session.add(Vote(idea_id=idea.subject_id, account_id=used.id))
        db.session.add(CommentVote(comment_id=comment.subject_id, account_id=used.id))
        db.session.add(Dot(note_id=note.subject_id, account_id=used.id))
        db.session.execute(sa.update(Idea).values(votes_online=1, votes=1))
    with transaction():
        found = db.session.get_one(Account, used.id, populate_existing=True)
        start_sign_in(found)
        request_password_reset(found.email)
        request_address(found, email="neu@example.org")
        mail = post_mail("x@example.org", "confirm", due_at=now() + LATE * 2)
        assert mail is not None
        mail.state = MailState.SENT
        report = BarrierReport(send_key="b", text="Zu klein.", due_on=today(), state=BarrierState.CLOSED)
        report.closed_at = now()
        db.session.add(report)
        db.session.add(Invitation(email="e@example.org", token_hash="h", role=Role.EDITOR, expires_at=now()))
        db.session.add(ProcessInvitation(process_id=process.subject_id, email="p@example.org"))
        db.session.add(News(process_id=process.subject_id, title="Entwurf", body="x", is_draft=True))
    with transaction():
        row = db.session.get_one(Process, process.subject_id, populate_existing=True)
        file = write_file(b"%PDF-1.7 x", "application/pdf", folder=folder_of(app))
        document = add_document(row, title="Plan", note="", file=file, actor=HOUSE)
    with transaction():
        row = db.session.get_one(Process, process.subject_id, populate_existing=True)
        remove_document(row, db.session.get_one(ProcessDocument, document.id), actor=HOUSE)
    paper = write_file(b"%PDF-1.7 y", "application/pdf", folder=folder_of(app))
    with transaction():
        leaflet = add_site_document(title="Leitlinien", file=paper, actor=HOUSE)
    with transaction():
        remove_site_document(leaflet, actor=HOUSE)
    make_draft(board, used, with_picture="Eine Bank")
    with transaction():
        keep_waiting(board.subject_id, {"title": "Eine Bank"}, key="einmal")
    with transaction():
        db.session.execute(sa.update(Process).values(archived_at=now()))
        for name, span in SPANS.items():
            store(name, max(span.least, 30))
    return process


def counts() -> dict[tuple[str, str], int]:
    """What is due, by rule and kind of row."""
    return {(line.rule.slug, part.what): part.rows for line in retention_report() for part in line.parts}


def test_every_rule_lets_something_go_and_every_registration_has_its_rule(app: Flask) -> None:
    assert ruled() == {rule.slug for rule in RULES}
    assert all(rule.span in SPANS for rule in RULES if rule.span)
    assert {rule.span for rule in RULES if rule.span} == set(SPANS)


def test_the_dry_run_tells_exactly_what_then_goes(town: Process) -> None:
    assert sum(counts().values()) == 0, "nothing goes before its time"
    with clock.stopped_at(now() + LATE):
        warn_unused_accounts()
    with clock.stopped_at(now() + LATE + timedelta(days=31)):
        told = counts()
        empty = {name for name, rows in told.items() if rows == 0}
        assert empty == set(), "fill these in the town above"
        assert counts() == told, "a dry run changes nothing"
        apply_retention()
        entries = db.session.scalars(sa.select(JournalEntry.values).where(JournalEntry.event == "RetentionApplied"))
        noted = {entry["rule"]: entry["rows"] for entry in entries}
        by_rule = {slug: sum(rows for (rule, _), rows in told.items() if rule == slug) for slug, _ in told}
        assert noted == by_rule
        left = {name: rows for name, rows in counts().items() if rows}
        assert left == {}
        apply_retention()
        again = sa.select(sa.func.count(JournalEntry.id)).where(JournalEntry.event == "RetentionApplied")
        assert db.session.scalar(again) == len(by_rule), "a second run does nothing"


def test_counts_stay_right_and_places_stay_marked(app: Flask, town: Process, client: Browser) -> None:
    idea_id = db.session.scalar(sa.select(Vote.idea_id))
    with clock.stopped_at(now() + LATE):
        apply_retention()
    db.session.expire_all()
    idea = db.session.get_one(Idea, idea_id)
    assert (idea.votes_online, idea.votes_cut, idea.author_id) == (1, 1, None)
    assert db.session.scalar(sa.select(sa.func.count(Vote.idea_id))) == 0
    assert db.session.scalar(sa.select(sa.func.count(StoredFile.id))) == 0
    hidden = db.session.scalars(sa.select(Idea.subject_id).where(Idea.state == "hidden")).one()
    assert client.open(f"/ideen/{hidden}").shows("Dieser Beitrag ist verborgen")
    page = client.open(f"/ideen/{idea_id}")
    assert page.shows("Teilnehmende")
    assert not page.shows("Gelöschtes Konto")


def test_what_is_kept_without_end_stays(town: Process) -> None:
    with transaction():
        for name in ("keep_hidden_days", "keep_names_days", "keep_journal_words_days"):
            store(name, 0)
    with clock.stopped_at(now() + LATE):
        found = {slug for (slug, _), rows in counts().items() if rows}
    assert not found & {"hidden_texts", "archived_names", "journal_words"}


def test_an_unconfirmed_account_goes_wholly(app: Flask) -> None:
    number = make_account(confirmed=False).id
    with clock.stopped_at(now() + timedelta(days=31)):
        apply_retention()
        for _ in range(2):
            jobs.run_soon_tasks()
    db.session.expire_all()
    assert db.session.get(Account, number) is None
    assert db.session.scalar(sa.select(Mail.id).where(Mail.template == "account_erased")) is None


def test_the_command_tells_and_then_does(town: Process, app: Flask) -> None:
    with clock.stopped_at(now() + LATE):
        dry = app.test_cli_runner().invoke(args=["retention", "--dry-run"]).output
        assert "Nothing was changed." in dry
        assert "sign_ins (30 days): 1" in dry
        assert sum(counts().values()) > 0
        done = app.test_cli_runner().invoke(args=["retention"]).output
        assert "were due and went" in done
        assert sum(counts().values()) == 0


def test_one_rule_that_fails_does_not_keep_the_others(town: Process, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_: list[int]) -> None:
        raise OSError("no disk")

    keeper = keepers_of("removed_documents")[0]
    monkeypatch.setattr("participation.core.letting_go._keepers", [
        type(keeper)(k.rule, k.what, k.due, broken if k is keeper else k.let_go, k.batch, k.is_seen)
        for rule in RULES for k in keepers_of(rule.slug)
    ])  # fmt: skip
    with clock.stopped_at(now() + LATE):
        with pytest.raises(OSError, match="no disk"):
            apply_retention()
        assert {slug for (slug, _), rows in counts().items() if rows} == {"removed_documents"}


def test_the_binder_shows_the_dry_run_and_the_spans_can_be_set(town: Process, client: Browser) -> None:
    client.sign_in(make_staff(Role.ADMINISTRATOR))
    with clock.stopped_at(now() + timedelta(minutes=1)):
        page = client.open("/verwaltung/datenschutz-ordner")
    assert page.shows("Regeln, und was heute nach ihnen ginge")
    page = client.open("/verwaltung/fristen")
    client.send("fristen", status=422, keep_reports_days="3")
    client.open("/verwaltung/fristen")
    client.send("fristen", status=303, keep_reports_days="140")
    assert client.open("/datenschutz").shows("bis 140 Tage nach dem Abschluss")


def test_the_report_asks_one_statement_for_each_kind_of_row(app: Flask, town: Process) -> None:
    with counting(app) as few:
        retention_report()
    for _ in range(3):
        make_idea()
    with counting(app) as more:
        retention_report()
    assert len(few) == len(more) <= 1 + sum(len(keepers_of(rule.slug)) for rule in RULES)


def test_what_is_brought_back_a_moment_before_stays(town: Process) -> None:
    keeper = next(one for one in keepers_of("hidden_texts") if one.what == "ideas")
    with clock.stopped_at(now() + LATE):
        found = due_rows(keeper, clock.now(), after=0)
        with transaction():
            db.session.execute(sa.update(Idea).where(Idea.subject_id.in_(found)).values(state="public"))
        assert found
        assert still_due(keeper, clock.now(), found) == []
