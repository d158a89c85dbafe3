"""Uploading documents and the picture. Files are read and written before the transaction, which then is short."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import abort, current_app, flash, redirect, render_template, url_for
from flask_babel import gettext as _

from participation.core.actor import Role
from participation.core.errors import Conflict, Invalid
from participation.core.transactions import commits, transaction
from participation.core.uploads import discarded_unless_entered
from participation.desk.planning.forms import DocumentForm, PictureForm, VersionForm
from participation.desk.planning.views.blueprint import blueprint, process_to_write
from participation.dialogue.processes import commands
from participation.dialogue.processes.commands import WrittenFile
from participation.dialogue.processes.models import Process, ProcessDocument
from participation.dialogue.processes.queries import document_by_id, values_of
from participation.dialogue.processes.rules import ProcessPart, fingerprint
from participation.web.access import actor, staff
from participation.web.htmx import rejected
from participation.web.uploads import written_document

PAGE, PICTURE = "planning/document.html", "planning/picture.html"


@blueprint.get("/schreibtisch/verfahren/<slug>/unterlagen/neu")
@staff(Role.EDITOR)
def add_document(slug: str) -> Any:
    """The form of a new document."""
    return render_template(PAGE, form=DocumentForm(), process=process_to_write(slug), document=None)


@blueprint.post("/schreibtisch/verfahren/<slug>/unterlagen/neu")
@staff(Role.EDITOR)
def save_new_document(slug: str) -> Any:
    """Take the file; it opens its transaction itself, after the file is read."""
    process, form = process_to_write(slug), DocumentForm()
    shown = {"process": process, "document": None}

    def enter(file: WrittenFile | None) -> None:
        assert file is not None
        commands.add_document(_again(slug), title=form.title.data or "", note="", file=file, actor=actor())

    return _taken(form, enter, shown) or _back(slug, _("Die Unterlage ist hochgeladen."))


@blueprint.get("/schreibtisch/verfahren/<slug>/unterlagen/<int:document_id>")
@staff(Role.EDITOR)
def edit_document(slug: str, document_id: int) -> Any:
    """A document with its versions, and the form of a newer one."""
    process, document = _found(slug, document_id)
    return render_template(PAGE, form=VersionForm(title=document.title), process=process, document=document)


@blueprint.post("/schreibtisch/verfahren/<slug>/unterlagen/<int:document_id>")
@staff(Role.EDITOR)
def save_document(slug: str, document_id: int) -> Any:
    """Take a newer version, or another title."""
    process, document = _found(slug, document_id)
    form = VersionForm()

    def enter(file: WrittenFile | None) -> None:
        again, there = _found(slug, document_id)
        commands.rename_document(again, there, title=form.title.data or "", actor=actor())
        if file is not None:
            commands.add_version(again, there, note=form.note.data or "", file=file, actor=actor())

    return _taken(form, enter, {"process": process, "document": document}) or _back(slug, _("Gespeichert."))


@blueprint.get("/schreibtisch/verfahren/<slug>/unterlagen/<int:document_id>/entfernen")
@staff(Role.EDITOR)
def remove_document(slug: str, document_id: int) -> Any:
    """Ask once before a document goes."""
    process, document = _found(slug, document_id)
    return render_template("planning/remove.html", process=process, what=document.title, anchor="documents")


@blueprint.post("/schreibtisch/verfahren/<slug>/unterlagen/<int:document_id>/entfernen")
@commits
@staff(Role.EDITOR)
def save_removed_document(slug: str, document_id: int) -> Any:
    """Show it no more."""
    process, document = _found(slug, document_id)
    commands.remove_document(process, document, actor=actor())
    return _back(slug, _("Die Unterlage ist entfernt."))


@blueprint.get("/schreibtisch/verfahren/<slug>/bild")
@staff(Role.EDITOR)
def edit_picture(slug: str) -> Any:
    """The picture and its description."""
    process = process_to_write(slug)
    form = PictureForm(picture_alt=process.picture_alt, seen=fingerprint(values_of(process, ProcessPart.PICTURE)))
    return render_template(PICTURE, form=form, process=process)


@blueprint.post("/schreibtisch/verfahren/<slug>/bild")
@staff(Role.EDITOR)
def save_picture(slug: str) -> Any:
    """Take a picture; it is drawn anew and smaller, so that nothing else travels along."""
    process, form = process_to_write(slug), PictureForm()
    if form.validate() and form.content is None and not (process.picture or process.picture_file_id):
        form.refuse(Invalid("Bitte wählen Sie ein Bild.", field="file"))
        return rejected(PICTURE, form=form, process=process)()

    def enter(file: WrittenFile | None) -> None:
        commands.set_picture(
            _again(slug), alt=form.picture_alt.data or "", seen=form.seen.data or "", file=file, actor=actor()
        )

    return _taken(form, enter, {"process": process}, page=PICTURE) or _back(slug, _("Gespeichert."), "picture")


@blueprint.post("/schreibtisch/verfahren/<slug>/bild/entfernen")
@commits
@staff(Role.EDITOR)
def remove_picture(slug: str) -> Any:
    """Leave the process without a picture."""
    commands.remove_picture(process_to_write(slug), actor=actor())
    return _back(slug, _("Das Bild ist entfernt."), "picture")


def _taken(
    form: Any, enter: Callable[[WrittenFile | None], None], shown: dict[str, Any], page: str = PAGE
) -> Any:  # fmt: skip
    """Check and write the file, then enter it; the form again with 422 where it is not taken, else None."""
    if not form.validate():
        return rejected(page, form=form, **shown)()
    try:
        file = _written(form, is_picture=page == PICTURE)
        with discarded_unless_entered(file), transaction():
            enter(file)
    except Invalid as error:
        form.refuse(error)
        return rejected(page, form=form, **shown)()
    except Conflict as error:
        form.refuse(Invalid(error.message, field="picture_alt" if page == PICTURE else "title"))
        return rejected(page, form=form, **shown)()[0], 409
    return None


def _written(form: Any, *, is_picture: bool) -> WrittenFile | None:
    settings, data = current_app.extensions["PARTICIPATION"], form.content
    if data is None:
        return None
    if not is_picture:
        return written_document(data)
    small = commands.smaller_picture(data, most=settings.max_upload)
    return commands.write_file(small, "image/webp", folder=settings.media_root)


def _again(slug: str) -> Process:
    """The process once more, inside the transaction."""
    return process_to_write(slug)


def _found(slug: str, document_id: int) -> tuple[Process, ProcessDocument]:
    process = process_to_write(slug)
    return process, document_by_id(process.subject_id, document_id) or abort(404)


def _back(slug: str, words: str, anchor: str = "documents") -> Any:
    flash(words, "success")
    return redirect(url_for("planning.desk", slug=slug, _anchor=anchor), 303)
