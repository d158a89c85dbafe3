"""News of a process: written as a draft, corrected, published."""

from __future__ import annotations

from typing import Any

from flask import abort, flash, redirect, render_template, url_for
from flask_babel import gettext as _

from participation.core.actor import Role
from participation.core.database import db
from participation.core.errors import Conflict
from participation.core.transactions import commits
from participation.desk.planning.forms import NewsForm
from participation.desk.planning.views.blueprint import blueprint, process_to_write, stale
from participation.dialogue.processes import commands
from participation.dialogue.processes.models import News, Process
from participation.dialogue.processes.queries import news_by_id
from participation.people.notifications.queries import followers_besides
from participation.web.access import actor, staff
from participation.web.htmx import rejected

PAGE = "planning/news.html"


@blueprint.get("/schreibtisch/verfahren/<slug>/neuigkeiten/neu")
@staff(Role.EDITOR)
def write_news(slug: str) -> Any:
    """The form of something new."""
    return render_template(PAGE, form=NewsForm(), **_context(process_to_write(slug), None))


@blueprint.post("/schreibtisch/verfahren/<slug>/neuigkeiten/neu")
@commits
@staff(Role.EDITOR)
def save_new_news(slug: str) -> Any:
    """Keep it as a draft, and show it once more before it goes out."""
    process, form = process_to_write(slug), NewsForm()
    if not form.validate():
        return rejected(PAGE, form=form, **_context(process, None))
    news = commands.draft_news(process, title=form.title.data or "", body=form.body.data or "", actor=actor())
    flash(_("Der Entwurf ist gespeichert. Veröffentlicht ist er noch nicht."), "success")
    return redirect(url_for("planning.edit_news", slug=slug, news_id=news.id), 303)


@blueprint.get("/schreibtisch/verfahren/<slug>/neuigkeiten/<int:news_id>")
@staff(Role.EDITOR)
def edit_news(slug: str, news_id: int) -> Any:
    """What will be told, the form to change it, and the button that publishes it."""
    process, news = _found(slug, news_id)
    return render_template(PAGE, form=NewsForm(obj=news), **_context(process, news))


@blueprint.post("/schreibtisch/verfahren/<slug>/neuigkeiten/<int:news_id>")
@commits
@staff(Role.EDITOR)
def save_news(slug: str, news_id: int) -> Any:
    """Save the words."""
    (process, news), form = _found(slug, news_id), NewsForm()
    if not form.validate():
        return rejected(PAGE, form=form, **_context(process, news))
    try:
        with db.session.begin_nested():
            commands.change_news(
                process,
                news,
                version=form.version.data or 0,
                title=form.title.data or "",
                body=form.body.data or "",
                actor=actor(),
            )
    except Conflict as error:
        return _stale(process, news, form, error)
    flash(_("Gespeichert."), "success")
    return redirect(url_for("planning.edit_news", slug=slug, news_id=news_id), 303)


@blueprint.post("/schreibtisch/verfahren/<slug>/neuigkeiten/<int:news_id>/veroeffentlichen")
@commits
@staff(Role.EDITOR)
def publish_news(slug: str, news_id: int) -> Any:
    """Let everyone read it, and tell those who follow."""
    process, news = _found(slug, news_id)
    commands.publish_draft(process, news, actor=actor())
    flash(_("Die Neuigkeit ist veröffentlicht."), "success")
    return redirect(url_for("planning.desk", slug=slug, _anchor="news"), 303)


@blueprint.post("/schreibtisch/verfahren/<slug>/neuigkeiten/<int:news_id>/verwerfen")
@commits
@staff(Role.EDITOR)
def drop_news(slug: str, news_id: int) -> Any:
    """Throw a draft away."""
    process, news = _found(slug, news_id)
    commands.drop_draft(process, news, actor=actor())
    flash(_("Der Entwurf ist verworfen."), "success")
    return redirect(url_for("planning.desk", slug=slug, _anchor="news"), 303)


def _found(slug: str, news_id: int) -> tuple[Process, News]:
    process = process_to_write(slug)
    return process, news_by_id(process.subject_id, news_id) or abort(404)


def _stale(process: Process, news: News, form: NewsForm, error: Conflict) -> Any:
    db.session.refresh(news)
    differences = [
        (str(form[name].label.text), str(getattr(news, name)))
        for name in ("title", "body")
        if getattr(news, name) != form[name].data
    ]
    form.version.data = news.version
    return stale(PAGE, form, differences, error, **_context(process, news))


def _context(process: Process, news: News | None) -> dict[str, Any]:
    return {"process": process, "news": news, "followers": followers_besides(process.subject_id, None)}
