"""A phase in days."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, DateField, SelectField, StringField, SubmitField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length, ValidationError

from participation.dialogue.processes.models import PhaseKind
from participation.web.forms import Form, VersionField, choices

KINDS = {
    PhaseKind.INFORM: _l("Informieren"),
    PhaseKind.COLLECT: _l("Ideen sammeln: einreichen, unterstützen, kommentieren"),
    PhaseKind.DISCUSS: _l("Besprechen: unterstützen und kommentieren"),
    PhaseKind.WORKSHOP: _l("Werkstatt: mitarbeiten und kommentieren"),
    PhaseKind.PRIORITISE: _l("Gewichten: unterstützen und kommentieren"),
    PhaseKind.DECIDE: _l("Entscheiden"),
    PhaseKind.IMPLEMENT: _l("Umsetzen"),
    PhaseKind.EVALUATE: _l("Auswerten"),
}
DAY = [InputRequired(_l("Bitte geben Sie einen Tag an, zum Beispiel 03.05.2027."))]


class PhaseForm(Form):
    """Adding and changing a phase; `accepted` is asked for where the new days close it on people who write in it."""

    version = VersionField()
    kind = SelectField(
        _l("Was geschieht in dieser Phase?"), coerce=PhaseKind, choices=choices(KINDS.items()),
        validators=[InputRequired(_l("Bitte wählen Sie, was in dieser Phase geschieht."))],
    )  # fmt: skip
    title = StringField(
        _l("Name der Phase"), validators=[DataRequired(_l("Bitte geben Sie der Phase einen Namen.")), Length(max=160)]
    )
    first_day = DateField(_l("Erster Tag"), validators=DAY)
    last_day = DateField(_l("Letzter Tag"), description=_l("Bis Mitternacht an diesem Tag."), validators=DAY)
    description = TextAreaField(
        _l("Was können die Menschen tun?"), description=_l("Ein, zwei Sätze. Leer sagen wir es aus der Art der Phase."),
        validators=[Length(max=2000)],
    )  # fmt: skip
    result = TextAreaField(
        _l("Ergebnis der Phase"), description=_l("Sobald sie vorbei ist: Was hat sie ergeben?"),
        validators=[Length(max=8000)],
    )  # fmt: skip
    accepted = BooleanField(_l("Ja, die Phase soll für die Menschen, die schon geschrieben haben, geschlossen werden."))
    submit = SubmitField(_l("Speichern"))

    def validate_last_day(self, field: Any) -> None:
        """Refused beside the field where it lies before the first day."""
        if field.data and self.first_day.data and field.data < self.first_day.data:
            raise ValidationError(_l("Eine Phase kann nicht enden, bevor sie beginnt."))
