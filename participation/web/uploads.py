"""Uploading files and handing them out: forms for documents, and answers that no browser runs."""

from __future__ import annotations

from typing import Any, Protocol

from flask import abort, current_app, send_file
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response
from wtforms import FileField, StringField, SubmitField
from wtforms.validators import DataRequired, Length, ValidationError

from participation.core.uploads import MEDIA_TYPES, WrittenFile, check_document, path_of, write_file
from participation.web.filters import number as in_words
from participation.web.forms import Form

NO_SCRIPTS = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
KINDS = ".pdf,.odt,.docx,.png,.jpg,.jpeg,.webp"
FILE_MISSING = _l("Bitte wählen Sie eine Datei.")


class UploadForm(Form):
    """What all uploads share: the bytes that were sent, read once."""

    @property
    def content(self) -> bytes | None:
        """The file that was sent; None where none was chosen."""
        sent: Any = self["file"].data
        if not sent or not getattr(sent, "filename", ""):
            return None
        sent.stream.seek(0)
        return bytes(sent.stream.read())


class VersionForm(UploadForm):
    """A newer version of a document."""

    title = StringField(
        _l("Titel"), validators=[DataRequired(_l("Bitte geben Sie der Unterlage einen Titel.")), Length(max=200)]
    )
    file = FileField(
        _l("Neue Fassung"),
        description=_l("PDF, ODT, DOCX, PNG, JPEG oder WebP. Ohne Datei ändern Sie nur den Titel."),
        render_kw={"accept": KINDS},
    )
    note = StringField(_l("Was ist neu?"), validators=[Length(max=300)])
    submit = SubmitField(_l("Speichern"))


class DocumentForm(VersionForm):
    """A document in its first version."""

    file = FileField(_l("Datei"), description=_l("PDF, ODT, DOCX, PNG, JPEG oder WebP."), render_kw={"accept": KINDS})
    note = None
    submit = SubmitField(_l("Hochladen"))

    def validate_file(self, field: Any) -> None:
        """Something was chosen."""
        if self.content is None:
            raise ValidationError(FILE_MISSING)


class Stored(Protocol):
    """A file that is kept: its random name, what it is, its size in bytes and digest (SHA-256, hex)."""

    name: Any
    media_type: Any
    size: Any
    digest: Any


def written_document(data: bytes) -> WrittenFile:
    """A document in its folder, to be entered next. Raises Invalid for what is not taken."""
    settings = current_app.extensions["PARTICIPATION"]
    return write_file(data, check_document(data, most=settings.max_upload), folder=settings.media_root)


def file_facts(file: Stored) -> str:
    """`PDF, 1,2 MB`."""
    size = file.size / 1_000_000
    words = f"{in_words(size, 1)} MB" if size >= 0.1 else f"{in_words(max(1, round(file.size / 1000)))} KB"
    return f"{MEDIA_TYPES[file.media_type].label}, {words}"


def sent_file(file: Stored, **options: Any) -> Response:
    """A stored file with headers that let no browser run it or take it for something else."""
    path = path_of(file.name, folder=current_app.extensions["PARTICIPATION"].media_root)
    if not path.is_file():
        abort(404)
    response = send_file(path, mimetype=file.media_type, etag=file.digest, conditional=True, **options)
    response.headers["Content-Security-Policy"] = NO_SCRIPTS
    response.headers["X-Content-Type-Options"] = "nosniff"
    del response.headers["Cache-Control"]
    return response
