"""Reading documents of the city."""

from __future__ import annotations

from typing import Any

from flask import abort, render_template
from flask_babel import gettext as _

from participation.core.slugs import slugify
from participation.core.uploads import MEDIA_TYPES
from participation.town.documents import queries
from participation.town.documents.views.blueprint import blueprint
from participation.web.access import public
from participation.web.stored_pages import stored
from participation.web.uploads import sent_file

blueprint.add_app_template_global(queries.has_site_documents, "has_site_documents")


@blueprint.get("/hintergrund/unterlagen")
@public
@stored
def index() -> Any:
    """All documents, each with its versions."""
    return render_template("documents/index.html", documents=queries.site_documents())


@blueprint.get("/hintergrund/unterlagen/<int:site_document_id>/<int:number>")
@public
def file(site_document_id: int, number: int) -> Any:
    """A version, to be saved."""
    found = queries.site_document_by_id(site_document_id) or abort(404)
    version = next((one for one in found.versions if one.number == number), None) or abort(404)
    name = f"{slugify(found.title)}-{_('fassung')}-{number}.{MEDIA_TYPES[version.media_type].extension}"
    return sent_file(version, as_attachment=True, download_name=name)
