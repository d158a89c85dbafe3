"""The demo town: loaded once as a whole, with what its texts say, and no dead end on any public page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import urldefrag, urljoin, urlsplit

import pytest
from flask import Flask
from sqlalchemy import func, select, text

from participation import create_app
from participation.action.evaluations.models import EvaluationRound, Publication, Review, RoundState
from participation.action.evaluations.queries import recompute
from participation.action.measures.models import Measure, MeasureStage, StageChange
from participation.action.prioritisation.models import RankedIdea
from participation.cli.demo import PASSWORD
from participation.cli.demo.loading import load_town
from participation.cli.demo.people import role_accounts
from participation.core.actor import Role
from participation.core.database import db
from participation.desk.answers.models import Answer
from participation.dialogue.comments.models import Comment, CommentVote
from participation.dialogue.ideas.models import Idea, IdeaStatus, Vote
from participation.dialogue.meetings.models import Meeting
from participation.dialogue.processes.models import Process
from participation.dialogue.workshops.models import Note, StageKind, StageState, Workshop, WorkshopStage, WorkshopState
from participation.people.accounts.queries import account_by_email
from participation.people.accounts.rules import password_matches
from participation.people.departments.queries import person_of_account
from participation.records.commitments.models import Commitment, CommitmentState
from participation.records.journal.commands import newest_position
from participation.records.journal.models import JournalEntry
from participation.records.journal.queries import cursor_of
from participation.records.mailbox.models import Mail
from participation.records.subjects.models import State
from tests.browser import Browser
from tests.conftest import Databases, settings_for

MOST_PAGES = 500
MOST_DESK_PAGES = 60
MOST_IN_ENGLISH = 20
MOST_QUERIES_PER_PATH = 4
COUNTS = {Process: 5, Idea: 150, Comment: 607, Vote: 5000, Workshop: 2, Measure: 12, Publication: 1, Meeting: 11}


@pytest.fixture(scope="module")
def town(databases: Databases, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """An application with the loaded town, in a database of its own."""
    url = databases.copy()
    folder = tmp_path_factory.mktemp("town")
    app = create_app(replace(settings_for(url, folder), environment="demo"))
    with app.app_context():
        assert load_town()
        db.session.remove()
    yield app
    with app.app_context():
        app.extensions["data_version"].close()
        db.session.remove()
        db.engine.dispose()
    databases.drop(url)


@pytest.fixture
def rows(town: Flask) -> Iterator[None]:
    with town.app_context():
        yield
        db.session.remove()


def count(table: object, *conditions: object) -> int:
    return db.session.scalar(select(func.count()).select_from(table).where(*conditions)) or 0  # type: ignore[arg-type]


def everything() -> dict[str, int]:
    names = sorted(db.metadata.tables)
    return {name: db.session.scalar(text(f'SELECT count(*) FROM "{name}"')) for name in names}


@pytest.mark.usefixtures("rows")
class TestTown:
    def test_there_is_as_much_as_the_texts_say(self) -> None:
        carried = count(Vote, Vote.carried_by.is_not(None))
        again = 1  # somebody supports an idea to which a merge had carried their vote before: that adds no row
        cast = {table: count(table) - (carried - again if table is Vote else 0) for table in COUNTS}
        assert cast == COUNTS, "votes that merges carried are copies"
        assert count(EvaluationRound, EvaluationRound.state == RoundState.OPEN) == 1
        assert count(EvaluationRound, EvaluationRound.state == RoundState.PUBLISHED) == 1

    def test_a_second_time_nothing_is_loaded(self) -> None:
        before = everything()
        assert not load_town()
        assert everything() == before

    def test_counters_are_what_can_be_counted(self) -> None:
        supports = select(func.count()).where(Vote.idea_id == Idea.subject_id, Vote.value == 1).scalar_subquery()
        against = select(func.count()).where(Vote.idea_id == Idea.subject_id, Vote.value == -1).scalar_subquery()
        public = (Comment.target_id == Idea.subject_id, Comment.state == State.PUBLIC)
        comments = select(func.count()).where(*public).scalar_subquery()
        helpful = select(func.count()).where(CommentVote.comment_id == Comment.subject_id).scalar_subquery()
        wrong = (Idea.votes != supports) | (Idea.votes_against != against) | (Idea.comments != comments)
        assert count(Idea, wrong) == 0
        assert count(Comment, Comment.votes != helpful) == 0
        assert count(CommentVote) > 200
        assert count(Vote, Vote.value == -1) > 50
        assert count(Vote, Vote.value == 0) > 50

    def test_ideas_stand_at_every_status(self) -> None:
        assert set(db.session.scalars(select(Idea.status))) == set(IdeaStatus)
        assert count(Answer) > 50

    def test_promises_are_open_kept_moved_and_broken(self) -> None:
        assert set(db.session.scalars(select(Commitment.state))) == set(CommitmentState)

    def test_measures_stand_at_every_stage(self) -> None:
        assert set(db.session.scalars(select(Measure.stage))) == set(MeasureStage)
        assert count(StageChange, StageChange.decision_id.is_not(None)) >= 9

    def test_the_ranking_is_the_one_that_the_texts_tell_of(self) -> None:
        ranking = db.session.scalars(
            select(Idea.title).join(RankedIdea, RankedIdea.idea_id == Idea.subject_id).order_by(RankedIdea.place)
        ).all()
        assert len(ranking) == 12
        assert ranking[:3] == [
            "Sitzstufen hinunter zum Wasser",
            "Schatten über den Sitzplätzen",
            "Licht am Uferweg zur Friedrichsau",
        ]

    def test_one_workshop_is_finished_and_one_is_finding_ideas(self) -> None:
        states = {row.slug: row.state for row in db.session.execute(select(Workshop.slug, Workshop.state))}
        assert states == {"luft-am-eselsberg": WorkshopState.FINISHED, "messwerte-verstehen": WorkshopState.RUNNING}
        running = select(WorkshopStage.kind).where(WorkshopStage.state == StageState.OPEN)
        assert db.session.scalars(running).all() == [StageKind.IDEATE]
        assert count(Note) == 100

    def test_the_publication_tells_what_was_known_on_its_day(self) -> None:
        publication = db.session.scalars(select(Publication)).one()
        levels = {m["slug"]: m["reached_level"] for m in publication.data["measures"]}
        assert levels["luftsensoren-eselsberg"] == 2
        assert levels["sommerufer"] == 2
        assert recompute(publication.data) == publication.data["results"]
        assert count(Review) == 93

    def test_nobody_is_told_of_the_past(self) -> None:
        assert count(JournalEntry, JournalEntry.position.is_(None)) == 0
        assert count(Mail) == 0
        assert cursor_of("any reader") == newest_position() > 1500

    def test_the_journal_is_in_the_order_of_the_days(self) -> None:
        moments = db.session.scalars(select(JournalEntry.at).order_by(JournalEntry.position)).all()
        assert list(moments) == sorted(moments)

    def test_there_is_an_account_for_every_role(self) -> None:
        roles = {role: email for role, email, _ in role_accounts()}
        assert set(roles) == {"participant", *(role.value for role in Role)}
        for name, email in roles.items():
            account = account_by_email(email)
            assert account is not None
            assert password_matches(account.password_hash, PASSWORD)
            person = person_of_account(account.id)
            assert person is not None
            held = {role.value for role, _ in person.grants.held}
            assert name in held if held else name == "participant"

    def test_accounts_are_printed(self, town: Flask) -> None:
        result = town.test_cli_runner().invoke(args=["demo", "accounts"])
        assert PASSWORD in result.output
        assert "koordination@example.org" in result.output


class Walk:
    """A walk along the links of a site: each page is whole, each link and each anchor leads somewhere."""

    def __init__(self, browser: Browser, *, most: int, within: tuple[str, ...] = ("/",)) -> None:
        self.browser, self.most, self.within = browser, most, within
        self.ids: dict[str, set[str]] = {}
        self.faults: list[str] = []
        self._waiting: list[str] = []
        self._found: dict[str, int] = {}
        self._anchors: set[tuple[str, str, str]] = set()

    def from_start(self) -> list[str]:
        """The faults that were met."""
        self._waiting = ["/"]
        while self._waiting and len(self.ids) < self.most:
            self._look_at(self._waiting.pop(0))
        return self.faults + sorted(
            f"{path} links to {address}#{anchor}, which is not there"
            for path, address, anchor in self._anchors
            if address in self.ids and anchor not in self.ids[address]
        )

    def _look_at(self, path: str) -> None:
        try:
            page = self.browser.open(path, status=None)
            while 300 <= page.status < 400:
                page = self.browser.follow(status=None)
        except AssertionError as error:
            self.faults.append(str(error)[:300])
        assert self.browser.page is not None
        page = self.browser.page
        if page.status != 200:
            self.faults.append(f"{path}: {page.status}")
        self.ids[path] = {str(tag["id"]) for tag in page.soup.find_all(id=True)}
        for link in page.soup.find_all("a", href=True):
            address, anchor = urldefrag(urljoin(path, str(link["href"])))
            if not urlsplit(address).scheme:
                self._note(path, address, anchor)

    def _note(self, path: str, address: str, anchor: str) -> None:
        if anchor:
            self._anchors.add((path, address, anchor))
        plain = urlsplit(address).path
        if address in self.ids or address in self._waiting or not plain.startswith(self.within):
            return
        kind = "/en" if plain.startswith("/en") else plain
        self._found[kind] = self._found.get(kind, 0) + 1
        if self._found[kind] <= (MOST_IN_ENGLISH if kind == "/en" else MOST_QUERIES_PER_PATH):
            self._waiting.append(address)


def told(faults: list[str]) -> str:
    return "\n".join([f"{len(faults)} faults", *faults[:60]])


def test_no_public_page_of_the_town_has_a_fault_or_a_dead_link(town: Flask) -> None:
    walk = Walk(Browser(town), most=MOST_PAGES)
    faults = walk.from_start()
    assert not faults, told(faults)
    assert len(walk.ids) > 400
    assert walk.browser.open("/").shows("Dies ist eine Vorführung")


@pytest.mark.parametrize(("role", "email"), [(role, email) for role, email, _ in role_accounts()])
def test_no_page_of_a_desk_has_a_fault_or_leads_where_one_may_not_go(town: Flask, role: str, email: str) -> None:
    with town.app_context():
        account = account_by_email(email)
    walk = Walk(Browser(town).sign_in(account), most=MOST_DESK_PAGES, within=("/schreibtisch", "/konto"))
    faults = walk.from_start()
    assert not faults, told(faults)
    assert len(walk.ids) > 2, role
