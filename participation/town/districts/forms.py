"""The form of a file of outlines."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField, FileRequired
from wtforms import StringField, SubmitField
from wtforms.validators import Length

from participation.web.forms import Form


class OutlinesForm(Form):
    """A GeoJSON file, and where its names stand if they are not found."""

    file = FileField(
        _l("GeoJSON-Datei"), validators=[FileRequired(_l("Bitte wählen Sie eine Datei."))],
        description=_l("Umrisse mit Namen, in Grad (WGS 84). Das Vermessungs- oder Geoinformationsamt gibt sie aus."),
    )  # fmt: skip
    name_property = StringField(
        _l("Eigenschaft mit dem Namen"), validators=[Length(max=80)],
        description=_l("Nur nötig, wenn der Name nicht gefunden wird, zum Beispiel: stv_name."),
    )  # fmt: skip
    parent_property = StringField(
        _l("Eigenschaft mit dem größeren Gebiet"), validators=[Length(max=80)],
        description=_l("Wenn die Datei sagt, wozu ein Viertel gehört, zum Beispiel: sozialraum."),
    )  # fmt: skip
    submit = SubmitField(_l("Umrisse laden"))
