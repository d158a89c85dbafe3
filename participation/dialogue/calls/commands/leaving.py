"""What stays of somebody who left: the team's application, without them."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import delete, select

from participation.core.database import db
from participation.dialogue.calls.commands.files import remove_drafts_of, remove_files_of
from participation.dialogue.calls.commands.teams import make_lead
from participation.dialogue.calls.models import Application, TeamInvitation, TeamMember
from participation.dialogue.ideas.commands.keeping import locked
from participation.dialogue.ideas.models import Idea


def forget_member(account_id: int, *, address: str, takes_texts_along: bool) -> list[str]:
    """Let somebody go from all teams: whoever came next takes the lead, so that the application stands. One who was
    alone takes files and team name along if the texts go too. Returns the names of the files to delete."""
    names = remove_drafts_of(account_id)
    mine = select(TeamMember).where(TeamMember.account_id == account_id).order_by(TeamMember.id)
    for member in list(db.session.scalars(mine)):
        names += _leave(member, takes_texts_along=takes_texts_along)
    if address:
        gone = delete(TeamInvitation).where(TeamInvitation.email == address.strip().lower())
        db.session.execute(gone.execution_options(synchronize_session=False))
    db.session.flush()
    return names


def _leave(member: TeamMember, *, takes_texts_along: bool) -> list[str]:
    idea_id, led = member.idea_id, member.is_lead
    others = (
        select(TeamMember)
        .where(TeamMember.idea_id == idea_id, TeamMember.id != member.id)
        .order_by(TeamMember.joined_at, TeamMember.id)
    )
    next_one = db.session.scalars(others.limit(1)).first()
    if led and next_one is not None:
        make_lead(locked(db.session.get_one(Idea, idea_id)), next_one)
    db.session.delete(member)
    db.session.flush()
    if next_one is not None or not takes_texts_along:
        return []
    db.session.get_one(Application, idea_id).team_name = ""
    return remove_files_of(idea_id)


def forget_teams(idea_ids: Sequence[int]) -> None:
    """Who belonged to these teams is nobody's business any more; their names as teams stay."""
    db.session.execute(delete(TeamMember).where(TeamMember.idea_id.in_(idea_ids)))
