"""The form of the calendar."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import DateField, StringField, SubmitField
from wtforms.validators import InputRequired, Length

from participation.web.forms import Form


class ElectionForm(Form):
    """Name and day."""

    name = StringField(
        _l("Welche Wahl?"),
        description=_l("Zum Beispiel: Gemeinderatswahl, Landtagswahl, Bürgerentscheid."),
        validators=[InputRequired(_l("Bitte nennen Sie die Wahl.")), Length(max=200)],
    )
    held_on = DateField(_l("Wann?"), validators=[InputRequired(_l("Bitte nennen Sie den Tag."))])
    submit = SubmitField(_l("Eintragen"))
