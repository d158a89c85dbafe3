"""The rows of a list, with their words ready: a list is read far more often than anything else."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from flask_babel import get_translations

from participation.dialogue.ideas.queries import STATUS_LABELS, STATUS_TONES, Grown, IdeaEntry, IdeaStatus, ShownPicture
from participation.web.filters import number


@dataclass(frozen=True, slots=True)
class Row:
    """An idea as its row shows it; `mine` is how this person voted, None without a vote."""

    number: int
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
) -> list[Row]:
    """The rows in their order; `boards` names the board where a list shows several."""
    words = get_translations()
    gettext, ngettext = words.gettext, words.ngettext
    statuses = {status: gettext(label) for status, label in STATUS_LABELS.items()}
    return [
        Row(
            number=entry.subject_id,
            language=entry.language,
            title=entry.title,
            excerpt=entry.excerpt,
            topic=" · ".join(filter(None, (boards.get(entry.board_id), entry.category, entry.district))),
            status=statuses[entry.status],
            tone=STATUS_TONES[entry.status],
            votes=number(entry.votes),
            votes_label=ngettext("Unterstützung", "Unterstützungen", entry.votes),
            against=gettext("%(num)s dagegen") % {"num": number(entry.votes_against)} if opposing else "",
            comments=ngettext("%(num)s Kommentar", "%(num)s Kommentare", entry.comments) % {"num": entry.comments},
            mine=votes.get(entry.subject_id),
            grown=measures.get(entry.subject_id),
            may_be_supported=entry.status is not IdeaStatus.MERGED,
            picture=entry.picture,
        )
        for entry in entries
    ]
