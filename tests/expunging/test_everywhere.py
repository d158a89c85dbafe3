"""After an expunging the words stand in no column, no file, no page, no feed and no mail; the journal is whole."""

from __future__ import annotations

import shutil
from collections.abc import Callable

import pytest
import sqlalchemy as sa
from flask import Flask

from participation.core.actor import Role
from participation.core.database import db
from participation.core.transactions import transaction
from participation.desk.expunging.models import Expunging, Extent, Kind
from participation.dialogue.boards.models import Board
from participation.dialogue.calls.commands import invite_members
from participation.dialogue.calls.models import TeamInvitation
from participation.dialogue.clusters.models import KinshipHint
from participation.dialogue.ideas.models import Idea
from participation.people.accounts.models import Account
from participation.records.journal.verification import verify_journal
from participation.records.mailbox.models import Mail
from participation.records.subjects.models import Link, State
from participation.web import jobs
from tests.browser import Browser
from tests.expunging import marked
from tests.expunging.marked import WORD, expunge, where_said
from tests.factories.calls import make_application, make_call
from tests.factories.clusters import make_hint
from tests.factories.dialogue import make_idea
from tests.factories.people import make_account, make_staff, person

# Columns that must say the word before, so that the test sees it go.
IN_AN_IDEA = {
    "ideas.title", "ideas.text", "ideas.text_html", "ideas.excerpt", "ideas.street", "ideas.geometry",
    "idea_versions.title", "idea_versions.text", "idea_versions.reason", "subjects.title",
    "search_documents.title_terms", "search_documents.terms", "search_documents.excerpt", "links.reason",
    "judgements.reason", "journal_details.details", "mails.context", "import_rows.title", "import_rows.text",
    "import_rows.text_html", "import_rows.excerpt", "import_rows.title_terms", "import_rows.terms",
    "import_rows.street", "import_rows.detail", "idea_pictures.alt", "idea_drafts.fields",
}  # fmt: skip


@pytest.fixture(autouse=True)
def no_uploads(app: Flask) -> None:
    """Uploads of other tests are not rolled back."""
    shutil.rmtree(marked.folder_of(app), ignore_errors=True)


CASES: dict[str, tuple[Kind, Callable[[Flask], int]]] = {
    "comment": (Kind.COMMENT, lambda app: marked.make_marked_comment().subject_id),
    "note": (Kind.NOTE, lambda app: marked.make_marked_note().subject_id),
    "prototype": (Kind.PROTOTYPE, lambda app: marked.make_marked_prototype().subject_id),
    "answer": (Kind.ANSWER, lambda app: marked.make_marked_answer()),
    "document": (Kind.DOCUMENT, lambda app: marked.make_marked_document(app).id),
    "picture": (Kind.PICTURE, lambda app: marked.make_marked_picture(app)),
    "question": (Kind.QUESTION, lambda app: marked.make_marked_question()),
    "barrier": (Kind.BARRIER, lambda app: marked.make_marked_report()),
}


def spoken_at(app: Flask, board_id: int) -> list[str]:
    """Pages, feeds, exports and frames on which a public idea stands."""
    board = db.session.get_one(Board, board_id)
    on_boards = (
        "/boards/{}", "/boards/{}/karte", "/boards/{}/karte.geojson", "/feeds/boards/{}.atom", "/embed/board/{}",
        "/embed/karte/{}",
    )  # fmt: skip
    return [
        f"/suche?q={WORD}", "/ideen", "/karte", "/karte/daten.geojson", "/api/v1/ideas", "/api/v1/ideas.csv",
        "/api/v1/ideas.geojson", *(address.format(board.slug) for address in on_boards),
    ]  # fmt: skip


def said_at(client: Browser, idea: Idea) -> list[str]:
    """Where the title of the idea stands in public."""
    answers = {address: client.client.get(address) for address in spoken_at(client.app, idea.board_id)}
    assert {answer.status_code for answer in answers.values()} == {200}
    return [address for address, answer in answers.items() if "Zwei B" in answer.get_data(as_text=True)]


def test_an_idea_goes_from_every_column_page_feed_and_mail(app: Flask, client: Browser) -> None:
    idea = marked.make_marked_idea()
    assert set(where_said(app)) >= IN_AN_IDEA
    make_hint(idea, make_idea(db.session.get_one(Board, idea.board_id)))
    votes, links = idea.votes, db.session.scalar(sa.select(sa.func.count(Link.id)))
    before = said_at(client, idea)
    assert {f"/suche?q={WORD}", "/ideen", "/api/v1/ideas"} <= set(before)
    done = expunge(Kind.IDEA, idea.subject_id)
    assert where_said(app) == []
    assert said_at(client, idea) == []
    assert done.done_at is not None
    assert done.words is None
    assert db.session.scalar(sa.select(sa.func.count(Mail.id)).where(Mail.recipient == "b@example.org")) == 0
    found = db.session.get_one(Idea, idea.subject_id, populate_existing=True)
    assert (found.state, found.votes) == (State.EXPUNGED, votes)
    assert db.session.scalar(sa.select(sa.func.count(KinshipHint.id))) == 0
    assert db.session.scalar(sa.select(sa.func.count(Link.id))) == links
    page = client.open(f"/ideen/{idea.subject_id}")
    assert page.heading == "Getilgter Beitrag"
    assert page.shows("getilgt. Grund: Es ging um persönliche Daten anderer.")
    assert '<meta name="robots" content="noindex">' in page.body


@pytest.mark.parametrize("name", list(CASES))
def test_each_kind_of_thing_goes_from_every_column_and_file(app: Flask, name: str) -> None:
    kind, make = CASES[name]
    number = make(app)
    assert where_said(app)
    done = expunge(kind, number)
    assert where_said(app) == []
    assert done.done_at is not None


def test_the_journal_is_whole_afterwards(live_app: Flask) -> None:
    with live_app.app_context():
        idea_id, comment_id = marked.make_marked_idea().subject_id, marked.make_marked_comment().subject_id
        marked.work()
        entries = verify_journal().entries
        expunge(Kind.IDEA, idea_id)
        expunge(Kind.COMMENT, comment_id)
        found = verify_journal()
        assert found.entries > entries
        assert found.without_words >= 2
        assert where_said(live_app) == []


def test_only_the_place_goes(app: Flask) -> None:
    idea = marked.make_marked_idea()
    expunge(Kind.IDEA, idea.subject_id, Extent.PLACE)
    found = db.session.get_one(Idea, idea.subject_id, populate_existing=True)
    assert (found.state, found.street, found.lon, found.geometry) == (State.PUBLIC, "", None, None)
    assert WORD in found.title


def test_only_earlier_versions_go(app: Flask, client: Browser) -> None:
    idea = marked.make_marked_idea()
    expunge(Kind.IDEA, idea.subject_id, Extent.EARLIER)
    page = client.open(f"/ideen/{idea.subject_id}/fassungen")
    assert page.shows("Zwei Bänke am")
    assert not page.shows(f"Bank am {WORD}")
    assert page.shows("Dieser Beitrag wurde am")


@pytest.mark.parametrize(("extent", "part"), [(Extent.EARLIER, ""), (Extent.VERSION, "1")])
def test_what_a_comment_said_before_it_was_changed_goes_alone(
    app: Flask, client: Browser, extent: Extent, part: str
) -> None:
    comment = marked.make_marked_comment()
    expunge(Kind.COMMENT, comment.subject_id, extent, part)
    assert "comment_versions.text" not in where_said(app)
    assert client.open(f"/ideen/{comment.target_id}").shows(f"Am {WORD} Nummer 7")
    client.sign_in(db.session.get_one(Account, comment.author_id))
    page = client.open(f"/kommentare/{comment.subject_id}/fassungen")
    assert page.shows("Dieser Beitrag wurde am")
    assert not page.shows("Wirklich.")


def test_one_version_of_a_document_goes_with_its_file(app: Flask) -> None:
    document = marked.make_marked_document(app)
    assert len([one for one in where_said(app) if "/" in one]) == 2
    expunge(Kind.DOCUMENT, document.id, Extent.VERSION, "1")
    assert len([one for one in where_said(app) if "/" in one]) == 1


def test_erledigt_is_said_only_when_every_room_has_acted(
    app: Flask, client: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    idea = marked.make_marked_idea()

    def broken(*_: object, **__: object) -> None:
        raise OSError("the disk is gone")

    with monkeypatch.context() as patched:
        patched.setattr("participation.dialogue.ideas.commands.expunging.remove_from_index", broken)
        with pytest.raises(OSError, match="the disk is gone"):
            expunge(Kind.IDEA, idea.subject_id)
    request = db.session.scalars(sa.select(Expunging)).one()
    client.sign_in(make_staff(Role.ADMINISTRATOR))
    page = client.open(f"/schreibtisch/tilgen/{request.id}")
    assert page.shows("von 7 Stellen haben losgelassen")
    assert not page.shows("Erledigt")
    jobs.run_soon_tasks()
    assert client.open(f"/schreibtisch/tilgen/{request.id}").shows("Erledigt")
    assert where_said(app) == []


def test_an_application_goes_with_its_files_its_team_and_who_was_invited(app: Flask) -> None:
    lead = make_account()
    idea = make_application(
        make_call(), lead, title=f"Beet {WORD}", text=f"Im Hof von {WORD}.", team_name=f"Team {WORD}",
        files=(f"Plan {WORD}",),
    )  # fmt: skip
    with transaction():
        invite_members(idea, ["nachbarin@example.org"], actor=person(lead), secret="s")
    assert {"applications.team_name", "application_files.title", "ideas.title"} <= set(where_said(app))
    files = [path for path in marked.folder_of(app).rglob("*") if path.is_file()]
    assert files
    assert expunge(Kind.IDEA, idea.subject_id).done_at is not None
    assert where_said(app) == []
    assert [path for path in files if path.exists()] == []
    assert db.session.scalar(sa.select(sa.func.count(TeamInvitation.id))) == 0
