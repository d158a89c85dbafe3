"""Bundles of ideas: who makes them, what is in them, and how their supports are counted."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import select

from participation.core.actor import HOUSE, VISITOR, Role
from participation.core.database import db
from participation.core.errors import Conflict, Invalid, NotAllowed
from participation.core.transactions import transaction
from participation.dialogue.boards.models import Board
from participation.dialogue.clusters import queries
from participation.dialogue.clusters.commands import (
    dismiss_pair,
    dissolve_cluster,
    edit_cluster,
    make_cluster,
    put_ideas,
    split_cluster,
    take_hint_back,
    take_ideas_out,
)
from participation.dialogue.clusters.models import Cluster
from participation.dialogue.clusters.queries import cluster_page, idea_ids_of, pairs_on
from participation.dialogue.ideas.commands import cast_vote, hide_idea, merge_idea
from participation.dialogue.ideas.models import Idea
from participation.dialogue.processes.models import PhaseKind, Process
from participation.dialogue.processes.queries import phases_of
from participation.records.search.queries import counts_by_kind
from participation.records.subjects.models import Link, LinkKind, State, Subject, SubjectKind
from tests.factories.calls import make_call
from tests.factories.clusters import make_bundle, make_hint
from tests.factories.dialogue import make_board, make_idea, make_process
from tests.factories.people import make_account, make_department, make_staff, person
from tests.parallel import at_once


@pytest.fixture
def board(app: Flask) -> Board:
    return make_board()


def some(board: Board, count: int) -> list[Idea]:
    return [make_idea(board, title=f"Idee {chr(97 + i) * 5}") for i in range(count)]


def numbers(*ideas: Idea) -> list[int]:
    return [idea.subject_id for idea in ideas]


def vote(idea: Idea, *accounts) -> None:
    phases = phases_of(db.session.get_one(Board, idea.board_id).process_id)
    with transaction():
        for account in accounts:
            cast_vote(idea, actor=person(account), phases=phases)


def test_a_bundle_has_its_own_subject_is_linked_with_its_ideas_and_found_by_its_words(board: Board) -> None:
    one, two = some(board, 2)
    cluster = make_bundle(one, two, title="Trinkbrunnen", text="Wasser für alle.")
    subject = db.session.get_one(Subject, cluster.subject_id)
    assert (subject.kind, subject.path) == (SubjectKind.CLUSTER, f"/buendel/{cluster.subject_id}")
    assert idea_ids_of(cluster.subject_id) == numbers(one, two)
    assert counts_by_kind(VISITOR, "Trinkbrunnen") == {SubjectKind.CLUSTER: 1}


def test_each_account_counts_once_over_all_ideas_of_a_bundle(board: Board) -> None:
    one, two, three = some(board, 3)
    anna, ben, cem = (make_account() for _ in range(3))
    vote(one, anna, ben)
    vote(two, anna)
    vote(three, anna, cem)
    cluster = make_bundle(one, two)
    page = cluster_page(cluster.subject_id, VISITOR)
    assert page is not None
    assert page.supports.total == 2
    with transaction():
        put_ideas(cluster, numbers(three), actor=HOUSE)
        merge_idea(one, into=two, actor=HOUSE, reason="Beide wollen dasselbe.")
    page = cluster_page(cluster.subject_id, VISITOR)
    assert page is not None
    assert page.supports.total == 3
    assert sum(idea.votes for idea in page.ideas) > 3


def test_an_idea_is_in_one_bundle_at_most_and_moves(board: Board) -> None:
    one, two, three, four = some(board, 4)
    first, second = make_bundle(one, two), make_bundle(three, four, title="Zweites")
    with transaction():
        put_ideas(second, numbers(two), actor=HOUSE)
    assert (idea_ids_of(first.subject_id), len(idea_ids_of(second.subject_id))) == (numbers(one), 3)
    with transaction():
        take_ideas_out(first, numbers(one), actor=HOUSE)
    assert db.session.get_one(Cluster, first.subject_id).dissolved_at is not None
    with pytest.raises(Conflict, match="aufgelöst"), transaction():
        put_ideas(first, numbers(one), actor=HOUSE)


def test_a_bundle_is_split_and_something_stays(board: Board) -> None:
    one, two, three = some(board, 3)
    cluster = make_bundle(one, two, three)
    for nothing in ([], numbers(one, two, three)):
        with pytest.raises(Invalid, match="mindestens eine"), transaction():
            split_cluster(cluster, nothing, title="Neu", actor=HOUSE)
    with transaction():
        new = split_cluster(cluster, numbers(three), title="Neu", actor=HOUSE, send_key="einmal")
    with transaction():
        assert split_cluster(cluster, numbers(one), title="Neu", actor=HOUSE, send_key="einmal") is new
    assert idea_ids_of(new.subject_id) == numbers(three)
    assert idea_ids_of(cluster.subject_id) == numbers(one, two)


def test_renaming_asks_for_the_newest_version(board: Board) -> None:
    cluster = make_bundle(*some(board, 2))
    with transaction():
        edit_cluster(cluster, actor=HOUSE, title="Bänke", text="So.", version=1)
    with pytest.raises(Conflict), transaction():
        edit_cluster(cluster, actor=HOUSE, title="Stühle", text="", version=1)
    with pytest.raises(Invalid), transaction():
        edit_cluster(cluster, actor=HOUSE, title="  ", text="", version=2)
    assert db.session.get_one(Subject, cluster.subject_id).title == "Bänke"


def test_only_public_ideas_of_one_process_and_no_applications_are_bundled(board: Board) -> None:
    one, two = some(board, 2)
    with pytest.raises(Invalid, match="mindestens zwei"):
        make_bundle(one)
    with pytest.raises(Invalid, match="desselben"):
        make_bundle(one, make_idea())
    with transaction():
        hide_idea(two, actor=HOUSE, reason="Werbung")
    with pytest.raises(Conflict, match="nicht mehr öffentlich"):
        make_bundle(one, two)


def test_applications_are_neither_bundled_nor_suggested(app: Flask) -> None:
    call = make_call()
    process = db.session.get_one(Board, call.subject_id).process_id
    idea = make_idea(make_board(db.session.get_one(Process, process)))
    sealed = make_idea(call, title=idea.title)
    with pytest.raises(Invalid):
        make_bundle(idea, sealed)
    assert pairs_on(call.subject_id) == []
    assert queries.similar_ideas(idea, process) == []


def test_the_moderation_of_the_department_bundles_and_nobody_else(board: Board) -> None:
    one, two = some(board, 2)
    elsewhere = person(make_staff(Role.MODERATOR, make_department().subject_id))
    for actor in (person(make_account()), elsewhere):
        with pytest.raises(NotAllowed), transaction():
            make_cluster(board.process_id, title="Neu", idea_ids=numbers(one, two), actor=actor)
    cluster = make_bundle(one, two)
    for act in (
        lambda: put_ideas(cluster, numbers(one), actor=elsewhere),
        lambda: take_ideas_out(cluster, numbers(one), actor=elsewhere),
        lambda: split_cluster(cluster, numbers(one), title="Neu", actor=elsewhere),
        lambda: dissolve_cluster(cluster, actor=elsewhere, reason="So."),
        lambda: edit_cluster(cluster, actor=elsewhere, title="Neu", text="", version=1),
        lambda: dismiss_pair(one, two, actor=elsewhere),
    ):
        with pytest.raises(NotAllowed), transaction():
            act()


def test_a_dissolved_bundle_lets_its_ideas_go_and_is_found_no_more(board: Board) -> None:
    cluster = make_bundle(*some(board, 2), title="Trinkbrunnen")
    with pytest.raises(Invalid), transaction():
        dissolve_cluster(cluster, actor=HOUSE, reason=" ")
    with transaction():
        dissolve_cluster(cluster, actor=HOUSE, reason="Doch nicht.")
        dissolve_cluster(cluster, actor=HOUSE, reason="Doch nicht.")
    assert idea_ids_of(cluster.subject_id) == []
    assert counts_by_kind(VISITOR, "Trinkbrunnen") == {}
    assert db.session.get_one(Subject, cluster.subject_id).state is State.WITHDRAWN


def test_hints_come_first_then_what_sounds_alike_and_dismissed_pairs_come_no_more(board: Board) -> None:
    bank, banks, tree = (
        make_idea(board, title=title) for title in ("Bänke am Donauufer", "Mehr Bänke am Donauufer", "Ein Baum")
    )
    make_hint(tree, bank)
    make_hint(bank, tree)
    found = [(pair.first.subject_id, pair.second.subject_id, pair.hints) for pair in pairs_on(board.subject_id)]
    assert found == [(bank.subject_id, tree.subject_id, 2), (bank.subject_id, banks.subject_id, 0)]
    assert queries.count_hinted_pairs(HOUSE) == 1
    with transaction():
        dismiss_pair(tree, bank, actor=HOUSE)
        dismiss_pair(bank, tree, actor=HOUSE)
    assert len(pairs_on(board.subject_id)) == 1
    assert queries.count_hinted_pairs(HOUSE) == 0
    make_bundle(bank, banks)
    assert pairs_on(board.subject_id) == []


def test_the_same_hint_counts_once_and_can_be_taken_back(board: Board) -> None:
    one, two = some(board, 2)
    account = make_account()
    for _ in range(2):
        make_hint(one, two, account)
    assert [number for number, _ in queries.hinted_by(account.id, two.subject_id)] == [one.subject_id]
    assert len(queries.hints_given(account.id)) == 1
    with transaction():
        take_hint_back(two.subject_id, one.subject_id, actor=person(account))
    assert queries.hinted_by(account.id, two.subject_id) == []


def test_hints_are_about_two_public_ideas_of_one_process_that_is_open(board: Board) -> None:
    one, two = some(board, 2)
    for other in (one, make_idea()):
        with pytest.raises(Invalid):
            make_hint(one, other)
    shut = make_board(make_process(phase=PhaseKind.INFORM))
    with pytest.raises(NotAllowed):
        make_hint(*some(shut, 2))
    with transaction():
        hide_idea(two, actor=HOUSE, reason="Werbung")
    with pytest.raises(Invalid):
        make_hint(one, two)


def test_the_same_form_sent_twice_makes_one_bundle(board: Board) -> None:
    ideas = some(board, 2)
    assert make_bundle(*ideas, send_key="k") is make_bundle(*ideas, send_key="k")


def test_two_people_who_bundle_the_same_idea_at_once_put_it_into_one_bundle(live_app: Flask) -> None:
    with live_app.app_context():
        board = make_board()
        shared, *others = some(board, 7)
        shared_id, other_ids, process_id = shared.subject_id, numbers(*others), board.process_id

    def bundle(number: int) -> int:
        with transaction():
            made = make_cluster(process_id, title="Zusammen", idea_ids=[shared_id, other_ids[number]], actor=HOUSE)
        return made.subject_id

    made = at_once(live_app, bundle, count=6, threads=6)
    assert all(isinstance(one, int) for one in made), made
    with live_app.app_context():
        inside = select(Link.target_id).where(Link.source_id == shared_id, Link.kind == LinkKind.CLUSTERED_IN)
        assert len(db.session.scalars(inside).all()) == 1


def test_a_bundle_of_a_process_for_the_invited_is_theirs(app: Flask) -> None:
    board = make_board(make_process(audience="invited"))
    cluster = make_bundle(*some(board, 2))
    assert cluster_page(cluster.subject_id, VISITOR) is None
    assert cluster_page(cluster.subject_id, HOUSE) is not None
