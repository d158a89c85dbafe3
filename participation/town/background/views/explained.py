"""The filter `explained`: words of the glossary in a long text open a card that says what they mean."""

from __future__ import annotations

from typing import Any

from flask import g, url_for
from flask.blueprints import BlueprintSetupState
from flask_babel import gettext
from markupsafe import Markup

from participation.town.background import queries
from participation.town.background.rules.explaining import Explainer, Term, card
from participation.town.background.views.blueprint import blueprint
from participation.web.kept import kept_while_settings_last
from participation.web.languages import SOURCE, current_language


@blueprint.record
def _install(state: BlueprintSetupState) -> None:
    state.app.jinja_env.filters["explained"] = explained


def explained(html: Any, language: str | None = None, without: str = "") -> Markup:
    """Safe HTML in which the first place of each word of the glossary explains itself. `language` is the text's own."""
    spoken = language or SOURCE
    explainer = kept_while_settings_last(("glossary", spoken), lambda: Explainer(queries.glossary_terms(spoken)))
    return Markup(explainer.explain(str(html), _card, without=without))  # noqa: S704 - words are escaped in `card`


def _card(word: str, term: Term) -> str:
    g.explained = g.get("explained", 0) + 1
    return card(
        word, term, number=g.explained, address=url_for("background.glossary", _anchor=term.slug),
        link=gettext("Im Glossar lesen"), link_language=current_language(),
    )  # fmt: skip
