"""The dates of the town and of its processes, and each of them as a calendar file."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from flask import Blueprint, Response, abort, current_app, render_template, request, url_for
from flask_babel import gettext as _

from participation.core.clock import now
from participation.core.errors import N_
from participation.core.places import Point
from participation.dialogue.meetings import queries, rules
from participation.dialogue.meetings.models import KIND_LABELS, MeetingKind
from participation.town.districts.queries import district_outlines
from participation.web.access import actor, public
from participation.web.navigation import navigation
from participation.web.pagination import requested_page
from participation.web.stored_pages import stored

blueprint = Blueprint("meetings", __name__)
navigation.add(N_("Termine"), "meetings.index", order=50)


@blueprint.get("/termine")
@public
@stored
def index() -> Any:
    """What comes, and what was."""
    kind = _asked_kind()
    number = min(requested_page(), 1000)
    past, more = queries.past_meetings(actor(), kind=kind, number=number)
    return render_template(
        "meetings/index.html", kind=kind, coming=queries.coming_meetings(actor(), kind=kind), past=past, more=more,
        number=number, kinds=[(k, _(KIND_LABELS[k])) for k in MeetingKind],
    )  # fmt: skip


@blueprint.get("/termine/<int:subject_id>")
@public
@stored
def show(subject_id: int) -> Any:
    """One date: when, where, how to get there, what came of it."""
    page = queries.meeting_page(subject_id, actor()) or abort(404)
    meeting = page.meeting
    point = Point(meeting.lon, meeting.lat) if meeting.lon is not None and meeting.lat is not None else None
    return render_template(
        "meetings/show.html", page=page, meeting=meeting, kind=_(KIND_LABELS[meeting.kind]),
        is_over=(meeting.ends_at or meeting.starts_at) < now(),
        small_map=district_outlines(current_id=meeting.district_id, point=point),
    )  # fmt: skip


@blueprint.get("/termine/<int:subject_id>.ics")
@public
@stored
def calendar(subject_id: int) -> Any:
    """The date for one's own calendar."""
    page = queries.meeting_page(subject_id, actor()) or abort(404)
    base = current_app.extensions["PARTICIPATION"].base_url
    text = rules.calendar_text(
        page.meeting, address=base + url_for("meetings.show", subject_id=subject_id), host=urlsplit(base).netloc
    )
    name = f'attachment; filename="termin-{subject_id}.ics"'
    return Response(text, content_type="text/calendar; charset=utf-8", headers={"Content-Disposition": name})


def _asked_kind() -> MeetingKind | None:
    try:
        return MeetingKind(request.args.get("art", ""))
    except ValueError:
        return None
