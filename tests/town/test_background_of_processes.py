"""Articles and words that belong to one process: written by its editors, read and explained on its page."""

from __future__ import annotations

import pytest
from flask import Flask

from participation.core.actor import HOUSE, Role
from participation.core.database import db
from participation.core.errors import Invalid, NotAllowed
from participation.core.transactions import transaction
from participation.dialogue.processes.commands import edit_part
from participation.dialogue.processes.models import Process
from participation.dialogue.processes.queries import values_of
from participation.dialogue.processes.rules import ProcessPart, fingerprint
from participation.records.search.queries import found
from participation.records.subjects.models import Audience, Subject
from participation.records.subjects.queries import subject_by_id
from participation.town.background.commands import (
    create_article,
    draft_article,
    publish_article,
    retire_article,
    revise_article,
)
from participation.town.background.models import Article, ArticleKind
from participation.town.background.queries import glossary_terms, terms_in_process, texts_of_processes
from tests.browser import Browser, Page
from tests.factories.dialogue import make_process
from tests.factories.people import make_account, make_department, make_staff, person


def told(process: Process, title: str, body: str = "Ein Satz.", kind: ArticleKind = ArticleKind.TERM) -> Article:
    """A published text of a process."""
    with transaction():
        article = draft_article(kind, title=title, body=body, process=subject_by_id(process.subject_id), actor=HOUSE)
        publish_article(article, actor=HOUSE)
    return article


def address(process: Process) -> str:
    return f"/verfahren/{process.slug}"


def words(page: Page) -> list[str]:
    return [button.get_text() for button in page.soup.select("#worum button.term")]


def test_a_word_explains_itself_on_the_page_of_its_process_and_nowhere_else(client: Browser, app: Flask) -> None:
    here, there = make_process(summary="Eine Spielstraße."), make_process(summary="Noch eine Spielstraße.")
    told(here, "Spielstraße", "Kinder gehen vor.")
    page = client.open(address(here))
    assert words(page) == ["Spielstraße"]
    link = page.soup.select_one(".term__card a")
    assert link is not None
    path, _, mark = str(link["href"]).partition("#")
    meaning = client.open(path).soup.find(id=mark)
    assert meaning is not None
    assert "Kinder gehen vor." in meaning.get_text()
    assert words(client.open(address(there))) == []
    assert not client.open("/glossar").shows("Kinder gehen vor.")


def test_what_a_word_means_in_a_process_comes_before_the_glossary(client: Browser, app: Flask) -> None:
    process = make_process()
    with transaction():
        create_article("beirat", title="Beirat", body="Berät.", kind=ArticleKind.TERM, actor=HOUSE)
    told(process, "Beirat", "Hier: der Beirat der Schule.")
    glossary, texts = glossary_terms("de"), texts_of_processes("de")[process.subject_id]
    meanings = [term.meaning for term in terms_in_process(glossary, texts, "de") if term.title == "Beirat"]
    assert meanings == ["Hier: der Beirat der Schule."]
    assert [term.meaning for term in glossary if term.title == "Beirat"] == ["Berät."]


def test_an_article_of_a_process_stands_on_its_page_and_leads_back_there(client: Browser, app: Flask) -> None:
    process = make_process(title="Der neue Platz")
    told(process, "Wem der Platz gehört", "# Wem?\n\nDer Stadt.", ArticleKind.ARTICLE)
    assert "Wem der Platz gehört" in client.open(address(process)).links()
    page = client.open("/hintergrund/wem-der-platz-gehoert")
    assert page.shows("Der Stadt.")
    assert page.shows("Der neue Platz")
    overview = client.open("/hintergrund")
    assert overview.links()["Der neue Platz"] == f"{address(process)}#hintergrund"
    assert not overview.shows("Wem der Platz gehört")


@pytest.mark.parametrize("audience", [Audience.INTERNAL, Audience.INVITED])
def test_who_does_not_see_the_process_does_not_see_its_texts(client: Browser, app: Flask, audience: Audience) -> None:
    process = make_process(title="Nur für uns", audience=audience)
    article = told(process, "Ein interner Text", "Zebrafalter", ArticleKind.ARTICLE)
    client.open("/hintergrund/ein-interner-text", status=404)
    assert not client.open("/hintergrund").shows("Nur für uns")
    assert found(person(make_account()), "Zebrafalter") == []
    editor = make_staff(Role.EDITOR, process.department_id)
    assert client.sign_in(editor).open("/hintergrund/ein-interner-text").shows("Zebrafalter")
    assert found(person(editor), "Zebrafalter") == [article.subject_id]


def test_texts_of_a_process_wait_for_its_publication(client: Browser, app: Flask) -> None:
    process = make_process(publish=False)
    told(process, "Noch geheim", kind=ArticleKind.ARTICLE)
    client.open("/hintergrund/noch-geheim", status=404)


def test_only_its_editors_write_for_a_process(app: Flask) -> None:
    process = make_process()
    other = person(make_staff(Role.EDITOR, make_department().subject_id))
    administrator = person(make_staff(Role.ADMINISTRATOR, None))
    own = person(make_staff(Role.EDITOR, process.department_id))
    article = told(process, "Ein Wort")
    for stranger in (other, administrator):
        with pytest.raises(NotAllowed), transaction():
            retire_article(article, actor=stranger)
        with pytest.raises(NotAllowed), transaction():
            revise_article(article, title="x", lead="", body="y", version=1, actor=stranger)
    with transaction():
        retire_article(article, actor=own)


def test_questions_of_a_process_are_written_at_its_desk(app: Flask) -> None:
    process = make_process()
    with pytest.raises((Invalid, NotAllowed)):
        told(process, "Warum?", kind=ArticleKind.QUESTION)


def test_an_editor_writes_a_word_from_the_desk_of_the_process(client: Browser, app: Flask) -> None:
    process = make_process(summary="Über den Kreisverkehr.")
    foreign = make_process(title="Ein fremdes Verfahren")
    client.sign_in(make_staff(Role.EDITOR, process.department_id))
    desk = client.open(f"/schreibtisch/verfahren/{process.slug}")
    page = client.open(desk.links()["Neues Wort"])
    chosen = page.soup.select_one("select[name=belongs_to] option[selected]")
    assert chosen is not None
    assert chosen["value"] == str(process.subject_id)
    assert not page.shows("Ein fremdes Verfahren")
    client.send("/neu/term", title="Kreisverkehr", body="Alle fahren rechts herum.", position="0")
    assert client.follow().shows("gehört zum Verfahren")
    client.send("/veroeffentlichen")
    assert words(Browser(app).open(address(process))) == ["Kreisverkehr"]
    client.open(f"/verwaltung/hintergrund/neu/term?verfahren={process.slug}")
    client.send("/neu/term", status=422, title="Ampel", body="Steht.", position="0", belongs_to=str(foreign.subject_id))
    assert db.session.query(Article).filter_by(title="Ampel").count() == 0


def test_texts_follow_a_process_that_is_shown_to_others(app: Flask) -> None:
    process = make_process(publish=False, audience=Audience.INTERNAL)
    article = told(process, "Ein Wort")
    with transaction():
        values = values_of(process, ProcessPart.VISIBILITY)
        changed = {**values, "audience": Audience.PUBLIC}
        edit_part(process, ProcessPart.VISIBILITY, seen=fingerprint(values), actor=HOUSE, **changed)
    assert db.session.get_one(Subject, article.subject_id).audience is Audience.PUBLIC
