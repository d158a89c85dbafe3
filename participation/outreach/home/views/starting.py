"""The start page."""

from __future__ import annotations

from typing import Any

from flask import render_template, request
from flask_babel import gettext as _
from flask_babel import ngettext
from markupsafe import Markup

from participation.action.measures.models import STAGES
from participation.core.clock import now
from participation.dialogue.ideas.models import STATUS_LABELS, STATUS_TONES, IdeaStatus
from participation.dialogue.ideas.queries import ideas_by
from participation.dialogue.meetings.queries import coming_meetings
from participation.dialogue.processes.queries import areas_of, published_processes
from participation.dialogue.processes.rules import cards_of
from participation.outreach.home import queries
from participation.outreach.home.queries import Chain
from participation.outreach.home.views.blueprint import blueprint
from participation.records.subjects.models import SubjectKind
from participation.town.districts.queries import district_outlines, district_tree
from participation.web.access import actor, public
from participation.web.kept import kept_for, kept_while_settings_last
from participation.web.languages import spoken
from participation.web.stored_pages import stored

LARGE_CARDS = 4
ANSWERED = (IdeaStatus.ANSWERED, IdeaStatus.DECLINED, IdeaStatus.PROMOTED, IdeaStatus.REALISED)
IN_MEASURES = (IdeaStatus.PROMOTED, IdeaStatus.REALISED)


@blueprint.get("/")
@public
@stored
def start() -> Any:
    """What this is, what runs now, and what became of it."""
    who = actor()
    processes = published_processes(who)
    figures = kept_for(who, "figures", lambda: queries.figures(who))
    cards = cards_of(processes, areas_of(p.subject_id for p in processes), figures.ideas.by_process, now())
    running = [card for card in cards if card.is_running]
    tree = kept_while_settings_last("districts", district_tree)
    chosen = next((d for d in tree if d.slug == request.args.get("stadtteil")), None)
    near = _around(chosen, tree) if chosen else []
    return render_template(
        "home/start.html",
        large=([card for card in running if card.line.is_open] or running)[:LARGE_CARDS], districts=tree, chosen=chosen,
        nearby=[card for card in cards if chosen and card.is_running and card.lies_in(near)],
        small_map=district_outlines(current_id=chosen.subject_id if chosen else None),
        chains=[(chain, _steps(chain)) for chain in kept_for(who, "chains", lambda: queries.newest_chains(who))],
        numbers=figures.ideas, answered=ANSWERED, in_measures=IN_MEASURES, figures=figures,
        meetings=coming_meetings(who, most=4),
        mine=ideas_by(who.account_id, most=3) if who.account_id else [],
        status_labels=STATUS_LABELS, status_tones=STATUS_TONES,
    )  # fmt: skip


def _around(chosen: Any, tree: list[Any]) -> list[int]:
    """The district, its parts, and what it is a part of."""
    by_id = {entry.subject_id: entry for entry in tree}
    found = [chosen.subject_id]
    found += [entry.subject_id for entry in tree if _is_within(entry, chosen.subject_id, by_id)]
    above = chosen.parent_id
    while above is not None:
        found.append(above)
        above = by_id[above].parent_id
    return found


def _is_within(entry: Any, whole_id: int, by_id: dict[int, Any]) -> bool:
    above = entry.parent_id
    while above is not None and above != whole_id:
        above = by_id[above].parent_id
    return above == whole_id


def _steps(chain: Chain) -> list[dict[str, Any]]:
    """A chain in one line each: where it came from, what the city does, what was reached."""
    first, others = chain.sources[0], len(chain.sources) - 1
    kind = "idea" if first.kind is SubjectKind.IDEA else "workshop"
    source = Markup(_("„%(title)s“")) % {"title": spoken(first.title)}  # noqa: S704 - a sentence of ours
    if first.votes:
        source += ", " + ngettext("%(num)s Unterstützung", "%(num)s Unterstützungen", first.votes)
    if others:
        source += ngettext(" und %(num)s weitere Quelle", " und %(num)s weitere Quellen", others)
    return [
        {"kind": kind, "label": source},
        {"kind": "measure", "label": _("Maßnahme, Stand: %(stage)s", stage=_(STAGES[chain.stage]))},
        {"kind": "result", "label": _result(chain)},
    ]


def _result(chain: Chain) -> str:
    if chain.stage.value == "stopped":
        return str(_("Beendet, mit dem, was daraus gelernt wurde"))
    if chain.reached_level:
        return str(_("Zielstufe %(level)s von 4 erreicht", level=chain.reached_level))
    return str(_("Noch keine Zielstufe erreicht"))
