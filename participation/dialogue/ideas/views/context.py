"""What several pages of an idea show alike: what may be done, the phase, the way so far."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import request
from flask_babel import gettext as _

from participation.core.clock import now
from participation.core.errors import N_, NotAllowed
from participation.dialogue.comments import rules as comment_rules
from participation.dialogue.ideas import rules
from participation.dialogue.ideas.models import ORIGIN_LABELS, STATUS_LABELS, STATUS_TONES, IdeaStatus
from participation.dialogue.ideas.queries import Ballot, IdeaPage
from participation.dialogue.ideas.rules.asked import asked_on
from participation.dialogue.processes.models import Phase
from participation.dialogue.processes.rules import Act, opens, phase_at
from participation.records.journal import queries as journal
from participation.records.subjects.models import LinkKind, SubjectKind
from participation.records.subjects.queries import Lineage
from participation.web.access import actor
from participation.web.filters import day, sentence, short_day
from participation.web.languages import spoken


@dataclass(frozen=True)
class Step:
    """A step on the way of an idea, as the component `timeline` takes it."""

    title: str
    state: str
    at: datetime | None
    text: str = ""
    href: str = ""

    @property
    def date(self) -> str:
        """The day in words."""
        return day(self.at)


def idea_context(page: IdeaPage) -> dict[str, Any]:
    """What templates need to know of an idea and of what this person may do with it."""
    who, idea, process = actor(), page.idea, page.board.process
    moment, sealed, own = now(), rules.is_sealed(page.idea.visible_from), not page.board.is_call
    return {
        "page": page,
        "idea": idea,
        "board": page.board,
        "process": process,
        **ballot_context(page.ballot),
        "is_sealed": sealed,
        "comment_note": note_on(process.phases, Act.COMMENT, idea.visible_from),
        "can_comment": not sealed and opens(process.phases, Act.COMMENT, moment),
        "may_hint": any(opens(process.phases, act, moment) for act in (Act.SUBMIT, Act.SUPPORT, Act.COMMENT)),
        "may_answer_officially": not sealed
        and not process.is_archived
        and comment_rules.may_answer_officially(who, page.department.subject_id),
        "may_moderate": rules.may_moderate(who, process.department_id, process.subject_id),
        "may_revise": own and rules.may_revise(who, idea, process.phases),
        "may_withdraw": own and not process.is_archived and rules.may_withdraw(who, idea),
        "takes_pictures": asked_on(page.board).takes_pictures,
        "is_author": rules.is_author(who, idea),
        "status_labels": STATUS_LABELS,
        "status_tones": STATUS_TONES,
        "origin_labels": ORIGIN_LABELS,
    }


def ballot_context(ballot: Ballot) -> dict[str, Any]:
    """What the box needs in which people support an idea."""
    return {
        "ballot": ballot,
        "support_note": note_on(ballot.phases, Act.SUPPORT, ballot.visible_from),
        "can_support": not rules.is_sealed(ballot.visible_from) and opens(ballot.phases, Act.SUPPORT, now()),
    }


def note_on(phases: Sequence[Phase], act: Act, visible_from: datetime | None = None) -> str:
    """Until when people can do this, or why not now."""
    if visible_from is not None and rules.is_sealed(visible_from):
        day_ = short_day(visible_from)
        support = act is Act.SUPPORT
        return (
            _("Unterstützen können Sie ab dem %(day)s.", day=day_)
            if support
            else _("Kommentieren können Sie ab dem %(day)s.", day=day_)
        )
    try:
        rules.check_open(phases, act)
    except NotAllowed as refusal:
        return sentence(refusal)
    phase = phase_at(phases, now())
    until = short_day(phase.last_moment) if phase else ""
    if act is Act.SUPPORT:
        return _("Unterstützen ist bis zum %(day)s möglich.", day=until)
    return _("Kommentieren ist bis zum %(day)s möglich.", day=until)


def way_of_idea(page: IdeaPage, lineage: Lineage) -> list[Step]:
    """What happened to the idea so far, and what grew from it, oldest first."""
    idea = page.idea
    steps = [Step(_("Eingereicht"), "done", idea.submitted_at, _(ORIGIN_LABELS[idea.origin]))]
    steps += [
        step
        for happening in journal.history_of(idea.subject_id, events=list(_TELL))
        if (step := _told(happening, with_text=page.shows_text))
    ]
    for linked in lineage.came_from:
        if linked.link is LinkKind.MERGED_INTO:
            address = request.script_root + linked.path
            steps.append(Step(_("Eine Idee kam dazu"), "done", linked.at, spoken(linked.title), address))
    for linked in lineage.went_into:
        steps.append(
            Step(_grew(linked.kind), "done", linked.at, spoken(linked.title), request.script_root + linked.path)
        )
    steps.sort(key=lambda step: step.at or idea.submitted_at)
    steps = _each_day_once(steps)
    if steps and idea.status in {IdeaStatus.SUBMITTED, IdeaStatus.IN_REVIEW}:
        steps.append(Step(_("Antwort der Stadt"), "coming", None, _("Sie folgt hier, mit Begründung.")))
    return steps


def _each_day_once(steps: list[Step]) -> list[Step]:
    """Pictures are often changed one after the other: once a day is enough to tell."""
    changed = _(_PICTURES_CHANGED)
    days = {step.date: step for step in steps if step.title == changed}
    return [step for step in steps if step.title != changed or days[step.date] is step]


def _grew(kind: SubjectKind) -> str:
    words = {
        SubjectKind.MEASURE: _("Wurde Teil einer Maßnahme"),
        SubjectKind.IDEA: _("Zusammengeführt mit"),
        SubjectKind.CLUSTER: _("Kam in ein Themenbündel"),
        SubjectKind.PRIORITISATION: _("Priorisiert"),
        SubjectKind.WORKSHOP: _("In einer Werkstatt besprochen"),
    }
    return words.get(kind, _("Ging ein in"))


def _told(happening: journal.Happening, *, with_text: bool) -> Step | None:
    if happening.event == "IdeaAnswered":
        return Step(_("Antwort der Stadt"), "done", happening.at, href="#antwort" if with_text else "")
    if happening.event == "IdeaStatusChanged":
        if happening.values["new"] == IdeaStatus.IN_REVIEW:
            return Step(_("In Prüfung"), "done", happening.at)
        if happening.values["new"] == IdeaStatus.REALISED:
            return Step(_("Umgesetzt"), "done", happening.at)
        return None
    if happening.event == "SubjectExpunged" and happening.values["kind"] == "answer":
        return Step(_("Eine Antwort der Stadt wurde getilgt"), "done", happening.at)
    if happening.event == "SubjectExpunged" and happening.values["extent"] != "whole":
        return Step(_("Ein Teil wurde getilgt"), "done", happening.at)
    return Step(_(_TELL[happening.event]), "done", happening.at)


_PICTURES_CHANGED = N_("Bilder geändert")
_TELL = {
    "IdeaAnswered": "",
    "IdeaStatusChanged": "",
    "IdeaRevised": N_("Text überarbeitet"),
    "IdeaPicturesChanged": _PICTURES_CHANGED,
    "IdeaHidden": N_("Von der Moderation verborgen"),
    "IdeaRestored": N_("Wieder sichtbar"),
    "IdeaWithdrawn": N_("Zurückgezogen"),
    "IdeaUnmerged": N_("Zusammenführung aufgehoben: steht wieder für sich"),
    "SubjectExpunged": N_("Getilgt"),
}
