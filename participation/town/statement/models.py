"""Accessibility statements, one row for each saving."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, CheckConstraint, Date, Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from participation.core.clock import now
from participation.core.database import Base
from participation.core.errors import N_
from participation.records.subjects.models import enum_column


class Conformity(StrEnum):
    """How far the site meets the requirements."""

    NOT_ASSESSED = "not_assessed"
    FULL = "full"
    PARTIAL = "partial"
    FAILING = "failing"


class Method(StrEnum):
    """How that was found out."""

    NOTHING = "nothing"
    SELF = "self"
    THIRD_PARTY = "third_party"


class PartReason(StrEnum):
    """Why a part is not accessible, as the model statement tells them apart."""

    NOT_YET = "not_yet"
    BURDEN = "burden"
    OUT_OF_SCOPE = "out_of_scope"


CONFORMITY_LABELS: dict[Conformity, str] = {
    Conformity.NOT_ASSESSED: N_("noch nicht bewertet"),
    Conformity.FULL: N_("vollständig vereinbar"),
    Conformity.PARTIAL: N_("teilweise vereinbar"),
    Conformity.FAILING: N_("nicht vereinbar"),
}
METHOD_LABELS: dict[Method, str] = {
    Method.NOTHING: N_("noch keine Bewertung"),
    Method.SELF: N_("Selbstbewertung durch die Stadt"),
    Method.THIRD_PARTY: N_("Bewertung durch eine unabhängige Stelle"),
}
REASON_LABELS: dict[PartReason, str] = {
    PartReason.NOT_YET: N_("noch nicht vereinbar"),
    PartReason.BURDEN: N_("unverhältnismäßige Belastung"),
    PartReason.OUT_OF_SCOPE: N_("nicht im Anwendungsbereich"),
}


class AccessibilityStatement(Base):
    """One statement; the one with the highest number holds. `parts` are dicts of what, kind, reason, alternative."""

    __tablename__ = "accessibility_statements"
    __table_args__ = (
        CheckConstraint("conformity = 'not_assessed' OR assessed_on IS NOT NULL", name="assessed_on_a_day"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(Integer, unique=True)
    conformity: Mapped[Conformity] = mapped_column(enum_column(Conformity))
    method: Mapped[Method] = mapped_column(enum_column(Method))
    assessed_by: Mapped[str] = mapped_column(String(200), default="")
    assessed_on: Mapped[date | None] = mapped_column(Date)
    written_on: Mapped[date] = mapped_column(Date)
    parts: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)
    body_name: Mapped[str] = mapped_column(String(200))
    body_address: Mapped[str] = mapped_column(Text, default="")
    body_url: Mapped[str] = mapped_column(String(300), default="")
    body_link: Mapped[str] = mapped_column(String(200), default="")
    saved_at: Mapped[datetime] = mapped_column(default=now)
    actor_ref: Mapped[str | None] = mapped_column(String(32))
