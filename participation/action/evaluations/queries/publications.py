"""Published results: finding them, computing them again, writing them as a table."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import func, select

from participation.action.evaluations import rules
from participation.action.evaluations.models import EvaluationRound, Publication
from participation.core.database import db

FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")
CSV_HEAD = (
    "kind", "slug", "title", "level", "assessment", "basis", "proposal", "change", "reviews", "self_assessment",
    "reached_level", "ideas", "votes", "comments", "notes", "prototypes",
)  # fmt: skip


@dataclass(frozen=True)
class Published:
    """A publication in a list, without its data."""

    subject_id: int
    round_slug: str
    round_title: str
    number: int
    published_at: datetime
    reason: str
    ends_on: date


def _newest_first(statement: Any) -> Any:
    return statement.order_by(
        EvaluationRound.ends_on.desc(), EvaluationRound.subject_id.desc(), Publication.number.desc()
    )


def _publications() -> Any:
    return select(Publication, EvaluationRound).join(
        EvaluationRound, EvaluationRound.subject_id == Publication.round_id
    )


def newest_publication() -> tuple[Publication, EvaluationRound] | None:
    """The results that hold: the highest number of the latest round that was published."""
    return _pair(_newest_first(_publications()).limit(1))


def newest_of_round(slug: str) -> tuple[Publication, EvaluationRound] | None:
    """The highest number of one round."""
    return _pair(_newest_first(_publications().where(EvaluationRound.slug == slug)).limit(1))


def publication_of(slug: str, number: int) -> tuple[Publication, EvaluationRound] | None:
    """One publication of a round."""
    return _pair(_publications().where(EvaluationRound.slug == slug, Publication.number == number))


def _pair(statement: Any) -> tuple[Publication, EvaluationRound] | None:
    row = db.session.execute(statement).first()
    return None if row is None else (row[0], row[1])


def earlier_publications(*, most: int = 100) -> list[Published]:
    """All publications, the latest round and the highest number first."""
    statement = select(
        Publication.subject_id, EvaluationRound.slug, EvaluationRound.title, Publication.number,
        Publication.published_at, Publication.reason, EvaluationRound.ends_on,
    ).join(EvaluationRound, EvaluationRound.subject_id == Publication.round_id)  # fmt: skip
    return [Published(*row) for row in db.session.execute(_newest_first(statement).limit(most)).all()]


def next_number(round_id: int) -> int:
    """The number that the next publication of a round gets."""
    return int(db.session.scalar(select(func.max(Publication.number)).where(Publication.round_id == round_id)) or 0) + 1


def previous_of(round_: EvaluationRound) -> tuple[Publication, EvaluationRound] | None:
    """The results of the last round that ended before this one."""
    statement = _publications().where(
        EvaluationRound.ends_on < round_.ends_on, EvaluationRound.subject_id != round_.subject_id
    )
    return _pair(_newest_first(statement).limit(1))


def recompute(data: Mapping[str, Any]) -> dict[str, Any]:
    """The results computed again from a publication's own data; equal to its `results` if nothing was touched."""
    return rules.results_of(data)


def as_csv(data: Mapping[str, Any]) -> str:
    """The results as a table: one row per goal and measure."""
    out = io.StringIO()
    writer = csv.DictWriter(out, CSV_HEAD, restval="", lineterminator="\r\n")
    writer.writeheader()
    for kind, things in (("goal", data["goals"]), ("measure", data["measures"])):
        for thing in things:
            result = data["results"][f"{kind}s"][thing["slug"]]
            row = {name: result[name] for name in CSV_HEAD if name in result}
            row |= {"kind": kind, "slug": thing["slug"], "title": thing.get("name") or thing.get("title")}
            row["reviews"] = len(thing["reviews"])
            if kind == "measure":
                row["self_assessment"] = (thing["self"] or {}).get("level", "")
                row["reached_level"] = thing["reached_level"]
                row["notes"], row["prototypes"] = thing["sources"]["notes"], thing["sources"]["prototypes"]
            writer.writerow({name: _harmless(value) for name, value in row.items()})
    return out.getvalue()


def _harmless(value: Any) -> Any:
    """Text that a spreadsheet would take for a formula gets an apostrophe."""
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA_SIGNS) else value
