"""Uploading documents and a picture."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import FileField, HiddenField, StringField, SubmitField
from wtforms.validators import DataRequired, Length, ValidationError

from participation.web.forms import Form

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


class PictureForm(UploadForm):
    """The picture, and what it shows."""

    seen = HiddenField()
    file = FileField(
        _l("Bild"),
        description=_l("PNG, JPEG oder WebP, am besten quer. Wann und wo es aufgenommen wurde, entfernen wir."),
        render_kw={"accept": ".png,.jpg,.jpeg,.webp"},
    )
    picture_alt = StringField(
        _l("Was ist auf dem Bild zu sehen?"),
        description=_l("In einem Satz, für Menschen, die das Bild nicht sehen."),
        validators=[DataRequired(_l("Bitte beschreiben Sie das Bild in einem Satz.")), Length(max=300)],
    )
    submit = SubmitField(_l("Speichern"))
