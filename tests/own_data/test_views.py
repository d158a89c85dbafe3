"""What people do with their own data, on pages."""

from __future__ import annotations

import io
import json
import re
import zipfile
from datetime import timedelta

import pytest
import sqlalchemy as sa
from flask import Flask
from werkzeug.test import TestResponse

from participation.core import clock
from participation.core.actor import HOUSE, Role
from participation.core.clock import now
from participation.core.database import db
from participation.core.transactions import transaction
from participation.dialogue.comments.models import Comment
from participation.dialogue.ideas.commands import cast_vote
from participation.dialogue.ideas.models import Idea, Vote
from participation.dialogue.processes.queries import phases_of
from participation.people.accounts.models import Account, SignIn
from participation.people.invitations.commands import invite
from participation.people.notifications.commands import follow
from participation.people.own_data import commands, queries
from participation.people.own_data.models import AddressChange, Texts
from participation.people.second_factors.models import Passkey
from participation.records.journal.models import JournalEntry
from participation.records.mailbox.models import Mail
from participation.town.background.commands import create_article
from participation.town.background.models import Article, ArticleKind, ArticleVersion
from participation.town.privacy.tasks import apply_retention
from tests.browser import Browser, check_page
from tests.factories.dialogue import make_board, make_comment, make_idea
from tests.factories.people import PASSWORD, make_account, make_staff, person


def token_in(template: str) -> str:
    mail = db.session.scalars(sa.select(Mail).where(Mail.template == template).order_by(Mail.id.desc())).first()
    assert mail is not None, template
    return str(mail.context["token"])


def fresh(account: Account) -> Account:
    return db.session.get_one(Account, account.id, populate_existing=True)


def events() -> list[str]:
    return list(db.session.scalars(sa.select(JournalEntry.event).order_by(JournalEntry.id)))


def test_the_page_says_what_is_public_and_what_is_not(client: Browser) -> None:
    account = make_account("Donauspatz", email="spatz@example.org")
    idea = make_idea(author_id=account.id)
    make_comment(idea.subject_id, author_id=account.id)
    client.open("/konto/daten", status=303)
    client.sign_in(account)
    for path in ("/konto/daten", "/konto"):
        page = client.open(path)
        assert page.shows("Was ist öffentlich über mich?")
        assert page.shows("1 Idee, 1 Kommentar, 0 Zettel")
        assert not page.shows("spatz@example.org")


# --- taking along


def take_along(client: Browser) -> TestResponse:
    data = {"csrf_token": client.csrf_token(), "password": PASSWORD}
    return client.client.post("/konto/daten/mitnehmen", data=data)


def test_who_has_a_role_is_told_who_sees_the_address(client: Browser) -> None:
    client.sign_in(make_account())
    assert not client.open("/konto/daten").shows("sieht die Administration Ihre Adresse")
    client.sign_in(make_staff(Role.COORDINATOR))
    assert client.open("/konto/daten").shows("sieht die Administration Ihre Adresse")


def test_the_export_holds_everything_of_ones_own_and_nothing_of_others(client: Browser) -> None:
    account, other = make_account("Donauspatz", email="spatz@example.org"), make_account("Andere")
    board = make_board()
    own, foreign = make_idea(board, author_id=account.id, title="Bank <am> Ufer"), make_idea(board, author_id=other.id)
    make_comment(foreign.subject_id, author_id=account.id, text="Mein Kommentar")
    with transaction():
        for who in (account, other):
            cast_vote(foreign, actor=person(who), phases=phases_of(board.process_id))
        follow(foreign.subject_id, account_id=account.id)
        db.session.add(Passkey(account_id=account.id, name="Handy", credential_id="x", public_key=b"y"))
        invite("spatz@example.org", Role.COORDINATOR, scope_id=None, until=None, language="de", actor=HOUSE)
    client.sign_in(account)
    client.open("/konto/daten/mitnehmen")
    assert client.send("/mitnehmen", password="falsch", status=422).shows("Das Passwort stimmt nicht.")
    answer = take_along(client)
    assert answer.mimetype == "application/zip"
    with zipfile.ZipFile(io.BytesIO(answer.get_data())) as archive:
        assert sorted(archive.namelist()) == ["daten.json", "lesen.html"]
        said, page = json.loads(archive.read("daten.json")), archive.read("lesen.html").decode()
    data = said["data"]
    assert data["account"][0]["email"] == "spatz@example.org"
    assert [row["title"] for row in data["ideas"]] == ["Bank <am> Ufer"]
    assert [row["text"] for row in data["comments"]] == ["Mein Kommentar"]
    assert [(row["idea"], row["value"]) for row in data["votes"]] == [(foreign.subject_id, 1)]
    assert [row["title"] for row in data["follows"]] == [foreign.title]
    assert data["sign_ins"]
    assert [(row["kind"], row.get("name")) for row in data["second_factors"]] == [("passkey", "Handy")]
    assert [(row["role"], row["scope"]) for row in data["invitations"]] == [("coordinator", None)]
    for name, rows in data.items():
        described = said["description"][name]["fields"]
        assert all(set(row) <= set(described) for row in rows), name
    assert "Andere" not in page
    assert f"person{other.id}@" not in json.dumps(said)
    assert own.subject_id in {row["number"] for row in data["ideas"]}
    assert events()[-1] == "DataTakenAlong"
    assert db.session.scalars(sa.select(JournalEntry.actor_ref).order_by(JournalEntry.id.desc())).first() is None


def test_the_page_to_read_stands_alone(client: Browser) -> None:
    account = make_account("Donauspatz", language="en")
    make_idea(author_id=account.id, title="Bank <script>alert(1)</script>")
    client.sign_in(account)
    client.open("/konto/daten/mitnehmen")
    body = take_along(client).get_data()
    page = zipfile.ZipFile(io.BytesIO(body)).read("lesen.html").decode()
    assert '<html lang="en">' in page
    assert "<script" not in page
    assert "://" not in page.replace("http://localhost", "")
    assert not re.search(r'(src|href)="(?!#)', page)
    assert page.count("<h1>") == 1


# --- erasing


def test_a_citizen_asks_for_erasure_is_signed_out_and_finds_the_way_back(client: Browser, app: Flask) -> None:
    account = make_account("Donauspatz", email="spatz@example.org")
    idea = make_idea(make_board(), origin="online")
    Browser(app).sign_in(account)
    client.sign_in(account)
    client.open("/konto/loeschen")
    page = client.send("/konto/loeschen", password=PASSWORD, status=422)
    assert page.shows("Bitte wählen Sie, was mit Ihren Texten geschehen soll.")
    page = client.send("/konto/loeschen", texts="keep", password="falsch", status=422)
    assert page.shows("Das Passwort stimmt nicht.")
    assert page.soup.find("input", {"name": "texts", "value": "keep"}).has_attr("checked")
    client.send("/konto/loeschen", texts="keep", password=PASSWORD)
    assert client.follow().heading == "Vorgemerkt"
    assert db.session.scalar(sa.select(SignIn.id).where(SignIn.ended_at.is_(None))) is None
    client.open("/konto", status=303)
    client.open("/anmelden")
    client.send("/anmelden", email=account.email, password=PASSWORD)
    assert client.page is not None
    assert client.page.location.endswith("/konto/loeschen/warten")
    assert client.follow().heading.startswith("Ihr Konto wird am")
    client.open(f"/ideen/{idea.subject_id}")
    client.post(f"/ideen/{idea.subject_id}/stimme")
    assert client.page.location.endswith("/konto/loeschen/warten")
    assert db.session.scalar(sa.select(Vote.idea_id)) is None
    client.post(f"/ideen/{idea.subject_id}/stimme", headers={"HX-Request": "true"}, status=204)
    assert client.page.response.headers["HX-Redirect"].endswith("/konto/loeschen/warten")
    client.open("/konto/loeschen/warten")
    client.send("/zurueck")
    assert client.follow().shows("Schön, dass Sie bleiben.")
    client.post(f"/ideen/{idea.subject_id}/stimme")
    assert db.session.scalar(sa.select(Vote.idea_id)) == idea.subject_id
    assert client.open(f"/konto/loeschen/stand/{token_in('erasure_requested')}").heading == "Zurückgenommen"
    client.post("/konto/loeschen/zurueck")


def test_every_route_that_writes_is_shut_for_who_is_leaving(client: Browser, app: Flask) -> None:
    account = make_account()
    with transaction():
        commands.request_erasure(account, texts=Texts.KEEP)
    client.sign_in(account)
    from participation.people.own_data.views.gate import FREE

    token, open_ones = client.csrf_token(), []
    for rule in app.url_map.iter_rules():
        if "POST" not in (rule.methods or ()) or rule.endpoint in FREE:
            continue
        adapter = app.url_map.bind("localhost")
        values = {name: 1 if hasattr(kind, "num_convert") else "x" for name, kind in rule._converters.items()}
        if "kind" in values or "any" in rule.rule:
            continue
        answer = client.client.post(adapter.build(rule.endpoint, values, method="POST"), data={"csrf_token": token})
        if not answer.headers.get("Location", "").endswith("/konto/loeschen/warten") and answer.status_code != 403:
            open_ones.append(rule.endpoint)
    assert open_ones == []


def test_staff_are_told_to_hand_over_first(client: Browser) -> None:
    client.sign_in(make_staff(Role.EDITOR))
    assert client.open("/konto/loeschen").heading == "Erst übergeben, dann löschen"
    client.post("/konto/loeschen", {"texts": "keep", "password": PASSWORD}, status=200)
    assert "ErasureRequested" not in events()


def test_an_unknown_link_to_the_stand_is_not_there(client: Browser) -> None:
    client.open("/konto/loeschen/stand/unbekannt", status=404)


# --- another address


def ask_for(client: Browser, email: str, *, status: int = 303) -> None:
    client.open("/konto/daten/adresse")
    client.send("/konto/daten/adresse", email=email, password=PASSWORD, status=status)


def test_a_new_address_holds_once_it_was_confirmed(client: Browser) -> None:
    account = make_account(email="alt@example.org")
    client.sign_in(account)
    client.open("/konto/daten/adresse")
    assert client.send("/adresse", email="kaputt", password=PASSWORD, status=422).shows("keine vollständige")
    assert client.send("/adresse", email="neu@example.org", password="x", status=422).shows(
        "Das Passwort stimmt nicht."
    )
    ask_for(client, "Neu@Example.org")
    assert client.follow().heading == "Bitte sehen Sie in Ihre Post"
    assert fresh(account).email == "alt@example.org"
    link = f"/konto/adresse/bestaetigen/{token_in('address_confirm')}"
    client.open(link)
    assert fresh(account).email == "alt@example.org"
    client.send("/bestaetigen")
    assert fresh(account).email == "neu@example.org"
    assert client.open(link, status=410).heading == "Dieser Link gilt nicht mehr"
    assert events()[-1] == "AddressChanged"


def test_a_taken_address_gets_the_same_answer_and_is_not_given_away(client: Browser) -> None:
    account, other = make_account(email="alt@example.org"), make_account(email="vergeben@example.org")
    client.sign_in(account)
    ask_for(client, "frei@example.org")
    free = client.follow().text
    ask_for(client, "vergeben@example.org")
    assert client.follow().text == free
    to = sa.select(Mail.template).where(Mail.recipient == other.email)
    assert list(db.session.scalars(to)) == ["account_exists"]
    assert fresh(other).email == "vergeben@example.org"


def test_an_address_that_was_taken_meanwhile_is_refused(client: Browser) -> None:
    account = make_account(email="alt@example.org")
    client.sign_in(account)
    ask_for(client, "neu@example.org")
    make_account(email="neu@example.org")
    link = f"/konto/adresse/bestaetigen/{token_in('address_confirm')}"
    client.open(link)
    assert client.send("/bestaetigen", status=410).heading == "Dieser Link gilt nicht mehr"
    assert fresh(account).email == "alt@example.org"


def test_links_run_out_and_only_the_newest_counts(client: Browser) -> None:
    account = make_account(email="alt@example.org")
    client.sign_in(account)
    ask_for(client, "erste@example.org")
    first = token_in("address_confirm")
    ask_for(client, "zweite@example.org")
    client.open(f"/konto/adresse/bestaetigen/{first}", status=410)
    second = token_in("address_confirm")
    with clock.stopped_at(now() + timedelta(hours=25)):
        client.open(f"/konto/adresse/bestaetigen/{second}", status=410)
    with clock.stopped_at(now() + timedelta(days=8)):
        client.open(f"/konto/adresse/stoppen/{token_in('address_stop')}", status=410)
        apply_retention()
    assert db.session.scalar(sa.select(AddressChange.id)) is None


@pytest.mark.parametrize("confirmed", [False, True])
def test_the_old_address_stops_the_change_or_takes_it_back(client: Browser, app: Flask, confirmed: bool) -> None:
    account = make_account(email="alt@example.org")
    client.sign_in(account)
    ask_for(client, "neu@example.org")
    confirm = f"/konto/adresse/bestaetigen/{token_in('address_confirm')}"
    if confirmed:
        client.open(confirm)
        client.send("/bestaetigen")
    owner = Browser(app)
    stop = f"/konto/adresse/stoppen/{token_in('address_stop')}"
    owner.open(stop)
    assert owner.send("/stoppen", status=200).heading == "Gestoppt"
    assert fresh(account).email == "alt@example.org"
    owner.open(stop, status=410)
    owner.open(confirm, status=410)
    client.open("/konto", status=303)


# --- another pseudonym, another password


def test_a_pseudonym_changes_once_in_thirty_days(client: Browser) -> None:
    account = make_account("Donauspatz")
    make_account("Ulmer Münster")
    client.sign_in(account)
    client.open("/konto/daten/pseudonym")
    assert client.send("/pseudonym", pseudonym="ulmer münster", status=422).shows("schon vergeben")
    assert client.send("/pseudonym", pseudonym="<b>", status=422).shows("nur Buchstaben")
    client.send("/pseudonym", pseudonym="Uferspatz")
    assert client.follow().shows("Uferspatz")
    assert client.open("/konto/daten/pseudonym").shows("Das geht wieder ab dem")
    page = client.post("/konto/daten/pseudonym", {"pseudonym": "Noch einer"}, status=422)
    assert page.shows("Ihr Pseudonym können Sie ab dem")
    with clock.stopped_at(now() + timedelta(days=31)), transaction():
        commands.change_pseudonym(fresh(account), pseudonym="Noch einer")
    assert fresh(account).pseudonym == "Noch einer"


def test_a_new_password_asks_for_the_old_one_and_ends_other_sign_ins(client: Browser, app: Flask) -> None:
    account = make_account()
    other = Browser(app).sign_in(account)
    client.sign_in(account)
    client.open("/konto/daten/passwort")
    new = "Ein neuer langer Satz"
    assert client.send("/passwort", old="falsch", password=new, status=422).shows("Das Passwort stimmt nicht.")
    assert client.send("/passwort", old=PASSWORD, password="kurz", status=422).shows("mindestens 10 Zeichen")
    client.send("/passwort", old=PASSWORD, password=new)
    client.follow()
    other.open("/konto", status=303)
    other.open("/anmelden")
    other.send("/anmelden", email=account.email, password=PASSWORD, status=422)
    other.send("/anmelden", email=account.email, password=new)


# --- terms


def publish() -> None:
    """Terms of use that hold from today on, for all who signed up before."""
    with transaction():
        article = db.session.scalar(sa.select(Article).where(Article.slug == "nutzungsbedingungen"))
        if article is None:
            article = create_article(
                "nutzungsbedingungen", title="Nutzungsbedingungen", body="So.", kind=ArticleKind.LEGAL, actor=HOUSE
            )
        number = 2 + (db.session.scalar(sa.select(sa.func.count(ArticleVersion.id))) or 0)
        db.session.add(
            ArticleVersion(
                article_id=article.subject_id, number=number, title="Nutzungsbedingungen", body="Neu.",
                what_changed="Neu ist **ein** Satz.", valid_from=clock.today(),
            )
        )  # fmt: skip


def make_early_account() -> Account:
    """Somebody who signed up the day before yesterday."""
    account = make_account()
    with transaction():
        db.session.get_one(Account, account.id).created_at = now() - timedelta(days=2)
    return account


def test_new_terms_are_asked_for_at_the_next_write_and_the_text_is_kept(client: Browser) -> None:
    account = make_early_account()
    idea = make_idea(make_board(phase="discuss"))
    client.sign_in(account)
    publish()
    client.open(f"/ideen/{idea.subject_id}/kommentieren")
    page = client.send("/kommentieren", text="Ein langer Gedanke\nmit zwei Zeilen", status=409)
    assert page.heading == "Neue Nutzungsbedingungen"
    assert page.shows("Neu ist ein Satz.")
    assert db.session.scalar(sa.select(Comment.subject_id)) is None
    page = client.send("/ideen/", status=422)
    assert page.shows("Ohne Ihre Zustimmung können Sie lesen, aber nichts schreiben.")
    client.send("/ideen/", terms_accepted="y")
    comment = db.session.scalars(sa.select(Comment)).one()
    assert comment.text == "Ein langer Gedanke\nmit zwei Zeilen"
    assert [number for number, _ in queries.terms_accepted_by(account.id)] == [2]
    assert client.open("/konto/daten").shows("Der Fassung 2 haben Sie am")


def test_who_signs_up_later_has_accepted_the_terms_and_htmx_gets_the_whole_page(client: Browser, app: Flask) -> None:
    before, board = make_early_account(), make_board()
    idea = make_idea(board)
    publish()
    after = make_account()
    client.sign_in(after)
    client.post(f"/ideen/{idea.subject_id}/stimme")
    page = (
        Browser(app)
        .sign_in(before)
        .post(f"/ideen/{idea.subject_id}/stimme", headers={"HX-Request": "true"}, status=409)
    )
    assert page.response.headers["HX-Retarget"] == "body"
    check_page(page)
    assert db.session.get_one(Idea, idea.subject_id, populate_existing=True).votes == 1


def test_a_version_that_came_out_meanwhile_is_read_first(client: Browser) -> None:
    account, idea = make_early_account(), make_idea(make_board())
    client.sign_in(account)
    publish()
    client.open(f"/ideen/{idea.subject_id}")
    client.post(f"/ideen/{idea.subject_id}/stimme", status=409)
    publish()
    page = client.send("/stimme", terms_accepted="y", status=422)
    assert page.shows("Es gibt inzwischen eine neuere Fassung.")
    client.send("/stimme", terms_accepted="y")
