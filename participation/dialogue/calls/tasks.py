"""What the worker does for calls."""

from __future__ import annotations

from pathlib import Path

from flask import current_app

from participation.core.letting_go import lets_go
from participation.core.transactions import transaction, unseen_transaction
from participation.core.uploads import delete_files, expunge_files
from participation.desk.expunging.queries import expungings_for
from participation.desk.expunging.rules import Extent
from participation.dialogue.calls import commands
from participation.dialogue.calls.commands.leaving import forget_member
from participation.dialogue.calls.queries import due
from participation.people.own_data.queries import erased_accounts_for
from participation.records.journal.commands import take_duty
from participation.web.jobs import after_commits, daily


@daily
def forget_drafts_and_invitations() -> None:
    """Files of forms that were never sent go, addresses of people who did not join a team in time, and what
    let teams in before others, once everyone sees it."""
    with unseen_transaction():
        names = commands.forget_old_drafts()
        commands.forget_old_invitations()
        commands.forget_needless_admissions()
        delete_files(names, folder=_folder())


@after_commits(order=25)
def let_go_of_erased_accounts() -> None:
    """Teams go on without who left. This comes before the ideas of that person are looked at, so that an application
    of several belongs to one of the others by then."""
    for leaving in erased_accounts_for("calls"):
        with transaction():
            if take_duty(leaving.entry_id, room="calls"):
                names = forget_member(
                    leaving.account_id, address=leaving.address, takes_texts_along=leaving.takes_texts_along
                )
                expunge_files(names, folder=_folder())


@after_commits(order=30)
def expunge_applications() -> None:
    """Files, the name of the team and invited addresses of an application that must go as a whole."""
    for order in expungings_for("calls"):
        with transaction():
            if take_duty(order.entry_id, room="calls") and order.extent is Extent.WHOLE and order.subject_id:
                expunge_files(commands.expunge_application(order.subject_id), folder=_folder())


@lets_go("hidden_texts", "applications", due=due.due_hidden_applications, batch=20)
def forget_hidden_applications(idea_ids: list[int]) -> None:
    """What hangs on an application that was hidden or taken back long ago."""
    for idea_id in idea_ids:
        expunge_files(commands.expunge_application(idea_id), folder=_folder())


lets_go("archived_names", "team_members", due=due.due_teams, batch=20)(commands.forget_teams)


def _folder() -> Path:
    folder: Path = current_app.extensions["PARTICIPATION"].media_root
    return folder
