"""The filter `explained`: words of the glossary in a long text open a card that says what they mean."""

from __future__ import annotations

from typing import Any

from flask import g, request, url_for
from flask.blueprints import BlueprintSetupState
from flask_babel import gettext
from markupsafe import Markup

from participation.town.background import queries
from participation.town.background.queries import ProcessTexts
from participation.town.background.rules.explaining import Explainer, Term, card
from participation.town.background.views.blueprint import blueprint
from participation.web.kept import kept_while_settings_last
from participation.web.languages import SOURCE, current_language


@blueprint.record
def _install(state: BlueprintSetupState) -> None:
    state.app.jinja_env.filters["explained"] = explained


def explained(html: Any, language: str | None = None, without: str = "", process_id: int | None = None) -> Markup:
    """Safe HTML in which the first place of each word of the glossary, and of those of a process, explains itself.
    `language` is the text's own."""
    spoken = language or SOURCE
    explainer = kept_while_settings_last(("explainer", spoken, process_id), lambda: _explainer(spoken, process_id))
    return Markup(explainer.explain(str(html), _card, without=without))  # noqa: S704 - words are escaped in `card`


def _card(word: str, term: Term) -> str:
    g.explained = g.get("explained", 0) + 1
    in_glossary = term.path.startswith(url_for("background.glossary").removeprefix(request.script_root))
    link = gettext("Im Glossar lesen") if in_glossary else gettext("Beim Verfahren lesen")
    return card(
        word, term, number=g.explained, address=request.script_root + term.path,
        link=link, link_language=current_language(),
    )  # fmt: skip


@blueprint.app_template_global()
def background_of(process_id: int) -> ProcessTexts | None:
    """The articles and words of a process in the page's language; None where there are none."""
    return _texts(current_language()).get(process_id)


def _explainer(language: str, process_id: int | None) -> Explainer:
    glossary = kept_while_settings_last(("glossary", language), lambda: queries.glossary_terms(language))
    texts = None if process_id is None else _texts(language).get(process_id)
    return Explainer(queries.terms_in_process(glossary, texts, language))


def _texts(language: str) -> dict[int, ProcessTexts]:
    return kept_while_settings_last(("texts of processes", language), lambda: queries.texts_of_processes(language))
