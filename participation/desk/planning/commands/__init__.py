"""What editors do at the process desk."""

from participation.desk.planning.commands.boards import add_board, drop_board, edit_board
from participation.desk.planning.commands.ending import archive, remind_of_summaries, write_results
from participation.desk.planning.commands.making import copy_process, make_from_pattern
from participation.desk.planning.commands.phases import closes_on_writers, drop_phase, plan_phase, reschedule_phase
from participation.desk.planning.commands.publishing import (
    cancel_schedule,
    publish_due,
    publish_later,
    publish_now,
    release,
    request_release,
    return_release,
    withdraw_request,
)

__all__ = [
    "add_board",
    "archive",
    "cancel_schedule",
    "closes_on_writers",
    "copy_process",
    "drop_board",
    "drop_phase",
    "edit_board",
    "make_from_pattern",
    "plan_phase",
    "publish_due",
    "publish_later",
    "publish_now",
    "release",
    "remind_of_summaries",
    "request_release",
    "reschedule_phase",
    "return_release",
    "withdraw_request",
    "write_results",
]
