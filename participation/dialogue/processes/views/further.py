"""Beside the page of a process: its text in Leichte Sprache, its changes, its documents and its picture."""

from __future__ import annotations

from typing import Any

from flask import abort, current_app, render_template, url_for
from flask_babel import gettext as _

from participation.core.slugs import slugify
from participation.dialogue.processes import queries
from participation.dialogue.processes.models import Process
from participation.dialogue.processes.rules import MEDIA_TYPES, change_log
from participation.dialogue.processes.views.blueprint import blueprint
from participation.web.access import actor, public
from participation.web.stored_pages import stored
from participation.web.uploads import file_facts, sent_file


@blueprint.get("/verfahren/<slug>/leichte-sprache")
@public
@stored
def easy(slug: str) -> Any:
    """The process in Leichte Sprache, where somebody wrote it."""
    process = _seen(slug)
    if not process.easy_language:
        abort(404)
    return render_template("processes/easy.html", process=process)


@blueprint.get("/verfahren/<slug>/aenderungen")
@public
@stored
def changes(slug: str) -> Any:
    """What changed since the publication."""
    page = queries.process_page(slug, actor()) or abort(404)
    process = page.process
    if process.published_at is None:
        abort(404)
    log = change_log(queries.changes_of(process.subject_id), process.published_at)
    return render_template("processes/changes.html", process=process, department=page.department, log=log)


@blueprint.get("/verfahren/<slug>/unterlagen/<int:document_id>/<int:number>")
@public
def document(slug: str, document_id: int, number: int) -> Any:
    """A version of a document, to be saved; for those who may see the process."""
    process = _seen(slug)
    found = queries.document_by_id(process.subject_id, document_id) or abort(404)
    version = next((one for one in found.versions if one.number == number), None) or abort(404)
    kind = MEDIA_TYPES[version.file.media_type]
    name = f"{slugify(found.title)}-{_('fassung')}-{number}.{kind.extension}"
    return sent_file(version.file, as_attachment=True, download_name=name)


@blueprint.get("/verfahren/<slug>/bild")
@public
def picture(slug: str) -> Any:
    """The picture of a process that was uploaded; for those who may see the process."""
    process = _seen(slug)
    stored_file = queries.file_by_id(process.picture_file_id) if process.picture_file_id else None
    return sent_file(stored_file or abort(404), as_attachment=False)


@blueprint.app_template_global()
def process_picture(process: Process) -> str | None:
    """The address of the picture of a process: one that was uploaded, one that came with the town, or none."""
    if process.picture_file_id:
        return url_for("processes.picture", slug=process.slug, fassung=process.picture_file_id)
    return current_app.jinja_env.globals["asset"](process.picture) if process.picture else None  # type: ignore[operator]


def _seen(slug: str) -> Process:
    return queries.process_by_slug(slug, actor()) or abort(404)


blueprint.add_app_template_global(file_facts, "file_facts")
