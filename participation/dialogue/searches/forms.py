"""The name of a search, and how often somebody wants to hear of it."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import RadioField, StringField
from wtforms.validators import DataRequired, Length

from participation.dialogue.searches.models import FREQUENCY_LABELS
from participation.dialogue.searches.rules import LONGEST_NAME
from participation.web.forms import Form, choices


class SearchForm(Form):
    """A search to keep."""

    name = StringField(
        _l("Name der Suche"),
        description=_l("So finden Sie sie wieder. Nur Sie sehen ihn."),
        validators=[
            DataRequired(_l("Bitte geben Sie der Suche einen Namen.")),
            Length(1, LONGEST_NAME, _l("Der Name darf höchstens 80 Zeichen lang sein.")),
        ],
    )
    frequency = RadioField(
        _l("Wie oft möchten Sie von neuen Ideen hören?"),
        description=_l("Wie viele neue Ideen es gibt, steht jederzeit bei Ihren gespeicherten Suchen."),
        validators=[DataRequired(_l("Bitte wählen Sie, wie oft."))],
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.frequency.choices = choices((f.value, _l(label)) for f, label in FREQUENCY_LABELS.items())
