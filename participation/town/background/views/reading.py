"""Reading: background, questions and answers, glossary, legal texts."""

from __future__ import annotations

from typing import Any

from flask import abort, render_template

from participation.core.errors import N_
from participation.town.background import queries, rules
from participation.town.background.models import Article, ArticleKind
from participation.town.background.rules.writing import TERMS_OF_USE
from participation.town.background.views.blueprint import blueprint, filled, found
from participation.town.privacy.rules.record import ACTIVITIES
from participation.web.access import actor, public
from participation.web.languages import current_language
from participation.web.navigation import LEGAL, navigation
from participation.web.stored_pages import stored

READ_MORE = N_("Mehr erfahren")
navigation.add_footer(N_("Hintergrund"), "background.overview", group=READ_MORE, order=10)
navigation.add_footer(N_("Glossar"), "background.glossary", group=READ_MORE, order=11)
navigation.add_footer(N_("Leichte Sprache"), "background.legal", group=LEGAL, order=32, slug="leichte-sprache")
navigation.add_footer(N_("Datenschutz"), "background.legal", group=LEGAL, order=33, slug="datenschutz")
navigation.add_footer(N_("Nutzungsbedingungen"), "background.legal", group=LEGAL, order=34, slug="nutzungsbedingungen")
navigation.add_footer(N_("Impressum"), "background.legal", group=LEGAL, order=35, slug="impressum")


@blueprint.get("/hintergrund")
@public
@stored
def overview() -> Any:
    """All articles, and the way to questions and to the glossary."""
    return render_template(
        "background/overview.html", articles=_all(ArticleKind.ARTICLE), questions=_all(ArticleKind.QUESTION),
        processes=queries.explained_processes(actor()),
    )  # fmt: skip


@blueprint.get("/hintergrund/<slug>")
@public
@stored
def article(slug: str) -> Any:
    """One article of the site or of a process, and the others to go on with."""
    one, process = queries.article_seen_by(actor(), slug, language=current_language()) or abort(404)
    process_id = process.subject_id if process else None
    others = queries.articles(ArticleKind.ARTICLE, language=current_language(), process_id=process_id)
    return render_template(
        "background/article.html", article=one, body=rules.as_page(filled(one.body)), process=process,
        process_id=process_id, others=[other for other in others if other.slug != slug],
    )  # fmt: skip


@blueprint.get("/fragen-und-antworten")
@public
@stored
def questions() -> Any:
    """What people often ask."""
    return render_template("background/questions.html", questions=_all(ArticleKind.QUESTION), filled=filled)


@blueprint.get("/glossar")
@public
@stored
def glossary() -> Any:
    """What the words mean."""
    terms = sorted(_all(ArticleKind.TERM), key=lambda term: term.title.casefold())
    return render_template("background/glossary.html", terms=terms)


@blueprint.get("/<any({}):slug>".format(",".join(f"'{slug}'" for slug in rules.LEGAL_PAGES)))
@public
@stored
def legal(slug: str) -> Any:
    """A text that every site of a city must have; of the terms, the version that holds today."""
    one = found(slug, ArticleKind.LEGAL, ArticleKind.EASY)
    terms = slug == TERMS_OF_USE
    held = queries.version_in_force(one.subject_id) if terms else None
    shown = held or one
    return render_template(
        "background/legal.html", article=one, title=shown.title, lead=filled(shown.lead),
        body=rules.as_page(filled(shown.body)), held=held,
        announced=queries.announced_version(one.subject_id) if terms else None,
        activities=ACTIVITIES if slug == "datenschutz" else (),
    )  # fmt: skip


def _all(kind: ArticleKind) -> list[Article]:
    return queries.articles(kind, language=current_language())
