"""The city writes its own texts on pages: what explains, and what the law asks for."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from participation.core.actor import HOUSE, Role
from participation.core.clock import now, stopped_at, today
from participation.core.database import db
from participation.core.errors import Conflict, Invalid, NotAllowed
from participation.core.transactions import transaction
from participation.records.journal.models import JournalEntry
from participation.town.background import queries
from participation.town.background.commands import draft_article, publish_article, retire_article, revise_article
from participation.town.background.models import Article, ArticleKind
from tests.browser import Browser
from tests.factories.people import make_account, make_department, make_staff, person


def editor(client: Browser) -> Browser:
    return client.sign_in(make_staff(Role.EDITOR, make_department().subject_id, "Redakteurin"))


def terms() -> Article:
    found = queries.article_by_slug("nutzungsbedingungen", language="de", kinds=(ArticleKind.LEGAL,))
    assert found is not None
    return found


def number_of(title: str) -> int:
    return db.session.scalars(select(Article.subject_id).where(Article.title == title)).one()


def test_an_editor_writes_publishes_and_retires_an_article(client: Browser, app: Flask) -> None:
    editor(client).open("/verwaltung/hintergrund/neu/article")
    client.send("/neu/article", title="Wie wir Räume öffnen", body="# Warum\n\nDarum.", position="3")
    assert client.follow().shows("Entwurf")
    assert Browser(app).open("/hintergrund/wie-wir-raeume-oeffnen", status=404)
    client.send("/veroeffentlichen")
    assert client.follow().shows("Der Text ist jetzt für alle da.")
    page = Browser(app).open("/hintergrund/wie-wir-raeume-oeffnen")
    assert (page.heading, page.shows("Darum.")) == ("Wie wir Räume öffnen", True)
    client.open(f"/verwaltung/hintergrund/{number_of('Wie wir Räume öffnen')}")
    client.send("/zurueckziehen")
    assert client.follow().shows("nicht mehr gezeigt")
    Browser(app).open("/hintergrund/wie-wir-raeume-oeffnen", status=404)
    client.open("/hintergrund/wie-wir-raeume-oeffnen", status=404)
    events = db.session.scalars(select(JournalEntry.event).where(JournalEntry.event.like("Article%"))).all()
    assert sorted(events) == ["ArticleDrafted", "ArticlePublished", "ArticleRetired"]


def test_questions_and_words_appear_where_they_belong(client: Browser, app: Flask) -> None:
    assert client.open("/fragen-und-antworten").shows("Noch keine Fragen")
    with transaction():
        question = draft_article(
            ArticleKind.QUESTION, title="Kostet es was?", body="Nein, in {stadt} nicht.", actor=HOUSE
        )
        word = draft_article(ArticleKind.TERM, title="Bürgerrat", body="Ausgeloste Menschen beraten.", actor=HOUSE)
        for article in (question, word):
            publish_article(article, actor=HOUSE)
    assert client.open("/fragen-und-antworten").shows("Nein, in Ulm nicht.")
    assert "Fragen und Antworten" in client.open("/hintergrund").links()
    assert client.open("/glossar").soup.find(id="buergerrat")


def test_a_text_is_translated(client: Browser, app: Flask) -> None:
    with transaction():
        article = draft_article(ArticleKind.ARTICLE, title="Räume", body="Text", actor=HOUSE)
        publish_article(article, actor=HOUSE)
    editor(client)
    page = client.open(f"/verwaltung/hintergrund/{article.subject_id}")
    client.open(page.links()["Übersetzen: English"])
    client.send("/uebersetzen/en", title="Rooms", body="In English")
    client.follow()
    client.send("/veroeffentlichen")
    assert Browser(app).open("/en/hintergrund/raeume").heading == "Rooms"
    client.open(f"/verwaltung/hintergrund/{article.subject_id}/uebersetzen/en", status=404)
    client.open(f"/verwaltung/hintergrund/{article.subject_id}/uebersetzen/xx", status=404)


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"title": ""}, "Bitte geben Sie eine Überschrift ein."),
        ({"body": ""}, "Bitte schreiben Sie den Text."),
        ({"position": "vorn"}, "Zahl"),
        ({"title": "Zusage"}, "Einen Text mit dieser Überschrift gibt es schon."),
    ],
)
def test_what_is_missing_is_said_and_nothing_is_lost(client: Browser, values: dict[str, str], sentence: str) -> None:
    editor(client).open("/verwaltung/hintergrund/neu/term")
    page = client.send("/neu/term", status=422, **{"title": "Neu", "body": "Text", "lead": "Bleibt", **values})
    assert page.shows(sentence)
    assert page.form("/neu/term").find("textarea", {"name": "lead"}).get_text().strip() == "Bleibt"  # type: ignore[union-attr]


def test_a_preview_saves_nothing(client: Browser) -> None:
    editor(client).open("/verwaltung/hintergrund/neu/article")
    page = client.send("/neu/article", status=200, title="Neu", body="# Erst\n\nIn {stadt}", preview="1")
    assert page.soup.select_one("#vorschau + .prose h2").get_text() == "Erst"  # type: ignore[union-attr]
    assert page.shows("In Ulm")
    assert db.session.scalar(select(Article.subject_id).where(Article.title == "Neu")) is None


def test_who_comes_second_sees_both_texts(client: Browser) -> None:
    with transaction():
        article = draft_article(ArticleKind.ARTICLE, title="Räume", body="Alt", actor=HOUSE)
    editor(client).open(f"/verwaltung/hintergrund/{article.subject_id}")
    with transaction():
        revise_article(article, title="Räume", lead="", body="Von der anderen", version=1, actor=HOUSE)
    page = client.send(f"/hintergrund/{article.subject_id}", status=409, body="Von mir")
    assert page.shows("Von der anderen")
    client.send(f"/hintergrund/{article.subject_id}")
    client.follow()
    assert [v.body for v in queries.versions_of(article.subject_id)] == [
        "Von mir",
        "Von der anderen",
        "Alt",
    ]


def test_who_may_write_what(client: Browser) -> None:
    somebody = person(make_account())
    with pytest.raises(NotAllowed), transaction():
        draft_article(ArticleKind.ARTICLE, title="Meins", body="Text", actor=somebody)
    client.open("/verwaltung/hintergrund", status=303)
    client.sign_in(make_staff(Role.MODERATOR, make_department().subject_id)).open("/verwaltung/hintergrund", status=403)
    editor(client).open("/verwaltung/hintergrund")
    for path in ("/verwaltung/rechtliches", f"/verwaltung/rechtliches/{terms().subject_id}"):
        client.open(path, status=403)
    client.open(f"/verwaltung/hintergrund/{terms().subject_id}", status=404)
    client.post(f"/verwaltung/hintergrund/{terms().subject_id}/zurueckziehen", status=404)
    with pytest.raises(Invalid), transaction():
        retire_article(terms(), actor=HOUSE)


def test_what_is_missing_in_a_legal_text_is_told_to_the_administration(client: Browser) -> None:
    client.sign_in(make_staff(Role.ADMINISTRATOR))
    page = client.open("/verwaltung/rechtliches")
    assert page.shows("Impressum wie ausgeliefert, nicht geprüft Anschrift, Vertretung, Telefon")
    link = next(link for link in page.soup.select("main th a") if link.get_text() == "Impressum")
    assert client.open(str(link["href"])).shows("Hier fehlt noch etwas")
    client.send("/verwaltung/rechtliches/", body="Stadt {stadt}, Rathaus")
    assert client.follow().shows("Impressum von der Stadt geschrieben")
    assert client.open("/impressum").shows("Stadt Ulm, Rathaus")


def test_new_terms_are_told_before_they_hold_and_the_old_stay_readable(client: Browser, app: Flask) -> None:
    client.sign_in(make_staff(Role.ADMINISTRATOR, pseudonym="Ada"))
    day = today() + timedelta(days=30)
    address = f"/verwaltung/rechtliches/{terms().subject_id}"
    client.open(address)
    assert client.send(address, status=422, body="Neu").shows("was sich ändert")
    said = {"body": "Neue Regeln", "what_changed": "Fotos brauchen Zustimmung."}
    yesterday = (today() - timedelta(days=1)).isoformat()
    assert client.send(address, status=422, **said, valid_from=yesterday).shows("nicht rückwirkend")
    client.send(address, **said, valid_from=day.isoformat())
    assert client.follow().shows("Nutzungsbedingungen von der Stadt geschrieben")
    visitor = Browser(app)
    page = visitor.open("/nutzungsbedingungen")
    assert not page.shows("Neue Regeln")
    assert page.shows("Fotos brauchen Zustimmung.")
    assert visitor.open(page.links()["Die neue Fassung lesen"]).shows("Neue Regeln")
    assert queries.terms_number() == 1
    with stopped_at(now() + timedelta(days=31)):
        assert queries.terms_number() == 2
        app.extensions["kept_values"].clear()
        later = Browser(app)
        assert later.open("/nutzungsbedingungen").shows("Neue Regeln")
        versions = later.open("/nutzungsbedingungen/fassungen")
        assert later.open(versions.links()["Fassung 1"]).shows("Diese Fassung gilt nicht mehr.")
        assert later.page is not None
        assert later.page.shows("Worum es geht")
    visitor.open("/nutzungsbedingungen/fassungen/7", status=404)


def test_one_of_many_who_save_at_once_wins(live_app: Flask) -> None:
    with live_app.app_context():
        number = terms().subject_id

    def save(text: str) -> bool:
        with live_app.app_context():
            article = db.session.get_one(Article, number)
            try:
                with transaction():
                    revise_article(
                        article, title="Regeln", lead="", body=text, version=1, actor=HOUSE, what_changed="Alles",
                        valid_from=today(),
                    )  # fmt: skip
            except Conflict:
                return False
            return True

    with ThreadPoolExecutor(6) as pool:
        saved = list(pool.map(save, "abcdef"))
    with live_app.app_context():
        assert saved.count(True) == 1
        assert [version.number for version in queries.versions_of(number)] == [2, 1]


def test_the_imprint_is_put_into_english(client: Browser, app: Flask) -> None:
    client.sign_in(make_staff(Role.ADMINISTRATOR))
    page = client.open("/verwaltung/rechtliches")
    link = next(link for link in page.soup.select("main th a") if link.get_text() == "Impressum")
    client.open(client.open(str(link["href"])).links()["Übersetzen: English"])
    client.send("/uebersetzen/en", title="Legal notice", body="City of {stadt}")
    client.follow()
    assert Browser(app).open("/en/impressum").shows("City of Ulm")
    assert Browser(app).open("/impressum").heading == "Impressum"
    client.open(f"/verwaltung/rechtliches/{terms().subject_id}/uebersetzen/en", status=404)


def test_checked_texts_are_a_step_before_the_first_citizen(client: Browser) -> None:
    client.sign_in(make_staff(Role.ADMINISTRATOR))
    assert client.open("/verwaltung").shows("von Ihrer Stadt geprüft")
    assert queries.count_unchecked() == 3
