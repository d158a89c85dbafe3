"""Calls, applications with teams, and small files."""

from __future__ import annotations

import io
from typing import Any

from flask import current_app
from PIL import Image

from participation.core.database import db
from participation.core.transactions import transaction
from participation.dialogue.boards.models import Board
from participation.dialogue.calls.commands import hand_in, keep_draft_file, set_up_call
from participation.dialogue.calls.commands.teams import add_member
from participation.dialogue.calls.queries import conditions_of
from participation.dialogue.ideas.models import Idea
from participation.dialogue.processes.commands import write_file
from participation.dialogue.processes.models import Process
from participation.dialogue.processes.queries import phases_of
from participation.people.accounts.models import Account
from participation.web.keys import new_key
from tests.factories.dialogue import make_board
from tests.factories.people import make_account, person

PDF = b"%PDF-1.4 ein Kostenplan"
SECRET = "a key for tests that is long enough to be one"
TERMS: dict[str, Any] = {
    "conditions": ["Wir setzen das Vorhaben selbst um.", "Wir berichten danach."], "takes_teams": True,
    "most_files": 2, "files_wanted": "ein Kostenplan", "hides_applications": True,
}  # fmt: skip


def make_call(process: Process | None = None, *, board: dict[str, Any] | None = None, **terms: Any) -> Board:
    """A call whose applications are hidden until the phase ends, a month from now."""
    made = make_board(process, **(board or {}))
    with transaction():
        row = db.session.get_one(Board, made.subject_id)
        set_up_call(row, phases=phases_of(row.process_id), is_call=True, **{**TERMS, **terms})
    return row


def make_application(
    board: Board, lead: Account | None = None, *members: Account, files: tuple[str, ...] = (), **values: Any
) -> Idea:
    """An application that was handed in by `lead`, with these members and files."""
    lead = lead or make_account()
    key = new_key()
    for title in files:
        file = write_file(PDF, "application/pdf", folder=current_app.extensions["PARTICIPATION"].media_root)
        with transaction():
            keep_draft_file(board, key=key, title=title, file=file, actor=person(lead))
    with transaction():
        idea = hand_in(
            db.session.get_one(Board, board.subject_id), actor=person(lead), send_key=key, secret=SECRET,
            accepted=[one.id for one in conditions_of(board.subject_id)],
            **{
                "title": "Ein Beet im Hof", "text": "Wir legen zusammen ein Beet an.", "team_name": "Team Hof",
                **values,
            },
        )  # fmt: skip
        for member in members:
            add_member(idea.subject_id, member.id)
    return idea


def a_picture() -> bytes:
    """A small PNG."""
    written = io.BytesIO()
    Image.new("RGB", (40, 30), "green").save(written, "PNG")
    return written.getvalue()
