"""Files of applications and of drafts: their rows. Who calls takes the files themselves from the disk."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import delete, func, select, update

from participation.core.actor import Actor
from participation.core.clock import now
from participation.core.database import db
from participation.core.errors import Conflict, NotAllowed
from participation.dialogue.boards.models import Board
from participation.dialogue.calls import rules
from participation.dialogue.calls.commands.keeping import locked_application
from participation.dialogue.calls.events import AttachmentsChanged
from participation.dialogue.calls.models import ApplicationFile
from participation.dialogue.ideas.models import Idea
from participation.dialogue.processes.commands import WrittenFile
from participation.dialogue.processes.models import StoredFile
from participation.records.journal.commands import record


def keep_draft_file(board: Board, *, key: str, title: str, file: WrittenFile, actor: Actor) -> None:
    """Keep what somebody uploaded to a form that is not sent yet. Raises Invalid where no further file is taken."""
    if actor.account_id is None or not key:
        raise NotAllowed("Bitte melden Sie sich an, um mitzumachen.")
    db.session.execute(select(Board.subject_id).where(Board.subject_id == board.subject_id).with_for_update())
    mine = (ApplicationFile.account_id == actor.account_id, ApplicationFile.draft_key == key)
    rules.check_room(_count(*mine), most=board.most_files)
    _enter(board.subject_id, title, file, account_id=actor.account_id, draft_key=key)


def drop_draft_file(file_id: int, *, key: str, actor: Actor) -> list[str]:
    """Take a file out of a form; returns its name, to delete it. One of somebody else's, or gone, changes nothing."""
    return _remove(
        ApplicationFile.id == file_id, ApplicationFile.draft_key == key,
        ApplicationFile.account_id == actor.account_id,
    )  # fmt: skip


def send_drafts(idea: Idea, board: Board, *, key: str, actor: Actor) -> None:
    """Let the files of a form belong to what was handed in with it."""
    mine = (
        ApplicationFile.account_id == actor.account_id, ApplicationFile.draft_key == key,
        ApplicationFile.board_id == board.subject_id,
    )  # fmt: skip
    files = select(ApplicationFile.file_id).where(*mine)
    _run(update(StoredFile).where(StoredFile.id.in_(files)).values(subject_id=idea.subject_id))
    _run(update(ApplicationFile).where(*mine).values(idea_id=idea.subject_id, account_id=None, draft_key=None))


def add_file(idea: Idea, *, title: str, file: WrittenFile, actor: Actor) -> None:
    """Add a file to an application that was handed in. Raises NotAllowed after the deadline, Invalid where no further
    file is taken."""
    row, board = locked_application(idea, actor)
    rules.check_room(_count(ApplicationFile.idea_id == row.subject_id), most=board.most_files)
    _enter(board.subject_id, title, file, idea_id=row.subject_id)
    record(AttachmentsChanged(row.subject_id, count=_count(ApplicationFile.idea_id == row.subject_id)), actor=actor)


def remove_file(idea: Idea, file_id: int, *, actor: Actor) -> list[str]:
    """Take a file from an application; returns its name, to delete it. Raises Conflict where it is not there."""
    row, _board = locked_application(idea, actor)
    names = _remove(ApplicationFile.id == file_id, ApplicationFile.idea_id == row.subject_id)
    if not names:
        raise Conflict("Diese Anlage wurde inzwischen entfernt.")
    record(AttachmentsChanged(row.subject_id, count=_count(ApplicationFile.idea_id == row.subject_id)), actor=actor)
    return names


def remove_files_of(subject_id: int) -> list[str]:
    """Remove all files of an application, for expunging and for who takes their texts along; returns their names."""
    return _remove(ApplicationFile.idea_id == subject_id)


def remove_drafts_of(account_id: int) -> list[str]:
    """Remove what somebody uploaded and never sent; returns their names."""
    return _remove(ApplicationFile.account_id == account_id)


def forget_old_drafts() -> list[str]:
    """Remove files of forms that were never sent; returns their names."""
    return _remove(ApplicationFile.idea_id.is_(None), ApplicationFile.added_at < now() - rules.DRAFTS_KEPT_FOR)


def _count(*where: object) -> int:
    return int(db.session.scalar(select(func.count(ApplicationFile.id)).where(*where)) or 0)  # type: ignore[arg-type]


def _enter(
    board_id: int, title: str, file: WrittenFile, *, idea_id: int | None = None, account_id: int | None = None,
    draft_key: str | None = None,
) -> None:  # fmt: skip
    stored = StoredFile(
        subject_id=idea_id or board_id, name=file.name, media_type=file.media_type, size=file.size, digest=file.digest
    )
    db.session.add(stored)
    db.session.flush()
    db.session.add(
        ApplicationFile(
            board_id=board_id, idea_id=idea_id, account_id=account_id, draft_key=draft_key, file_id=stored.id,
            title=title,
        )
    )  # fmt: skip
    db.session.flush()


def _remove(*where: object) -> list[str]:
    rows: Sequence[tuple[int, int, str]] = db.session.execute(
        select(ApplicationFile.id, StoredFile.id, StoredFile.name)
        .join(StoredFile, StoredFile.id == ApplicationFile.file_id)
        .where(*where)  # type: ignore[arg-type]
    ).all()  # type: ignore[assignment]
    _run(delete(ApplicationFile).where(ApplicationFile.id.in_([row[0] for row in rows])))
    _run(delete(StoredFile).where(StoredFile.id.in_([row[1] for row in rows])))
    return [row[2] for row in rows]


def _run(statement: object) -> None:
    db.session.execute(statement.execution_options(synchronize_session=False))  # type: ignore[attr-defined]
