"""Pictures of drafts and ideas: their rows, and writing their files. Who calls takes files from the disk."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import ColumnElement, delete, select, update

from participation.core.actor import Actor
from participation.core.database import db
from participation.core.errors import Conflict, Invalid, NotAllowed
from participation.core.pictures import Picture, in_widths
from participation.core.uploads import check_size, expunge_files, path_of
from participation.dialogue.boards.models import Board
from participation.dialogue.ideas import rules
from participation.dialogue.ideas.commands.keeping import locked
from participation.dialogue.ideas.events import IdeaPicturesChanged
from participation.dialogue.ideas.models import Idea, IdeaDraft, IdeaPicture
from participation.dialogue.ideas.rules.asked import asked_on
from participation.dialogue.ideas.rules.pictures import LONGEST_ALT, WIDTHS, check_described, check_room, widths_of
from participation.dialogue.processes.queries import phases_of
from participation.records.journal.commands import record


@dataclass(frozen=True)
class WrittenPicture:
    """A picture that lies in its folder in all its widths and is not entered yet."""

    folder: Path
    name: str
    width: int
    height: int

    def discard(self) -> None:
        """Take it away again."""
        expunge_files(files_of(self.name, self.width), folder=self.folder)


def write_picture(data: bytes, *, folder: Path, most: int) -> WrittenPicture:
    """Draw an upload anew in all its widths and write these below `folder`. Raises Invalid for what is too large
    (`most` bytes), broken or no picture, and where the disk takes no more."""
    try:
        check_size(data, most=most)
    except Invalid as error:
        raise Invalid(error.message, field="pictures", **error.values) from None
    variants = in_widths(data, WIDTHS, field="pictures")
    widest = variants[-1]
    written = WrittenPicture(folder, secrets.token_hex(16), widest.width, widest.height)
    try:
        for variant in variants:
            _write(variant, path_of(f"{written.name}-{variant.width}", folder=folder))
    except OSError:
        written.discard()
        raise Invalid(
            "Das Bild ließ sich nicht speichern. Bitte versuchen Sie es später noch einmal.", field="pictures"
        ) from None
    return written


def files_of(name: str, width: int) -> list[str]:
    """The names of the files in which a picture lies."""
    return [f"{name}-{one}" for one in widths_of(width)]


def add_to_draft(draft_id: int, written: WrittenPicture, *, most: int) -> IdeaPicture:
    """Let a picture belong to a draft. Raises Invalid where no further one is taken."""
    db.session.execute(select(IdeaDraft.id).where(IdeaDraft.id == draft_id).with_for_update())
    return _enter(written, IdeaPicture.draft_id == draft_id, most=most, draft_id=draft_id)


def remove_from_draft(picture_id: int, draft_id: int) -> list[str]:
    """Take a picture out of a draft; returns the names of its files. One that is gone changes nothing."""
    return _take_out(IdeaPicture.draft_id == draft_id, picture_id)


def describe_in_draft(draft_id: int, words: Mapping[int, str]) -> None:
    """Note what the pictures of a draft show, by their numbers."""
    _describe(IdeaPicture.draft_id == draft_id, words)


def add_to_idea(idea: Idea, written: WrittenPicture, *, alt: str, actor: Actor) -> None:
    """Add a picture to an idea that was submitted, as long as its author may change it."""
    row, board = _changeable(idea, actor)
    picture = _enter(
        written, IdeaPicture.idea_id == row.subject_id, most=asked_on(board).pictures, idea_id=row.subject_id, alt=alt
    )
    check_described([picture])
    _note(row, actor)


def remove_from_idea(idea: Idea, picture_id: int, *, actor: Actor) -> list[str]:
    """Take a picture from an idea; returns the names of its files. Raises Conflict where it is not there (any more)."""
    row, _board = _changeable(idea, actor)
    names = _take_out(IdeaPicture.idea_id == row.subject_id, picture_id)
    if not names:
        raise Conflict("Dieses Bild wurde inzwischen entfernt.")
    _note(row, actor)
    return names


def describe_in_idea(idea: Idea, words: Mapping[int, str], *, actor: Actor) -> None:
    """Say anew what the pictures of an idea show. Raises Invalid where nothing is said of one."""
    row, _board = _changeable(idea, actor)
    of_it = IdeaPicture.idea_id == row.subject_id
    if not all(words.get(picture.id, picture.alt).strip() for picture in _all(of_it)):
        check_described([IdeaPicture(alt="")])
    if _describe(of_it, words):
        _note(row, actor)


def remove_pictures_of_ideas(idea_ids: Sequence[int]) -> list[str]:
    """Let all pictures of these ideas go; returns the names of its files."""
    return remove_pictures(IdeaPicture.idea_id.in_(idea_ids))


def remove_pictures(which: ColumnElement[bool]) -> list[str]:
    """Let these pictures go; returns the names of its files."""
    names = [
        name
        for row in db.session.execute(select(IdeaPicture.name, IdeaPicture.width).where(which))
        for name in files_of(row.name, row.width)
    ]
    _run(delete(IdeaPicture).where(which))
    return names


def _changeable(idea: Idea, actor: Actor) -> tuple[Idea, Board]:
    row = locked(idea)
    board = db.session.get_one(Board, row.board_id)
    if board.is_call or not rules.may_revise(actor, row, phases_of(board.process_id)):
        raise NotAllowed(
            "Diese Idee lässt sich nicht mehr ändern: Die Phase ist zu Ende, oder die Stadt hat geantwortet."
        )
    return row, board


def _note(idea: Idea, actor: Actor) -> None:
    count = len(_all(IdeaPicture.idea_id == idea.subject_id))
    record(IdeaPicturesChanged(idea.subject_id, count=count), actor=actor)


def _all(which: ColumnElement[bool]) -> list[IdeaPicture]:
    return list(db.session.scalars(select(IdeaPicture).where(which).order_by(IdeaPicture.position)))


def _enter(
    written: WrittenPicture, beside: ColumnElement[bool], *, most: int, alt: str = "", idea_id: int | None = None,
    draft_id: int | None = None,
) -> IdeaPicture:  # fmt: skip
    there = _all(beside)
    check_room(len(there), most=most)
    picture = IdeaPicture(
        idea_id=idea_id, draft_id=draft_id, position=len(there) + 1, name=written.name, width=written.width,
        height=written.height, alt=alt.strip()[:LONGEST_ALT],
    )  # fmt: skip
    if idea_id is not None:
        check_described([picture])
    db.session.add(picture)
    db.session.flush()
    return picture


def _take_out(beside: ColumnElement[bool], picture_id: int) -> list[str]:
    """Take one out and let those behind it move up, one after the other: two may never have the same place."""
    there = _all(beside)
    gone = next((picture for picture in there if picture.id == picture_id), None)
    if gone is None:
        return []
    db.session.delete(gone)
    db.session.flush()
    for picture in there:
        if picture.position > gone.position:
            picture.position -= 1
            db.session.flush()
    return files_of(gone.name, gone.width)


def _describe(beside: ColumnElement[bool], words: Mapping[int, str]) -> bool:
    """Whether anything was said anew."""
    changed = False
    for picture in _all(beside):
        alt = words.get(picture.id, picture.alt).strip()[:LONGEST_ALT]
        if alt != picture.alt:
            picture.alt, changed = alt, True
    db.session.flush()
    return changed


def move_to_idea(draft_id: int, idea_id: int) -> None:
    """Let the pictures of a draft belong to the idea that it became. Raises Invalid where one is not described."""
    check_described(_all(IdeaPicture.draft_id == draft_id))
    _run(update(IdeaPicture).where(IdeaPicture.draft_id == draft_id).values(idea_id=idea_id, draft_id=None))


def _write(variant: Picture, path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("xb") as file:
        file.write(variant.data)


def _run(statement: object) -> None:
    db.session.execute(statement.execution_options(synchronize_session=False))  # type: ignore[attr-defined]
