"""Writing what explains: articles, questions and answers, words of the glossary."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from participation.core.actor import Role
from participation.core.database import db
from participation.core.errors import N_, Conflict, Invalid
from participation.core.transactions import commits
from participation.dialogue.processes.queries import process_by_id, writable_processes
from participation.dialogue.processes.rules import check_may_write as check_process
from participation.records.subjects.models import Subject
from participation.records.subjects.queries import subject_by_id
from participation.town.background import commands, queries, rules
from participation.town.background.forms import TextForm
from participation.town.background.models import Article, ArticleKind
from participation.town.background.queries import Entry
from participation.town.background.rules.writing import (
    KIND_LABELS,
    KINDS_OF_PROCESSES,
    OPEN_KINDS,
    STATE_LABELS,
    check_may_write,
    may_write,
)
from participation.town.background.views.blueprint import blueprint, filled, history_of
from participation.town.documents.queries import site_documents
from participation.web.access import actor, staff
from participation.web.htmx import rejected
from participation.web.languages import LANGUAGE_NAMES
from participation.web.navigation import navigation
from participation.web.site import site

WRITERS = (Role.EDITOR, Role.ADMINISTRATOR)
navigation.add_staff(N_("Hintergrund schreiben"), "background.desk", *WRITERS, order=70)


@blueprint.get("/verwaltung/hintergrund")
@staff(*WRITERS)
def desk() -> Any:
    """All articles, questions and words that this person may write, with their state and language."""
    who = actor()
    entries = [entry for entry in queries.entries(OPEN_KINDS) if may_write(who, entry.article.kind, entry.home)]
    return render_template(
        "background/desk.html", entries=entries, kinds=KIND_LABELS, documents=site_documents(), **_names()
    )


@blueprint.get("/verwaltung/hintergrund/neu/<any(article,question,term):kind>")
@staff(*WRITERS)
def new_text(kind: str) -> Any:
    """The form for a new text, of the process that the address names or of the site."""
    form = _form(ArticleKind(kind), request.args.get("verfahren", ""))
    return render_template("background/edit.html", form=form, **_facts(ArticleKind(kind)))


@blueprint.post("/verwaltung/hintergrund/neu/<any(article,question,term):kind>")
@commits
@staff(*WRITERS)
def add_text(kind: str) -> Any:
    """Keep it as a draft."""
    form, facts = _form(ArticleKind(kind)), _facts(ArticleKind(kind))

    def draft() -> Article:
        return commands.draft_article(
            ArticleKind(kind), **form.words, position=form.position.data or 0, process=_process(form), actor=actor()
        )

    return _begun(form, facts, draft)


@blueprint.get("/verwaltung/hintergrund/<int:article_id>/uebersetzen/<language>")
@staff(*WRITERS)
def new_translation(article_id: int, language: str) -> Any:
    """The form for the same text in another language, filled with the German one."""
    entry = _translatable(article_id, language)
    form = TextForm(formdata=None, obj=entry.article).choose_from([])
    return render_template("background/edit.html", form=form, **_facts(entry.article.kind, language=language))


@blueprint.post("/verwaltung/hintergrund/<int:article_id>/uebersetzen/<language>")
@commits
@staff(*WRITERS)
def add_translation(article_id: int, language: str) -> Any:
    """Keep the translation as a draft."""
    entry, form = _translatable(article_id, language), TextForm().choose_from([])
    return _begun(
        form, _facts(entry.article.kind, language=language),
        lambda: commands.translate_article(entry.article, language=language, **form.words, actor=actor()),
    )  # fmt: skip


@blueprint.get("/verwaltung/hintergrund/<int:article_id>")
@staff(*WRITERS)
def edit_text(article_id: int) -> Any:
    """One text, to be changed, published or retired."""
    entry = _found(article_id)
    form = TextForm(formdata=None, obj=entry.article).choose_from([])
    return render_template("background/edit.html", form=form, **_facts(entry.article.kind, entry))


@blueprint.post("/verwaltung/hintergrund/<int:article_id>")
@commits
@staff(*WRITERS)
def save_text(article_id: int) -> Any:
    """Save it; a preview saves nothing."""
    entry, form = _to_write(article_id), TextForm().choose_from([])
    facts = _facts(entry.article.kind, entry)
    if "preview" in request.form:
        return lambda: previewed(form, facts)
    if not form.validate():
        return rejected("background/edit.html", form=form, **facts)
    try:
        commands.revise_article(
            entry.article, **form.words, version=form.seen, position=form.position.data, actor=actor()
        )
    except Conflict:
        return stale(form, entry.article, facts)
    flash(_("Gespeichert."), "success")
    return redirect(url_for("background.edit_text", article_id=article_id), 303)


@blueprint.post("/verwaltung/hintergrund/<int:article_id>/veroeffentlichen")
@commits
@staff(*WRITERS)
def publish_text(article_id: int) -> Any:
    """Let everyone read it."""
    commands.publish_article(_to_write(article_id).article, actor=actor())
    flash(_("Der Text ist jetzt für alle da."), "success")
    return redirect(url_for("background.desk"), 303)


@blueprint.post("/verwaltung/hintergrund/<int:article_id>/zurueckziehen")
@commits
@staff(*WRITERS)
def retire_text(article_id: int) -> Any:
    """Show it no more."""
    commands.retire_article(_to_write(article_id).article, actor=actor())
    flash(_("Der Text wird nicht mehr gezeigt."), "success")
    return redirect(url_for("background.desk"), 303)


def previewed(form: Any, facts: dict[str, Any]) -> str:
    """The form with what was typed, and below it how it would look."""
    return render_template(
        "background/edit.html", form=form, preview=rules.as_page(filled(form.body.data or "")), **facts
    )


def stale(form: Any, article: Article, facts: dict[str, Any]) -> Callable[[], Any]:
    """The form with what was typed, beside what somebody else saved in the meantime; saving it again takes it."""
    db.session.refresh(article)
    now = {"title": article.title, "lead": article.lead, "body": article.body}
    differences = [(form[name].label.text, text) for name, text in now.items() if form[name].data != text]
    form.take(article)
    return lambda: (render_template("background/edit.html", form=form, **{**facts, "differences": differences}), 409)


def _begun(form: TextForm, facts: dict[str, Any], draft: Callable[[], Article]) -> Any:
    if "preview" in request.form:
        return lambda: previewed(form, facts)
    if form.validate():
        try:
            article = draft()
        except Invalid as error:
            form.refuse(error)
        else:
            flash(_("Der Entwurf ist gespeichert. Veröffentlichen Sie ihn, wenn er fertig ist."), "success")
            return redirect(url_for("background.edit_text", article_id=article.subject_id), 303)
    return rejected("background/edit.html", form=form, **facts)


def _found(article_id: int) -> Entry:
    entry = queries.entry_by_id(article_id) or abort(404)
    if entry.article.kind not in OPEN_KINDS:
        abort(404)
    check_may_write(actor(), entry.article.kind, entry.home)
    return entry


def _to_write(article_id: int) -> Entry:
    """The same, as long as its process is not in the archive."""
    entry = _found(article_id)
    if entry.home.process_id is not None:
        check_process(actor(), process_by_id(entry.home.process_id) or abort(404))
    return entry


def _form(kind: ArticleKind, chosen: str = "") -> TextForm:
    """The form of a new text; questions of a process are written at its own desk."""
    open_ones = writable_processes(actor()) if kind in KINDS_OF_PROCESSES else []
    number = next((str(p.subject_id) for p in open_ones if p.slug == chosen), "")
    return TextForm().choose_from([(p.subject_id, p.title) for p in open_ones], number)


def _process(form: TextForm) -> Subject | None:
    """The process that a text shall belong to; the form takes none that the person may not write."""
    return subject_by_id(int(form.belongs_to.data)) if form.belongs_to and form.belongs_to.data else None


def _translatable(article_id: int, language: str) -> Entry:
    entry = _to_write(article_id)
    if language not in site.languages or language in queries.languages_of(entry.article.slug):
        abort(404)
    return entry


def _facts(kind: ArticleKind, entry: Entry | None = None, language: str = "de") -> dict[str, Any]:
    article = entry.article if entry else None
    missing = [] if article is None else sorted(set(site.languages) - queries.languages_of(article.slug))
    return {
        "kind": kind, "kinds": KIND_LABELS, "entry": entry, "differences": [], "missing_languages": missing,
        "text_language": article.language if article else language, **history_of(article), **_names(),
    }  # fmt: skip


def _names() -> dict[str, Any]:
    return {"states": STATE_LABELS, "language_names": LANGUAGE_NAMES}
