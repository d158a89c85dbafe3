"""Older and coming versions of the terms of use, for everyone."""

from __future__ import annotations

from typing import Any

from flask import abort, render_template

from participation.town.background import queries, rules
from participation.town.background.models import ArticleKind
from participation.town.background.rules.writing import TERMS_OF_USE
from participation.town.background.views.blueprint import blueprint, filled, found
from participation.web.access import public
from participation.web.stored_pages import stored


@blueprint.get("/nutzungsbedingungen/fassungen")
@public
@stored
def terms_versions() -> Any:
    """All versions of the terms, what changed in each, and from when it held."""
    article = found(TERMS_OF_USE, ArticleKind.LEGAL)
    held = queries.version_in_force(article.subject_id)
    return render_template(
        "background/terms_versions.html", article=article, held=held, versions=queries.versions_of(article.subject_id)
    )


@blueprint.get("/nutzungsbedingungen/fassungen/<int:number>")
@public
@stored
def terms_version(number: int) -> Any:
    """One version of the terms."""
    article = found(TERMS_OF_USE, ArticleKind.LEGAL)
    versions = queries.versions_of(article.subject_id)
    version = next((v for v in versions if v.number == number), None) or abort(404)
    held = queries.version_in_force(article.subject_id)
    return render_template(
        "background/terms_version.html", article=article, version=version, held=held, lead=filled(version.lead),
        body=rules.as_page(filled(version.body)),
    )  # fmt: skip
