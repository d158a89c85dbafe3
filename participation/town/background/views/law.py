"""Writing what the law asks for: imprint, privacy, terms of use, pages in Leichte Sprache."""

from __future__ import annotations

from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from participation.core.actor import Role
from participation.core.errors import Conflict, Invalid
from participation.core.transactions import commits
from participation.town.background import commands, queries, rules
from participation.town.background.forms import LegalForm, TermsForm
from participation.town.background.models import Article, ArticleKind
from participation.town.background.rules.writing import TERMS_OF_USE, missing_names
from participation.town.background.views.blueprint import blueprint, given_values, history_of
from participation.town.background.views.writing import STATE_LABELS, previewed, stale
from participation.town.statement.queries import newest_statement
from participation.web.access import actor, staff
from participation.web.htmx import rejected
from participation.web.languages import LANGUAGE_NAMES
from participation.web.site import site

LEGAL_KINDS = (ArticleKind.LEGAL, ArticleKind.EASY)


@blueprint.get("/verwaltung/rechtliches")
@staff(Role.ADMINISTRATOR)
def legal_texts() -> Any:
    """Every text that the law asks for: whether the city has checked it, and what is missing in it."""
    texts = [entry.article for entry in queries.entries(LEGAL_KINDS) if entry.article.slug in rules.LEGAL_PAGES]
    missing = {text.subject_id: missing_names(f"{text.lead}\n{text.body}", given_values()) for text in texts}
    return render_template(
        "background/legal_texts.html", texts=texts, missing=missing, statement=newest_statement(),
        language_names=LANGUAGE_NAMES,
    )  # fmt: skip


@blueprint.get("/verwaltung/rechtliches/<int:article_id>")
@staff(Role.ADMINISTRATOR)
def edit_legal(article_id: int) -> Any:
    """One of them, to be changed."""
    article = _found(article_id)
    form = _form(article, formdata=None, obj=article)
    return render_template("background/edit.html", form=form, **_facts(article))


@blueprint.post("/verwaltung/rechtliches/<int:article_id>")
@commits
@staff(Role.ADMINISTRATOR)
def save_legal(article_id: int) -> Any:
    """Publish it; new terms hold from the day that they name. A preview saves nothing."""
    article = _found(article_id)
    form, facts = _form(article), _facts(article)
    if "preview" in request.form:
        return lambda: previewed(form, facts)
    if not form.validate():
        return rejected("background/edit.html", form=form, **facts)
    terms = form.terms if _is_terms(article) else {}
    try:
        commands.revise_article(article, **form.words, version=form.seen, actor=actor(), **terms)
    except Conflict:
        return stale(form, article, facts)
    except Invalid as error:
        form.refuse(error)
        return rejected("background/edit.html", form=form, **facts)
    flash(_("Veröffentlicht."), "success")
    return redirect(url_for("background.legal_texts"), 303)


@blueprint.get("/verwaltung/rechtliches/<int:article_id>/uebersetzen/<language>")
@staff(Role.ADMINISTRATOR)
def new_legal_translation(article_id: int, language: str) -> Any:
    """The form for the same text in another language, filled with the German one."""
    article = _translatable(article_id, language)
    form = LegalForm(formdata=None, obj=article)
    return render_template("background/edit.html", form=form, **{**_facts(article), "text_language": language})


@blueprint.post("/verwaltung/rechtliches/<int:article_id>/uebersetzen/<language>")
@commits
@staff(Role.ADMINISTRATOR)
def add_legal_translation(article_id: int, language: str) -> Any:
    """Publish the translation; a preview saves nothing."""
    article, form = _translatable(article_id, language), LegalForm()
    facts = {**_facts(article), "text_language": language}
    if "preview" in request.form:
        return lambda: previewed(form, facts)
    if not form.validate():
        return rejected("background/edit.html", form=form, **facts)
    made = commands.translate_article(article, language=language, **form.words, actor=actor())
    commands.publish_article(made, actor=actor())
    flash(_("Veröffentlicht."), "success")
    return redirect(url_for("background.legal_texts"), 303)


def _translatable(article_id: int, language: str) -> Article:
    """A text that can be put into this language. Of the terms there is one version that holds, in German."""
    article = _found(article_id)
    if _is_terms(article) or article.language != "de" or language not in _missing_languages(article):
        abort(404)
    return article


def _missing_languages(article: Article) -> list[str]:
    return sorted(set(site.languages) - queries.languages_of(article.slug))


def _form(article: Article, **values: Any) -> Any:
    return (TermsForm if _is_terms(article) else LegalForm)(**values)


def _is_terms(article: Article) -> bool:
    return article.slug == TERMS_OF_USE


def _found(article_id: int) -> Article:
    entry = queries.entry_by_id(article_id) or abort(404)
    if entry.article.slug not in rules.LEGAL_PAGES:
        abort(404)
    return entry.article


def _facts(article: Article) -> dict[str, Any]:
    given = given_values()
    return {
        "legal": article, "kind": article.kind, "entry": None, "differences": [], "text_language": article.language,
        "missing_languages": [] if _is_terms(article) else _missing_languages(article),
        "language_names": LANGUAGE_NAMES,
        "given": given, "missing": missing_names(f"{article.lead}\n{article.body}", given), "states": STATE_LABELS,
        **history_of(article),
    }  # fmt: skip
