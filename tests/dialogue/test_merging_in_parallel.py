"""People vote for both ideas while these are merged and parted again: no vote is lost, none counts twice."""

from __future__ import annotations

from collections import Counter

from flask import Flask
from sqlalchemy import select

from participation.core.actor import HOUSE
from participation.core.database import db
from participation.core.errors import Conflict, Invalid
from participation.core.transactions import transaction
from participation.dialogue.boards.models import Board
from participation.dialogue.ideas.commands import cast_vote, merge_idea, undo_merge, withdraw_vote
from participation.dialogue.ideas.models import Idea, Vote
from participation.dialogue.processes.queries import phases_of
from tests.factories.dialogue import make_board, make_idea
from tests.factories.people import make_account, person
from tests.parallel import at_once

PEOPLE = 48


def act(idea_id: int, account, command) -> bool:
    """Vote or take back; False where the idea had gone on in another one by then."""
    try:
        with transaction():
            idea = db.session.get_one(Idea, idea_id, populate_existing=True)
            phases = phases_of(db.session.get_one(Board, idea.board_id).process_id)
            command(idea, actor=person(account), phases=phases)
    except Conflict:
        return False
    return True


def voters(idea_id: int) -> set[int]:
    return set(db.session.scalars(select(Vote.account_id).where(Vote.idea_id == idea_id)))


def votes_on(idea_id: int) -> int:
    return db.session.get_one(Idea, idea_id, populate_existing=True).votes


def test_votes_cast_while_two_ideas_are_merged_are_counted_once(live_app: Flask) -> None:
    with live_app.app_context():
        board = make_board()
        source, target = make_idea(board).subject_id, make_idea(board).subject_id
        accounts = [make_account() for _ in range(PEOPLE)]
        before = accounts[:12]
        for account in before:
            act(source, account, cast_vote)

    def work(number: int) -> tuple[bool, bool]:
        if number == PEOPLE // 2:
            with transaction():
                ideas = [db.session.get_one(Idea, i, populate_existing=True) for i in (source, target)]
                merge_idea(ideas[0], into=ideas[1], actor=HOUSE, reason="Beide wollen dasselbe.")
            return False, False
        account = accounts[number]
        if number % 3 == 2:
            return False, act(target, account, cast_vote)
        return act(source, account, cast_vote), act(target, account, cast_vote) if number % 3 else False

    said = at_once(live_app, work, count=PEOPLE)
    assert not [one for one in said if isinstance(one, Exception)]
    with live_app.app_context():
        on_source = {a.id for a, (first, _) in zip(accounts, said, strict=True) if first} | {a.id for a in before}
        on_target = {a.id for a, (_, second) in zip(accounts, said, strict=True) if second}
        assert voters(source) == on_source
        assert voters(target) == on_source | on_target
        assert votes_on(source) == len(on_source)
        assert votes_on(target) == len(on_source | on_target)
        with transaction():
            undo_merge(db.session.get_one(Idea, source), actor=HOUSE, reason="Doch nicht.")
        assert voters(source) == on_source
        assert (votes_on(source), votes_on(target)) == (len(on_source), len(voters(target)))


def test_votes_and_taking_back_while_a_merge_comes_and_goes_leave_counters_that_equal_the_rows(live_app: Flask) -> None:
    with live_app.app_context():
        board = make_board()
        source, target = make_idea(board).subject_id, make_idea(board).subject_id
        accounts = [make_account() for _ in range(16)]

    def work(number: int) -> str:
        account = accounts[number % 16]
        if number % 16 == 7:
            try:
                with transaction():
                    ideas = [db.session.get_one(Idea, i, populate_existing=True) for i in (source, target)]
                    if number % 32 == 7:
                        merge_idea(ideas[0], into=ideas[1], actor=HOUSE, reason="Beide wollen dasselbe.")
                    else:
                        undo_merge(ideas[0], actor=HOUSE, reason="Doch nicht.")
            except (Conflict, Invalid):
                return "refused"
            return "merged"
        command = withdraw_vote if number % 5 == 0 else cast_vote
        act(target if number % 2 else source, account, command)
        return "voted"

    said = at_once(live_app, work, count=320)
    assert Counter(type(one) for one in said) == {str: 320}, [one for one in said if isinstance(one, Exception)]
    with live_app.app_context():
        for idea in (source, target):
            assert votes_on(idea) == len(voters(idea))


def test_two_ideas_merged_into_each_other_at_once_are_merged_one_way(live_app: Flask) -> None:
    with live_app.app_context():
        board = make_board()
        ideas = [make_idea(board).subject_id for _ in range(2)]

    def work(number: int) -> bool:
        with transaction():
            here, there = (db.session.get_one(Idea, ideas[(number + i) % 2], populate_existing=True) for i in (0, 1))
            merge_idea(here, into=there, actor=HOUSE, reason="Beide wollen dasselbe.")
        return True

    said = at_once(live_app, work, count=8, threads=8)
    assert said.count(True) == 1
    assert {type(one) for one in said if one is not True} <= {Conflict, Invalid}
