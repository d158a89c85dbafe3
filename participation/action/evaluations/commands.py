"""Opening rounds, rating, and publishing: rating and publishing are two acts of different people."""

from __future__ import annotations

from datetime import date

from sqlalchemy import func, select, update

from participation.action.evaluations import rules
from participation.action.evaluations.events import Rated, ResultPublished, RoundOpened, RoundReopened, SummaryWritten
from participation.action.evaluations.models import EvaluationRound, Publication, Review, ReviewKind, RoundState
from participation.action.evaluations.queries import count_reviews, next_number, snapshot_of
from participation.action.measures.models import Measure
from participation.core.actor import Actor, Role
from participation.core.clock import now, today
from participation.core.database import db
from participation.core.errors import Conflict, Invalid, NotAllowed
from participation.people.departments.commands import grant_role
from participation.records.journal.commands import record
from participation.records.search.commands import index_subject
from participation.records.subjects.commands import add_subject, link_many_to
from participation.records.subjects.models import LinkKind, Subject, SubjectKind

RATED = frozenset({SubjectKind.MEASURE, SubjectKind.GOAL})


def open_round(
    title: str, *, slug: str, starts_on: date, ends_on: date, actor: Actor, intro: str = ""
) -> EvaluationRound:
    """Begin a round."""
    rules.check_coordinator(actor)
    rules.check_days(starts_on, ends_on)
    if db.session.scalar(select(EvaluationRound.subject_id).where(EvaluationRound.slug == slug)) is not None:
        raise Invalid("Eine Runde mit dieser Adresse gibt es schon.", field="slug")
    subject = add_subject(SubjectKind.ROUND, title, path=f"/ergebnisse/{slug}")
    round_ = EvaluationRound(
        subject_id=subject.id, slug=slug, title=title, intro=intro, starts_on=starts_on, ends_on=ends_on
    )
    db.session.add(round_)
    db.session.flush()
    record(RoundOpened(subject.id), actor=actor, role=Role.COORDINATOR.value)
    return round_


def name_reviewer(round_: EvaluationRound, *, account_id: int, actor: Actor) -> None:
    """Name a person on the circle of a round; naming them twice changes nothing."""
    rules.check_coordinator(actor)
    grant_role(account_id, Role.REVIEWER, scope_id=round_.subject_id, actor=actor)


def rate(round_: EvaluationRound, subject_id: int, *, level: int, reason: str, actor: Actor) -> Review:
    """Rate a goal or measure as a reviewer; rating again replaces one's own rating while the round is open."""
    row = _locked(round_)
    rules.check_open(row)
    subject = _rated(subject_id)
    measure = db.session.get(Measure, subject_id) if subject.kind is SubjectKind.MEASURE else None
    rules.check_reviewer(actor, row.subject_id, department_id=measure.department_id if measure else None)
    rules.check_rating(level, reason)
    found = db.session.scalar(
        select(Review).where(
            Review.round_id == row.subject_id, Review.subject_id == subject_id, Review.kind == ReviewKind.REVIEW,
            Review.account_id == actor.account_id,
        )
    )  # fmt: skip
    return _keep(row, subject_id, ReviewKind.REVIEW, found, level=level, reason=reason, actor=actor)


def assess_own_measure(round_: EvaluationRound, measure: Measure, *, level: int, reason: str, actor: Actor) -> Review:
    """What those who lead a measure say of it; it stands in its own column and counts into no result."""
    row = _locked(round_)
    rules.check_open(row)
    if actor.account_id is None or not rules.leads(actor, measure.department_id):
        raise NotAllowed("Die Selbsteinschätzung schreibt die Redaktion der verantwortlichen Fachabteilung.")
    rules.check_rating(level, reason)
    found = db.session.scalar(
        select(Review).where(
            Review.round_id == row.subject_id, Review.subject_id == measure.subject_id, Review.kind == ReviewKind.SELF
        )
    )
    return _keep(row, measure.subject_id, ReviewKind.SELF, found, level=level, reason=reason, actor=actor)


def write_summary(
    round_: EvaluationRound, *, went_well: str, went_badly: str, follows: str, version: int, actor: Actor
) -> None:
    """Write the three sentences of a round. Raises Conflict where `version` is not the newest."""
    rules.check_coordinator(actor)
    changed = db.session.execute(
        update(EvaluationRound)
        .where(EvaluationRound.subject_id == round_.subject_id, EvaluationRound.version == version)
        .values(went_well=went_well, went_badly=went_badly, follows=follows, version=version + 1, changed_at=now())
        .execution_options(synchronize_session=False)
        .returning(EvaluationRound.version)
    )
    if changed.scalar_one_or_none() is None:
        raise Conflict("Jemand hat die Zusammenfassung inzwischen geändert. Ihre Fassung ist noch nicht gespeichert.")
    db.session.refresh(round_)
    record(SummaryWritten(round_.subject_id), actor=actor, role=Role.COORDINATOR.value)


def publish_round(round_: EvaluationRound, *, actor: Actor, reason: str = "", number: int | None = None) -> Publication:
    """Publish the results as they are now, under the next number; from the second on it is a correction with a reason.

    `number` is the number that the person saw coming: sending the same form twice publishes once (Conflict).
    """
    rules.check_coordinator(actor)
    row = _locked(round_)
    coming = next_number(row.subject_id)
    if number is not None and number != coming:
        raise Conflict(
            "Diese Runde wurde inzwischen unter dieser Nummer veröffentlicht. Bitte laden Sie die Seite neu."
        )
    rules.check_publishable(row, number=coming, reason=reason, rated=count_reviews(row.subject_id))
    data = snapshot_of(row, number=coming, reason=reason, day=today())
    subject = add_subject(SubjectKind.PUBLICATION, row.title, path=f"/ergebnisse/{row.slug}/{coming}")
    publication = Publication(
        subject_id=subject.id, round_id=row.subject_id, number=coming, published_by_ref=actor.actor_ref, reason=reason,
        data=data, digest=rules.digest_of(data),
    )  # fmt: skip
    row.state = RoundState.PUBLISHED
    db.session.add(publication)
    index_subject(subject.id, title=row.title, text="\n\n".join((row.went_well, row.went_badly, row.follows)))
    link_many_to(subject.id, LinkKind.EVALUATED_IN, _levels(data))
    event = ResultPublished(row.subject_id, publication_id=subject.id, number=coming)
    record(event, actor=actor, role=Role.COORDINATOR.value, reason=reason)
    return publication


def reopen_round(round_: EvaluationRound, *, actor: Actor, reason: str) -> None:
    """Take ratings again, so that a mistake can be put right and published under a new number."""
    rules.check_coordinator(actor)
    if not reason.strip():
        raise Invalid("Bitte begründen Sie, warum die Runde wieder geöffnet wird.", field="reason")
    row = _locked(round_)
    if row.state is RoundState.OPEN:
        return
    row.state = RoundState.OPEN
    db.session.flush()
    record(RoundReopened(row.subject_id), actor=actor, role=Role.COORDINATOR.value, reason=reason)


def _locked(round_: EvaluationRound) -> EvaluationRound:
    return db.session.scalars(
        select(EvaluationRound)
        .where(EvaluationRound.subject_id == round_.subject_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).one()


def _rated(subject_id: int) -> Subject:
    subject = db.session.get(Subject, subject_id)
    if subject is None or subject.kind not in RATED:
        raise Invalid("Bewertet werden Ziele und Maßnahmen.")
    return subject


def _keep(
    round_: EvaluationRound, subject_id: int, kind: ReviewKind, found: Review | None, *, level: int, reason: str,
    actor: Actor,
) -> Review:  # fmt: skip
    review = found or Review(
        round_id=round_.subject_id, subject_id=subject_id, kind=kind,
        reviewer_number=_number_of(round_.subject_id, actor) if kind is ReviewKind.REVIEW else 0,
    )  # fmt: skip
    review.account_id, review.level, review.reason, review.rated_at = actor.account_id, level, reason, now()
    review.version = review.version + 1 if found else 1
    db.session.add(review)
    db.session.flush()
    record(Rated(subject_id, round_id=round_.subject_id, kind=kind), actor=actor)
    return review


def _number_of(round_id: int, actor: Actor) -> int:
    """The number that stands for this reviewer in a round."""
    in_round = select(func.max(Review.reviewer_number)).where(Review.round_id == round_id)
    own = db.session.scalar(in_round.where(Review.account_id == actor.account_id, Review.kind == ReviewKind.REVIEW))
    return int(own or (db.session.scalar(in_round) or 0) + 1)


def _levels(data: dict[str, object]) -> dict[int, str]:
    """The level of each goal and measure, kept on its link to the publication."""
    results: dict[str, dict[str, dict[str, int | None]]] = data["results"]  # type: ignore[assignment]
    found: dict[int, str] = {}
    for kind in ("goals", "measures"):
        for thing in data[kind]:  # type: ignore[attr-defined]
            level = results[kind][thing["slug"]]["level"]
            if level is not None:
                found[thing["id"]] = str(level)
    return found


def forget_reviewer(account_id: int) -> None:
    """Let somebody's reviews stand under their number, without the person."""
    db.session.execute(
        update(Review)
        .where(Review.account_id == account_id)
        .values(account_id=None)
        .execution_options(synchronize_session=False)
    )
