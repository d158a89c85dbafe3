"""The desk of a facilitator: agenda, wall and controls."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _

from participation.core.actor import Role
from participation.core.errors import Invalid
from participation.core.transactions import commits
from participation.dialogue.workshops import commands, queries, rules
from participation.dialogue.workshops.forms import FinishForm, OpenForm, StageForm, TimerForm
from participation.dialogue.workshops.models import STAGES, WorkshopStage, WorkshopState
from participation.dialogue.workshops.queries import WorkshopPage
from participation.dialogue.workshops.views.blueprint import blueprint, led_page, polled, stage_at
from participation.web.access import actor, staff
from participation.web.htmx import rejected, wants_partial
from participation.web.numbers import asked_number


@blueprint.get("/schreibtisch/werkstaetten")
@staff(Role.FACILITATOR)
def desk() -> Any:
    """The workshops that one leads."""
    return render_template("workshops/desk.html", workshops=queries.led_by(actor()))


@blueprint.get("/schreibtisch/werkstaetten/<slug>")
@staff(Role.FACILITATOR)
def facilitate(slug: str) -> Any:
    """Agenda, wall and controls of one workshop; the wall asks for news every few seconds."""
    page = led_page(slug)
    shown = shown_stage(page)
    wall = queries.walls_of([shown.id])[shown.id]
    context = {"page": page, "workshop": page.workshop, "process": page.process, "shown": shown, "wall": wall}
    stand, over = f"{wall.stand}-{shown.version}", not shown.is_open
    if wants_partial():
        return polled("workshops/_wall.html", stand=stand, over=over, **context)
    return render_template(
        "workshops/facilitate.html", **context, stand=stand, over=over, open_stage=page.open_stage,
        next_stage=rules.next_stage(page.workshop.stages), open_form=OpenForm(formdata=None),
        timer_form=TimerForm(formdata=None, version=page.open_stage.version if page.open_stage else None),
        prototypes=queries.prototypes_of(page.workshop.subject_id),
        finished=page.workshop.state is WorkshopState.FINISHED,
    )  # fmt: skip


def shown_stage(page: WorkshopPage) -> WorkshopStage:
    """The stage that the address asks for, else the open one, else the last that was open, else the first."""
    wanted = asked_number("etappe")
    if wanted:
        return stage_at(page, wanted)
    opened = [stage for stage in page.workshop.stages if stage.opened_at]
    return page.open_stage or (opened[-1] if opened else page.workshop.stages[0])


@blueprint.post("/schreibtisch/werkstaetten/<slug>/etappen/<int:position>/oeffnen")
@commits
@staff(Role.FACILITATOR)
def open_stage(slug: str, position: int) -> Any:
    """Open the next stage; the one before is closed."""
    page, form = led_page(slug), OpenForm()
    if not form.validate():
        raise Invalid("Bitte wählen Sie eine der angebotenen Zeiten.")
    stage = commands.open_stage(page.workshop, position, actor=actor(), minutes=form.chosen)
    flash(_("Die Etappe „%(stage)s“ ist offen.", stage=_(STAGES[stage.kind])), "success")
    return redirect(url_for("workshops.facilitate", slug=slug), 303)


@blueprint.post("/schreibtisch/werkstaetten/<slug>/etappen/<int:position>/zeit")
@commits
@staff(Role.FACILITATOR)
def extend(slug: str, position: int) -> Any:
    """Give the open stage more time."""
    page, form = led_page(slug), TimerForm()
    version = form.version.data or 0
    commands.extend_timer(stage_at(page, position), minutes=form.chosen, version=version, actor=actor())
    return redirect(url_for("workshops.facilitate", slug=slug), 303)


@blueprint.get("/schreibtisch/werkstaetten/<slug>/etappen/<int:position>")
@staff(Role.FACILITATOR)
def stage(slug: str, position: int) -> Any:
    """Write down what a stage has found out."""
    page = led_page(slug)
    found = stage_at(page, position)
    form = StageForm(summary=found.summary, version=found.version)
    return render_template("workshops/stage.html", page=page, workshop=page.workshop, stage=found, form=form)


@blueprint.post("/schreibtisch/werkstaetten/<slug>/etappen/<int:position>")
@commits
@staff(Role.FACILITATOR)
def save_stage(slug: str, position: int) -> Any:
    """Keep what a stage has found out."""
    page, form = led_page(slug), StageForm()
    found = stage_at(page, position)
    if not form.validate():
        return rejected("workshops/stage.html", page=page, workshop=page.workshop, stage=found, form=form)
    version = form.version.data or 0
    commands.summarise_stage(found, summary=form.summary.data or "", version=version, actor=actor())
    flash(_("Das Ergebnis der Etappe ist gespeichert."), "success")
    return redirect(url_for("workshops.facilitate", slug=slug, etappe=position), 303)


@blueprint.get("/schreibtisch/werkstaetten/<slug>/abschluss")
@staff(Role.FACILITATOR)
def finish(slug: str) -> Any:
    """The last form: minutes and summary."""
    page = led_page(slug)
    return render_template("workshops/finish.html", page=page, workshop=page.workshop, form=FinishForm())


@blueprint.post("/schreibtisch/werkstaetten/<slug>/abschluss")
@commits
@staff(Role.FACILITATOR)
def finish_now(slug: str) -> Any:
    """Close the workshop and tell its result."""
    page, form = led_page(slug), FinishForm()
    if not form.validate():
        return rejected("workshops/finish.html", page=page, workshop=page.workshop, form=form)
    commands.finish_workshop(
        page.workshop, summary=form.summary.data or "", participants=form.participants.data, actor=actor()
    )
    flash(_("Die Werkstatt ist abgeschlossen. Ihr Ergebnis ist jetzt für alle zu lesen."), "success")
    return redirect(url_for("workshops.show", slug=slug), 303)
