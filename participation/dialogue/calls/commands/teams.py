"""Who belongs to a team: inviting, joining, leaving, handing the lead over."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import delete, or_, select, update

from participation.core.actor import Actor
from participation.core.clock import now
from participation.core.database import db
from participation.core.errors import Conflict, Invalid, NotAllowed
from participation.dialogue.boards.models import Board
from participation.dialogue.boards.rules import check_takes_applications
from participation.dialogue.calls import rules
from participation.dialogue.calls.commands.keeping import check_member, locked_application
from participation.dialogue.calls.events import LeadHandedOver, TeamInvited, TeamJoined, TeamLeft
from participation.dialogue.calls.models import Application, TeamInvitation, TeamMember
from participation.dialogue.calls.queries import members_of, open_invitations
from participation.dialogue.ideas.commands.keeping import locked
from participation.dialogue.ideas.models import Idea
from participation.dialogue.processes.queries import phases_of
from participation.people.accounts.queries import account_by_id
from participation.records.journal.commands import record
from participation.records.mailbox.commands import post_mail
from participation.records.subjects.models import Admission, State
from participation.records.subjects.queries import has_come


def add_member(idea_id: int, account_id: int, *, is_lead: bool = False, shows_name: bool = False) -> None:
    """Let somebody belong to a team: from now on they see the application before others do."""
    db.session.add(TeamMember(idea_id=idea_id, account_id=account_id, is_lead=is_lead, shows_name=shows_name))
    if db.session.get(Admission, (idea_id, account_id)) is None:
        db.session.add(Admission(subject_id=idea_id, account_id=account_id))
    db.session.flush()


def invite_members(idea: Idea, addresses: Collection[str], *, secret: str, actor: Actor) -> int:
    """Mail each address a link into the team that works once; who has one already gets none. Returns how many."""
    row, board = locked_application(idea, actor)
    if not board.takes_teams:
        raise NotAllowed("Bei diesem Aufruf bewirbt man sich allein.")
    invited = {one.email for one in open_invitations(row.subject_id)}
    fresh = [address for address in addresses if address not in invited]
    if len(members_of(row.subject_id)) + len(invited) + len(fresh) > rules.MOST_MEMBERS:
        raise Invalid("Ein Team hat höchstens %(count)s Mitglieder.", field="members", count=rules.MOST_MEMBERS)
    inviter = account_by_id(actor.account_id) if actor.account_id is not None else None
    team = db.session.get_one(Application, row.subject_id).team_name
    for address in fresh:
        invitation = TeamInvitation(idea_id=row.subject_id, email=address)
        db.session.add(invitation)
        db.session.flush()
        post_mail(
            address, "team_invitation", language=inviter.language if inviter else "de",
            once_key=f"team:{invitation.id}", team=team, call=board.title,
            by=inviter.pseudonym if inviter else "", token=rules.team_token(invitation.id, secret=secret),
        )  # fmt: skip
    if fresh:
        record(TeamInvited(row.subject_id, count=len(fresh)), actor=actor)
    return len(fresh)


def end_invitation(idea: Idea, invitation_id: int, *, actor: Actor) -> None:
    """Let an invitation lead in no more; doing it twice changes nothing."""
    row = locked(idea)
    check_member(row, actor)
    mine = (TeamInvitation.id == invitation_id, TeamInvitation.idea_id == row.subject_id)
    _run(update(TeamInvitation).where(*mine, TeamInvitation.used_at.is_(None)).values(ended_at=now(), email=""))


def accept_invitation(invitation: TeamInvitation, *, shows_name: bool, actor: Actor) -> None:
    """Join a team; of two at the same moment one does. Raises Conflict for an invitation that was used or ended,
    NotAllowed after the deadline or for an address that nobody confirmed."""
    if actor.account_id is None or not actor.is_confirmed:
        raise NotAllowed("Bitte bestätigen Sie zuerst Ihre E-Mail-Adresse. Den Link dazu haben wir Ihnen gemailt.")
    idea = locked(db.session.get_one(Idea, invitation.idea_id))
    _check_still_open(idea)
    if rules.is_member(actor, members_of(idea.subject_id)):
        raise Conflict("Sie gehören schon zu diesem Team.")
    claimed = db.session.execute(
        update(TeamInvitation)
        .where(
            TeamInvitation.id == invitation.id, TeamInvitation.used_at.is_(None), TeamInvitation.ended_at.is_(None)
        )
        .values(used_at=now(), email="")
        .returning(TeamInvitation.id)
        .execution_options(synchronize_session=False)
    ).scalar_one_or_none()  # fmt: skip
    if claimed is None:
        db.session.refresh(invitation)
        rules.check_open(invitation)
    add_member(idea.subject_id, actor.account_id, shows_name=shows_name)
    record(TeamJoined(idea.subject_id), actor=actor)


def show_name(idea: Idea, *, shows_name: bool, actor: Actor) -> None:
    """Say whether one's pseudonym stands in public beside the team's name."""
    check_member(idea, actor)
    mine = (TeamMember.idea_id == idea.subject_id, TeamMember.account_id == actor.account_id)
    _run(update(TeamMember).where(*mine).values(shows_name=shows_name))


def leave_team(idea: Idea, *, actor: Actor) -> None:
    """Leave a team. Raises Conflict for who leads it: somebody else takes the lead first."""
    row = locked(idea)
    check_member(row, actor)
    if rules.is_lead(actor, members_of(row.subject_id)):
        raise Conflict("Sie leiten das Team. Bitte geben Sie die Leitung zuerst weiter, oder ziehen Sie zurück.")
    assert actor.account_id is not None
    _let_go(row.subject_id, actor.account_id)
    record(TeamLeft(row.subject_id, removed=False), actor=actor)


def remove_member(idea: Idea, member_id: int, *, actor: Actor) -> None:
    """Take somebody out of the team, as who leads it may. One who is not there (any more) changes nothing."""
    row = locked(idea)
    rules.check_lead(actor, members_of(row.subject_id))
    member = _member(row.subject_id, member_id)
    if member is None:
        return
    if member.is_lead:
        raise Conflict("Sie leiten das Team. Bitte geben Sie die Leitung zuerst weiter, oder ziehen Sie zurück.")
    _let_go(row.subject_id, member.account_id)
    record(TeamLeft(row.subject_id, removed=True), actor=actor)


def hand_lead_over(idea: Idea, member_id: int, *, actor: Actor) -> None:
    """Let another member lead the team, who then stands for the application as its author."""
    row = locked(idea)
    rules.check_lead(actor, members_of(row.subject_id))
    member = _member(row.subject_id, member_id)
    if member is None:
        raise Conflict("Diese Person gehört nicht mehr zum Team.")
    make_lead(row, member)
    record(LeadHandedOver(row.subject_id), actor=actor)


def make_lead(idea: Idea, member: TeamMember) -> None:
    """Give the lead to this member and take it from who had it."""
    _run(update(TeamMember).where(TeamMember.idea_id == idea.subject_id, TeamMember.is_lead).values(is_lead=False))
    _run(update(TeamMember).where(TeamMember.id == member.id).values(is_lead=True))
    idea.author_id = member.account_id
    db.session.flush()
    db.session.expire(member)


def forget_old_invitations() -> None:
    """Delete invitations that nobody can accept any more: addresses go after the deadline at the latest."""
    over = [
        board.subject_id
        for board in db.session.scalars(select(Board).where(Board.is_call))
        if not _is_open(board)
    ]  # fmt: skip
    ideas = select(Idea.subject_id).where(Idea.board_id.in_(over))
    gone = or_(TeamInvitation.ended_at.is_not(None), TeamInvitation.idea_id.in_(ideas))
    _run(delete(TeamInvitation).where(TeamInvitation.used_at.is_(None), gone))


def forget_needless_admissions() -> None:
    """Forget that teams were let in where everyone sees by now what they handed in."""
    ideas = select(Idea.subject_id).join(Application, Application.idea_id == Idea.subject_id)
    _run(delete(Admission).where(Admission.subject_id.in_(ideas.where(has_come(Idea.visible_from)))))


def _check_still_open(idea: Idea) -> None:
    board = db.session.get_one(Board, idea.board_id)
    check_takes_applications(board, phases_of(board.process_id))
    if idea.state is not State.PUBLIC:
        raise Conflict("Diese Bewerbung wurde zurückgezogen.")


def _is_open(board: Board) -> bool:
    try:
        check_takes_applications(board, phases_of(board.process_id))
    except NotAllowed:
        return False
    return True


def _member(idea_id: int, member_id: int) -> TeamMember | None:
    return db.session.scalar(select(TeamMember).where(TeamMember.id == member_id, TeamMember.idea_id == idea_id))


def _let_go(idea_id: int, account_id: int) -> None:
    _run(delete(TeamMember).where(TeamMember.idea_id == idea_id, TeamMember.account_id == account_id))
    _run(delete(Admission).where(Admission.subject_id == idea_id, Admission.account_id == account_id))


def _run(statement: object) -> None:
    db.session.execute(statement.execution_options(synchronize_session=False))  # type: ignore[attr-defined]
