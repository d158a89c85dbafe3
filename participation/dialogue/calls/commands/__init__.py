"""What editors set for a call, what people hand in, and what becomes of teams and files."""

from participation.dialogue.calls.commands.applying import hand_in, revise_application, withdraw_application
from participation.dialogue.calls.commands.expunging import expunge_application
from participation.dialogue.calls.commands.files import (
    add_file,
    drop_draft_file,
    forget_old_drafts,
    keep_draft_file,
    remove_file,
    remove_files_of,
)
from participation.dialogue.calls.commands.leaving import forget_teams
from participation.dialogue.calls.commands.setting_up import follow_phases, set_up_call
from participation.dialogue.calls.commands.teams import (
    accept_invitation,
    end_invitation,
    forget_needless_admissions,
    forget_old_invitations,
    hand_lead_over,
    invite_members,
    leave_team,
    remove_member,
    show_name,
)

__all__ = [
    "accept_invitation",
    "add_file",
    "drop_draft_file",
    "end_invitation",
    "expunge_application",
    "follow_phases",
    "forget_needless_admissions",
    "forget_old_drafts",
    "forget_old_invitations",
    "forget_teams",
    "hand_in",
    "hand_lead_over",
    "invite_members",
    "keep_draft_file",
    "leave_team",
    "remove_file",
    "remove_files_of",
    "remove_member",
    "revise_application",
    "set_up_call",
    "show_name",
    "withdraw_application",
]
