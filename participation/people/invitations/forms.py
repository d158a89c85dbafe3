"""The forms of inviting and accepting."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import SelectField
from wtforms.validators import DataRequired, InputRequired, Optional

from participation.people.accounts.forms import EmailForm, SignUpForm
from participation.people.departments.forms import DayField
from participation.web.forms import Form


class InviteForm(EmailForm):
    """Inviting somebody to take a role over."""

    scope = SelectField(_l("Wofür?"), validators=[InputRequired(_l("Bitte wählen Sie aus, wofür die Aufgabe gilt."))])
    until = DayField(
        _l("Aufgabe gilt bis einschließlich"), description=_l("Leer heißt: ohne Ende."), validators=[Optional()]
    )
    language = SelectField(_l("Sprache der E-Mail"), validators=[DataRequired()])


class JoinForm(Form):
    """Making an account with the address that was invited."""

    pseudonym = SignUpForm.pseudonym
    password = SignUpForm.password
    terms = SignUpForm.terms
