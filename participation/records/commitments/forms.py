"""The form in which a department says how a promise stands."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import DateField, RadioField, SubmitField, TextAreaField
from wtforms.validators import InputRequired, Length, Optional

from participation.records.commitments.models import CommitmentState
from participation.web.forms import Form, choices


class SettleForm(Form):
    """Kept, moved to another day, or not kept."""

    state = RadioField(
        _l("Wie steht es um die Zusage?"),
        choices=choices(
            [
                (CommitmentState.KEPT, _l("Sie ist gehalten")),
                (CommitmentState.MOVED, _l("Sie verschiebt sich auf einen anderen Tag")),
                (CommitmentState.BROKEN, _l("Sie wird nicht gehalten")),
            ]
        ),
        validators=[InputRequired(_l("Bitte wählen Sie, wie es um die Zusage steht."))],
    )
    due_on = DateField(
        _l("Neuer Tag"),
        description=_l("Nur wenn sich die Zusage verschiebt. Der erste Tag bleibt sichtbar."),
        validators=[Optional()],
    )
    reason = TextAreaField(
        _l("Was ist geschehen?"),
        description=_l("Steht öffentlich bei der Zusage. Beim Verschieben und beim Nichthalten ist ein Grund nötig."),
        validators=[Length(max=1000, message=_l("Bitte kürzen Sie auf höchstens 1.000 Zeichen."))],
    )
    submit = SubmitField(_l("Speichern"))
