"""The forms of reporting and answering."""

from __future__ import annotations

from email_validator import EmailNotValidError, validate_email
from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from wtforms import EmailField, StringField, SubmitField, TextAreaField
from wtforms.validators import DataRequired, Length, ValidationError

from participation.desk.barriers.rules import LONGEST_ANSWER, LONGEST_TEXT
from participation.web.forms import Form, SendOnceField, VersionField
from participation.web.traps import TrapForm


class ReportForm(TrapForm):
    """Where, what, with what, and an address for the answer."""

    page = StringField(
        _l("Auf welcher Seite?"),
        description=_l("Die Adresse der Seite. Kamen Sie von dort hierher, steht sie schon da."),
        validators=[Length(max=500, message=_l("Bitte kürzen Sie auf höchstens 500 Zeichen."))],
        render_kw={"autocomplete": "off", "spellcheck": "false"},
    )
    text = TextAreaField(
        _l("Was hat Sie gehindert?"),
        description=_l("Was wollten Sie tun, und was ging nicht? Angaben über Ihre Gesundheit sind nicht nötig."),
        validators=[
            DataRequired(_l("Bitte beschreiben Sie, was Sie gehindert hat.")),
            Length(max=LONGEST_TEXT, message=_l("Bitte kürzen Sie auf höchstens 4.000 Zeichen.")),
        ],
    )
    aids = StringField(
        _l("Womit lesen oder bedienen Sie die Seite?"),
        description=_l("Zum Beispiel: Vorleseprogramm, Vergrößerung, nur Tastatur, Telefon."),
        validators=[Length(max=300, message=_l("Bitte kürzen Sie auf höchstens 300 Zeichen."))],
    )
    email = EmailField(
        _l("E-Mail-Adresse für die Antwort"),
        description=_l("Ohne Adresse beheben wir die Barriere, können Ihnen aber nicht antworten."),
        validators=[Length(max=254, message=_l("Bitte prüfen Sie die Adresse: Sie ist zu lang."))],
        render_kw={"autocomplete": "email", "spellcheck": "false", "autocapitalize": "none"},
    )
    send_key = SendOnceField()
    submit = SubmitField(_l("Barriere melden"))

    def validate_email(self, field: EmailField) -> None:
        """An address may be left out; one that is given must be one."""
        if not field.data:
            return
        try:
            validate_email(field.data, check_deliverability=False)
        except EmailNotValidError:
            raise ValidationError(
                gettext("Das ist keine vollständige E-Mail-Adresse. Sie sieht zum Beispiel so aus: name@example.org")
            ) from None


class AnswerBarrierForm(Form):
    """What the city answers."""

    version = VersionField()
    answer = TextAreaField(
        _l("Antwort"),
        description=_l(
            "Was haben Sie getan, was tun Sie noch und bis wann? Geht es nicht: warum, und welchen Weg gibt es sonst?"
        ),
        validators=[
            DataRequired(_l("Bitte schreiben Sie, was Sie tun oder warum es nicht geht.")),
            Length(max=LONGEST_ANSWER, message=_l("Bitte kürzen Sie auf höchstens 4.000 Zeichen.")),
        ],
    )  # fmt: skip
    submit = SubmitField(_l("Antworten"))
