"""Finding subjects by words: the same set in the same order on both databases."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, cast, exists, false, func, literal_column, or_, select, table, true
from sqlalchemy.dialects.postgresql import TSQUERY
from sqlalchemy.orm import aliased

from participation.core.actor import Actor
from participation.core.database import db
from participation.records.search import rules
from participation.records.search.models import SearchDocument
from participation.records.search.rules import Term
from participation.records.subjects.models import State, Subject, SubjectKind
from participation.records.subjects.queries import visible_to

MOST_RANKED = 2000
ALIKE_FROM = 0.35


@dataclass(frozen=True)
class Found:
    """A subject among the results."""

    subject_id: int
    kind: SubjectKind
    title: str
    path: str
    excerpt: str
    within: str
    changed_at: datetime


def matching_condition(query: str, subject_id_column: Any) -> ColumnElement[bool]:
    """A condition for any list: that the subject with this id answers the query.

    `subject_id_column` is a column such as `Idea.subject_id`. A query without a single word answers nothing. Whether
    the subject may be seen is not asked here.
    """
    terms = rules.query_terms(query)
    return subject_id_column.in_(_matching(terms, "terms")) if terms else false()


def newest_hits(query: str) -> Select[Any]:
    """The subjects that answer the query or in which something does, such as a comment: of the newest MOST_RANKED
    hits, so that a word that stands everywhere costs no more than a rare one. Hidden comments lead nowhere."""
    document, inside = aliased(SearchDocument, name="hit"), aliased(Subject, name="hit_subject")
    statement = (
        select(func.coalesce(document.within_id, document.subject_id))
        .join(inside, inside.id == document.subject_id)
        .where(inside.state.in_((State.PUBLIC, State.MERGED)))
    )
    return statement.where(document.subject_id.in_(newest_matching(query)))


def newest_matching(query: str) -> Select[Any]:
    """The numbers of the newest MOST_RANKED subjects that answer the query; whether they may be seen is not asked."""
    terms = rules.query_terms(query)
    if not terms:
        return select(Subject.id).where(false())
    matching = _matching(terms, "terms")
    number = literal_column("rowid") if db.session.get_bind().dialect.name == "sqlite" else matching.selected_columns[0]
    return select(matching.order_by(number.desc()).limit(MOST_RANKED).subquery("newest"))


def found(actor: Actor, query: str, *, kinds: Sequence[SubjectKind] = (), most: int = MOST_RANKED) -> list[int]:
    """The subjects that answer the query and that this person may see, best first.

    The newest `most` are ranked: by how many words stand in the title, then the newer first.
    """
    terms = rules.query_terms(query)
    if not terms:
        return []
    rows = db.session.execute(
        select(SearchDocument.subject_id, SearchDocument.title_terms)
        .join(Subject, Subject.id == SearchDocument.subject_id)
        .where(*_seen(actor, terms, kinds))
        .order_by(SearchDocument.subject_id.desc())
        .limit(most)
    )
    return _ranked(terms, rows)


def best_of_each_kind(actor: Actor, query: str, *, most: int = 5, ranked: int = 400) -> dict[SubjectKind, list[int]]:
    """The best results of every kind, ranked among the newest `ranked` of that kind."""
    terms = rules.query_terms(query)
    if not terms:
        return {}
    place = func.row_number().over(partition_by=Subject.kind, order_by=SearchDocument.subject_id.desc())
    newest = (
        select(SearchDocument.subject_id, SearchDocument.title_terms, Subject.kind, place.label("place"))
        .join(Subject, Subject.id == SearchDocument.subject_id)
        .where(*_seen(actor, terms, ()))
        .subquery()
    )
    rows: dict[SubjectKind, list[tuple[int, str]]] = {}
    for subject_id, title_terms, kind in db.session.execute(
        select(newest.c.subject_id, newest.c.title_terms, newest.c.kind)
        .where(newest.c.place <= ranked)
        .order_by(newest.c.subject_id.desc())
    ):
        rows.setdefault(kind, []).append((subject_id, title_terms))
    return {kind: _ranked(terms, of_kind)[:most] for kind, of_kind in rows.items()}


def counts_by_kind(actor: Actor, query: str) -> dict[SubjectKind, int]:
    """How many results there are of each kind that this person may see."""
    terms = rules.query_terms(query)
    if not terms:
        return {}
    rows = db.session.execute(
        select(Subject.kind, func.count())
        .join(SearchDocument, SearchDocument.subject_id == Subject.id)
        .where(*_seen(actor, terms, ()))
        .group_by(Subject.kind)
    )
    return dict(rows.all())


def results(subject_ids: Sequence[int]) -> list[Found]:
    """What the page shows of these subjects, in the given order."""
    process = aliased(Subject)
    rows = db.session.execute(
        select(
            Subject.id, Subject.kind, Subject.title, Subject.path, SearchDocument.excerpt,
            func.coalesce(process.title, ""), Subject.changed_at,
        )
        .join(SearchDocument, SearchDocument.subject_id == Subject.id)
        .outerjoin(process, and_(process.id == Subject.process_id, process.id != Subject.id))
        .where(Subject.id.in_(subject_ids))
    )  # fmt: skip
    by_id = {row[0]: Found(*row) for row in rows}
    return [by_id[number] for number in subject_ids if number in by_id]


def similar_titles(
    actor: Actor, title: str, *, within: Select[Any] | None = None, kind: SubjectKind = SubjectKind.IDEA, most: int = 5
) -> list[Found]:
    """Subjects whose title resembles this one, the most alike first; `within` selects the ids to choose from."""
    words = tuple(term for term in rules.query_terms(title) if term.exact[0] not in rules.STOP_WORDS)
    if not words:
        return []
    any_word = (Term(tuple(w for term in words for w in term.exact), tuple(w for t in words for w in t.beginnings)),)
    rows = db.session.execute(
        select(Subject.id, Subject.title)
        .where(
            Subject.kind == kind,
            Subject.id.in_(_matching(any_word, "title_terms")),
            Subject.id.in_(within) if within is not None else true(),
            visible_to(actor),
        )
        .order_by(Subject.id.desc())
        .limit(MOST_RANKED)
    )
    alike = [(rules.likeness(title, other), subject_id) for subject_id, other in rows]
    best = sorted((pair for pair in alike if pair[0] >= ALIKE_FROM), reverse=True)[:most]
    return results([subject_id for _, subject_id in best])


def alike_pairs(within: Select[Any], *, newest: int = 1000, most: int = 50) -> list[tuple[float, int, int]]:
    """Pairs of subjects with similar titles, the most alike first: (likeness, lower number, higher number).

    Among the newest subjects that `within` selects the ids of; whether these may be seen is asked there. Only titles
    that share a word of the index are compared.
    """
    rows = db.session.execute(
        select(Subject.id, Subject.title, SearchDocument.title_terms)
        .join(SearchDocument, SearchDocument.subject_id == Subject.id)
        .where(Subject.id.in_(within))
        .order_by(Subject.id.desc())
        .limit(newest)
    ).all()
    titles = {row.id: row.title for row in rows}
    pairs = rules.sharing_words({row.id: row.title_terms for row in rows})
    alike = [(rules.likeness(titles[one], titles[other]), one, other) for one, other in pairs]
    return sorted((found for found in alike if found[0] >= ALIKE_FROM), reverse=True)[:most]


def _seen(actor: Actor, terms: tuple[Term, ...], kinds: Sequence[SubjectKind]) -> list[ColumnElement[bool]]:
    around = aliased(Subject)
    return [
        SearchDocument.subject_id.in_(_matching(terms, "terms")),
        visible_to(actor),
        Subject.kind.in_(kinds) if kinds else true(),
        or_(
            SearchDocument.within_id.is_(None),
            exists().where(around.id == SearchDocument.within_id, visible_to(actor, around)),
        ),
    ]


def _matching(terms: tuple[Term, ...], column: str) -> Select[Any]:
    """The ids of documents in which all terms are found."""
    if db.session.get_bind().dialect.name == "sqlite":
        said = " AND ".join(
            _any_of([f'"{w}"' for w in t.exact], [f'"{w}" *' for w in t.beginnings], "OR") for t in terms
        )
        return select(literal_column("rowid")).select_from(table("search_index")).where(
            literal_column("search_index").op("MATCH")(f"{column} : ({said})")
        )  # fmt: skip
    said = " & ".join(_any_of([f"'{w}'" for w in t.exact], [f"'{w}':*" for w in t.beginnings], "|") for t in terms)
    document = aliased(SearchDocument, name="matching")
    vector: ColumnElement[Any] = literal_column(f"matching.search_index_{column}")
    return select(document.subject_id).where(vector.op("@@")(cast(said, TSQUERY)))


def _any_of(exact: Iterable[str], beginnings: Iterable[str], joined: str) -> str:
    return "(" + f" {joined} ".join((*exact, *beginnings)) + ")"


def _ranked(terms: tuple[Term, ...], rows: Iterable[Any]) -> list[int]:
    scored = [(rules.rank(terms, frozenset(title_terms.split())), subject_id) for subject_id, title_terms in rows]
    return [subject_id for _, subject_id in sorted(scored, reverse=True)]
