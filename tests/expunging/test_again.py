"""After an older backup was restored, what was expunged since is expunged again from a list."""

from __future__ import annotations

import json
from pathlib import Path

from flask import Flask

from participation.core.clock import today
from participation.core.database import db
from participation.core.transactions import transaction
from participation.desk.expunging.models import Kind
from participation.dialogue.ideas.models import Idea
from participation.records.subjects.commands import change_subject
from participation.records.subjects.models import State
from tests.expunging.marked import expunge, where_said, work
from tests.factories.dialogue import make_idea

WORDS = "Hausnummer sieben"


def test_what_a_restored_backup_brings_back_is_expunged_again(app: Flask, tmp_path: Path) -> None:
    idea = make_idea(title=WORDS)
    expunge(Kind.IDEA, idea.subject_id)
    run = app.test_cli_runner().invoke
    listed = run(args=["expunged", "list", "--since", today().isoformat()]).output
    assert json.loads(listed)["number"] == idea.subject_id
    with transaction():
        row = db.session.get_one(Idea, idea.subject_id, populate_existing=True)
        row.title, row.text, row.state = WORDS, WORDS, State.PUBLIC
        change_subject(idea.subject_id, title=WORDS, state=State.PUBLIC)
    file = tmp_path / "list"
    file.write_text(listed + '{"kind": "idea", "number": 99999, "extent": "whole", "part": "", "ground": "law", '
                    f'"reason": "x", "decided_at": "{today().isoformat()}T10:00:00+00:00"}}\n')  # fmt: skip
    answer = run(args=["expunged", "again", str(file)])
    assert "1 expunged again, 1 not there" in answer.output
    work()
    assert where_said(app, WORDS) == []


def test_a_line_that_is_none_is_named(app: Flask, tmp_path: Path) -> None:
    file = tmp_path / "list"
    file.write_text("{}\n")
    answer = app.test_cli_runner().invoke(args=["expunged", "again", str(file)])
    assert answer.exit_code == 1
    assert "Line 1 is not one" in answer.output
