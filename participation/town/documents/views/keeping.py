"""Uploading documents of the city. Files are read and written before the transaction, which then is short."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import abort, flash, redirect, render_template, url_for
from flask_babel import gettext as _

from participation.core.actor import Role
from participation.core.errors import Conflict, Invalid
from participation.core.transactions import commits, transaction
from participation.core.uploads import WrittenFile, discarded_unless_entered
from participation.town.documents import commands, queries
from participation.town.documents.models import SiteDocument
from participation.town.documents.views.blueprint import blueprint
from participation.web.access import actor, staff
from participation.web.htmx import rejected
from participation.web.uploads import DocumentForm, UploadForm, VersionForm, written_document

PAGE = "documents/edit.html"
KEEPERS = (Role.EDITOR, Role.ADMINISTRATOR)


@blueprint.get("/verwaltung/hintergrund/unterlagen/neu")
@staff(*KEEPERS)
def add() -> Any:
    """The form of a new document."""
    return render_template(PAGE, form=DocumentForm(), document=None)


@blueprint.post("/verwaltung/hintergrund/unterlagen/neu")
@staff(*KEEPERS)
def save_new() -> Any:
    """Take the file; it opens its transaction itself, after the file is read."""
    form = DocumentForm()

    def enter(file: WrittenFile | None) -> None:
        assert file is not None
        commands.add_site_document(title=form.title.data or "", file=file, actor=actor())

    return _taken(form, None, enter) or _back(_("Die Unterlage ist hochgeladen."))


@blueprint.get("/verwaltung/hintergrund/unterlagen/<int:site_document_id>")
@staff(*KEEPERS)
def edit(site_document_id: int) -> Any:
    """A document with its versions, and the form of a newer one."""
    document = _found(site_document_id)
    return render_template(PAGE, form=VersionForm(title=document.title), document=document)


@blueprint.post("/verwaltung/hintergrund/unterlagen/<int:site_document_id>")
@staff(*KEEPERS)
def save(site_document_id: int) -> Any:
    """Take a newer version, or another title."""
    form = VersionForm()

    def enter(file: WrittenFile | None) -> None:
        document = _found(site_document_id)
        commands.rename_site_document(document, title=form.title.data or "", actor=actor())
        if file is not None:
            commands.add_site_version(document, note=form.note.data or "", file=file, actor=actor())

    return _taken(form, _found(site_document_id), enter) or _back(_("Gespeichert."))


@blueprint.post("/verwaltung/hintergrund/unterlagen/<int:site_document_id>/entfernen")
@commits
@staff(*KEEPERS)
def remove(site_document_id: int) -> Any:
    """Show it no more."""
    commands.remove_site_document(_found(site_document_id), actor=actor())
    return _back(_("Die Unterlage ist entfernt."))


def _taken(form: UploadForm, document: SiteDocument | None, enter: Callable[[WrittenFile | None], None]) -> Any:
    """Check and write the file, then enter it; the form again with 422 where it is not taken, else None."""
    if not form.validate():
        return rejected(PAGE, form=form, document=document)()
    try:
        file = None if form.content is None else written_document(form.content)
        with discarded_unless_entered(file), transaction():
            enter(file)
    except (Invalid, Conflict) as error:
        form.refuse(error if isinstance(error, Invalid) else Invalid(error.message, field="title"))
        return rejected(PAGE, form=form, document=document)()
    return None


def _found(site_document_id: int) -> SiteDocument:
    return queries.site_document_by_id(site_document_id) or abort(404)


def _back(words: str) -> Any:
    flash(words, "success")
    return redirect(url_for("background.desk", _anchor="unterlagen"), 303)
