"""What an expunging would touch, counted before anybody decides."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import func, or_, select

from participation.action.prioritisation.models import Judgement
from participation.core.actor import HOUSE
from participation.core.database import db
from participation.desk.answers.models import Answer
from participation.desk.expunging.models import Kind
from participation.desk.expunging.queries.targets import Target
from participation.dialogue.comments.models import Comment, CommentVersion
from participation.dialogue.ideas.models import IdeaVersion
from participation.records.journal.models import JournalDetail, JournalEntry
from participation.records.mailbox.queries import waiting_mails_saying
from participation.records.search.models import SearchDocument
from participation.records.subjects.models import Link
from participation.records.subjects.queries import LinkedSubject, what_grew_from

QUOTE = 40
"""So many letters in a row that are the same are taken for a quotation."""
SHORTEST = 8
MOST_READ = 500
CONTRIBUTIONS = (Kind.IDEA, Kind.COMMENT, Kind.NOTE, Kind.PROTOTYPE)


@dataclass(frozen=True)
class Preview:
    """How much there is of everything that goes, and what may quote it and has to be looked at by itself."""

    versions: int
    mails: int
    is_indexed: bool
    journal_words: int
    judgements: int
    links: int
    grown: tuple[LinkedSubject, ...]
    quoting_comments: tuple[int, ...]
    quoting_answers: tuple[int, ...]


def preview_of(target: Target) -> Preview:
    """What expunging all of it would touch."""
    number = target.subject_id
    contribution = number is not None and target.kind in CONTRIBUTIONS
    comments, answers = _quoting(target) if contribution else ((), ())
    linked = or_(Link.source_id == number, Link.target_id == number)
    return Preview(
        versions=_versions(target),
        mails=waiting_mails_saying(target.needles, path=target.path if contribution else ""),
        is_indexed=contribution and _count(SearchDocument.subject_id, SearchDocument.subject_id == number) > 0,
        journal_words=_words_beside(number) if contribution else 0,
        judgements=_count(Judgement.id, Judgement.idea_id == number) if target.kind is Kind.IDEA else 0,
        links=_count(Link.id, linked) if contribution else 0,
        grown=tuple(what_grew_from(HOUSE, number)) if contribution and number is not None else (),
        quoting_comments=comments, quoting_answers=answers,
    )  # fmt: skip


def _versions(target: Target) -> int:
    if target.kind is Kind.COMMENT:
        return _count(CommentVersion.id, CommentVersion.comment_id == target.number)
    return _count(IdeaVersion.id, IdeaVersion.idea_id == target.number) if target.kind is Kind.IDEA else 0


def _count(column: object, where: object) -> int:
    return int(db.session.scalar(select(func.count(column)).where(where)) or 0)  # type: ignore[arg-type]


def _words_beside(subject_id: int | None) -> int:
    found = select(func.count(JournalDetail.entry_id)).join(JournalEntry, JournalEntry.id == JournalDetail.entry_id)
    return int(db.session.scalar(found.where(JournalEntry.subject_id == subject_id)) or 0)


def _quoting(target: Target) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Comments and answers that say the same as the contribution over a long stretch; the newest of them are read."""
    about = db.session.scalar(select(Comment.target_id).where(Comment.subject_id == target.number)) or target.number
    said = [text for _, text in target.texts] + [target.title]
    comments = db.session.execute(
        select(Comment.subject_id, Comment.text)
        .where(Comment.target_id == about, Comment.subject_id != target.number)
        .order_by(Comment.subject_id.desc())
        .limit(MOST_READ)
    )
    answers = db.session.execute(
        select(Answer.id, Answer.reason).where(Answer.subject_id == about).order_by(Answer.id.desc()).limit(MOST_READ)
    )
    return (
        tuple(number for number, text in comments if _quotes(text, said)),
        tuple(number for number, text in answers if _quotes(text, said)),
    )


def _quotes(text: str, said: list[str]) -> bool:
    flat = " ".join(text.split())
    return any(piece in flat for one in said for piece in _pieces(" ".join(one.split())))


def _pieces(words: str) -> list[str]:
    """Overlapping stretches of a text; a short one is a stretch of its own."""
    if len(words) <= QUOTE:
        return [words] if len(words) > SHORTEST else []
    return [words[start : start + QUOTE] for start in range(0, len(words) - QUOTE + 1, QUOTE // 2)]
