"""The blueprint of this room, and what stands for the names in braces."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, abort
from flask_babel import gettext

from participation.people.accounts.queries import pseudonyms_of
from participation.town.background import queries, rules
from participation.town.background.models import Article, ArticleKind
from participation.web.languages import current_language
from participation.web.site import site

blueprint = Blueprint("background", __name__)


def given_values() -> dict[str, str]:
    """What the installation has set, by the name that texts use; empty where it has not."""
    return {
        "stadt": site.city_name,
        "angebot": site.name,
        "kontakt": site.contact_email,
        "anschrift": site.operator_address,
        "vertretung": site.operator_representative,
        "telefon": site.operator_phone,
        "datenschutz": site.privacy_officer,
    }


def values() -> dict[str, str]:
    """The same for a page; a demo says that it is one, and what is missing is told."""
    missing = gettext("(noch nicht hinterlegt)")
    demo = {
        "anschrift": gettext("Musterplatz 1, 12345 Musterstadt (Demo-Inhalt)"),
        "vertretung": gettext("die Oberbürgermeisterin oder den Oberbürgermeister (Demo-Inhalt)"),
        "telefon": gettext("01234 56789 (Demo-Inhalt)"),
        "datenschutz": gettext("datenschutz@stadt.example (Demo-Inhalt)"),
    }
    fallback = demo if site.demo else {}
    return {name: value or fallback.get(name, missing) for name, value in given_values().items()}


def filled(text: str) -> str:
    """A text with what the installation has set."""
    return rules.fill(text, values())


def found(slug: str, *kinds: ArticleKind) -> Article:
    """The public text at this address; 404 where there is none."""
    return queries.article_by_slug(slug, language=current_language(), kinds=kinds) or abort(404)


def history_of(article: Article | None) -> dict[str, Any]:
    """The versions of a text and who wrote them, for those who write."""
    versions = queries.versions_of(article.subject_id) if article else []
    return {"versions": versions, "people": pseudonyms_of(version.actor_ref for version in versions)}
