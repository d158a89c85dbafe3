"""Adding districts and keeping them in step with the city's file of outlines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from participation.core.actor import Actor, Role
from participation.core.data_version import raise_settings_version
from participation.core.database import db
from participation.core.errors import Invalid, NotAllowed
from participation.core.slugs import slugify
from participation.records.journal.commands import record
from participation.records.subjects.commands import add_subject, change_subject
from participation.records.subjects.models import SubjectKind
from participation.town.districts import rules
from participation.town.districts.events import DistrictsLoaded
from participation.town.districts.models import District

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

DEEPEST = 3


@dataclass(frozen=True)
class Outline:
    """A district as a file tells of it: its name, its outline (GeoJSON), its number there, and what it belongs to.

    `parent` is the whole's name; `parent_slug` is needed only where that would not do as an address.
    """

    name: str
    geometry: dict[str, Any] | None
    external_id: str | None = None
    slug: str = ""
    parent: str = ""
    parent_slug: str = ""


@dataclass(frozen=True)
class Loaded:
    """How many districts a file added, changed, or left as they were."""

    added: int
    changed: int
    unchanged: int


def add_district(
    name: str, *, slug: str = "", parent: District | None = None, geometry: dict[str, Any] | None = None,
    external_id: str | None = None,
) -> District:  # fmt: skip
    """A new district, below `parent` where one is given. Raises Invalid where its outline is unusable."""
    area = rules.cleaned_area(geometry) if geometry else None
    level = parent.level + 1 if parent else 1
    if level > DEEPEST:
        raise Invalid("Stadtteile lassen sich höchstens über drei Ebenen ordnen.", field="parent")
    slug = slug or slugify(name)
    subject = add_subject(SubjectKind.DISTRICT, name, path=f"/karte?stadtteil={slug}")
    subject.district_id = subject.id
    district = District(
        subject_id=subject.id, slug=slug, name=name[:120], parent_id=parent.subject_id if parent else None,
        level=level, external_id=external_id,
    )  # fmt: skip
    if area is not None:
        _set_area(district, area)
    db.session.add(district)
    db.session.flush()
    raise_settings_version()
    return district


def load_districts(outlines: Sequence[Outline], *, actor: Actor) -> Loaded:
    """Take over a file of outlines: known districts (by number, else by slug) are brought up to date, new ones added.

    Loading the same file again changes nothing. Raises Invalid where an outline is unusable or named twice.
    """
    if not actor.has_role(Role.ADMINISTRATOR):
        raise NotAllowed("Stadtteile lädt die Administration.")
    known = list(db.session.scalars(select(District).order_by(District.subject_id)))
    by_number = {district.external_id: district for district in known if district.external_id}
    by_slug = {district.slug: district for district in known}
    added = changed = unchanged = 0
    seen: set[int] = set()
    for outline in outlines:
        slug = outline.slug or slugify(outline.name)
        parent, is_new = _parent(outline, slug, by_slug)
        added += is_new
        district = by_number.get(outline.external_id or "") or by_slug.get(slug)
        if district is None:
            district = add_district(
                outline.name, slug=slug, parent=parent, geometry=outline.geometry, external_id=outline.external_id
            )
            by_slug[slug] = district
            added += 1
        elif district.subject_id in seen:
            raise Invalid("Der Stadtteil „%(name)s“ steht zweimal in der Datei.", field="name", name=outline.name)
        elif _bring_up_to_date(district, outline, parent):
            changed += 1
        else:
            unchanged += 1
        seen.add(district.subject_id)
    if added or changed:
        _simplify_all()
        raise_settings_version()
        record(DistrictsLoaded(None, added=added, changed=changed), actor=actor)
    return Loaded(added, changed, unchanged)


def _parent(outline: Outline, own_slug: str, by_slug: dict[str, District]) -> tuple[District | None, bool]:
    """The district that another belongs to, made where it is missing. A part may bear the name of its whole."""
    if not outline.parent:
        return None, False
    slug = outline.parent_slug or slugify(outline.parent)
    if slug == own_slug:
        slug = f"{slug}-gesamt"
    if slug in by_slug:
        return by_slug[slug], False
    by_slug[slug] = add_district(outline.parent, slug=slug)
    return by_slug[slug], True


def _bring_up_to_date(district: District, outline: Outline, parent: District | None) -> bool:
    area = rules.cleaned_area(outline.geometry) if outline.geometry else None
    wanted: dict[str, Any] = {
        "name": outline.name[:120],
        "external_id": outline.external_id or district.external_id,
        "parent_id": parent.subject_id if parent else district.parent_id,
        "level": parent.level + 1 if parent else district.level,
    }
    if area is not None:
        wanted["geometry"] = rules.geojson_of(area)
    if all(getattr(district, field) == value for field, value in wanted.items()):
        return False
    for field, value in wanted.items():
        setattr(district, field, value)
    if area is not None:
        _set_area(district, area)
    change_subject(district.subject_id, title=district.name)
    db.session.flush()
    return True


def _set_area(district: District, area: BaseGeometry) -> None:
    district.geometry = rules.geojson_of(area)
    district.outline = rules.geojson_of(rules.simplified_areas([area])[0])
    district.west, district.south, district.east, district.north = area.bounds


def _simplify_all() -> None:
    """Make the small outlines anew, level by level, so that neighbours keep their common borders."""
    from shapely.geometry import shape

    drawn = list(db.session.scalars(select(District).where(District.west.is_not(None)).order_by(District.subject_id)))
    for level in sorted({district.level for district in drawn}):
        same = [district for district in drawn if district.level == level]
        simple = rules.simplified_areas([shape(district.geometry or {}) for district in same])
        for district, area in zip(same, simple, strict=True):
            district.outline = rules.geojson_of(area)
    db.session.flush()
