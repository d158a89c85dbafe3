"""Files of applications, to be saved by those who may read the application."""

from __future__ import annotations

from typing import Any

from flask import abort

from participation.core.slugs import slugify
from participation.dialogue.calls import queries
from participation.dialogue.calls.views.blueprint import blueprint
from participation.dialogue.ideas.queries import idea_page
from participation.dialogue.processes.rules import MEDIA_TYPES
from participation.web.access import actor, public
from participation.web.uploads import sent_file


@blueprint.get("/ideen/<int:subject_id>/anlagen/<int:file_id>")
@public
def file(subject_id: int, file_id: int) -> Any:
    """A file of an application, never run or shown inside a page."""
    page = idea_page(subject_id, actor())
    if page is None or not page.shows_text:
        abort(404)
    line = next((one for one in queries.files_of(subject_id) if one.id == file_id), None) or abort(404)
    kind = MEDIA_TYPES[line.file.media_type]
    return sent_file(line.file, as_attachment=True, download_name=f"{slugify(line.title)}.{kind.extension}")
