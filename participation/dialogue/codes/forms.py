"""The forms of codes: entering one, taking part with one, making and voiding them."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    DateField,
    HiddenField,
    IntegerField,
    RadioField,
    StringField,
    SubmitField,
    TextAreaField,
    ValidationError,
)
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange, Optional, Regexp

from participation.dialogue.codes.models import CodeKind
from participation.dialogue.codes.rules import MOST_CODES, MOST_USES
from participation.people.own_data.models import Texts
from participation.web.forms import Form, SendOnceField, choices

KINDS = {
    CodeKind.LETTER: _l("Für Briefe: Wer einen bekommt, gibt ihn einmal mit dem eigenen Konto ein"),
    CodeKind.GROUP: _l("Für Schulen und Gruppen: Mitmachen ohne Konto, nur in diesem Verfahren"),
}


class CodeForm(Form):
    """One code, however it is typed."""

    code = StringField(
        _l("Code"),
        description=_l("12 Zeichen, zum Beispiel K7RM-4XQT-9BDF. Groß oder klein und Striche sind gleichgültig."),
        validators=[DataRequired(_l("Bitte geben Sie Ihren Code ein."))],
        render_kw={"autocomplete": "off", "spellcheck": "false", "autocapitalize": "characters", "size": 20},
    )
    submit = SubmitField(_l("Weiter"))


class JoinForm(Form):
    """The name under which somebody takes part with a group code."""

    code = HiddenField()
    send_key = SendOnceField()
    pseudonym = StringField(
        _l("Dein Pseudonym"),
        description=_l("Unter diesem Namen sehen alle deine Beiträge. Nimm nicht deinen richtigen Namen."),
        validators=[
            DataRequired(_l("Bitte wähle ein Pseudonym.")),
            Length(2, 40, _l("Bitte wähle ein Pseudonym mit 2 bis 40 Zeichen.")),
            Regexp(
                r"^[\w .,'’()&+-]+$",
                message=_l("Bitte nimm nur Buchstaben, Ziffern, Leerzeichen und einfache Satzzeichen."),
            ),
        ],
        render_kw={"autocomplete": "off"},
    )
    submit = SubmitField(_l("Mitmachen"))


class LeaveForm(Form):
    """Whether the texts of a guest go too."""

    texts = RadioField(
        _l("Was soll mit deinen Texten geschehen?"), default=Texts.KEEP.value,
        choices=choices(
            [
                (Texts.KEEP, _l("Sie bleiben stehen, ohne deinen Namen")),
                (Texts.REMOVE, _l("Sie werden auch gelöscht")),
            ]
        ),
        validators=[InputRequired(_l("Bitte wähle eine Möglichkeit."))],
    )  # fmt: skip
    submit = SubmitField(_l("Alles löschen"))


class BatchForm(Form):
    """Codes to make."""

    send_key = SendOnceField()
    kind = RadioField(
        _l("Wofür sind die Codes?"), choices=choices(KINDS.items()),
        validators=[InputRequired(_l("Bitte wählen Sie eine Möglichkeit."))],
    )  # fmt: skip
    purpose = StringField(
        _l("Anlass"), description=_l("Nur für Sie, zum Beispiel: Briefe an die Haushalte im Quartier. Keine Namen."),
        validators=[DataRequired(_l("Bitte nennen Sie den Anlass.")), Length(max=200)],
    )  # fmt: skip
    count = IntegerField(
        _l("Wie viele Codes?"),
        validators=[
            InputRequired(_l("Bitte geben Sie eine Zahl an.")),
            NumberRange(1, MOST_CODES, _l("Bitte geben Sie eine Zahl zwischen 1 und %(max)s an.")),
        ],
    )
    uses = IntegerField(
        _l("Wie oft gilt jeder Code?"), default=1,
        description=_l(
            "Nur bei Codes für Gruppen. Einer je Person ist sicherer. Ein Code für alle geht auch; dann kann eine "
            "Person ihn mehrmals nutzen."
        ),
        validators=[
            Optional(), NumberRange(1, MOST_USES, _l("Bitte geben Sie eine Zahl zwischen 1 und %(max)s an.")),
        ],
    )  # fmt: skip
    valid_from = DateField(_l("Gültig ab"), validators=[InputRequired(_l("Bitte geben Sie einen Tag an."))])
    valid_until = DateField(
        _l("Gültig bis"), description=_l("Dieser Tag gehört noch dazu."),
        validators=[InputRequired(_l("Bitte geben Sie einen Tag an."))],
    )  # fmt: skip
    age_confirmed = BooleanField()
    submit = SubmitField(_l("Codes machen und Datei speichern"))

    def validate_valid_until(self, field: Any) -> None:
        """The last day is not before the first, and not in the past."""
        first, last = self.valid_from.data, field.data
        if isinstance(first, date) and isinstance(last, date) and last < first:
            raise ValidationError(_l("Der letzte Tag liegt vor dem ersten."))


class VoidForm(Form):
    """Why codes do not hold any more."""

    reason = TextAreaField(
        _l("Warum gelten die Codes nicht mehr?"),
        validators=[DataRequired(_l("Bitte begründen Sie, warum die Codes nicht mehr gelten.")), Length(max=1000)],
    )
    submit = SubmitField(_l("Für ungültig erklären"))
