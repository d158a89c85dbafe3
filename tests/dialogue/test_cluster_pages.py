"""The pages of bundles, hints and merges, as people see them."""

from __future__ import annotations

import pytest
from flask import Flask

from participation.action.measures.commands import promote_cluster
from participation.core.actor import HOUSE, Role
from participation.core.database import db
from participation.core.errors import NotAllowed
from participation.core.transactions import transaction
from participation.dialogue.boards.models import Board
from participation.dialogue.clusters.commands import dissolve_cluster, put_ideas
from participation.dialogue.clusters.models import Cluster
from participation.dialogue.clusters.queries import idea_ids_of
from participation.dialogue.ideas.commands import cast_vote, merge_idea
from participation.dialogue.ideas.models import Idea, IdeaStatus, Merge
from participation.dialogue.processes.queries import phases_of
from participation.people.accounts.models import Account
from participation.people.notifications.queries import inbox_of
from participation.records.subjects.drawing import draw_lineage, wrap
from participation.records.subjects.queries import what_it_grew_from
from participation.web import jobs
from tests.browser import Browser
from tests.factories.clusters import make_bundle, make_hint
from tests.factories.dialogue import make_board, make_idea
from tests.factories.people import make_account, make_staff, person
from tests.statements import counting


@pytest.fixture
def board(app: Flask) -> Board:
    return make_board(slug="ufer", title="Am Ufer")


@pytest.fixture
def moderator(board: Board) -> Account:
    return make_staff(Role.MODERATOR, board.process_id)


def some(board: Board) -> list[Idea]:
    return [make_idea(board, title=title) for title in ("Bänke am Ufer", "Mehr Bänke am Ufer", "Ein Steg ins Wasser")]


def test_a_bundle_shows_its_ideas_and_counts_each_account_once(client: Browser, board: Board) -> None:
    one, two, three = some(board)
    account, phases = make_account(), phases_of(board.process_id)
    with transaction():
        for idea in (one, two):
            cast_vote(idea, actor=person(account), phases=phases)
    cluster = make_bundle(one, two, title="Sitzen am Ufer", text="Wo man **sitzen** möchte.")
    page = client.open(f"/buendel/{cluster.subject_id}")
    assert page.heading == "Sitzen am Ufer"
    assert page.links()["Bänke am Ufer"] == f"/ideen/{one.subject_id}"
    assert page.shows("1 Unterstützung Wer mehrere dieser Ideen unterstützt, zählt einmal.")
    assert "Ein Steg" not in page.text
    assert client.open(f"/buendel/{three.subject_id}", status=404)
    idea = client.open(f"/ideen/{one.subject_id}")
    assert idea.shows("Kam in ein Themenbündel")
    assert idea.links()["Sitzen am Ufer"] == f"/buendel/{cluster.subject_id}"
    picture = idea.soup.select_one("svg.lineage-picture[role=img]")
    assert picture is not None
    said = idea.soup.find(id=picture["aria-labelledby"])
    assert said is not None
    assert said.text == "„Bänke am Ufer“ ging ein in: „Sitzen am Ufer“."
    listed = client.open(client.open("/boards/ufer").links()["Themenbündel"])
    assert listed.links()["Sitzen am Ufer"] == f"/buendel/{cluster.subject_id}"
    with transaction():
        dissolve_cluster(cluster, actor=HOUSE, reason="Doch nicht.")
    assert client.open(listed.response.request.path).shows("Noch gibt es kein Themenbündel.")
    page = client.open(f"/buendel/{cluster.subject_id}")
    assert page.shows("wurde aufgelöst")
    assert '<meta name="robots" content="noindex">' in page.body


def test_pages_of_bundles_ask_little_of_the_database(app: Flask, client: Browser, board: Board) -> None:
    cluster = make_bundle(*some(board))
    with counting(app) as said:
        client.open(f"/buendel/{cluster.subject_id}")
    assert len(said) <= 8, said
    browser = Browser(app).sign_in(make_account())
    with counting(app) as said:
        browser.open(f"/buendel/{cluster.subject_id}")
    assert len(said) <= 11, said


def test_an_idea_with_a_lineage_keeps_to_its_statements(app: Flask, client: Browser, board: Board) -> None:
    one, two, three = some(board)
    make_bundle(two, three)
    with transaction():
        merge_idea(one, into=two, actor=HOUSE, reason="Dasselbe.")
    for idea in (one, two):
        with counting(app) as said:
            client.open(f"/ideen/{idea.subject_id}")
        assert len(said) <= 8, said


def test_moderators_bundle_by_ticking_split_rename_and_take_out(app: Flask, board: Board, moderator: Account) -> None:
    one, two, three = some(board)
    browser = Browser(app).sign_in(moderator)
    browser.open("/schreibtisch/zusammenhang/ufer/ideen")
    page = browser.send("/ufer/buendeln", ideas=[one.subject_id], into="neu", title="Ufer", status=422)
    assert page.shows("Bitte wählen Sie mindestens zwei Ideen.")
    assert page.soup.find("input", {"name": "title"})["value"] == "Ufer"
    page = browser.send("/ufer/buendeln", ideas=[one.subject_id, two.subject_id], into="neu", title="", status=422)
    assert page.shows("Bitte geben Sie dem Themenbündel einen Namen.")
    browser.send(
        "/ufer/buendeln", ideas=[one.subject_id, two.subject_id, three.subject_id], into="neu", title="Am Wasser"
    )
    assert browser.follow().shows("Das Themenbündel „Am Wasser“ ist angelegt.")
    cluster_id = db.session.query(Cluster).one().subject_id
    browser.open(f"/schreibtisch/buendel/{cluster_id}/teilen")
    browser.send("/teilen", ideas=[three.subject_id], title="Ins Wasser")
    assert browser.follow().heading == "Ins Wasser"
    browser.open(f"/schreibtisch/buendel/{cluster_id}")
    browser.send(f"/buendel/{cluster_id}", title="Sitzen", text="Zum Ausruhen.")
    assert browser.follow().heading == "Sitzen"
    browser.open("/schreibtisch/zusammenhang/ufer/ideen")
    browser.send("/ufer/buendeln", ideas=[one.subject_id], into="raus")
    assert idea_ids_of(cluster_id) == [two.subject_id]
    browser.open(f"/schreibtisch/buendel/{cluster_id}/aufloesen")
    browser.send("/aufloesen", reason="", status=422)
    browser.send("/aufloesen", reason="Nur noch eine.")
    assert browser.open(f"/schreibtisch/buendel/{cluster_id}", status=404)


def test_a_stale_form_does_not_overwrite_a_bundle(app: Flask, board: Board, moderator: Account) -> None:
    cluster = make_bundle(*some(board))
    browser = Browser(app).sign_in(moderator)
    browser.open(f"/schreibtisch/buendel/{cluster.subject_id}")
    stale = browser.page
    browser.send("/schreibtisch/buendel", title="Erst", text="")
    browser.page = stale
    page = browser.send("/schreibtisch/buendel", title="Dann", text="", status=422)
    assert page.shows("Jemand hat das Themenbündel inzwischen geändert.")


def test_the_desk_shows_hints_and_similar_titles_and_forgets_what_is_dismissed(
    app: Flask, board: Board, moderator: Account
) -> None:
    one, two, three = some(board)
    make_hint(one, three)
    browser = Browser(app).sign_in(moderator)
    page = browser.open("/schreibtisch/zusammenhang")
    assert page.shows("1 Hinweis aus der Öffentlichkeit")
    assert page.shows("Ähnlicher Titel")
    browser.send("/verwerfen")
    assert not browser.follow().shows("Hinweis aus der Öffentlichkeit")
    page = browser.open(f"/schreibtisch/zusammenhang/ufer/ideen?idee={one.subject_id}&idee={two.subject_id}")
    ticked = [box["value"] for box in page.soup.select("input[name=ideas][checked]")]
    assert ticked == [str(two.subject_id), str(one.subject_id)]


def test_merging_and_undoing_from_the_desk(app: Flask, board: Board, moderator: Account) -> None:
    author = make_account()
    one, two = make_idea(board, title="Eine Bank", author_id=author.id), make_idea(board, title="Eine lange Bank")
    browser = Browser(app).sign_in(moderator)
    page = browser.open(f"/ideen/{one.subject_id}/zusammenfuehren?mit={two.subject_id}")
    assert page.links()["Andersherum zusammenführen"].endswith(
        f"/{two.subject_id}/zusammenfuehren?mit={one.subject_id}"
    )
    page = browser.send("/zusammenfuehren", into=str(one.subject_id), reason="Dasselbe.", status=422)
    assert page.shows("Eine Idee lässt sich nicht mit sich selbst zusammenführen.")
    page = browser.send("/zusammenfuehren", into="irgendwas", reason="Dasselbe.", status=422)
    assert page.shows("Bitte nennen Sie die öffentliche Idee")
    browser.send("/zusammenfuehren", into=f"https://example.org/ideen/{two.subject_id}", reason="Dasselbe.")
    assert browser.follow().shows("Diese Idee geht in einer anderen weiter")
    page = browser.open("/schreibtisch/zusammenhang")
    assert page.shows("Eine Bank geht weiter in Eine lange Bank")
    assert Browser(app).open(f"/ideen/{two.subject_id}").shows("Eine Idee kam dazu")
    browser.open(f"/ideen/{one.subject_id}/loesen")
    browser.send("/loesen", reason=" ", status=422)
    browser.send("/loesen", reason="Zwei Orte.")
    assert browser.follow().shows("Zusammenführung aufgehoben")
    assert browser.open(f"/ideen/{one.subject_id}/loesen", status=409)
    jobs.run_soon_tasks()
    told = [message.event for message in inbox_of(person(author))]
    assert told[:2] == ["IdeaUnmerged", "IdeaMerged"]


def test_people_say_what_belongs_together_and_take_it_back(app: Flask, board: Board) -> None:
    one, two, three = some(board)
    browser = Browser(app).sign_in(make_account())
    page = browser.open(f"/ideen/{one.subject_id}")
    assert page.links()["Gehört zusammen mit …"] == f"/ideen/{one.subject_id}/gehoert-zusammen"
    page = browser.open(f"/ideen/{one.subject_id}/gehoert-zusammen")
    assert page.shows("Mehr Bänke am Ufer")
    page = browser.send("/gehoert-zusammen", status=422)
    assert page.shows("Bitte wählen Sie eine öffentliche Idee desselben Beteiligungsverfahrens.")
    browser.send("/gehoert-zusammen", found=str(two.subject_id))
    assert browser.follow().shows("Danke für den Hinweis.")
    browser.send("/gehoert-zusammen", other=f"/ideen/{three.subject_id}")
    page = browser.follow()
    assert page.links()["Ein Steg ins Wasser"] == f"/ideen/{three.subject_id}"
    browser.send("/zuruecknehmen")
    assert browser.follow().shows("Ihr Hinweis ist zurückgenommen.")
    browser.open(f"/ideen/{make_idea().subject_id}/gehoert-zusammen")
    browser.send("/gehoert-zusammen", other=str(one.subject_id), status=422)


def test_a_bundle_becomes_a_measure_with_all_its_ideas(app: Flask, board: Board) -> None:
    one, two, three = some(board)
    cluster = make_bundle(one, two)
    editor = make_staff(Role.EDITOR, board_department(board))
    with transaction():
        put_ideas(cluster, [three.subject_id], actor=HOUSE)
        merge_idea(one, into=two, actor=HOUSE, reason="Dasselbe.")
    browser = Browser(app).sign_in(editor)
    browser.open(f"/buendel/{cluster.subject_id}/massnahme")
    browser.send("/massnahme", reason="", status=422)
    browser.send("/massnahme", reason="Viele wollen es.", department=str(board_department(board)))
    page = browser.follow()
    assert page.heading == "Sitzen am Ufer"
    for idea in (two, three):
        assert db.session.get_one(Idea, idea.subject_id, populate_existing=True).status is IdeaStatus.PROMOTED
    measure_id = page.soup and int(db.session.scalar(db.text("SELECT max(subject_id) FROM measures")) or 0)
    grown = {linked.subject_id for linked in what_it_grew_from(HOUSE, measure_id)}
    assert {cluster.subject_id, two.subject_id, three.subject_id} <= grown
    with transaction():
        dissolve_cluster(cluster, actor=HOUSE, reason="Fertig.")
    with pytest.raises(NotAllowed), transaction():
        promote_cluster_again(cluster, board)
    assert db.session.query(Merge).count() == 1


def promote_cluster_again(cluster: Cluster, board: Board) -> None:
    """A dissolved bundle holds nothing to take on."""
    db.session.refresh(cluster)
    promote_cluster(cluster, actor=HOUSE, department_id=board_department(board), reason="Nochmal.")


def board_department(board: Board) -> int:
    from participation.records.subjects.models import Subject

    return db.session.get_one(Subject, board.process_id).department_id or 0


def test_a_picture_of_much_says_how_much_more_there_is() -> None:
    many = [("Idee", f"Eine Idee mit einem recht langen Titel, Nummer {n}") for n in range(9)]
    picture = draw_lineage(("Idee", "Kurz"), many, [("Maßnahme", "Bänke")], more="und {count} weitere")
    assert len(picture.boxes) == 6 + 1 + 1
    assert [box.lines for box in picture.boxes if not box.kind] == [("und 4 weitere",)]
    assert all(box.y + box.height <= picture.height and box.x + box.width <= 360 for box in picture.boxes)
    assert len(picture.heads) == 2
    tops = [box.y for box in picture.boxes]
    assert tops == sorted(tops)


def test_words_are_wrapped_and_cut() -> None:
    assert wrap("Ein Steg ins Wasser", 10) == ("Ein Steg", "ins Wasser")
    assert wrap("Donaudampfschifffahrt", 10) == ("Donaudamp…",)
    assert wrap("eins zwei drei vier fünf sechs sieben", 9, lines=2) == ("eins zwei", "drei vie…")
