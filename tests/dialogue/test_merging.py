"""An idea goes on in another one: everybody counts once, and undoing gives back what was there."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import func, select, update

from participation.core.actor import HOUSE, Actor, Role
from participation.core.database import db
from participation.core.errors import Conflict, Invalid, InvalidTransition, NotAllowed
from participation.core.transactions import transaction
from participation.dialogue.boards.models import Board
from participation.dialogue.ideas.commands import (
    AGAINST,
    SUPPORT,
    UNDECIDED,
    cast_vote,
    hide_idea,
    mark_in_review,
    merge_idea,
    undo_merge,
    withdraw_vote,
)
from participation.dialogue.ideas.commands.leaving import cut_votes_of
from participation.dialogue.ideas.models import Idea, IdeaStatus, Merge, Vote
from participation.dialogue.processes.queries import phases_of
from participation.people.notifications.commands import follow, unfollow
from participation.people.notifications.queries import follows
from participation.records.journal.models import JournalDetail, JournalEntry
from participation.records.subjects.models import State
from participation.records.subjects.queries import what_grew_from
from tests.factories.dialogue import make_board, make_idea, make_process
from tests.factories.people import make_account, make_department, make_staff, person

WHY = "Beide wollen dasselbe."


def vote(idea: Idea, *accounts, value: int = SUPPORT) -> None:
    board = db.session.get_one(Board, idea.board_id)
    phases = phases_of(board.process_id)
    with transaction():
        for account in accounts:
            cast_vote(now_(idea), actor=person(account), phases=phases, value=value, opposing=board.allows_opposing)


def take_back(idea: Idea, account) -> None:
    phases = phases_of(db.session.get_one(Board, idea.board_id).process_id)
    with transaction():
        withdraw_vote(now_(idea), actor=person(account), phases=phases)


def elsewhere() -> Actor:
    return person(make_staff(Role.MODERATOR, make_department().subject_id))


def now_(idea: Idea) -> Idea:
    return db.session.get_one(Idea, idea.subject_id, populate_existing=True)


def merge(source: Idea, target: Idea, *, actor: Actor = HOUSE, reason: str = WHY) -> None:
    with transaction():
        merge_idea(now_(source), into=now_(target), actor=actor, reason=reason)


def undo(source: Idea, *, actor: Actor = HOUSE) -> None:
    with transaction():
        undo_merge(now_(source), actor=actor, reason="Doch zwei verschiedene Orte.")


def voters(idea: Idea) -> set[int]:
    return set(db.session.scalars(select(Vote.account_id).where(Vote.idea_id == idea.subject_id)))


def check_counters(*ideas: Idea) -> None:
    for idea in ideas:
        row = now_(idea)
        rows = dict(
            db.session.execute(
                select(Vote.value, func.count()).where(Vote.idea_id == row.subject_id).group_by(Vote.value)
            ).all()
        )
        assert row.votes_online == rows.get(SUPPORT, 0) + row.votes_cut
        assert row.votes_against == rows.get(AGAINST, 0) + row.votes_against_cut
        assert row.votes == row.votes_online + row.votes_offline


@pytest.fixture
def two(app: Flask) -> tuple[Idea, Idea]:
    board = make_board()
    return make_idea(board, title="Bank am Ufer"), make_idea(board, title="Bänke am Ufer")


def test_every_account_counts_once_and_gets_both_votes_back(two: tuple[Idea, Idea]) -> None:
    source, target = two
    anna, ben, cem, dora = (make_account() for _ in range(4))
    vote(source, anna, ben)
    vote(target, ben, cem)
    merge(source, target)
    assert voters(target) == {anna.id, ben.id, cem.id}
    assert now_(target).votes == 3
    assert now_(source).votes == 2
    vote(target, dora, anna)
    assert now_(target).votes == 4
    check_counters(source, target)
    undo(source)
    assert voters(source) == {anna.id, ben.id}
    assert voters(target) == {ben.id, cem.id, dora.id}
    check_counters(source, target)
    assert (now_(source).state, now_(source).status) == (State.PUBLIC, IdeaStatus.SUBMITTED)


def test_who_takes_the_support_back_takes_it_back_from_both(two: tuple[Idea, Idea]) -> None:
    source, target = two
    anna, ben = make_account(), make_account()
    vote(source, anna, ben)
    vote(target, ben)
    merge(source, target)
    take_back(target, anna)
    take_back(target, ben)
    assert now_(target).votes == 0
    undo(source)
    assert voters(source) == voters(target) == set()
    check_counters(source, target)


def test_votes_against_come_along_only_where_the_board_asks_for_them(app: Flask) -> None:
    first = make_board(allows_opposing=True)
    source, target = make_idea(first), make_idea(first)
    anna, ben, cem = (make_account() for _ in range(3))
    vote(source, anna, value=AGAINST)
    vote(source, ben, value=UNDECIDED)
    vote(source, cem)
    merge(source, target)
    assert (now_(target).votes, now_(target).votes_against) == (1, 1)
    vote(target, cem, value=AGAINST)
    undo(source)
    assert (now_(target).votes, now_(target).votes_against) == (0, 1)
    assert (now_(source).votes, now_(source).votes_against) == (1, 1)
    check_counters(source, target)


def test_on_a_board_for_support_only_votes_against_stay_behind_and_are_not_lost(app: Flask) -> None:
    process = make_process()
    against, only = make_board(process, allows_opposing=True), make_board(process)
    source, target = make_idea(against), make_idea(only)
    anna = make_account()
    vote(source, anna, value=AGAINST)
    merge(source, target)
    assert now_(target).votes_against == 0
    vote(target, anna)
    undo(source)
    assert (now_(source).votes_against, now_(target).votes) == (1, 1)
    check_counters(source, target)


def test_supports_on_paper_and_of_people_who_left_come_along_and_go_back(two: tuple[Idea, Idea]) -> None:
    source, target = two
    anna, ben = make_account(), make_account()
    vote(source, anna, ben)
    with transaction():
        cut_votes_of(anna.id)
        paper = update(Idea).where(Idea.subject_id == source.subject_id)
        db.session.execute(paper.values(votes=Idea.votes + 7, votes_offline=7))
    merge(source, target)
    assert (now_(target).votes, now_(target).votes_offline, now_(target).votes_cut) == (9, 7, 1)
    with transaction():
        cut_votes_of(ben.id)
    assert now_(target).votes == 9
    undo(source)
    assert (now_(target).votes, now_(target).votes_offline, now_(target).votes_cut) == (0, 0, 0)
    assert (now_(source).votes, now_(source).votes_cut) == (9, 2)
    check_counters(source, target)


def test_merges_can_stand_on_each_other_and_are_undone_from_the_top(app: Flask) -> None:
    board = make_board()
    a, b, c = (make_idea(board) for _ in range(3))
    anna, ben, cem = (make_account() for _ in range(3))
    vote(a, anna)
    vote(b, anna, ben)
    vote(c, cem)
    merge(a, b)
    merge(b, c)
    assert voters(c) == {anna.id, ben.id, cem.id}
    with pytest.raises(Conflict, match="zuerst"):
        undo(a)
    undo(b)
    undo(a)
    assert (voters(a), voters(b), voters(c)) == ({anna.id}, {anna.id, ben.id}, {cem.id})
    check_counters(a, b, c)


def test_no_circles_no_other_process_no_application(two: tuple[Idea, Idea]) -> None:
    source, target = two
    merge(source, target)
    with pytest.raises(Invalid, match="aufgegangen"):
        merge(target, source)
    with pytest.raises(Invalid, match="sich selbst"):
        merge(target, target)
    with pytest.raises(Invalid, match="desselben"):
        merge(target, make_idea())
    with pytest.raises(Conflict):
        merge(source, target)
    hidden = make_idea(db.session.get_one(Board, target.board_id))
    with transaction():
        hide_idea(hidden, actor=HOUSE, reason="Werbung")
    with pytest.raises(Invalid, match="öffentlich"):
        merge(target, hidden)


def test_it_takes_the_moderation_of_the_department_and_a_reason(two: tuple[Idea, Idea]) -> None:
    source, target = two
    with pytest.raises(NotAllowed):
        merge(source, target, actor=person(make_account()))
    with pytest.raises(NotAllowed):
        merge(source, target, actor=elsewhere())
    with pytest.raises(Invalid):
        merge(source, target, reason="  ")
    merge(source, target)
    with pytest.raises(NotAllowed):
        undo(source, actor=elsewhere())


def test_the_status_comes_back_and_the_journal_tells_both_acts(two: tuple[Idea, Idea]) -> None:
    source, target = two
    with transaction():
        mark_in_review(now_(source), actor=HOUSE)
    merge(source, target)
    assert [one.subject_id for one in what_grew_from(HOUSE, source.subject_id)] == [target.subject_id]
    undo(source)
    undo(source)
    assert now_(source).status is IdeaStatus.IN_REVIEW
    assert what_grew_from(HOUSE, source.subject_id) == []
    told = db.session.execute(
        select(JournalEntry.event, JournalDetail.details)
        .join(JournalDetail, JournalDetail.entry_id == JournalEntry.id)
        .where(JournalEntry.subject_id == source.subject_id, JournalEntry.event.like("%erged"))
        .order_by(JournalEntry.id)
    ).all()
    assert [event for event, _ in told] == ["IdeaMerged", "IdeaUnmerged"]
    assert told[0].details["reason"] == WHY
    merge(source, target)
    assert db.session.scalar(select(func.count()).select_from(Merge)) == 2


def test_what_is_in_a_measure_is_not_merged_away(two: tuple[Idea, Idea]) -> None:
    source, target = two
    with transaction():
        db.session.execute(update(Idea).where(Idea.subject_id == source.subject_id).values(status=IdeaStatus.PROMOTED))
    with pytest.raises(InvalidTransition):
        merge(source, target)


def test_followers_join_and_part_again_unless_they_chose_for_themselves(two: tuple[Idea, Idea]) -> None:
    source, target = two
    anna, ben, cem, dora = (make_account() for _ in range(4))
    with transaction():
        for account in (anna, ben, cem):
            follow(source.subject_id, account_id=account.id)
        follow(target.subject_id, account_id=dora.id)
        follow(target.subject_id, account_id=cem.id)
    merge(source, target)
    assert all(follows(target.subject_id, account.id) for account in (anna, ben, cem, dora))
    with transaction():
        follow(target.subject_id, account_id=ben.id)
        unfollow(target.subject_id, account_id=dora.id)
    undo(source)
    assert [follows(target.subject_id, a.id) for a in (anna, ben, cem, dora)] == [False, True, True, False]
    assert all(follows(source.subject_id, account.id) for account in (anna, ben, cem))
