"""A discussion as people meet it: reading, linking, answering, supporting, changing; with and without htmx."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select, update

from participation.core.actor import HOUSE, Role
from participation.core.clock import now
from participation.core.database import db
from participation.core.transactions import transaction
from participation.dialogue.comments.models import Comment, CommentVote, Stance
from participation.dialogue.ideas.commands import hide_comment_on_idea, hide_idea
from participation.dialogue.ideas.models import Idea
from participation.dialogue.processes.models import Process
from tests.browser import Browser, Page
from tests.factories.dialogue import make_board, make_comment, make_idea, make_process
from tests.factories.people import PASSWORD, make_account, make_staff


def shown(page: Page) -> list[int]:
    """The comments on a page, from top to bottom."""
    return [int(str(one["id"]).removeprefix("kommentar-")) for one in page.soup.select("article.comment")]


def give(comment: Comment, votes: int) -> None:
    with transaction():
        row = update(Comment).where(Comment.subject_id == comment.subject_id)
        db.session.execute(row.values(votes=votes))


def test_the_form_stands_above_the_comments_and_the_stance_is_chosen_by_buttons(client: Browser) -> None:
    idea = make_idea(make_board(asks_stance=True))
    make_comment(idea.subject_id)
    client.sign_in(make_account())
    page = client.open(f"/ideen/{idea.subject_id}")
    assert page.body.index('id="kommentieren"') < page.body.index('class="comment"')
    assert [one["value"] for one in page.soup.select('.stances input[type="radio"]')] == ["for", "against", "question"]
    client.send("/kommentieren", text="Ich will das.", stance="for")
    page = client.follow()
    assert page.soup.select_one(".discussion__side .comment--for") is not None


def test_for_and_against_stand_side_by_side_with_the_strongest_on_top_or_by_time(client: Browser) -> None:
    idea = make_idea(make_board(asks_stance=True))
    weak, strong = (make_comment(idea.subject_id, stance=Stance.FOR) for _ in range(2))
    against, question = (make_comment(idea.subject_id, stance=stance) for stance in (Stance.AGAINST, Stance.QUESTION))
    give(strong, 5)
    page = client.open(f"/ideen/{idea.subject_id}")
    assert [one.h3.get_text() for one in page.soup.select(".discussion__side")] == ["Dafür", "Dagegen"]
    assert shown(page) == [strong.subject_id, weak.subject_id, against.subject_id, question.subject_id]
    give(weak, 7)
    assert shown(client.open(f"/ideen/{idea.subject_id}"))[:2] == [weak.subject_id, strong.subject_id]
    page = client.open(f"/ideen/{idea.subject_id}?reihenfolge=neueste")
    assert shown(page) == sorted(shown(page), reverse=True)
    assert not page.soup.select(".discussion__side")
    page = client.open(page.links()["älteste"].split("#")[0])
    assert shown(page) == sorted(shown(page))
    assert "reihenfolge=aelteste" in page.response.request.url


def test_all_pages_are_reached_by_links_and_what_makes_no_sense_begins_at_the_first(client: Browser) -> None:
    idea = make_idea()
    numbers = [make_comment(idea.subject_id).subject_id for _ in range(45)]
    page, seen = client.open(f"/ideen/{idea.subject_id}?reihenfolge=aelteste"), []
    while True:
        seen += shown(page)
        if "Weitere Kommentare" not in page.links():
            break
        page = client.open(page.links()["Weitere Kommentare"].split("#")[0])
    assert seen == numbers
    assert shown(client.open(page.links()["Zurück zum Anfang"].split("#")[0])) == numbers[:20]
    for nonsense in ("nach=7", "nach=1-2.3-4", "nach=9999999999999999-1", "reihenfolge=%00", "antworten=-1&ab=x"):
        assert len(shown(client.open(f"/ideen/{idea.subject_id}?{nonsense}"))) == 20


def test_many_answers_come_on_demand_by_a_link_that_htmx_takes_over(client: Browser) -> None:
    idea = make_idea()
    first, other = make_comment(idea.subject_id), make_comment(idea.subject_id)
    replies = [make_comment(idea.subject_id, parent_id=first.subject_id).subject_id for _ in range(26)]
    page = client.open(f"/ideen/{idea.subject_id}")
    assert set(shown(page)) == {first.subject_id, other.subject_id}
    link = page.soup.find("a", string="Antworten anzeigen (26)")
    assert link is not None
    opened = client.open(str(link["href"]).split("#")[0])
    assert [one for one in shown(opened) if one in replies] == replies[:20]
    rest = client.open(opened.links()["Weitere Antworten"].split("#")[0])
    assert [one for one in shown(rest) if one in replies] == replies[20:]
    assert "Frühere Antworten" in rest.links()
    assert set(shown(client.open(rest.links()["Antworten ausblenden"].split("#")[0]))) == set(shown(page))

    part = Page(client.client.get(str(link["hx-get"]), headers={"HX-Request": "true"}))
    assert shown(part) == replies[:20]
    assert not part.soup.find("html")
    more = part.soup.find("a", string="Weitere Antworten")
    assert more is not None
    assert shown(Page(client.client.get(str(more["hx-get"]), headers={"HX-Request": "true"}))) == replies[20:]
    assert client.open(str(link["hx-get"]), status=303).location.endswith(f"#kommentar-{first.subject_id}")


def test_every_comment_has_an_address_that_leads_to_its_page(client: Browser) -> None:
    idea = make_idea(make_board(asks_stance=True))
    deep = make_comment(idea.subject_id)
    replies = [make_comment(idea.subject_id, parent_id=deep.subject_id) for _ in range(30)]
    threads = [make_comment(idea.subject_id) for _ in range(44)]
    for comment in (deep, replies[0], replies[29], threads[0], threads[21], threads[43]):
        page = client.open(f"/ideen/{idea.subject_id}/kommentare/{comment.subject_id}", status=303)
        assert page.location.endswith(f"#kommentar-{comment.subject_id}")
        assert comment.subject_id in shown(client.follow())
    other = make_idea()
    client.open(f"/ideen/{other.subject_id}/kommentare/{deep.subject_id}", status=404)
    client.open(f"/ideen/{idea.subject_id}/kommentare/{idea.subject_id}", status=404)


def test_an_answer_on_an_answer_stands_on_the_second_level_and_names_whom_it_is_for(client: Browser) -> None:
    idea, lea = make_idea(), make_account("Lea L.")
    first = make_comment(idea.subject_id)
    second = make_comment(idea.subject_id, parent_id=first.subject_id, author_id=lea.id)
    third = make_comment(idea.subject_id, parent_id=second.subject_id)
    page = client.open(f"/ideen/{idea.subject_id}")
    place = page.soup.find(id=f"kommentar-{third.subject_id}")
    assert place is not None
    assert len(place.find_parents("article")) == 1
    assert "Antwort an Lea L." in place.get_text()
    assert "Antwort an" not in page.soup.find(id=f"kommentar-{second.subject_id}").get_text()  # type: ignore[union-attr]


def test_what_the_city_says_is_seen_in_a_long_thread_that_is_not_open(client: Browser) -> None:
    idea = make_idea()
    first = make_comment(idea.subject_id)
    replies = [make_comment(idea.subject_id, parent_id=first.subject_id) for _ in range(9)]
    department = db.session.scalar(select(Process.department_id))
    with transaction():
        row = db.session.get_one(Comment, replies[5].subject_id)
        row.is_official, row.department_id = True, department
    page = client.open(f"/ideen/{idea.subject_id}")
    assert shown(page) == [first.subject_id, replies[5].subject_id]
    assert page.soup.select_one(".comment--official") is not None
    assert page.shows("für die Stadt")


def test_a_comment_is_supported_once_and_taken_back_on_the_page_where_one_is(client: Browser) -> None:
    idea = make_idea()
    comments = [make_comment(idea.subject_id) for _ in range(25)]
    client.sign_in(make_account())
    start = f"/ideen/{idea.subject_id}?reihenfolge=aelteste"
    client.open(start)
    assert client.page is not None
    client.open(client.page.links()["Weitere Kommentare"].split("#")[0])
    last = comments[-1].subject_id
    for _ in range(2):
        before = client.page
        client.post(f"/kommentare/{last}/stimme", listed(before))
        page = client.follow()
        assert last in shown(page)
        assert page.soup.find(id=f"unterstuetzen-{last}").get_text().strip() == "Unterstützt · zurücknehmen"  # type: ignore[union-attr]
        assert "1 Unterstützung" in " ".join(page.soup.find(id=f"kommentar-{last}").get_text(" ").split())  # type: ignore[union-attr]
    assert db.session.scalar(select(func.count()).select_from(CommentVote)) == 1
    for _ in range(2):
        client.post(f"/kommentare/{last}/stimme/zuruecknehmen", listed(client.page))
        page = client.follow()
        assert page.soup.find(id=f"unterstuetzen-{last}").get_text().strip() == "Unterstützen"  # type: ignore[union-attr]
    assert db.session.scalar(select(func.count()).select_from(CommentVote)) == 0


def listed(page: Page | None) -> dict[str, str]:
    """What the form of the discussion carries along: the address that it stands on."""
    assert page is not None
    field = page.soup.select_one('#kommentar-stimmen input[name="list"]')
    assert field is not None
    return {"list": str(field["value"])}


def test_a_support_leads_nowhere_else_whatever_the_form_says(client: Browser) -> None:
    idea = make_idea()
    comment = make_comment(idea.subject_id)
    client.sign_in(make_account())
    client.open("/konto/post")
    answer = client.post(f"/kommentare/{comment.subject_id}/stimme", {"list": "?next=//evil.example&nach=%0d%0aX:1"})
    assert answer.location.startswith(f"/ideen/{idea.subject_id}?nach=")
    assert "evil" not in answer.location
    client.follow()


def test_with_htmx_only_the_support_comes_back(client: Browser) -> None:
    idea = make_idea()
    comment = make_comment(idea.subject_id)
    client.sign_in(make_account())
    client.open("/konto/post")
    part = client.post(f"/kommentare/{comment.subject_id}/stimme", status=200, headers={"HX-Request": "true"})
    assert not part.soup.find("html")
    assert part.soup.select_one("[data-announce]")["data-announce"] == "Gespeichert. 1 Unterstützung"  # type: ignore[index]
    assert part.soup.find(id=f"unterstuetzen-{comment.subject_id}") is not None


def test_a_visitor_is_led_to_sign_in_and_back_to_the_comment(client: Browser) -> None:
    idea, account = make_idea(), make_account()
    comment = make_comment(idea.subject_id)
    page = client.open(f"/ideen/{idea.subject_id}")
    assert not page.soup.find("form", {"method": "post"})
    place = page.soup.find(id=f"kommentar-{comment.subject_id}")
    assert place is not None
    link = next(a for a in place.find_all("a") if "Unterstützen" in a.get_text())
    client.open(str(link["href"]))
    client.send("/anmelden", email=account.email, password=PASSWORD)
    client.follow()
    client.send("/stimme")
    assert "1 Unterstützung" in client.follow().text


def test_nobody_sees_who_supports_a_comment_and_each_reader_sees_what_is_theirs(client: Browser, app: Flask) -> None:
    idea = make_idea()
    comment = make_comment(idea.subject_id)
    first, second = make_account("Erste"), make_account("Zweite")
    client.sign_in(first).open("/konto/post")
    client.post(f"/kommentare/{comment.subject_id}/stimme")
    mine = client.open(f"/ideen/{idea.subject_id}")
    theirs = Browser(app).sign_in(second).open(f"/ideen/{idea.subject_id}")
    assert "zurücknehmen" in mine.soup.find(id=f"unterstuetzen-{comment.subject_id}").get_text()  # type: ignore[union-attr]
    assert "zurücknehmen" not in theirs.soup.find(id=f"unterstuetzen-{comment.subject_id}").get_text()  # type: ignore[union-attr]
    staff = Browser(app).sign_in(make_staff(Role.ADMINISTRATOR)).open(f"/ideen/{idea.subject_id}")
    assert "Erste" not in theirs.body + staff.body


def test_one_changes_ones_comment_for_a_quarter_of_an_hour_and_the_mark_stays(client: Browser, app: Flask) -> None:
    idea, author = make_idea(), make_account()
    process = db.session.scalars(select(Process)).first()
    assert process is not None
    comment = make_comment(idea.subject_id, text="Das ist Qatsch.", author_id=author.id)
    client.sign_in(author)
    page = client.open(f"/ideen/{idea.subject_id}")
    client.open(page.links()["Bearbeiten"])
    stale = client.page
    assert client.send("/bearbeiten", text="", status=422).shows("Bitte schreiben Sie einen Kommentar")
    client.send("/bearbeiten", text="Das ist Quatsch.")
    page = client.follow()
    assert page.shows("Das ist Quatsch.")
    assert page.shows("bearbeitet um")
    client.page = stale
    page = client.send("/bearbeiten", text="Ganz anders", status=409)
    assert page.shows("Inzwischen gibt es eine neuere Fassung")
    assert "Ganz anders" in page.body
    assert client.open(f"/kommentare/{comment.subject_id}/fassungen").shows("Das ist Qatsch.")
    moderator = make_staff(Role.MODERATOR, process.department_id)
    assert Browser(app).sign_in(moderator).open(f"/kommentare/{comment.subject_id}/fassungen").shows("Qatsch")
    for stranger in (make_account(), make_staff(Role.MODERATOR, make_process().department_id)):
        Browser(app).sign_in(stranger).open(f"/kommentare/{comment.subject_id}/fassungen", status=403)
    with transaction():
        row = db.session.get_one(Comment, comment.subject_id)
        row.created_at = now() - timedelta(minutes=15)
    assert "Bearbeiten" not in client.open(f"/ideen/{idea.subject_id}").links()
    assert client.open(f"/kommentare/{comment.subject_id}/bearbeiten", status=403).shows("in den ersten 15 Minuten")


def test_hidden_and_withdrawn_comments_keep_their_place_with_the_reason(client: Browser) -> None:
    idea, author = make_idea(), make_account()
    hidden = make_comment(idea.subject_id, text="Böse Worte")
    gone = make_comment(idea.subject_id, text="Meine Worte", author_id=author.id)
    reply = make_comment(idea.subject_id, parent_id=gone.subject_id, text="Schade.")
    with transaction():
        hide_comment_on_idea(db.session.get_one(Comment, hidden.subject_id), actor=HOUSE, reason="Beleidigung")
    client.sign_in(author)
    client.open(f"/kommentare/{gone.subject_id}/zurueckziehen")
    client.send("/zurueckziehen")
    page = client.follow()
    assert set(shown(page)) == {hidden.subject_id, gone.subject_id, reply.subject_id}
    assert page.shows("Begründung: Beleidigung")
    assert page.shows("Zurückgezogen.")
    assert "Worte" not in page.text
    assert page.shows("Schade.")
    for comment in (hidden, gone):
        client.open(f"/ideen/{idea.subject_id}/kommentare/{comment.subject_id}", status=303)
        client.open(f"/kommentare/{comment.subject_id}/stimme", status=404)
        client.open("/konto/post")
        client.post(f"/kommentare/{comment.subject_id}/stimme", status=409)


def test_links_in_comments_say_that_they_are_peoples_own_and_html_never_runs(client: Browser) -> None:
    idea = make_idea()
    said = "<script>alert(1)</script> [hier](https://example.org) <https://a.example>"
    comment = make_comment(idea.subject_id, text=said)
    with transaction():
        row = db.session.get_one(Comment, comment.subject_id)
        row.text_html += '<img src="x" onerror="alert(1)">'
    page = client.open(f"/ideen/{idea.subject_id}")
    text = page.soup.select_one(".comment__text")
    assert text is not None
    assert [str(a["rel"]) for a in text.find_all("a")] == ["['nofollow', 'ugc', 'noopener']"] * 2
    assert "<script>alert" not in page.body
    assert "onerror" not in page.body


@pytest.mark.parametrize("length", [2000, 2001])
def test_the_server_counts_letters_as_people_do(client: Browser, length: int) -> None:
    idea = make_idea()
    client.sign_in(make_account())
    page = client.open(f"/ideen/{idea.subject_id}")
    field = page.soup.find("textarea", {"name": "text"})
    assert field is not None
    assert field["data-maxlength"] == "2000"
    client.send("/kommentieren", text="ü\u200b" * (length - 2) + "\r\nz", status=303 if length == 2000 else 422)


def test_where_the_idea_is_hidden_the_form_shows_nothing_of_it(client: Browser) -> None:
    idea, author = make_idea(title="Ein böser Titel"), make_account()
    comment = make_comment(idea.subject_id, author_id=author.id)
    with transaction():
        hide_idea(db.session.get_one(Idea, idea.subject_id), actor=HOUSE, reason="Beleidigung")
    client.sign_in(author)
    for page in ("bearbeiten", "fassungen", "stimme", "antworten"):
        assert "böser" not in client.open(f"/kommentare/{comment.subject_id}/{page}", status=404).body
    client.open(f"/ideen/{idea.subject_id}/kommentare/{comment.subject_id}", status=404)
