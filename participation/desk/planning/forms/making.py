"""Making a process from a pattern or a copy."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import DateField, SelectField, StringField, SubmitField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length

from participation.web.forms import Form, SendOnceField
from participation.web.site import DEPARTMENT_LABEL

TITLE = [DataRequired(_l("Bitte geben Sie dem Verfahren einen Titel.")), Length(max=200)]
QUESTION = [
    DataRequired(_l("Bitte stellen Sie eine Frage an die Menschen.")),
    Length(max=300, message=_l("Bitte kürzen Sie die Frage auf höchstens 300 Zeichen.")),
]
DECIDER = [DataRequired(_l("Bitte sagen Sie, wer am Ende entscheidet.")), Length(max=160)]


def number(value: object) -> int:
    """A chosen id; 0, which no row has, for the empty choice."""
    return int(str(value)) if str(value or "").isdecimal() else 0


class CopyForm(Form):
    """What a new process needs that its model does not say."""

    title = StringField(
        _l("Titel"), description=_l("Kurz und ohne Amtsdeutsch, zum Beispiel: Mehr Schatten für die Innenstadt."),
        validators=TITLE,
    )  # fmt: skip
    question = TextAreaField(
        _l("Ihre Frage"),
        description=_l(
            "Darauf antworten die Menschen. Stellen Sie eine Frage, die offen ist und die Sie beantworten können."
        ),
        validators=QUESTION,
    )
    department = SelectField(
        DEPARTMENT_LABEL, coerce=number,
        validators=[DataRequired(_l("Bitte wählen Sie eine Fachabteilung."))],
    )  # fmt: skip
    begins_on = DateField(
        _l("Erster Tag"),
        description=_l(
            "An diesem Tag beginnt die erste Phase. Die übrigen Tage rechnen wir aus; Sie können alle noch ändern."
        ),
        validators=[InputRequired(_l("Bitte geben Sie einen Tag an, zum Beispiel 03.05.2027."))],
    )
    send_key = SendOnceField()
    submit = SubmitField(_l("Verfahren anlegen"))


class MakeForm(CopyForm):
    """The same, and who decides."""

    decider = StringField(
        _l("Wer entscheidet am Ende?"), description=_l("Steht auf jeder Seite des Verfahrens."), validators=DECIDER
    )
    submit = SubmitField(_l("Verfahren anlegen"))
