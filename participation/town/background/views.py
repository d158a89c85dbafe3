"""The pages that explain: background, glossary, legal texts."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, abort, current_app, render_template
from flask_babel import gettext

from participation.core.errors import N_
from participation.town.background import queries, rules
from participation.town.background.models import Article, ArticleKind
from participation.web.access import actor, public
from participation.web.languages import current_language
from participation.web.navigation import navigation
from participation.web.stored_pages import stored

blueprint = Blueprint("background", __name__)

READ_MORE = N_("Mehr erfahren")
LEGAL = N_("Rechtliches und Zugang")
navigation.add_footer(N_("Hintergrund"), "background.overview", group=READ_MORE, order=10)
navigation.add_footer(N_("Glossar"), "background.glossary", group=READ_MORE, order=11)
navigation.add_footer(N_("Barriere melden"), "background.legal", group=LEGAL, order=30, slug="barriere-melden")
navigation.add_footer(
    N_("Erklärung zur Barrierefreiheit"), "background.legal", group=LEGAL, order=31, slug="barrierefreiheit"
)
navigation.add_footer(N_("Leichte Sprache"), "background.legal", group=LEGAL, order=32, slug="leichte-sprache")
navigation.add_footer(N_("Datenschutz"), "background.legal", group=LEGAL, order=33, slug="datenschutz")
navigation.add_footer(N_("Nutzungsbedingungen"), "background.legal", group=LEGAL, order=34, slug="nutzungsbedingungen")
navigation.add_footer(N_("Impressum"), "background.legal", group=LEGAL, order=35, slug="impressum")


@blueprint.get("/hintergrund")
@public
@stored
def overview() -> Any:
    """All articles, and the way to the glossary."""
    return render_template("background/overview.html", articles=_all(ArticleKind.ARTICLE))


@blueprint.get("/hintergrund/<slug>")
@public
@stored
def article(slug: str) -> Any:
    """One article, and the others to go on with."""
    found = _found(slug, ArticleKind.ARTICLE)
    others = [other for other in _all(ArticleKind.ARTICLE) if other.slug != slug]
    return render_template("background/article.html", article=found, body=_body(found), others=others)


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
    """A text that every site of a city must have."""
    found = _found(slug, ArticleKind.LEGAL, ArticleKind.EASY)
    lead = rules.fill(found.lead, _values())
    return render_template("background/legal.html", article=found, lead=lead, body=_body(found))


def _all(kind: ArticleKind) -> list[Article]:
    return queries.articles(kind, language=current_language(), actor=actor())


def _found(slug: str, *kinds: ArticleKind) -> Article:
    found = queries.article_by_slug(slug, language=current_language(), kinds=kinds, actor=actor())
    return found or abort(404)


def _body(article: Article) -> str:
    return rules.as_page(rules.fill(article.body, _values()))


def _values() -> dict[str, str]:
    """What the installation has set; a demo says that it is one, and what is missing is told."""
    settings = current_app.extensions["PARTICIPATION"]
    missing = gettext("(noch nicht hinterlegt)")
    demo = {
        "anschrift": gettext("Musterplatz 1, 12345 Musterstadt (Demo-Inhalt)"),
        "vertretung": gettext("die Oberbürgermeisterin oder den Oberbürgermeister (Demo-Inhalt)"),
        "telefon": gettext("01234 56789 (Demo-Inhalt)"),
    }
    given = {
        "anschrift": settings.operator_address,
        "vertretung": settings.operator_representative,
        "telefon": settings.operator_phone,
    }
    fallback = demo if settings.demo else {}
    return {
        "stadt": settings.city_name,
        "angebot": settings.site_name,
        "kontakt": settings.contact_email,
        **{name: value or fallback.get(name, missing) for name, value in given.items()},
    }
