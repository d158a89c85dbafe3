"""On English pages a voice reads in German what people and the city wrote in German, and nothing else.

The walk opens an example of every GET route of the demo town, whose contents are German throughout, under `/en`, and
looks at each piece of text: what comes from the database stands in an element that says so, and no sentence of the
interface does.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from bs4 import BeautifulSoup, NavigableString
from flask import Flask
from sqlalchemy import String, select

from config import ROOT
from participation.action.measures.models import Measure
from participation.core.database import Base, db
from participation.core.markdown import render_markdown
from participation.dialogue.ideas.models import Idea
from participation.people.bodies.models import Body
from participation.people.departments.models import Department
from participation.records.subjects.models import State
from tests.browser import ApartClient
from tools.demo_server import Served, serve_copy, session_cookie
from tools.pages import Example, examples

# The rooms whose tables hold what people and the city wrote; all columns of more than one word count, but for names.
WINGS = ("participation.dialogue.", "participation.action.", "participation.desk.", "participation.people.bodies",
         "participation.people.departments", "participation.records.commitments")  # fmt: skip
NAMES = {"name", "decided_by", "author_label", "passed_on_to", "phone", "street", "picture_alt"}
IMPORTED = ("import_runs", "import_rows")
# Told by no voice as part of the page, or of a choice or a field that has the language of the form around it.
NOT_LOOKED_AT = ("head", "script", "style", "template", "option", "textarea", "code")
OPENING = 20
ENGLISH_DAY = re.compile(r"\d{1,2} [A-Z][a-zä]+ \d{4}")
QUOTED = re.compile("„([^“]+)“")


@dataclass(frozen=True)
class Words:
    """What stands in the database, the names in it, and the English sentences of the interface."""

    names: re.Pattern[str]
    openings: frozenset[str]
    short: frozenset[str]
    sentences: tuple[re.Pattern[str], ...]

    def were_written(self, text: str) -> bool:
        """Whether people or the city wrote this, names left out."""
        text = self.names.sub("", text)
        starts = [0, *(found.end() for found in re.finditer(r"[\s„(]", text))]
        return (
            text.strip(" .,:()–·") in self.short
            or any(quoted in self.short for quoted in QUOTED.findall(text))
            or any(text[start : start + OPENING] in self.openings for start in starts)
        )

    def are_ours(self, text: str) -> bool:
        """Whether this is a sentence of the interface in English."""
        return bool(ENGLISH_DAY.fullmatch(text)) or any(known.fullmatch(text) for known in self.sentences)


def written() -> Iterator[str]:
    """Every text of the wings in which people and the city write, piece by piece as pages show it."""
    for mapper in Base.registry.mappers:
        if not mapper.class_.__module__.startswith(WINGS) or mapper.local_table.name in IMPORTED:
            continue
        for column in mapper.columns:
            if isinstance(column.type, String) and column.key not in NAMES and not column.key.endswith("_html"):
                for text in db.session.scalars(select(column).where(column.like("% %")).distinct()):
                    yield from BeautifulSoup(render_markdown(text), "html.parser").stripped_strings


def words_of(app: Flask) -> Words:
    """What to listen for."""
    with app.app_context():
        named = {*db.session.scalars(select(Department.name)), *db.session.scalars(select(Body.name))}
        names = re.compile("|".join(map(re.escape, named)))
        pieces = {names.sub("", " ".join(piece.split())) for piece in written()}
    catalogue = ROOT / "participation" / "translations" / "en" / "LC_MESSAGES" / "messages.po"
    return Words(
        names,
        frozenset(piece[:OPENING] for piece in pieces if len(piece) >= OPENING),
        frozenset(piece for piece in pieces if 5 < len(piece) < OPENING and " " in piece),
        tuple(sentences(catalogue)),
    )


def sentences(catalogue: Path) -> Iterator[re.Pattern[str]]:
    """The English sentences that say enough to be known again, with anything in their gaps."""
    with catalogue.open("rb") as file:
        for message in read_po(file):
            for english in message.string if isinstance(message.string, tuple) else (message.string,):
                parts = re.split(r"%\(\w+\)s", english)
                if english not in message.id and sum(len(re.findall(r"[A-Za-z]", part)) for part in parts) > 6:
                    yield re.compile(".+".join(map(re.escape, parts)))


def faults_of(body: str, words: Words) -> list[str]:
    """Texts of a page that would be read in the wrong language."""
    soup = BeautifulSoup(body, "html.parser")
    wrong = []
    for node in soup.find_all(string=True):
        text = " ".join(node.split())
        if not text or type(node) is not NavigableString or node.find_parent(NOT_LOOKED_AT):
            continue
        parent = node.find_parent(lang=True)
        heard = str(parent["lang"]) if parent else "en"
        if heard == "en" and words.were_written(text):
            wrong.append(f"not read in German: {text[:80]}")
        if heard == "de" and not words.were_written(text) and words.are_ours(text):
            wrong.append(f"read in German: {text[:80]}")
    return wrong


@pytest.fixture(scope="module")
def served(demo_database: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with serve_copy(demo_database, tmp_path_factory.mktemp("languages")) as town:
        yield town


@pytest.fixture(scope="module")
def words(served: Served) -> Words:
    return words_of(served.app)


class Reader:
    """Opens pages in English as who may."""

    def __init__(self, served: Served) -> None:
        self.served = served
        self.clients: dict[str | None, ApartClient] = {}

    def body(self, example: Example) -> str:
        """The page under `/en`; empty where the answer is no page."""
        answer = self._client(example.role).get(f"/en{example.path}", base_url=self.served.address)
        assert answer.status_code == example.status, example.path
        return answer.get_data(as_text=True) if answer.mimetype == "text/html" else ""

    def part(self, path: str) -> str:
        """A part of a page under `/en`, as scripts ask for it."""
        answer = self._client(None).get(f"/en{path}", base_url=self.served.address, headers={"HX-Request": "true"})
        assert answer.status_code == 200, path
        return answer.get_data(as_text=True)

    def _client(self, role: str | None) -> ApartClient:
        if role not in self.clients:
            self.clients[role] = ApartClient(self.served.app, self.served.app.response_class)
            if role is not None:
                cookie = session_cookie(self.served, role)
                self.clients[role].set_cookie(cookie["name"], cookie["value"], domain="127.0.0.1")
        return self.clients[role]


def test_what_was_written_in_german_is_read_in_german(served: Served, words: Words) -> None:
    reader = Reader(served)
    pages = [example for example in examples(served.app, further=True) if example.is_page]
    faults = [f"/en{e.path} ({e.role or 'visitor'}): {f}" for e in pages for f in faults_of(reader.body(e), words)]
    assert not faults, "\n".join(faults)


def test_what_a_pin_of_the_map_tells_is_read_in_german(served: Served, words: Words) -> None:
    reader = Reader(served)
    with served.app.app_context():
        ideas = select(Idea.subject_id).where(Idea.lon.is_not(None), Idea.state == State.PUBLIC).limit(20)
        numbers = [*db.session.scalars(ideas), *db.session.scalars(select(Measure.subject_id).limit(1))]
    told = [reader.part(f"/karte/punkt/{number}") for number in numbers]
    assert all('href="/en/' in body and "lang=" in body for body in told)
    assert [fault for body in told for fault in faults_of(body, words)] == []


def test_a_missing_mark_is_noticed_and_one_too_many(served: Served, words: Words) -> None:
    idea = next(e for e in examples(served.app) if e.endpoint == "ideas.show")
    body = Reader(served).body(idea)
    assert body.count('lang="de"') > 5
    heading = re.search('<h1[^>]*><span lang="de">', body)
    assert heading is not None
    assert faults_of(body.replace(heading[0], heading[0].replace(' lang="de"', "")), words)
    assert faults_of(body.replace("<body", '<body lang="de"'), words)


def test_no_link_of_an_english_page_leads_out_of_the_language(served: Served) -> None:
    """But for the switch of languages, frames for other sites, and what is no page; links in texts are the writers'."""
    reader, strays = Reader(served), []
    others = ("/en", "/static/", "/api/")
    for example in examples(served.app, further=True):
        soup = BeautifulSoup(reader.body(example) if example.is_page else "", "html.parser")
        for tag in soup.select("a[href^='/']:not([hreflang]), form[action^='/']"):
            address = str(tag.get("href") or tag.get("action"))
            if not address.startswith(others) and not tag.find_parent(class_="prose"):
                strays.append(f"/en{example.path}: {address}")
    assert not strays, "\n".join(strays)
