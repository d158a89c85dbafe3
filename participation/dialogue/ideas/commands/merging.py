"""An idea goes on in another one, and comes back: status, address, followers and lineage; votes in `carrying`.

All merges of a process stand in one line (its row is locked first), so that two of them never cross. The source is
locked and closed before its votes are carried over; the target is not, so that people go on voting for it.
"""

from __future__ import annotations

from sqlalchemy import select

from participation.core.actor import Actor
from participation.core.clock import now
from participation.core.database import db
from participation.core.errors import Conflict, Invalid
from participation.core.transitions import check_move
from participation.dialogue.boards.models import Board
from participation.dialogue.ideas import rules
from participation.dialogue.ideas.commands.carrying import bring_back_votes, carry_votes
from participation.dialogue.ideas.commands.keeping import locked, set_state, stand_in_line
from participation.dialogue.ideas.commands.moderating import check_moderator
from participation.dialogue.ideas.events import IdeaMerged, IdeaUnmerged
from participation.dialogue.ideas.models import Idea, IdeaStatus, Merge
from participation.dialogue.processes.commands.archive import check_writable
from participation.people.notifications.commands import join_followers, part_followers
from participation.records.journal.commands import record
from participation.records.subjects.commands import link_subjects, unlink_subjects
from participation.records.subjects.models import LinkKind, State

LONGEST_REASON = 4000


def merge_idea(idea: Idea, *, into: Idea, actor: Actor, reason: str) -> Merge:
    """Let an idea go on in another one of its process: its page stays and points there, each account that supports
    either counts once, who followed it follows the other.

    Raises NotAllowed for other departments, Invalid where the target cannot take it or no reason is given, Conflict
    where the idea is not public any more.
    """
    check_moderator(idea, actor)
    check_reason(reason)
    process_id = line_up(idea)
    check_writable(process_id)
    source = locked(idea)
    target = db.session.get_one(Idea, into.subject_id, populate_existing=True)
    board = db.session.get_one(Board, target.board_id)
    rules.check_shown(source)
    rules.check_takes_in(target, source, is_same_process=board.process_id == process_id, is_call=board.is_call)
    check_move(rules.MOVES, source.status, IdeaStatus.MERGED)  # type: ignore[arg-type]
    merge = Merge(
        source_id=source.subject_id, target_id=target.subject_id, merged_at=now(), status_before=source.status,
        with_opposing=board.allows_opposing, votes_cut=source.votes_cut, votes_offline=source.votes_offline,
        against_cut=source.votes_against_cut if board.allows_opposing else 0,
    )  # fmt: skip
    db.session.add(merge)
    source.status, source.merged_into_id = IdeaStatus.MERGED, target.subject_id
    set_state(source, State.MERGED, reason)
    carry_votes(merge)
    join_followers(source.subject_id, to=target.subject_id)
    link_subjects(source.subject_id, target.subject_id, LinkKind.MERGED_INTO, reason=reason)
    record(IdeaMerged(source.subject_id, into_id=target.subject_id), actor=actor, role="moderator", reason=reason)
    return merge


def undo_merge(idea: Idea, *, actor: Actor, reason: str) -> None:
    """Let a merged idea stand by itself again: with its status, its votes and its followers, while the other one keeps
    what it was given itself. Doing it twice changes nothing.

    Raises NotAllowed for other departments, Invalid without a reason, Conflict where nothing of the idea is left to
    read, or where the one that it went on in was merged itself: then that comes first.
    """
    check_moderator(idea, actor)
    check_reason(reason)
    check_writable(line_up(idea))
    source = locked(idea)
    merge = db.session.scalar(select(Merge).where(Merge.source_id == source.subject_id, Merge.undone_at.is_(None)))
    if merge is None:
        if source.status is IdeaStatus.MERGED:
            raise Conflict("Diese Idee wurde zusammengeführt, bevor sich das lösen ließ.")
        return
    rules.check_comes_back(source, db.session.get_one(Idea, merge.target_id, populate_existing=True))
    bring_back_votes(merge)
    merge.undone_at = now()
    source.status, source.merged_into_id = merge.status_before, None
    set_state(source, State.PUBLIC, "")
    part_followers(source.subject_id, of=merge.target_id)
    unlink_subjects(source.subject_id, merge.target_id, LinkKind.MERGED_INTO)
    event = IdeaUnmerged(source.subject_id, from_id=merge.target_id, status=merge.status_before)
    record(event, actor=actor, role="moderator", reason=reason)


def line_up(idea: Idea) -> int:
    """Stand in the line of the idea's process; returns the process."""
    process_id = db.session.get_one(Board, idea.board_id).process_id
    stand_in_line(process_id)
    return process_id


def check_reason(reason: str) -> None:
    """Raise Invalid where no reason is given, or one that is too long."""
    if not reason.strip():
        raise Invalid("Bitte begründen Sie das in einem Satz.", field="reason")
    if len(reason) > LONGEST_REASON:
        raise Invalid("Bitte kürzen Sie auf höchstens %(most)s Zeichen.", field="reason", most=LONGEST_REASON)
