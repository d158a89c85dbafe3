"""The forms of the second step."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, PasswordField, StringField, SubmitField
from wtforms.validators import DataRequired, Length

from participation.web.forms import Form

_AS_CODE = {"autocomplete": "one-time-code", "inputmode": "numeric", "autocapitalize": "none", "spellcheck": "false"}


class FirstCodeForm(Form):
    """The first code from the app, which shows that it works."""

    code = StringField(
        _l("Code aus der App"), description=_l("Sechs Ziffern, zum Beispiel 123 456."),
        validators=[DataRequired(_l("Bitte geben Sie den Code aus Ihrer App ein.")), Length(max=40)],
        render_kw=_AS_CODE,
    )  # fmt: skip


class CodeForm(Form):
    """The second step."""

    code = StringField(
        _l("Code"),
        description=_l(
            "Sechs Ziffern aus Ihrer App. Ohne App: einer Ihrer Notfallcodes, zum Beispiel bcdf-2345-ghjk-6789."
        ),
        validators=[DataRequired(_l("Bitte geben Sie den Code ein.")), Length(max=40)],
        render_kw={**_AS_CODE, "inputmode": "text"},
    )  # fmt: skip


class ProofForm(Form):
    """Showing once more that it is you: `next` is where one was going, `kept` what was typed there."""

    next = HiddenField()
    kept = HiddenField()


class ProofByPasswordForm(ProofForm):
    """With the password."""

    password = PasswordField(
        _l("Passwort"), validators=[DataRequired(_l("Bitte geben Sie Ihr Passwort ein."))],
        render_kw={"autocomplete": "current-password"},
    )  # fmt: skip


class ProofByCodeForm(ProofForm, CodeForm):
    """With a code."""


class PasskeyForm(Form):
    """A new passkey: what the browser answered, and what the person calls it."""

    name = StringField(
        _l("Name des Passkeys"), description=_l("Damit Sie ihn wiedererkennen, zum Beispiel „Dienst-Laptop“."),
        validators=[DataRequired(_l("Bitte geben Sie dem Passkey einen Namen.")), Length(max=60)],
    )  # fmt: skip
    answer = HiddenField()


class PasskeyAnswerForm(Form):
    """What a passkey signed."""

    answer = HiddenField()


class ButtonForm(Form):
    """One button."""

    submit = SubmitField()
