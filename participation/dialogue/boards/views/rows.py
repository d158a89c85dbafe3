"""The rows of a list, with their words ready: a list is read far more often than anything else."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from flask_babel import get_translations

from participation.dialogue.boards.views.highlights import Shown
from participation.dialogue.ideas.queries import (
    STATUS_LABELS,
    STATUS_TONES,
    Grown,
    IdeaEntry,
    IdeaStatus,
    Said,
    ShownPicture,
)
from participation.web.filters import ago, number, short_day


@dataclass(frozen=True, slots=True)
class Row:
    """An idea as its row shows it; `mine` is how this person voted, None without a vote. In a search, title and excerpt
    are marked, and `said` is a comment that answers where the idea itself does not; `label` is the plain title."""

    number: int
    label: str
    language: str
    title: str
    excerpt: str
    topic: str
    status: str
    tone: str
    votes: str
    votes_label: str
    against: str
    comments: str
    day: str
    age: str
    said: Said | None
    said_excerpt: str
    mine: int | None
    grown: Grown | None
    may_be_supported: bool
    picture: ShownPicture | None


def rows_of(
    entries: Iterable[IdeaEntry],
    *,
    votes: Mapping[int, int],
    measures: Mapping[int, Grown],
    boards: Mapping[int, str],
    opposing: bool,
    shown: Mapping[int, Shown],
) -> list[Row]:
    """The rows in their order; `boards` names the board where a list shows several, `shown` says what of an idea a
    search shows instead of its first words."""
    words = get_translations()
    gettext, ngettext = words.gettext, words.ngettext
    statuses = {status: gettext(label) for status, label in STATUS_LABELS.items()}
    return [
        Row(
            number=entry.subject_id,
            language=entry.language,
            label=entry.title,
            title=seen.title if (seen := shown.get(entry.subject_id)) else entry.title,
            excerpt=seen.excerpt if seen else entry.excerpt,
            topic=" · ".join(filter(None, (boards.get(entry.board_id), entry.category, entry.district))),
            status=statuses[entry.status],
            tone=STATUS_TONES[entry.status],
            votes=number(entry.votes),
            votes_label=ngettext("Unterstützung", "Unterstützungen", entry.votes),
            against=gettext("%(num)s dagegen") % {"num": number(entry.votes_against)} if opposing else "",
            comments=ngettext("%(num)s Kommentar", "%(num)s Kommentare", entry.comments) % {"num": entry.comments},
            day=short_day(entry.submitted_at),
            age=ago(entry.submitted_at),
            said=seen.said if seen else None,
            said_excerpt=seen.said_excerpt if seen else "",
            mine=votes.get(entry.subject_id),
            grown=measures.get(entry.subject_id),
            may_be_supported=entry.status is not IdeaStatus.MERGED,
            picture=entry.picture,
        )
        for entry in entries
    ]
