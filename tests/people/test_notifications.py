"""Who is told of what: by inbox, by mail, once, with a way to stop it."""

from __future__ import annotations

from collections.abc import Sequence

from flask import Flask
from sqlalchemy import func, select

from participation.core.actor import HOUSE
from participation.core.clock import now, stopped_at
from participation.core.database import db
from participation.core.transactions import transaction
from participation.desk.answers.models import AnswerOutcome
from participation.dialogue.comments.models import Comment
from participation.dialogue.ideas.commands import (
    comment_on_idea,
    hide_comment_on_idea,
    hide_idea,
    mark_in_review,
    submit_idea,
)
from participation.dialogue.ideas.models import Idea
from participation.dialogue.processes.queries import phases_of
from participation.people.accounts.models import Account
from participation.people.notifications.commands import follow, stop_mails, unfollow
from participation.people.notifications.models import Notification
from participation.people.notifications.queries import follows, inbox_of
from participation.people.notifications.tasks import tell_people
from participation.records.journal.tasks import chain_new_entries
from participation.records.mailbox.models import Mail
from participation.records.mailbox.rendering import render_mail
from participation.records.subjects.commands import change_subject
from participation.records.subjects.models import Audience
from tests.browser import Browser
from tests.factories.desk import make_answer, make_moderator, make_promise
from tests.factories.dialogue import make_board, make_comment, make_idea
from tests.factories.people import make_account, person
from tests.parallel import at_once


def work() -> None:
    """What the worker does after a commit."""
    chain_new_entries()
    tell_people()


def forget_mails() -> None:
    with transaction():
        db.session.execute(Mail.__table__.delete())


def mails() -> list[Mail]:
    return list(db.session.scalars(select(Mail).order_by(Mail.id)))


def subjects_of(found: Sequence[Mail]) -> list[str]:
    return [str(render_mail(mail)["Subject"]) for mail in found]


def following(account: Account, subject_id: int) -> Account:
    with transaction():
        follow(subject_id, account_id=account.id)
    return account


def test_the_author_gets_a_receipt_and_nobody_else_is_told(app: Flask) -> None:
    board, author = make_board(), make_account()
    moderator = make_moderator(make_idea(board))
    who = person(author)
    with transaction():
        idea = submit_idea(board, actor=who, title="Mehr Bänke", text="An der Donau.")
        follow(idea.subject_id, account_id=author.id)
    work()
    assert [m.event for m in inbox_of(person(author))] == ["IdeaSubmitted"]
    assert [(m.recipient, m.template) for m in mails()] == [(author.email, "idea_submitted")]
    message = render_mail(mails()[0])
    assert message["Subject"] == "Eingegangen: „Mehr Bänke“"
    assert f"http://localhost/ideen/{idea.subject_id}" in message.get_content()
    assert inbox_of(person(moderator)) == []


def test_who_did_not_ask_for_mails_gets_the_receipt_in_the_inbox_alone(app: Flask) -> None:
    author = make_account()
    make_idea(author_id=author.id)
    work()
    assert len(inbox_of(person(author))) == 1
    assert mails() == []


def test_author_and_followers_hear_the_answer_once_however_often_the_worker_runs(app: Flask) -> None:
    author, reader = make_account("Donauspatz"), make_account("Mitleserin")
    idea = make_idea(author_id=author.id, title="Bank am Ufer")
    following(reader, idea.subject_id)
    work()
    moderator = make_moderator(idea)
    following(moderator, idea.subject_id)
    make_answer(idea, actor=person(moderator), reason="Wir stellen eine Bank auf.", next_step="Bank bestellen")
    for _ in range(3):
        work()
        with transaction():
            from participation.records.journal.models import JournalCursor

            db.session.get_one(JournalCursor, "notifications").position = 0
    told = [(m.recipient, m.template) for m in mails()]
    assert sorted(told) == sorted([(author.email, "idea_answered"), (reader.email, "idea_answered")])
    assert [m.event for m in inbox_of(person(author))] == ["IdeaAnswered", "IdeaSubmitted"]
    assert inbox_of(person(moderator)) == []
    message = render_mail(mails()[0])
    text = message.get_content()
    assert message["Subject"] == "Antwort der Stadt auf „Bank am Ufer“"
    assert "hat geantwortet: Wird aufgenommen." in text
    assert "Wir stellen eine Bank auf." in text
    assert "Wie es weitergeht: Bank bestellen" in text
    assert "weil Sie den Beitrag geschrieben haben" in text
    assert text.count("http://localhost/ideen/") == 1
    assert "List-Unsubscribe" in message


def test_several_workers_at_once_tell_once(live_app: Flask) -> None:
    with live_app.app_context():
        author = make_account()
        make_answer(make_idea(author_id=author.id))
        account_id = author.id

    assert at_once(live_app, lambda _: work(), count=16, threads=8) == [None] * 16
    with live_app.app_context():
        assert len(inbox_of(person(author))) == 2
        assert len(mails()) == 1
        assert db.session.get_one(Account, account_id).unread == 2


def test_unread_messages_are_counted_and_can_be_read(client: Browser) -> None:
    author = make_account()
    idea = make_idea(author_id=author.id, title="Bank <b>am</b> Ufer")
    make_answer(idea)
    work()
    client.sign_in(author)
    page = client.open("/konto/mitteilungen")
    assert page.shows("2 Mitteilungen haben Sie noch nicht gelesen.")
    assert page.shows("Antwort der Stadt auf „Bank <b>am</b> Ufer“")
    first = next(f for f in page.soup.find_all("form") if "Antwort der Stadt" in f.get_text())
    assert client.send(str(first["action"])).location == f"/ideen/{idea.subject_id}"
    assert client.open("/konto/mitteilungen").shows("1 Mitteilung haben Sie noch nicht gelesen.")
    client.send("/gelesen")
    assert client.follow().shows("Was mit Ihren Beiträgen geschah")


def test_nobody_opens_the_messages_of_others(client: Browser) -> None:
    author = make_account()
    make_idea(author_id=author.id)
    work()
    number = db.session.scalars(select(Notification.id).where(Notification.account_id == author.id)).one()
    client.sign_in(make_account())
    client.open("/konto/mitteilungen")
    client.post(f"/konto/mitteilungen/{number}", status=404)


def test_hiding_is_told_to_the_author_alone_with_the_reason_and_how_to_object(app: Flask) -> None:
    author, reader = make_account(), make_account()
    idea = make_idea(author_id=author.id)
    following(reader, idea.subject_id)
    with transaction():
        stop_mails(idea.subject_id, account_id=author.id)
        hide_idea(idea, actor=HOUSE, reason="Der Beitrag ist Werbung.")
    work()
    assert [(m.recipient, m.template) for m in mails()] == [(author.email, "contribution_hidden")]
    text = render_mail(mails()[0]).get_content()
    assert "Der Beitrag ist Werbung." in text
    assert "beteiligung@ulm.example" in text
    assert "abbestellen" not in text
    assert inbox_of(person(reader)) == []


def test_a_hidden_comment_is_told_to_its_author(app: Flask) -> None:
    idea, author = make_idea(title="Bank"), make_account()
    comment = make_comment(idea.subject_id, author_id=author.id)
    work()
    forget_mails()
    with transaction():
        hide_comment_on_idea(db.session.get_one(Comment, comment.subject_id), actor=HOUSE, reason="Beleidigung.")
    work()
    assert subjects_of(mails()) == ["Ihr Kommentar zu „Bank“ ist verborgen"]
    assert mails()[0].recipient == author.email


def test_comments_are_told_to_followers_and_to_whom_they_answer_but_not_to_their_writer(app: Flask) -> None:
    author, reader, writer, answerer = (make_account() for _ in range(4))
    idea = make_idea(author_id=author.id, title="Bank")
    for account in (reader, writer):
        following(account, idea.subject_id)
    phases = phases_of(db_process(idea))
    first_actor, second_actor = person(writer), person(answerer)
    work()
    forget_mails()
    with transaction():
        parent = comment_on_idea(idea, actor=first_actor, phases=phases, text="Mit Lehne, bitte.")
        comment_on_idea(idea, actor=second_actor, phases=phases, text="Und im Schatten.", parent_id=parent.subject_id)
    work()
    by_mail = [(m.recipient, s) for m, s in zip(mails(), subjects_of(mails()), strict=True)]
    assert (reader.email, "Neuer Kommentar zu „Bank“") in by_mail
    assert (writer.email, "Antwort auf Ihren Kommentar zu „Bank“") in by_mail
    assert [a for a, _ in by_mail].count(writer.email) == 1
    assert author.email not in [a for a, _ in by_mail]
    assert [m.event for m in inbox_of(person(author))][:2] == ["CommentWritten", "CommentWritten"]
    assert inbox_of(person(answerer)) == []


def test_a_comment_that_is_hidden_before_it_is_told_is_not_told(app: Flask) -> None:
    idea, reader = make_idea(), make_account()
    following(reader, idea.subject_id)
    comment = make_comment(idea.subject_id)
    with transaction():
        hide_comment_on_idea(db.session.get_one(Comment, comment.subject_id), actor=HOUSE, reason="Beleidigung.")
    work()
    assert inbox_of(person(reader)) == []


def test_merging_is_told_once_and_leads_to_the_other_idea(app: Flask) -> None:
    board, author, other_author = make_board(), make_account(), make_account()
    idea = make_idea(board, author_id=author.id, title="Bank")
    other = make_idea(board, author_id=other_author.id, title="Mehr Bänke")
    make_answer(idea, outcome=AnswerOutcome.MERGED, merged_into=other, reason="Dasselbe Anliegen.")
    work()
    assert subjects_of(mails()) == ["„Bank“ geht in einer anderen Idee weiter"]
    assert f"/ideen/{other.subject_id}" in render_mail(mails()[0]).get_content()
    forget_mails()
    make_answer(other, reason="Kommt.")
    work()
    assert [m.recipient for m in mails()] == [other_author.email]
    assert inbox_of(person(author))[0].event == "IdeaAnswered"


def test_review_and_promises_are_told_to_followers(app: Flask) -> None:
    idea, reader = make_idea(title="Bank"), make_account()
    following(reader, idea.subject_id)
    promise = make_promise(idea, text="Wir stellen eine Bank auf")
    with transaction():
        from participation.records.commitments.commands import break_commitment

        mark_in_review(idea, actor=HOUSE)
        break_commitment(promise, actor=HOUSE, reason="Kein Geld.")
    work()
    assert subjects_of(mails()) == ["In Prüfung: „Bank“", "Zusage zu „Bank“ nicht gehalten"]
    assert "Wir stellen eine Bank auf" in render_mail(mails()[1]).get_content()


def test_what_happened_long_ago_goes_to_the_inbox_alone(app: Flask) -> None:
    from datetime import timedelta

    idea, reader = make_idea(), make_account()
    following(reader, idea.subject_id)
    with stopped_at(now() - timedelta(days=30)):
        make_answer(idea)
    work()
    assert [m.event for m in inbox_of(person(reader))] == ["IdeaAnswered"]
    assert mails() == []


def test_unconfirmed_addresses_get_nothing(app: Flask) -> None:
    author = make_account(confirmed=False)
    make_answer(make_idea(author_id=author.id))
    work()
    assert mails() == []


def test_mails_stop_by_the_link_without_signing_in(client: Browser) -> None:
    author = make_account()
    idea = make_idea(author_id=author.id, title="Bank")
    make_answer(idea)
    work()
    token = mails()[0].context["stop"]
    page = client.open(f"/mitteilungen/abbestellen/{token}")
    assert page.shows("Möchten Sie zu „Bank“ keine E-Mails mehr bekommen?")
    assert client.send("/abbestellen/", status=200).shows("Erledigt")
    assert (
        client.client.post(f"/mitteilungen/abbestellen/{token}", data={"List-Unsubscribe": "One-Click"}).status_code
        == 200
    )
    forget_mails()
    make_answer(idea, reason="Doch anders.")
    work()
    assert mails() == []
    assert inbox_of(person(author))[0].event == "IdeaAnswered"
    client.open("/mitteilungen/abbestellen/erfunden", status=404)


def test_following_and_letting_go_by_form(client: Browser) -> None:
    idea, reader = make_idea(title="Bank"), make_account()
    client.sign_in(reader)
    client.open("/konto/folge-ich")
    assert client.page is not None
    assert client.page.shows("Sie verfolgen noch nichts")
    for _ in range(2):
        assert client.post(f"/folgen/{idea.subject_id}", {"back": "/zusagen"}).location == "/zusagen"
    assert follows(idea.subject_id, reader.id)
    page = client.open("/konto/folge-ich")
    assert page.shows("Bank")
    assert page.shows("mit E-Mail")
    client.send("/nicht-mehr-folgen/")
    assert client.follow().shows("Sie folgen „Bank“ nicht mehr.")
    assert not follows(idea.subject_id, reader.id)
    assert client.post(f"/folgen/{idea.subject_id}", {"back": "//example.org"}).location == f"/ideen/{idea.subject_id}"
    client.post("/folgen/999999", status=404)


def test_htmx_gets_the_follow_box_alone(client: Browser) -> None:
    idea = make_idea()
    client.sign_in(make_account())
    client.open("/konto/folge-ich")
    page = client.post(f"/folgen/{idea.subject_id}", status=200, headers={"HX-Request": "true"})
    assert page.shows("Nicht mehr folgen")
    assert page.soup.find("html") is None


def test_hidden_things_cannot_be_followed_and_unconfirmed_people_cannot_follow(client: Browser) -> None:
    hidden, idea = make_idea(), make_idea()
    with transaction():
        hide_idea(hidden, actor=HOUSE, reason="Werbung")
    client.sign_in(make_account())
    client.open("/konto/folge-ich")
    client.post(f"/folgen/{hidden.subject_id}", status=404)
    client.sign_in(make_account(confirmed=False))
    client.open("/konto/folge-ich")
    assert client.post(f"/folgen/{idea.subject_id}", status=403).shows("E-Mail-Adresse")


def test_letting_go_of_what_one_does_not_follow_changes_nothing(app: Flask) -> None:
    idea = make_idea()
    with transaction():
        unfollow(idea.subject_id, account_id=make_account_id())
    assert db.session.scalar(select(func.count()).select_from(Notification)) == 0


def make_account_id() -> int:
    return 1


def db_process(idea: Idea) -> int:
    from participation.records.subjects.models import Subject

    found = db.session.get_one(Subject, idea.subject_id).process_id
    assert found is not None
    return found


def test_letting_go_tells_nothing_of_what_one_may_not_see(client: Browser) -> None:
    followed, other = (make_idea(title="Streng vertraulich") for _ in range(2))
    reader = make_account()
    with transaction():
        follow(followed.subject_id, account_id=reader.id)
        for idea in (followed, other):
            hide_idea(db.session.merge(idea), actor=HOUSE, reason="Personendaten")
    client.sign_in(reader).open("/konto")
    client.post(f"/nicht-mehr-folgen/{other.subject_id}", status=404)
    client.post(f"/nicht-mehr-folgen/{followed.subject_id}")
    assert not client.open("/konto").shows("vertraulich")
    assert not follows(followed.subject_id, reader.id)


def test_followers_hear_nothing_more_of_what_became_internal(app: Flask) -> None:
    idea, reader = make_idea(title="Streng vertraulich"), make_account()
    moderator = make_moderator(idea)
    with transaction():
        for account in (reader, moderator):
            follow(idea.subject_id, account_id=account.id)
        change_subject(idea.subject_id, audience=Audience.INTERNAL)
    make_answer(idea)
    work()
    assert inbox_of(person(reader)) == []
    assert [m.event for m in inbox_of(person(moderator))] == ["IdeaAnswered"]
    assert reader.email not in {mail.recipient for mail in mails()}
