"""Uploading documents and a picture."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import FileField, HiddenField, StringField, SubmitField
from wtforms.validators import DataRequired, Length

from participation.web.uploads import DocumentForm, UploadForm, VersionForm


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


__all__ = ["DocumentForm", "PictureForm", "UploadForm", "VersionForm"]
