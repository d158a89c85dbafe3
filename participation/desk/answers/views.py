"""The desk of a department: what waits for an answer, and answering it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import Blueprint, abort, current_app, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _

from participation.core.actor import Role
from participation.core.database import db
from participation.core.errors import N_, Conflict, Invalid
from participation.core.transactions import commits
from participation.desk.answers import commands, queries, rules
from participation.desk.answers.forms import AnswerForm
from participation.desk.answers.models import LABELS, AnswerOutcome
from participation.desk.moderation import queries as moderation
from participation.dialogue.ideas.models import STATUS_LABELS, STATUS_TONES, Idea
from participation.dialogue.processes.models import LEEWAY
from participation.dialogue.processes.queries import entries_of, entry_by_id
from participation.people.notifications import queries as notifications
from participation.records.commitments import queries as commitments
from participation.web.access import actor, staff
from participation.web.htmx import page_or_partial, rejected
from participation.web.navigation import navigation
from participation.web.numbers import asked_number, whole_number
from participation.web.pagination import pages_of, requested_page

blueprint = Blueprint("answers", __name__)
blueprint.record_once(
    lambda state: state.app.jinja_env.globals.update(
        ANSWER_OUTCOMES=LABELS, IDEA_STATUSES=STATUS_LABELS, IDEA_STATUS_TONES=STATUS_TONES
    )
)
PAGE_SIZE = 25
WORKERS = (Role.MODERATOR, Role.COORDINATOR)


@dataclass(frozen=True)
class Filters:
    """How the queue is narrowed, as the address says it."""

    stand: queries.Stand
    process_id: int | None
    board_id: int | None

    @property
    def args(self) -> dict[str, Any]:
        """The same for an address."""
        args = {"stand": self.stand.value, "verfahren": self.process_id, "board": self.board_id}
        return {name: value for name, value in args.items() if value}

    @property
    def values(self) -> dict[str, Any]:
        """The same for the queries."""
        return {"stand": self.stand, "process_id": self.process_id, "board_id": self.board_id}


def _filters() -> Filters:
    stand = request.args.get("stand", "")
    return Filters(
        queries.Stand(stand) if stand in set(queries.Stand) else queries.Stand.ALL,
        asked_number("verfahren"),
        asked_number("board"),
    )


def queue_size() -> int:
    """How much waits for the person of this request; counted once per request."""
    return _counts().total


def _counts() -> queries.QueueCounts:
    if "queue_counts" not in g:
        g.queue_counts = queries.queue_counts(queries.scopes_of(actor()))
    return g.queue_counts  # type: ignore[no-any-return]


navigation.add_staff(N_("Offene Antworten"), "answers.queue", *WORKERS, order=10, count=queue_size)


@blueprint.get("/schreibtisch")
@staff(*WORKERS)
def queue() -> Any:
    """What waits for an answer, the oldest first, with a preview beside."""
    scopes, filters = queries.scopes_of(actor()), _filters()
    total = queries.count_waiting(scopes, **filters.values) if filters.args else queue_size()
    pages = pages_of(total, number=requested_page(), size=PAGE_SIZE)
    ideas = queries.waiting_ideas(
        scopes, **filters.values, offset=(pages.number - 1) * PAGE_SIZE, most=PAGE_SIZE
    )  # fmt: skip
    wanted = asked_number("idee")
    shown = next((i for i in ideas if i.subject_id == wanted), None) or (ideas[0] if ideas else None)
    return page_or_partial(
        "answers/queue.html", "answers/_desk.html", ideas=ideas, shown=shown, pages=pages, filters=filters,
        counts=_counts(), boards=queries.boards_waiting(scopes), stands=queries.Stand,
        promises_due=commitments.due_soon(scopes), hidden=moderation.count_hidden(scopes),
        **(_around(shown) if shown else {}),
    )  # fmt: skip


@blueprint.get("/schreibtisch/ideen/<int:subject_id>/antwort")
@staff(Role.MODERATOR)
def answer(subject_id: int) -> Any:
    """The form for an answer, beside the idea and with those who will be told."""
    shown = _shown(subject_id)
    rules.check_may_answer(actor(), shown.department_id, shown.process_id)
    given = queries.answers_history(subject_id)
    form = AnswerForm(after=str(given[0].number if given else 0))
    return render_template("answers/answer.html", form=form, **_page(shown, given))


@blueprint.post("/schreibtisch/ideen/<int:subject_id>/antwort")
@commits
@staff(Role.MODERATOR)
def publish(subject_id: int) -> Any:
    """Publish the answer, and go on to the next idea that waits."""
    shown, form = _shown(subject_id), AnswerForm()
    rules.check_may_answer(actor(), shown.department_id, shown.process_id)
    if "zitat" in request.form:
        return _with_quotation(shown, form)
    if form.validate_on_submit():
        try:
            with db.session.begin_nested():
                _answer(_idea(subject_id), form)
        except (Invalid, Conflict) as error:
            form.refuse(
                error if isinstance(error, Invalid) else Invalid(error.message, field="outcome", **error.values)
            )
        else:
            flash(_("Die Antwort auf „%(title)s“ ist veröffentlicht.", title=shown.title), "success")
            return redirect(_to_next(shown), 303)
    return rejected("answers/answer.html", form=form, **_page(shown, queries.answers_history(subject_id)))


@blueprint.post("/schreibtisch/ideen/<int:subject_id>/pruefung")
@commits
@staff(Role.MODERATOR)
def review(subject_id: int) -> Any:
    """Say publicly that the department looks into the idea."""
    commands.take_into_review(_idea(subject_id), actor=actor())
    flash(_("Die Idee ist jetzt „in Prüfung“."), "success")
    return redirect(url_for("answers.queue", **_filters().args, idee=subject_id), 303)


def _answer(idea: Idea, form: AnswerForm) -> None:
    outcome = AnswerOutcome(form.outcome.data)
    other = form.merged_number if outcome is AnswerOutcome.MERGED else None
    commands.answer_idea(
        idea, actor=actor(), outcome=outcome, reason=form.reason.data, next_step=form.next_step.data or "",
        next_step_due=form.next_step_due.data, send_key=form.send_key.data,
        passed_on_to=form.passed_on_to.data or "" if outcome is AnswerOutcome.PASSED_ON else "",
        merged_into=None if other is None else queries.idea_to_answer(other, actor()),
        after=whole_number(form.after.data or ""),
    )  # fmt: skip


def _with_quotation(shown: queries.Waiting, form: AnswerForm) -> Any:
    """The form as it was typed, a piece of leeway quoted at the end of its reason; nothing is sent yet."""
    entry = entry_by_id(shown.process_id, whole_number(request.form["zitat"]) or 0)
    if entry is None or entry.kind not in LEEWAY:
        abort(404)
    form.reason.data = rules.with_quotation(form.reason.data or "", entry.kind, entry.title, entry.text)
    page = _page(shown, queries.answers_history(shown.subject_id))
    return lambda: render_template("answers/answer.html", form=form, quoted=entry, **page)


def _to_next(shown: queries.Waiting) -> str:
    filters = _filters()
    following = queries.next_waiting(queries.scopes_of(actor()), shown, **filters.values)
    return url_for("answers.queue", **filters.args, idee=following)


def _shown(subject_id: int) -> queries.Waiting:
    return queries.waiting_idea(subject_id, actor()) or abort(404)


def _idea(subject_id: int) -> Idea:
    return queries.idea_to_answer(subject_id, actor()) or abort(404)


def _page(shown: queries.Waiting, given: list[queries.AnswerGiven]) -> dict[str, Any]:
    return {
        **_around(shown), "shown": shown, "filters": _filters(), "answers": given, "labels": LABELS,
        "promises": commitments.promises_on(actor(), shown.subject_id),
        "entries": entries_of(shown.process_id, LEEWAY),
    }  # fmt: skip


def _around(shown: queries.Waiting) -> dict[str, Any]:
    """What stands beside an idea: who will be told, and what this person may do with it."""
    return {
        "followers": notifications.followers_besides(shown.subject_id, shown.author_id),
        "may_answer": rules.may_answer(actor(), shown.department_id, shown.process_id),
        "promotes": "measures.promote" in current_app.view_functions,
    }
