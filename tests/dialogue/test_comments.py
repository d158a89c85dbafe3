"""Commands on comments: supporting once, changing for a quarter of an hour, and what stays of both."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select, update

from participation.core.actor import HOUSE, Role
from participation.core.assurance import Assurance
from participation.core.clock import now
from participation.core.database import db
from participation.core.errors import Conflict, Invalid, NotAllowed
from participation.core.transactions import transaction
from participation.dialogue.comments.models import Comment, CommentVersion, CommentVote
from participation.dialogue.comments.queries import supported_of
from participation.dialogue.ideas.commands import (
    comment_on_idea,
    hide_comment_on_idea,
    revise_comment_on_idea,
    support_comment_on_idea,
    take_back_comment_support,
    withdraw_comment_on_idea,
)
from participation.dialogue.ideas.models import Idea
from participation.dialogue.processes.models import Phase, PhaseKind, Process
from participation.dialogue.processes.queries import phases_of
from participation.people.accounts.models import Account
from participation.records.journal.models import JournalEntry
from participation.records.subjects.models import Subject
from tests.browser import Browser
from tests.factories.codes import make_guest
from tests.factories.dialogue import make_board, make_comment, make_idea, make_process
from tests.factories.people import make_account, make_staff, person
from tests.parallel import at_once


def phases(idea: Idea) -> list[Phase]:
    return phases_of(db.session.get_one(Subject, idea.subject_id).process_id or 0)


def support(idea: Idea, comment: Comment, account: Account) -> int:
    with transaction():
        row = db.session.get_one(Comment, comment.subject_id)
        return support_comment_on_idea(idea, row, actor=person(account), phases=phases(idea))


def take_back(idea: Idea, comment: Comment, account: Account) -> int:
    with transaction():
        row = db.session.get_one(Comment, comment.subject_id)
        return take_back_comment_support(idea, row, actor=person(account), phases=phases(idea))


def revise(idea: Idea, comment: Comment, account: Account, text: str, version: int = 1) -> bool:
    with transaction():
        row = db.session.get_one(Comment, comment.subject_id)
        return revise_comment_on_idea(
            idea, row, actor=person(account), phases=phases(idea), text=text, version=version
        )  # fmt: skip


def votes(comment: Comment) -> tuple[int, int]:
    """What the counter says, and how many rows there are."""
    counted = db.session.scalar(select(Comment.votes).where(Comment.subject_id == comment.subject_id))
    rows = select(func.count()).where(CommentVote.comment_id == comment.subject_id)
    return counted or 0, db.session.scalar(rows) or 0


def age(comment: Comment, **values: int) -> None:
    """Let a comment have been written so long ago."""
    with transaction():
        row = update(Comment).where(Comment.subject_id == comment.subject_id)
        db.session.execute(row.values(created_at=now() - timedelta(**values)))
    db.session.expire_all()


def test_one_account_supports_a_comment_once_and_takes_it_back_once(app: Flask) -> None:
    idea, account, other = make_idea(), make_account(), make_account()
    comment = make_comment(idea.subject_id)
    entries = db.session.scalar(select(func.count(JournalEntry.id)))
    assert [support(idea, comment, account) for _ in range(2)] == [1, 1]
    assert support(idea, comment, other) == 2
    assert votes(comment) == (2, 2)
    assert supported_of(account.id, [comment.subject_id]) == {comment.subject_id}
    assert supported_of(None, [comment.subject_id]) == frozenset()
    assert [take_back(idea, comment, account) for _ in range(2)] == [1, 1]
    assert votes(comment) == (1, 1)
    assert db.session.scalar(select(func.count(JournalEntry.id))) == entries


def test_supporting_a_comment_asks_what_supporting_an_idea_asks(app: Flask) -> None:
    talking = make_idea(make_board(make_process(phase=PhaseKind.IMPLEMENT)))
    comment = make_comment(talking.subject_id)
    with pytest.raises(NotAllowed, match="nicht unterstützt"):
        support(talking, comment, make_account())
    idea = make_idea()
    comment = make_comment(idea.subject_id)
    with pytest.raises(NotAllowed, match="bestätigen Sie"):
        support(idea, comment, make_account(confirmed=False))
    account = make_account()
    support(idea, comment, account)
    with transaction():
        hide_comment_on_idea(db.session.get_one(Comment, comment.subject_id), actor=HOUSE, reason="Werbung")
    for act in (support, take_back):
        with pytest.raises(Conflict, match="nicht mehr öffentlich"):
            act(idea, comment, account)
    assert votes(comment) == (1, 1)


def test_a_guest_supports_answers_and_changes_in_the_process_of_their_code_alone(app: Flask) -> None:
    process = make_process(assurance=Assurance.GUEST_CODE)
    guest, _code = make_guest(process)
    idea, elsewhere = make_idea(make_board(process)), make_idea()
    with transaction():
        mine = comment_on_idea(idea, actor=person(guest), phases=phases(idea), text="Auch in der Klasse.")
    assert revise(idea, mine, guest, "Auch in der Klasse 7b.")
    comment, foreign = make_comment(idea.subject_id), make_comment(elsewhere.subject_id)
    assert support(idea, comment, guest) == 1
    assert take_back(idea, comment, guest) == 0
    for act in (support, take_back):
        with pytest.raises(NotAllowed):
            act(elsewhere, foreign, guest)


def test_an_author_changes_a_comment_for_a_quarter_of_an_hour_and_the_text_before_is_kept(app: Flask) -> None:
    idea, author = make_idea(), make_account()
    comment = make_comment(idea.subject_id, text="Das ist Quatsch.", author_id=author.id)
    assert not revise(idea, comment, author, " Das ist Quatsch.\u200b ")
    assert revise(idea, comment, author, "Das überzeugt mich nicht.")
    assert revise(idea, comment, author, "Das überzeugt mich *noch* nicht.", version=2)
    row = db.session.get_one(Comment, comment.subject_id, populate_existing=True)
    assert (row.text, row.version) == ("Das überzeugt mich *noch* nicht.", 3)
    assert "<em>noch</em>" in row.text_html
    assert row.edited_at is not None
    kept = db.session.scalars(select(CommentVersion).order_by(CommentVersion.number)).all()
    assert [one.text for one in kept] == ["Das ist Quatsch.", "Das überzeugt mich nicht."]
    assert kept[0].written_at == row.created_at
    assert db.session.get_one(Subject, comment.subject_id).title == "Das überzeugt mich noch nicht."
    with pytest.raises(Conflict, match="an anderer Stelle"):
        revise(idea, comment, author, "Alt", version=1)
    with pytest.raises(Invalid):
        revise(idea, comment, author, " \u200b ", version=3)
    with pytest.raises(NotAllowed):
        revise(idea, comment, make_account(), "Fremd", version=3)
    age(comment, minutes=16)
    with pytest.raises(NotAllowed, match="15 Minuten"):
        revise(idea, comment, author, "Zu spät", version=3)


def test_what_a_phase_has_closed_is_not_changed_either(app: Flask) -> None:
    idea, author = make_idea(make_board(make_process(phase=PhaseKind.IMPLEMENT))), make_account()
    comment = make_comment(idea.subject_id, author_id=author.id)
    with pytest.raises(NotAllowed, match="nicht kommentiert"):
        revise(idea, comment, author, "Doch noch etwas")


def test_an_official_comment_is_changed_by_who_still_writes_for_the_department(app: Flask) -> None:
    process = make_process(phase=PhaseKind.IMPLEMENT)
    idea = make_idea(make_board(process))
    department = db.session.get_one(Process, process.subject_id).department_id
    office = make_staff(Role.EDITOR, department)
    with transaction():
        said = comment_on_idea(
            idea, actor=person(office), phases=phases(idea), text="Wir prüfen das.", official_for=department
        )  # fmt: skip
    assert revise(idea, said, office, "Wir prüfen das bis Mai.")
    stranger = make_account()
    with transaction():
        db.session.get_one(Comment, said.subject_id).author_id = stranger.id
    with pytest.raises(NotAllowed, match="ihre Mitarbeitenden"):
        revise(idea, said, stranger, "Nein.", version=2)


def test_deleting_leaves_the_place_and_the_supports_as_they_are(app: Flask) -> None:
    idea, author = make_idea(), make_account()
    comment = make_comment(idea.subject_id, author_id=author.id)
    reply = make_comment(idea.subject_id, parent_id=comment.subject_id)
    support(idea, comment, make_account())
    with transaction():
        withdraw_comment_on_idea(db.session.get_one(Comment, comment.subject_id), actor=person(author))
    row = db.session.get_one(Comment, comment.subject_id, populate_existing=True)
    assert (row.replies, row.votes, reply.parent_id) == (1, 1, comment.subject_id)
    with pytest.raises(NotAllowed):
        revise(idea, comment, author, "Doch wieder")


def test_what_nobody_sees_is_taken_out_of_a_comment(app: Flask) -> None:
    comment = make_comment(make_idea().subject_id, text="Gut\u202e\u200b so\x07")
    assert comment.text == "Gut so"


def test_twenty_identical_supports_at_once_are_one(live_app: Flask) -> None:
    with live_app.app_context():
        idea, account = make_idea(), make_account()
        comment = make_comment(idea.subject_id)
        others = [make_account() for _ in range(9)]

    def act(number: int) -> object:
        who = account if number % 2 else others[number // 2 % 9]
        return support(db.session.get_one(Idea, idea.subject_id), comment, who)

    answers = at_once(live_app, act, count=40, threads=8)
    assert all(isinstance(answer, int) for answer in answers), answers
    with live_app.app_context():
        assert votes(comment) == (10, 10)


def test_answers_at_once_are_all_counted(live_app: Flask) -> None:
    with live_app.app_context():
        idea, account = make_idea(), make_account()
        first = make_comment(idea.subject_id)
    browser = Browser(live_app).sign_in(account)
    token = browser.open("/konto/post").soup.find("meta", {"name": "csrf-token"})["content"]  # type: ignore[index]
    cookie = browser.client.get_cookie("sitzung")
    assert cookie is not None

    def answer(number: int) -> int:
        client = live_app.test_client()
        client.set_cookie("sitzung", cookie.value)
        said = {"csrf_token": token, "text": f"Antwort {number}", "parent": str(first.subject_id)}
        return client.post(f"/ideen/{idea.subject_id}/kommentieren", data=said).status_code

    assert set(at_once(live_app, answer, count=24, threads=8)) == {303}
    with live_app.app_context():
        assert db.session.scalar(select(Comment.replies).where(Comment.subject_id == first.subject_id)) == 24
        assert db.session.scalar(select(Idea.comments).where(Idea.subject_id == idea.subject_id)) == 25
